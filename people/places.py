"""From how people write a place to the region it means: 东胜区交通街道, 内蒙古鄂尔多斯东胜, 150602001."""

import re
from collections.abc import Iterable

from lexicon.cut import normal
from people.models import Level, Region
from people.models.region import PLACEHOLDERS

SHORTEST = 2
_KIND = re.compile(
    r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|自治[州县旗]|街道办事处|街道|苏木|地区|新区|[省市盟区县旗镇乡])$"
)
# Registers write them between city and county.
_NO_PLACE = re.compile("|".join(name for name in PLACEHOLDERS if len(name) >= SHORTEST))


class Places:
    """A set of regions, each found by its code or its name, as people write it.

    Levels above may stand before it or be left out, each with its kind word or without. A name that two of them share
    means neither until a level above tells them apart; where one lies in the other (吉林), the outer one is meant.
    """

    def __init__(self, regions: Iterable[Region]) -> None:
        self._by_code = {region.code: region for region in regions}
        self._names = {code: _letters(self._said(region)) for code, region in self._by_code.items()}
        self._codes: dict[str, set[str]] = {}
        for code, name in self._names.items():
            for spelling in {name, without_kind(name)} - {""}:
                self._codes.setdefault(spelling, set()).add(code)
        self._longest = max(map(len, self._codes), default=0)

    def find(self, text: str) -> Region | None:
        """The region that ``text`` names or begins with (a house number may follow); None if none or several do.

        Only a whole name may be followed by something else: 长春市朝阳路 need not lie in 朝阳区.
        """
        plain = _letters(text)
        if plain.isascii() and plain.isdecimal():
            return self._numbered(plain)
        return self._only(self._within(None, plain, whole=False))

    def find_in_cells(self, *cells: str) -> Region | None:
        """The region of an advertisement's cells, the narrowest cell first; the first that is filled decides.

        There a name of three characters or more may stand anywhere (康巴什新区); of several, the deepest counts.
        """
        for cell in cells:
            if plain := _letters(cell):
                found = self.find(plain)
                return self._anywhere(plain, found.code if found else "") or found
        return None

    def meanings(self, text: str) -> frozenset[str]:
        """The codes of all that the whole of ``text``, a name, may mean; none that lies in another of them."""
        return frozenset(_outermost(self._within(None, _letters(text), whole=True)))

    def knows_code(self, code: str) -> bool:
        return code in self._by_code

    def _said(self, region: Region) -> str:
        """What people call it. 市辖区 is never said: it is the city above it, where that is not in the set itself."""
        if region.name not in PLACEHOLDERS:
            return region.name
        return "" if region.code[: Level.PROVINCE] in self._by_code else region.full_name

    def _numbered(self, digits: str) -> Region | None:
        """The region of a code, which may be filled up with noughts: 150602000000."""
        for length in sorted(Level.values, reverse=True):
            if not digits[length:].strip("0") and digits[:length] in self._by_code:
                return self._by_code[digits[:length]]
        return None

    def _within(self, upper: set[str] | None, text: str, *, whole: bool) -> set[str]:
        """The codes in ``upper`` that ``text`` may mean; with ``whole``, all of it must be part of a name."""
        for length in range(min(len(text), self._longest), SHORTEST - 1, -1):
            word, rest = text[:length], text[length:]
            named = {code for code in self._codes.get(word, ()) if upper is None or _is_in(code, upper)}
            if not named:
                continue
            if not rest:
                return named
            if inside := self._within(named, rest, whole=whole):
                return inside
            in_full = {code for code in named if self._names[code] == word}
            if in_full and not whole:
                return in_full
        return set()

    def _anywhere(self, text: str, upper: str) -> Region | None:
        found = [
            (region.level, len(name), region.code)
            for name, codes in self._codes.items()
            if len(name) > SHORTEST and name in text
            if (region := self._only(codes)) and region.code.startswith(upper)
        ]
        return self._by_code[max(found)[-1]] if found else None

    def _only(self, codes: set[str]) -> Region | None:
        outer = _outermost(codes)
        return self._by_code[outer.pop()] if len(outer) == 1 else None


def without_kind(name: str) -> str:
    """东胜 for 东胜区; a name that would shrink to one character stays whole."""
    short = _KIND.sub("", name)
    return short if len(short) >= SHORTEST else name


def _letters(text: str) -> str:
    """Half width, without 市辖区, spaces, dashes, brackets and characters that nobody sees."""
    return _NO_PLACE.sub("", "".join(filter(str.isalnum, normal(text))))


def _is_in(code: str, upper: set[str]) -> bool:
    return any(code.startswith(stem) for stem in upper)


def _outermost(codes: set[str]) -> set[str]:
    return {code for code in codes if not _is_in(code, codes - {code})}
