"""国民经济行业分类 GB/T 4754-2017: sections, divisions, groups and classes, as facts.

    A            section    农、林、牧、渔业        level 1
    01           division   农业                    level 2
    011          group      谷物种植                level 3
    0111         class      稻谷种植                level 4

A group that the standard does not divide has one class of the same name whose code ends in 0 (061 and 0610).
What was added to the source of the table is said in data/ATTRIBUTION.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Industry:
    code: str
    section: str
    name: str

    @property
    def level(self) -> int:
        """1 section, 2 division, 3 group, 4 class."""
        return len(self.code)

    @property
    def parent(self) -> str | None:
        """Code one level up; None for a section."""
        if self.level == 1:
            return None
        return self.section if self.level == 2 else self.code[:-1]


def industry(code: str) -> Industry | None:
    """The industry with this code, or None. Accepts the section letter in front, as firms write it: C1311."""
    plain = code.strip().upper()
    if len(plain) > 1 and plain[0].isalpha():
        found = INDUSTRIES.get(plain[1:])
        return found if found and found.section == plain[0] else None
    return INDUSTRIES.get(plain)


def _load() -> Mapping[str, Industry]:
    lines = (files("lexicon") / "data" / "gbt4754-2017.tsv").read_text(encoding="utf-8").splitlines()
    rows = (Industry(*line.split("\t")) for line in lines[1:])
    return MappingProxyType({row.code: row for row in rows})


INDUSTRIES: Mapping[str, Industry] = _load()
"""All 1,969 entries by code, in the order of the standard (about 2 ms to load)."""
