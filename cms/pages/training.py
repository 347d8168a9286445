"""培训 for visitors: who teaches what, for whose money, and when the next class begins."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from employers.public import training


def directory(request: HttpRequest) -> dict[str, Any]:
    """Every base, or those of one county."""
    bases = training.directory(timezone.localdate())
    counties = dict(sorted((base.code, base.county) for base in bases))
    chosen = request.GET.get("region", "")
    return {
        "bases": [base for base in bases if chosen not in counties or base.code == chosen],
        "counties": [("", f"全部地区（{len(bases)}）")]
        + [(code, f"{name}（{sum(base.code == code for base in bases)}）") for code, name in counties.items()],
        "region": chosen if chosen in counties else "",
    }
