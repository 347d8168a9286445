"""Names of places to GB/T 2260 codes, from the region table that is shipped; no database."""

import csv
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import people

REGIONS = Path(people.__file__).parent / "data" / "regions.csv"
COUNTY = 6
_ENDING = re.compile(r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|自治[州县旗]|省|市|地区|盟|新区|区|县|旗)$")
_CODE = re.compile(r"\d{2}(?:\d{2}(?:\d{2}(?:\d{3}(?:\d{3})?)?)?)?")
_NO_NAMES = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})


def place_codes(text: str) -> frozenset[str]:
    """All codes that a code or a name may mean: ``150602``, ``东胜区``, ``鄂尔多斯市东胜区``; none where it is unknown.

    A name that several counties bear stands for all of them unless what comes before it says which.
    """
    plain = text.strip()
    if _CODE.fullmatch(plain):
        return frozenset({plain})
    names = _names()
    found = names.get(plain) or names.get(_short(plain))
    if found:
        return found
    for cut in range(len(plain) - 2, 1, -1):  # the longest beginning that is a place, then the rest within it
        upper = place_codes(plain[:cut]) if plain[:cut] in names or _short(plain[:cut]) in names else frozenset()
        inner = names.get(plain[cut:]) or names.get(_short(plain[cut:])) or frozenset()
        within = frozenset(code for code in inner if any(code.startswith(stem) for stem in upper))
        if within:
            return within
    return frozenset()


def place_code(parts: Iterable[str]) -> str | None:
    """The one code of a place given from large to small, as precise as it can be told; None where nothing can."""
    code: str | None = None
    for part in parts:
        found = {c for c in place_codes(part) if code is None or c.startswith(code)} if part else set()
        if len(found) == 1:
            code = found.pop()
    return code


@cache
def _names() -> dict[str, frozenset[str]]:
    """Full and short names of provinces, cities and counties: about 3,400 places."""
    names: dict[str, set[str]] = {}
    with REGIONS.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            if len(row["code"]) <= COUNTY and row["name"] not in _NO_NAMES:
                for name in {row["name"], _short(row["name"])}:
                    names.setdefault(name, set()).add(row["code"])
    return {name: frozenset(_outermost(codes)) for name, codes in names.items()}


def _outermost(codes: set[str]) -> set[str]:
    """Without codes inside another one of the same name: 吉林 is the province, which holds the city."""
    return {code for code in codes if not any(code != other and code.startswith(other) for other in codes)}


def _short(name: str) -> str:
    """东胜 for 东胜区; a name that would shrink to one character stays whole."""
    short = _ENDING.sub("", name)
    return short if len(short) > 1 else name
