"""What can be recorded about a household or one of its members: one object per fact, one register by code."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar

from law.article import Article
from welfare.rules.expressions import Condition, Elapsed, HasCome, Number, OneOf, OnOrAfter, Recorded
from welfare.rules.node import Expression

PERSON = "person"
HOUSEHOLD = "household"


@dataclass(frozen=True, eq=False, kw_only=True)
class Fact(Expression):
    """One question with one answer.

    code        the name in files, tables and expressions
    term        as people say it
    documents   what proves it, the usual one first
    of          PERSON or HOUSEHOLD
    absent      the answer where nobody mentions it at all, for rare things one would be told of (宣告失踪) and for
                claims that nobody made (扣减); None: nobody knows. Written down as unknown, it is unknown.
    restricted  shown only to those with a reason of their own
    history     a fact of somebody's drug history: no rule may read it as a ground to refuse
    note        what to ask, where the term alone could be misread
    """

    code: str = field(kw_only=False)
    term: str = field(kw_only=False)
    documents: tuple[str, ...] = ()
    of: str = PERSON
    absent: Any = None
    restricted: bool = False
    history: bool = False
    note: str = ""

    kind: ClassVar[str] = ""
    registered: ClassVar[bool] = True

    def __post_init__(self) -> None:
        if self.of not in (PERSON, HOUSEHOLD):
            raise ValueError(f"{self.code}: a fact is of a person or of a household, not of {self.of!r}")
        if FACTS.setdefault(self.code, self) is not self:
            raise ValueError(f"two facts are called {self.code}")

    @cached_property
    def personal(self) -> bool:
        return self.of == PERSON

    def is_recorded(self) -> Condition:
        return Recorded(self)

    def __repr__(self) -> str:
        return self.code


FACTS: dict[str, Fact] = {}
"""Every fact by its code, in the order declared."""


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Flag(Fact, Condition):
    """Yes, no or unknown."""

    kind: ClassVar[str] = "bool"


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Quantity(Fact, Number):
    """A number that cannot be negative, with at most two digits after the point.

    unit     as printed: 元/月, 元, 月, 平方米, 人
    highest  no answer may be greater: a slip of the pen, not a fact
    whole    persons, months, dwellings
    """

    unit: str = "元/月"
    highest: Decimal = Decimal(100_000_000)
    whole: bool = False

    kind: ClassVar[str] = "number"

    @property
    def digits(self) -> int:
        """Digits after the point: yuan have two, persons none."""
        return 0 if self.whole else 2

    @property
    def nonnegative(self) -> bool:
        return True


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Choice(Fact):
    """One of ``options``. ``also`` are other words for an option that files and people use."""

    options: tuple[str, ...] = ()
    also: tuple[tuple[str, str], ...] = ()

    kind: ClassVar[str] = "enum"

    def is_one_of(self, *options: str) -> Condition:
        if unknown := set(options) - set(self.options):
            raise ValueError(f"{self.code} has no option {'、'.join(sorted(unknown))}")
        return OneOf(self, options)


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Day(Fact):
    """A date. ``past`` True: it cannot lie after the day as of which is looked."""

    past: bool = False

    kind: ClassVar[str] = "date"

    def on_or_after(self, day: date) -> Condition:
        return OnOrAfter(self, day)

    def before(self, day: date) -> Condition:
        return ~OnOrAfter(self, day)

    def has_come(self) -> Condition:
        return HasCome(self)

    def years(self) -> Number:
        """Full years since, as 周岁 are counted: the birthday itself completes the year."""
        return Elapsed(self, "years")

    def months(self) -> Number:
        return Elapsed(self, "months")


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Text(Fact):
    """Words that no rule reads."""

    kind: ClassVar[str] = "text"


@dataclass(frozen=True, eq=False)
class DerivedFlag(Condition):
    """A condition that follows from other facts by ``by``; where the case states ``fact`` directly, that wins."""

    fact: Flag
    by: Condition
    article: Article | None = None


@dataclass(frozen=True, eq=False)
class DerivedNumber(Number):
    """A number that follows from other facts by ``by``; where the case states ``fact`` directly, that wins."""

    fact: Quantity
    by: Number
    article: Article | None = None

    @property
    def nonnegative(self) -> bool:
        return self.by.nonnegative
