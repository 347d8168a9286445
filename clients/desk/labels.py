"""Words for codes, where a page needs a list of them."""

from collections.abc import Iterable

from lexicon.features import CERTIFICATES
from people.models import Region


def certificate_choices() -> list[tuple[str, str]]:
    """(code, label) of every listed certificate."""
    return [(item.code, item.label) for item in CERTIFICATES.values()]


def names_of_places(codes: Iterable[str]) -> dict[str, str]:
    """Names of regions by code. One query."""
    return dict(Region.objects.current().filter(code__in=sorted(codes)).values_list("code", "name"))
