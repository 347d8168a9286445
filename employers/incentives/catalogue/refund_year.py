"""The year of the VAT refund: what was paid by return, what each gives back, what is left and what lapses."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from employers.incentives.case import Case, Tax
from employers.incentives.months import Month, Period
from employers.incentives.settled import ZERO


class Paid(NamedTuple):
    """One return of VAT and the months that are counted in it."""

    period: Period
    months: tuple[Month, ...]
    vat: Decimal


def paid_in_year(case: Case) -> list[Paid]:
    """The returns of the year that ended by the day, in order; a month is counted in the first that has it.

    A return that is not given had nothing payable: its months, where staff are stated for them, still have caps, which
    later returns may use.
    """
    by_period: dict[Period, Decimal] = {}
    for tax in case.taxes:
        within = tax.period.first.year == tax.period.last.year == case.year and tax.period.last <= Month.of(case.on)
        if tax.tax is Tax.VAT and within:
            by_period[tax.period] = by_period.get(tax.period, ZERO) + tax.amount
    given = {month for period in by_period for month in period.months}
    stated = case.facts.get("disabled_staff") or {}
    before = Period(Month(case.year, 1), max(given)).months if given else ()
    for month in before:
        if month not in given and str(month) in stated:
            by_period[Period(month, month)] = ZERO
    seen: set[Month] = set()
    paid = []
    for period in sorted(by_period, key=lambda period: (period.last, period.first)):
        months = tuple(month for month in period.months if month not in seen)
        seen.update(months)
        paid.append(Paid(period, months, by_period[period]))
    return paid


def refunds(caps: Sequence[Decimal], paid: Sequence[Decimal]) -> list[Decimal]:
    """What each period of one year gives back. Never above the VAT paid so far, nor above the caps so far."""
    given: list[Decimal] = []
    for n in range(1, len(paid) + 1):
        up_to_here = min(sum(caps[:n], ZERO), sum(paid[:n], ZERO))
        given.append(up_to_here - sum(given, ZERO))
    return given


def year_of(case: Case, paid: list[Paid], caps: list[Decimal]) -> dict[str, Any]:
    """The components of a year whose caps are known, in yuan."""
    rows = []
    cap_so_far = paid_so_far = refunded = ZERO
    for one, cap, refund in zip(paid, caps, refunds(caps, [one.vat for one in paid]), strict=True):
        cap_so_far, paid_so_far, refunded = cap_so_far + cap, paid_so_far + one.vat, refunded + refund
        rows.append(
            {
                "period": str(one.period),
                "cap": cap,
                "cap_cumulative": cap_so_far,
                "paid": one.vat,
                "paid_cumulative": paid_so_far,
                "refund": refund,
                "refunded_cumulative": refunded,
                "left": cap_so_far - refunded,
            }
        )
    is_over = paid[-1].period.last.month == 12
    taken = case.taken.get(Tax.VAT, ZERO)
    before = min(taken, refunded)
    return {
        "periods": rows,
        "cap": cap_so_far,
        "paid": paid_so_far,
        "refund": refunded,
        "left": ZERO if is_over else cap_so_far - refunded,
        "lapsed": cap_so_far - refunded if is_over else ZERO,
        "refunded_before": before,
        "excess_taken": taken - before,
        "still_to_claim": refunded - before,
    }
