"""Expressions that look at all members of a household at once: how many, how much together, any, each, and a head."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from welfare.rules.expressions import Condition, Exact, Number, number
from welfare.rules.fact import Quantity
from welfare.rules.node import Expression


@dataclass(frozen=True, eq=False)
class Total(Number):
    """``of`` summed over the members for whom ``where`` holds."""

    of: Number
    where: Condition

    closes: ClassVar[bool] = True

    @property
    def nonnegative(self) -> bool:
        return self.of.nonnegative


def total(of: Number, where: Condition) -> Number:
    return Total(of, where)


def count(where: Condition) -> Number:
    """How many members there are for whom ``where`` holds."""
    return Total(number(1), where)


@dataclass(frozen=True, eq=False)
class PerHead(Expression):
    """Σ ``each`` over the members for whom ``where`` holds, less ``less``, not below nothing, divided by ``heads``.

    No ``Number``: the quotient may have no end of digits. It is compared (``income_per_head < line``) as
    Σ (line − each) + less > 0, which is exact, and a member of whom something is unknown weighs only what that could
    change. ``shortfall(line)`` is the same sum as a number: heads × line − income.
    ``stated`` and ``stated_total`` are the facts that win where a case states the quotient or the income itself.
    """

    stated: Quantity
    stated_total: Quantity
    each: Number
    where: Condition
    less: Number
    heads: Number
    factor: Decimal = Decimal(1)

    closes: ClassVar[bool] = True

    def __rmul__(self, factor: Exact) -> "PerHead":
        value = number(factor).value
        if value <= 0:
            raise ValueError("only a positive multiple of a quotient can be compared")
        return replace(self, factor=self.factor * value)

    def __lt__(self, line: Number | Exact) -> Condition:
        return PerHeadCompared("<", self, number(line))

    def __le__(self, line: Number | Exact) -> Condition:
        return PerHeadCompared("<=", self, number(line))

    def __gt__(self, line: Number | Exact) -> Condition:
        return PerHeadCompared(">", self, number(line))

    def __ge__(self, line: Number | Exact) -> Condition:
        return PerHeadCompared(">=", self, number(line))

    def shortfall(self, line: Number | Exact) -> Number:
        """heads × line − income: what brings every counted member up to the line; negative above it."""
        return Shortfall(self, number(line))


@dataclass(frozen=True, eq=False)
class Shortfall(Number):
    per_head: PerHead
    line: Number


@dataclass(frozen=True, eq=False)
class PerHeadCompared(Condition):
    """The quotient against a line."""

    operator: str
    left: PerHead
    right: Number

    @cached_property
    def shortfall(self) -> Shortfall:
        """The exact number whose sign decides."""
        return Shortfall(self.left, self.right)


@dataclass(frozen=True, eq=False)
class SomeMember(Condition):
    """One member at least (``every`` False) or each of them (``every`` True)."""

    of: Condition
    every: bool

    closes: ClassVar[bool] = True


def any_member(condition: Condition) -> Condition:
    return SomeMember(condition, every=False)


def every_member(condition: Condition) -> Condition:
    return SomeMember(condition, every=True)
