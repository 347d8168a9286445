"""Which version of the code this is."""

import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings


@cache
def version() -> str:
    """As the project's file says it, with the beginning of the commit where this is a checkout: "0.1.0 (25b3376)"."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    number = project["project"]["version"]
    commit = _commit(settings.BASE_DIR / ".git")
    return f"{number} ({commit})" if commit else number


def _commit(folder: Path) -> str:
    try:
        head = (folder / "HEAD").read_text(encoding="ascii").strip()
        if head.startswith("ref: "):
            head = (folder / head.removeprefix("ref: ")).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return head[:7]
