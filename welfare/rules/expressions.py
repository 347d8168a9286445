"""Conditions and numbers as data: built by comparing and calculating, computed only when somebody asks.

    income_per_head < minimum_living_standard              a condition
    Decimal("1.5") * minimum_living_standard               a number
    all_of(a, b), any_of(a, b), no(a)   also   a & b, a | b, ~a
    condition.under(ARTICLE)                               where it is written
    condition.worded("…"), number.worded("…")              in other words than its own
    count(where), total(number, where), any_member(…)      over the members of the household (``members``)
    when(condition, number, otherwise)                     and  choose(fact, {"低保": number, …})
    least(a, b), greatest(a, b), round_up(a), round_half_up(a, step)
    fact.is_recorded()                                     never unknown: spoken of, if only as unknown
    readings("o1_reading", "…", A=condition, B=condition)  a text that can be read in two ways
    Rule("…", ARTICLE, (a, b), decide, columns)            what does not fit: a function with its article

Each node is walked by ``find`` (one household, with reasons), ``columns`` (a city), ``words`` (Chinese text) and
``polarity`` (what a fact can do to an outcome). There is no division: a quotient is not exact. The one quotient of the
law, income per head, is a ``PerHead``, and comparing it with a line is exact.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from law.article import Article
from welfare.rules.node import Expression

Exact: TypeAlias = int | Decimal


class Condition(Expression):
    """What holds, does not hold, or is open."""

    def __and__(self, other: "Condition") -> "Condition":
        return AllOf((self, other))

    def __or__(self, other: "Condition") -> "Condition":
        return AnyOf((self, other))

    def __invert__(self) -> "Condition":
        return Not(self)

    def under(self, article: Article) -> "Condition":
        """The same condition with the place where it is written."""
        return Clause(self, article)

    def worded(self, text: str) -> "Condition":
        """The same condition as people say it."""
        return Clause(self, text=text)


class Number(Expression):
    """Yuan, persons, months, shares: exact, or between two bounds while something is unknown."""

    @property
    def nonnegative(self) -> bool:
        """True if it cannot be less than nothing, whatever the facts."""
        return False

    def __add__(self, other: "Number | Exact") -> "Number":
        return Sum((*_terms(self), *_terms(number(other))))

    def __radd__(self, other: Exact) -> "Number":
        return Sum((number(other), *_terms(self)))

    def __sub__(self, other: "Number | Exact") -> "Number":
        return Sum((*_terms(self), Scaled(Decimal(-1), number(other))))

    def __rsub__(self, other: Exact) -> "Number":
        return Sum((number(other), Scaled(Decimal(-1), self)))

    def __mul__(self, other: "Number | Exact") -> "Number":
        if isinstance(other, Number):
            return Product(self, other) if other.nonnegative else Product(other, self)
        return Scaled(number(other).value, self)

    def __rmul__(self, other: Exact) -> "Number":
        return Scaled(number(other).value, self)

    def __lt__(self, other: "Number | Exact") -> Condition:
        return Compare("<", self, number(other))

    def __le__(self, other: "Number | Exact") -> Condition:
        return Compare("<=", self, number(other))

    def __gt__(self, other: "Number | Exact") -> Condition:
        return Compare(">", self, number(other))

    def __ge__(self, other: "Number | Exact") -> Condition:
        return Compare(">=", self, number(other))

    def worded(self, text: str) -> "Number":
        """The same number under its own name: 月收入, 差额."""
        return Named(self, text)

    def equals(self, other: "Number | Exact") -> Condition:
        return AllOf((self <= other, self >= other))


@dataclass(frozen=True, eq=False)
class Named(Number):
    of: Number
    text: str

    @property
    def nonnegative(self) -> bool:
        return self.of.nonnegative


@dataclass(frozen=True, eq=False)
class Constant(Number):
    value: Decimal

    @property
    def nonnegative(self) -> bool:
        return self.value >= 0


def number(value: "Number | Exact") -> Any:
    """An exact number as a node; raises TypeError for a float, which is not exact."""
    if isinstance(value, Number):
        return value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"numbers of a rule are int or Decimal, got {type(value).__name__}")
    return Constant(Decimal(value))


@dataclass(frozen=True, eq=False)
class Sum(Number):
    terms: tuple[Number, ...]

    @property
    def nonnegative(self) -> bool:
        return all(term.nonnegative for term in self.terms)


def _terms(of: Number) -> tuple[Number, ...]:
    return of.terms if isinstance(of, Sum) else (of,)


@dataclass(frozen=True, eq=False)
class Scaled(Number):
    factor: Decimal
    of: Number

    @property
    def nonnegative(self) -> bool:
        return self.factor >= 0 and self.of.nonnegative


@dataclass(frozen=True, eq=False)
class Product(Number):
    """``value`` times ``by``; ``by`` cannot be negative, so that bounds keep their order."""

    value: Number
    by: Number

    def __post_init__(self) -> None:
        if not self.by.nonnegative:
            raise ValueError("one factor of a product must be a number that cannot be negative")

    @property
    def nonnegative(self) -> bool:
        return self.value.nonnegative


@dataclass(frozen=True, eq=False)
class Extreme(Number):
    """The least or the greatest of several numbers."""

    greatest: bool
    of: tuple[Number, ...]

    @property
    def nonnegative(self) -> bool:
        test = any if self.greatest else all
        return test(one.nonnegative for one in self.of)


def least(*of: Number | Exact) -> Number:
    return Extreme(False, tuple(number(one) for one in of))


def greatest(*of: Number | Exact) -> Number:
    return Extreme(True, tuple(number(one) for one in of))


@dataclass(frozen=True, eq=False)
class Rounded(Number):
    """To a multiple of ``step`` (a power of ten): ``up`` as standards derived by a factor are, else half up."""

    of: Number
    step: Decimal
    up: bool

    def __post_init__(self) -> None:
        if self.step.normalize().as_tuple().digits != (1,):
            raise ValueError(f"a step is 1, 0.1, 0.01, 10 …, got {self.step}")

    @property
    def nonnegative(self) -> bool:
        return self.of.nonnegative


def round_up(of: Number, step: Decimal = Decimal(1)) -> Number:
    """Up to the whole yuan: published standards that are a multiple of another are rounded up (1,139 × 1.6 → 1,823)."""
    return Rounded(of, step, up=True)


def round_half_up(of: Number, step: Decimal = Decimal(1)) -> Number:
    return Rounded(of, step, up=False)


@dataclass(frozen=True, eq=False)
class When(Number):
    condition: Condition
    then: Number
    otherwise: Number

    @property
    def nonnegative(self) -> bool:
        return self.then.nonnegative and self.otherwise.nonnegative


def when(condition: Condition, then: Number | Exact, otherwise: Number | Exact = 0) -> Number:
    """``then`` where the condition holds, else ``otherwise``; between the two while it is open."""
    return When(condition, number(then), number(otherwise))


def choose(by: Any, numbers: Mapping[str, Number | Exact], otherwise: Number | Exact = 0) -> Number:
    """One number for each value of an enumerated fact or standard, ``otherwise`` for every other value."""
    cases = list(numbers.items())
    # Where every option has its number there is no other value, and the last needs no asking.
    chosen: Number = number(cases.pop()[1] if set(numbers) >= set(by.options) else otherwise)
    for option, value in reversed(cases):
        chosen = when(by.is_one_of(option), value, chosen)
    return chosen


@dataclass(frozen=True, eq=False)
class Compare(Condition):
    operator: str
    left: Number
    right: Number


@dataclass(frozen=True, eq=False)
class AllOf(Condition):
    of: tuple[Condition, ...]


@dataclass(frozen=True, eq=False)
class AnyOf(Condition):
    of: tuple[Condition, ...]


@dataclass(frozen=True, eq=False)
class Not(Condition):
    of: Condition


def all_of(*conditions: Condition) -> Condition:
    return AllOf(conditions)


def any_of(*conditions: Condition) -> Condition:
    return AnyOf(conditions)


def no(condition: Condition) -> Condition:
    return Not(condition)


@dataclass(frozen=True, eq=False)
class Clause(Condition):
    """A condition with the article it hangs on, with its own words, or both."""

    of: Condition
    article: Article | None = None
    text: str = ""

    def under(self, article: Article) -> Condition:
        return Clause(self.of, article, self.text)

    def worded(self, text: str) -> Condition:
        return Clause(self.of, self.article, text)


@dataclass(frozen=True, eq=False)
class Recorded(Condition):
    """Whether a fact was spoken of (written down as unknown, it was), or a standard is known for this place and day.

    Never unknown itself."""

    of: Expression


@dataclass(frozen=True, eq=False)
class OneOf(Condition):
    """An enumerated fact or standard has one of these values."""

    of: Expression
    options: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class OnOrAfter(Condition):
    """A date is ``day`` or later."""

    of: Expression
    day: date


@dataclass(frozen=True, eq=False)
class HasCome(Condition):
    """A date is not after the day as of which is looked."""

    of: Expression


@dataclass(frozen=True, eq=False)
class Elapsed(Number):
    """Full years or months from a date to the day as of which is looked; 0 for a date that is yet to come."""

    of: Expression
    unit: str

    @property
    def nonnegative(self) -> bool:
        return True


@dataclass(frozen=True, eq=False)
class Readings(Condition):
    """A text that can be read in several ways: settled while all agree, else open until somebody chose one."""

    code: str
    question: str
    of: tuple[tuple[str, Condition], ...]


def readings(code: str, question: str, **of: Condition) -> Condition:
    return Readings(code, question, tuple(of.items()))


@dataclass(frozen=True, eq=False)
class Rule(Condition):
    """A rule that does not fit: a function of its arguments, with the article it stands for.

    decide   gets one value for each argument: True, False, an exact Decimal, a text, or None where it is not known;
             returns True, False, or None while it depends on what is not known
    columns  the same for columns: polars expressions (numbers as yuan in Float64 would not be exact: they come as
             integers of 分), null where it is not known; returns a Boolean expression
    """

    text: str
    article: Article
    of: tuple[Expression, ...]
    decide: Callable[..., bool | None]
    columns: Callable[..., Any]
