"""Names of places to GB/T 2260 codes, from the region table that is shipped; no database."""

import re
from functools import cache

from people.import_regions import read_table
from people.models import Level, Region
from people.places import Places, without_kind

_CODE = re.compile(r"[0-9]{2}(?:[0-9]{2}(?:[0-9]{2}(?:[0-9]{3}(?:[0-9]{3})?)?)?)?")
_PREFECTURE = "自治州"
_PEOPLES = (
    "布依族", "朝鲜族", "傣族", "侗族", "哈尼族", "哈萨克", "回族", "景颇族", "柯尔克孜", "傈僳族", "蒙古族", "蒙古",
    "苗族", "羌族", "土家族", "彝族", "藏族", "壮族", "白族",
)  # fmt: skip


def place_codes(text: str) -> frozenset[str]:
    """All codes that a code or a name may mean: ``150602``, ``东胜区``, ``鄂尔多斯市东胜区``; none where it is unknown.

    A name that several counties bear stands for all of them unless what comes before it says which. Another kind word
    than ours is forgiven (康巴什新区), and so is an autonomous prefecture without the names of its peoples (德宏州).
    A code is not looked up: it may be of a place that is no more.
    """
    plain = text.strip()
    if _CODE.fullmatch(plain):
        return frozenset({plain})
    found = _places().meanings(plain) or _places().meanings(without_kind(plain))
    if found:
        return found
    for short, full in _short_prefectures().items():
        if short in plain:
            return _places().meanings(re.sub(f"{short}州?", full, plain, count=1))
    return frozenset()


def is_known_code(code: str) -> bool:
    """A province, or a place in a city or prefecture that is in the table, now or before."""
    city = code[: Level.CITY]
    return _places().knows_code(city[: Level.PROVINCE] if city.endswith("00") else city)


@cache
def _places() -> Places:
    """Provinces, cities and counties: about 3,400."""
    rows = (row for row in read_table() if len(row.code) <= Level.COUNTY)
    return Places(Region(code=row.code, name=row.name) for row in rows)


@cache
def _short_prefectures() -> dict[str, str]:
    """德宏 → 德宏傣族景颇族自治州."""
    names = [row.name for row in read_table() if len(row.code) == Level.CITY and row.name.endswith(_PREFECTURE)]
    return {_without_peoples(name.removesuffix(_PREFECTURE)): name for name in names}


def _without_peoples(name: str) -> str:
    while people := next((one for one in _PEOPLES if name.endswith(one)), ""):
        name = name.removesuffix(people)
    return name
