"""Numbers that an authority sets for a place and a time: found or missing, never guessed.

No default, no neighbour, no last year's number, nothing in between. A place takes the number of the place above it
only where that one was set for all places within it (``Row.within``); a provincial guide is not such a number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar

from law.article import Article
from law.dated import Dated, Timeline
from welfare.rules.expressions import Condition, Number, OneOf, Recorded
from welfare.rules.node import Expression

Level = Decimal | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One number of one place, from a day to a day (both included).

    region  stem of the GB/T 2260 code: 15 内蒙古, 1506 鄂尔多斯, 150602 东胜区; empty for the whole country
    urban   True or False where town and country differ, None for both
    within  the number also holds in the places within that place
    """

    region: str
    value: Level
    valid_from: date
    source: Article
    review_by: date
    valid_to: date | None = None
    urban: bool | None = None
    within: bool = True


@dataclass(frozen=True, eq=False, kw_only=True)
class Standard(Number):
    """A dated regional number, as a rule reads it.

    rows  what is known; a ``Book`` may hold other rows under the same code
    high  what it can never exceed where that follows from its nature (a share: 1); it can never be negative
    also  other names by which a case may override it
    town  the standard whose number for towns holds where this one has none of its own: one number, in one place
    """

    code: str = field(kw_only=False)
    term: str = field(kw_only=False)
    unit: str = "元/月"
    rows: tuple[Row, ...] = field(default=(), repr=False)
    high: Decimal | None = None
    also: tuple[str, ...] = ()
    town: "Standard | None" = field(default=None, repr=False)

    registered: ClassVar[bool] = True

    def __post_init__(self) -> None:
        register(self)

    @property
    def nonnegative(self) -> bool:
        return True

    def is_recorded(self) -> Condition:
        """It is known for this place and day."""
        return Recorded(self)

    def __repr__(self) -> str:
        return self.code


@dataclass(frozen=True, eq=False, kw_only=True)
class Mode(Expression):
    """A dated regional choice, like 差额 or 分档: one of ``options`` (code → term)."""

    code: str = field(kw_only=False)
    term: str = field(kw_only=False)
    options: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = field(default=(), repr=False)
    also: tuple[str, ...] = ()

    registered: ClassVar[bool] = True

    def __post_init__(self) -> None:
        register(self)

    def is_one_of(self, *options: str) -> Condition:
        if unknown := set(options) - set(self.options):
            raise ValueError(f"{self.code} has no option {'、'.join(sorted(unknown))}")
        return OneOf(self, options)

    def is_recorded(self) -> Condition:
        return Recorded(self)

    def __repr__(self) -> str:
        return self.code


AnyStandard = Standard | Mode

STANDARDS: dict[str, AnyStandard] = {}
"""Every standard by its code."""

ALIASES: dict[str, str] = {}
"""Other names of a standard → its code."""


def register(standard: AnyStandard) -> None:
    if STANDARDS.setdefault(standard.code, standard) is not standard:
        raise ValueError(f"two standards are called {standard.code}")
    ALIASES.update(dict.fromkeys(standard.also, standard.code))


def stems(region: str) -> tuple[str, ...]:
    """The place and the places around it, nearest first: 150602 → 150602, 1506, 15, and the whole country."""
    code = region[:6]
    while code.endswith("00") and len(code) > 2:
        code = code[:-2]
    longer = [region[:length] for length in (12, 9) if len(region) >= length]
    return (*longer, *(code[:length] for length in (6, 4, 2, 0) if length <= len(code)))


class Book:
    """All numbers known to the asker. ``rows`` replace the declared rows of the standards they name."""

    def __init__(self, rows: Mapping[str, Sequence[Row]] | None = None) -> None:
        self._given = rows or {}
        self._lines: dict[str, dict[tuple[str, bool | None, bool], Timeline[Level]]] = {}

    def find(self, standard: AnyStandard, region: str, urban: bool, day: date) -> Dated[Level] | None:
        """What holds in that place on that day, with its source; None where no number is known."""
        lines = self._lines.get(standard.code)
        if lines is None:
            lines = self._lines[standard.code] = self._read(standard)
        own = True
        for stem in stems(region):
            for which in (urban, None):
                for within in (True, False) if own else (True,):
                    line = lines.get((stem, which, within))
                    found = line.at(day) if line else None
                    if found is not None:
                        return found
            own = False
        town = standard.town if isinstance(standard, Standard) else None
        return None if town is None else self.find(town, region, True, day)

    def rows(self, standard: AnyStandard) -> tuple[Row, ...]:
        """Every row known for it."""
        return tuple(self._given.get(standard.code, standard.rows))

    def replaced(self, code: str, rows: Sequence[Row]) -> "Book":
        """The same book with other rows for one standard: what a preview looks at."""
        return Book({**self._given, code: rows})

    def _read(self, standard: AnyStandard) -> dict[tuple[str, bool | None, bool], Timeline[Level]]:
        kept: dict[tuple[str, bool | None, bool], list[Dated[Level]]] = {}
        for row in self.rows(standard):
            dated = Dated(row.value, row.valid_from, row.source, row.review_by, row.valid_to)
            kept.setdefault((row.region, row.urban, row.within), []).append(dated)
        return {key: Timeline(f"{standard.term}（{key[0] or '全国'}）", *dated) for key, dated in kept.items()}


DECLARED = Book()
"""The rows that the catalogue declares."""
