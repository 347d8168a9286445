"""A number while something is unknown: between two bounds, with the names of what would narrow it.

``None`` as a bound means that there is none. Adding, scaling and comparing keep the promise that the true number lies
within; where each fact occurs once the bounds are also the narrowest possible.
"""

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, DivisionByZero, InvalidOperation
from typing import NamedTuple

from law.truth import Truth

Bound = Decimal | None
NOTHING: frozenset[str] = frozenset()
ZERO = Decimal(0)

EXACT = Context(prec=60, traps=[InvalidOperation, DivisionByZero])
"""Sixty digits, of which a case needs twenty: rules add and multiply, so that nothing is rounded on the way."""


class Range(NamedTuple):
    lo: Bound
    hi: Bound
    missing: frozenset[str] = NOTHING

    @property
    def value(self) -> Decimal | None:
        """The number itself where it is known."""
        return self.lo if self.lo is not None and self.lo == self.hi else None

    def plus(self, other: "Range") -> "Range":
        lo = None if self.lo is None or other.lo is None else self.lo + other.lo
        if self.hi is self.lo and other.hi is other.lo:
            return Range(lo, lo, self.missing | other.missing)
        hi = None if self.hi is None or other.hi is None else self.hi + other.hi
        return Range(lo, hi, self.missing | other.missing)

    def scaled(self, factor: Decimal) -> "Range":
        lo = None if self.lo is None else self.lo * factor
        if self.hi is self.lo:
            return Range(lo, lo, self.missing)
        hi = None if self.hi is None else self.hi * factor
        return Range(lo, hi, self.missing) if factor >= 0 else Range(hi, lo, self.missing)

    def times(self, by: "Range") -> "Range":
        """``by`` is never negative. Nothing times whatever is nothing, also where there is no bound."""
        if by.hi == 0:
            return Range(ZERO, ZERO)
        return Range(_stretched(self.lo, by.lo, by.hi), _stretched(self.hi, by.hi, by.lo), self.missing | by.missing)

    def or_nothing(self) -> "Range":
        """The number, or 0: it is open which."""
        return Range(
            None if self.lo is None else min(ZERO, self.lo),
            None if self.hi is None else max(ZERO, self.hi),
            self.missing,
        )

    def or_else(self, other: "Range") -> "Range":
        """One of the two: it is open which."""
        return Range(
            None if self.lo is None or other.lo is None else min(self.lo, other.lo),
            None if self.hi is None or other.hi is None else max(self.hi, other.hi),
            self.missing | other.missing,
        )

    def rounded(self, step: Decimal, up: bool) -> "Range":
        lo = _rounded(self.lo, step, up)
        return Range(lo, lo if self.hi is self.lo else _rounded(self.hi, step, up), self.missing)

    def is_below(self, other: "Range", strictly: bool) -> Truth:
        """Whether it is less than the other; ``strictly`` False: or equal."""
        if _before(self.hi, other.lo, or_equal=not strictly):
            return Truth.YES
        if _before(other.hi, self.lo, or_equal=strictly):
            return Truth.NO
        return Truth.UNKNOWN


def exactly(value: Decimal | int) -> Range:
    number = Decimal(value)
    return Range(number, number)


NONE = exactly(0)


def the_least(ranges: Iterable[Range]) -> Range:
    """The least of all: one upper bound is enough to bound it from above."""
    of = list(ranges)
    lows = [one.lo for one in of]
    highs = [one.hi for one in of if one.hi is not None]
    lo = None if None in lows else min(low for low in lows if low is not None)
    return Range(lo, min(highs, default=None), NOTHING.union(*(one.missing for one in of)))


def the_greatest(ranges: Iterable[Range]) -> Range:
    of = list(ranges)
    highs = [one.hi for one in of]
    lows = [one.lo for one in of if one.lo is not None]
    hi = None if None in highs else max(high for high in highs if high is not None)
    return Range(max(lows, default=None), hi, NOTHING.union(*(one.missing for one in of)))


def _before(one: Bound, other: Bound, or_equal: bool) -> bool:
    return one is not None and other is not None and (one < other or (or_equal and one == other))


def _stretched(bound: Bound, near: Bound, far: Bound) -> Bound:
    """A bound times the factor that moves it outward: ``near`` for a bound above 0, ``far`` below 0."""
    if bound == 0:
        return ZERO
    factor = near if bound is None or bound >= 0 else far
    return None if bound is None or factor is None else bound * factor


def _rounded(bound: Bound, step: Decimal, up: bool) -> Bound:
    if bound is None:
        return None
    # Half up means towards the greater number, for debts as well, so that columns of integers do the same.
    unit = step.normalize()
    return bound.quantize(unit, ROUND_CEILING) if up else (bound + step / 2).quantize(unit, ROUND_FLOOR)
