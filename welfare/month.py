"""What a family has in one month at one wage, and how such months stand side by side: the values of net_income."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


class Unsettled(LookupError):
    """The sum cannot be said yet. ``missing`` names what is unknown, as in ``Finding.missing``."""

    def __init__(self, missing: frozenset[str]) -> None:
        super().__init__("the month cannot be computed before these are known: " + ", ".join(sorted(missing)))
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Month:
    """One month at one wage, all sums in 元.

    income    what all counted members take in, the wage included
    benefits  by code of the entitlement, those that are paid
    open      entitlements left out because it is open whether or how much, by code with what is missing
    """

    wage: Decimal
    income: Decimal
    benefits: Mapping[str, Decimal]
    open: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        return self.income + sum(self.benefits.values(), Decimal(0))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of wages over which the month is a straight line; both ends belong to it."""

    first: Month
    last: Month

    @property
    def slope(self) -> Decimal:
        """Yuan in hand for one yuan more of wage; 0 for a single wage."""
        width = self.last.wage - self.first.wage
        return (self.last.total - self.first.total) / width if width else Decimal(0)


@dataclass(frozen=True, slots=True)
class Band:
    """Wages at which the family has less than at ``instead``, up to ``loss`` yuan less; both ends belong to it."""

    first: Decimal
    last: Decimal
    instead: Decimal
    loss: Decimal


@dataclass(frozen=True, slots=True)
class GraceMonth:
    """One month of 渐退期: what is still paid; None where the place has not said how much."""

    month: int
    amount: Decimal | None
    most: Decimal
