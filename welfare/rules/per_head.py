"""Income per head for one household: the one quotient of the law, compared without ever being divided.

Each counted member brings line − income. A member of whom it is open whether they count brings that or nothing, the
worse for one bound and the better for the other, so that an open question weighs only what it could change.
"""

from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from typing import TYPE_CHECKING

from law.truth import Truth
from welfare.rules import expressions as ex
from welfare.rules import members as over
from welfare.rules.fact import DerivedNumber
from welfare.rules.household import Member
from welfare.rules.ranges import NONE, Range, the_greatest, the_least

if TYPE_CHECKING:
    from welfare.rules.find import Case

FEN = Decimal("0.01")


def weighed(case: "Case", where: ex.Condition, of: Callable[[], Range], member: Member) -> Range:
    """The number of a member who counts, nothing for one who does not, one or the other while that is open."""
    counts = case.find(where, member)
    if counts.truth is Truth.NO:
        return NONE
    if counts.truth is Truth.YES:
        return of()
    either = of().or_nothing()
    return either if either.value is not None else Range(either.lo, either.hi, either.missing | counts.missing)


def is_stated(case: "Case", per_head: over.PerHead) -> bool:
    stated = case.household.facts.get(per_head.stated.code) is not None
    if stated:
        case.stated.add(per_head.stated.code)
    return stated


def shortfall(case: "Case", node: over.Shortfall, member: Member | None) -> Range:
    of, line = node.per_head, case.value(node.line)
    heads = case.value(of.heads)
    if is_stated(case, of):
        return line.plus(case.value(of.stated).scaled(-of.factor)).times(heads)
    ceiling = line.times(heads)
    income = case.value(of.stated_total)
    if income.value is not None:
        case.stated.add(of.stated_total.code)
        return ceiling.plus(income.scaled(-of.factor))
    if not case.household.members:
        return Range(None, ceiling.hi, ceiling.missing | {"members"})
    fixed = case.household.facts.get(of.heads.fact.code) is not None if isinstance(of.heads, DerivedNumber) else False
    summed = (ceiling if fixed else NONE).plus(case.value(of.less).scaled(of.factor))
    own_line = NONE if fixed else line
    for one in case.household.members:

        def gap(one: Member = one) -> Range:
            return own_line.plus(case.value(of.each, one).scaled(-of.factor))

        summed = summed.plus(weighed(case, of.where, gap, one))
    # Deductions beyond the income leave no income, not a debt: the gap is never more than the whole line.
    return the_least([ceiling, summed])


def income(case: "Case", of: over.PerHead) -> Range:
    """The income of the household, not below nothing."""
    stated = case.value(of.stated_total)
    if stated.value is not None:
        return stated
    if not case.household.members:
        return Range(Decimal(0), None, frozenset({"members"}))
    summed = case.value(of.less).scaled(Decimal(-1))
    for one in case.household.members:
        summed = summed.plus(weighed(case, of.where, lambda one=one: case.value(of.each, one), one))  # type: ignore[misc]
    return the_greatest([NONE, summed])


def per_head(case: "Case", of: over.PerHead) -> Range:
    """The quotient to show, to the 分; the bounds are not the narrowest while it is open who counts."""
    stated = case.value(of.stated)
    if stated.value is not None:
        return stated.rounded(FEN, up=False)
    whole, heads = income(case, of), case.value(of.heads)
    if not heads.hi:
        return Range(Decimal(0), None, whole.missing | heads.missing)
    missing = whole.missing | heads.missing
    lo = Decimal(0) if whole.lo is None else _quotient(whole.lo, heads.hi)
    hi = None if whole.hi is None or not heads.lo else _quotient(whole.hi, heads.lo)
    return Range(lo, hi, missing)


def _quotient(whole: Decimal, heads: Decimal) -> Decimal:
    with localcontext(Context(prec=60)):
        return (whole / heads).quantize(FEN, "ROUND_HALF_UP")
