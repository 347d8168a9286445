"""Bounds in columns: the arithmetic of ``ranges``, exact, on integers with a known number of digits after the point.

Null as a bound means that there is none. Int64 throughout: a fact is at most 10^10 分 and a household 100 members, so
that sums, multiples and comparisons stay below 9 × 10^18.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

import polars as pl

NO_BOUND = pl.lit(None, pl.Int64)


class Fixed(NamedTuple):
    """``lo`` and ``hi`` are Int64 expressions in units of 10^-digits."""

    lo: pl.Expr
    hi: pl.Expr
    digits: int

    def each(self, change: Callable[[pl.Expr], pl.Expr]) -> "Fixed":
        """Both bounds changed in the same way; a number that is known everywhere is computed once."""
        lo = change(self.lo)
        return Fixed(lo, lo if self.hi is self.lo else change(self.hi), self.digits)

    def to(self, digits: int) -> "Fixed":
        """The same numbers with more digits."""
        if digits == self.digits:
            return self
        factor = pl.lit(10 ** (digits - self.digits), pl.Int64)
        return self.each(lambda bound: bound * factor)._replace(digits=digits)

    def plus(self, other: "Fixed") -> "Fixed":
        one, two = aligned([self, other])
        lo = one.lo + two.lo
        return Fixed(lo, lo if one.lo is one.hi and two.lo is two.hi else one.hi + two.hi, one.digits)

    def scaled(self, factor: Decimal) -> "Fixed":
        whole, digits = integer(factor)
        by = pl.lit(whole, pl.Int64)
        turned = self if factor >= 0 else Fixed(self.hi, self.lo, self.digits)
        return turned.each(lambda bound: bound * by)._replace(digits=self.digits + digits)

    def times(self, by: "Fixed") -> "Fixed":
        """``by`` is never negative."""
        digits = self.digits + by.digits
        nothing = by.hi == 0
        lo = pl.when(nothing).then(0).otherwise(_stretched(self.lo, by.lo, by.hi))
        return Fixed(lo, pl.when(nothing).then(0).otherwise(_stretched(self.hi, by.hi, by.lo)), digits)

    def or_nothing(self) -> "Fixed":
        return Fixed(self.lo.clip(upper_bound=0), self.hi.clip(lower_bound=0), self.digits)

    def rounded(self, step: Decimal, up: bool) -> "Fixed":
        exponent = step.adjusted()
        unit = 10 ** max(0, self.digits + exponent)
        if unit == 1:
            return self
        scale = pl.lit(10 ** max(0, exponent), pl.Int64)
        return self.each(lambda bound: _rounded(bound, unit, up) * scale)._replace(digits=max(0, -exponent))

    def is_below(self, other: "Fixed", strictly: bool) -> pl.Expr:
        """True, False, or null while it is open."""
        one, two = aligned([self, other])
        yes, no = (one.hi < two.lo, one.lo >= two.hi) if strictly else (one.hi <= two.lo, one.lo > two.hi)
        return pl.when(yes).then(True).when(no).then(False)

    @property
    def point(self) -> pl.Expr:
        """The number where it is known, else null."""
        return pl.when(self.lo == self.hi).then(self.lo)


def integer(value: Decimal) -> tuple[int, int]:
    """(15, 1) for 1.5: a whole number and how many of its digits stand after the point."""
    digits = max(0, -int(value.normalize().as_tuple().exponent))
    return int(value.scaleb(digits)), digits


def exactly(value: Decimal) -> Fixed:
    whole, digits = integer(value)
    literal = pl.lit(whole, pl.Int64)
    return Fixed(literal, literal, digits)


def aligned(of: Sequence[Fixed]) -> list[Fixed]:
    digits = max(one.digits for one in of)
    return [one.to(digits) for one in of]


def extreme(of: Sequence[Fixed], greatest: bool) -> Fixed:
    """The least or greatest of all: one bound is enough on the side where the others cannot undo it."""
    same = aligned(of)
    lows, highs = [one.lo for one in same], [one.hi for one in same]
    if greatest:
        return Fixed(pl.max_horizontal(lows), _unless_open(highs, pl.max_horizontal(highs)), same[0].digits)
    return Fixed(_unless_open(lows, pl.min_horizontal(lows)), pl.min_horizontal(highs), same[0].digits)


def chosen(condition: pl.Expr, then: Fixed, otherwise: Fixed) -> Fixed:
    """One number where the condition is true, the other where it is false, both bounds of both where it is open."""
    one, two = aligned([then, otherwise])
    lo = _unless_open([one.lo, two.lo], pl.min_horizontal(one.lo, two.lo))
    hi = _unless_open([one.hi, two.hi], pl.max_horizontal(one.hi, two.hi))
    return Fixed(
        pl.when(condition).then(one.lo).when(~condition).then(two.lo).otherwise(lo),
        pl.when(condition).then(one.hi).when(~condition).then(two.hi).otherwise(hi),
        one.digits,
    )


def _unless_open(bounds: Sequence[pl.Expr], bound: pl.Expr) -> pl.Expr:
    return pl.when(pl.all_horizontal([one.is_not_null() for one in bounds])).then(bound)


def _stretched(bound: pl.Expr, near: pl.Expr, far: pl.Expr) -> pl.Expr:
    return pl.when(bound == 0).then(bound).when(bound > 0).then(bound * near).otherwise(bound * far)


def _rounded(bound: pl.Expr, unit: int, up: bool) -> pl.Expr:
    if up:
        return -((-bound) // unit)
    return (bound + unit // 2) // unit
