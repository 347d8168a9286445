"""Names of places to GB/T 2260 codes, from the region table that is shipped; no database."""

import re
from collections.abc import Iterable
from functools import cache

from people.import_regions import read_table
from people.models import Level, Region
from people.places import Places, without_kind

_CODE = re.compile(r"\d{2}(?:\d{2}(?:\d{2}(?:\d{3}(?:\d{3})?)?)?)?")


def place_codes(text: str) -> frozenset[str]:
    """All codes that a code or a name may mean: ``150602``, ``东胜区``, ``鄂尔多斯市东胜区``; none where it is unknown.

    A name that several counties bear stands for all of them unless what comes before it says which. Another kind word
    than ours is forgiven: 康巴什新区.
    """
    plain = text.strip()
    if _CODE.fullmatch(plain):
        return frozenset({plain})
    return _places().meanings(plain) or _places().meanings(without_kind(plain))


def place_code(parts: Iterable[str]) -> str | None:
    """The one code of a place given from large to small, as precise as it can be told; None where nothing can."""
    code: str | None = None
    for part in parts:
        found = {c for c in place_codes(part) if code is None or c.startswith(code)} if part else set()
        if len(found) == 1:
            code = found.pop()
    return code


@cache
def _places() -> Places:
    """Provinces, cities and counties: about 3,400."""
    rows = (row for row in read_table() if len(row.code) <= Level.COUNTY)
    return Places(Region(code=row.code, name=row.name) for row in rows)
