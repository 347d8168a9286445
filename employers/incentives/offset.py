"""Taking a yearly limit off the taxes of a year: cumulative, in order, never more than the tax, nothing carried over.

What is not known is bounded: a tax that nobody gave counts as nothing in the low sum and takes all that is left in
the high one. Where both agree the amount is known, whatever the missing number turns out to be.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from employers.incentives.case import SURCHARGES, Payable, Tax
from employers.incentives.months import Month, Period
from law.money import round_yuan

ZERO = Decimal(0)
BASES = (Tax.BUSINESS, Tax.VAT)
"""The turnover taxes, on which the surcharges are reckoned."""


class Filing(NamedTuple):
    """All that is declared for spans that end in the same month; None for a tax that is due but was not given."""

    period: Period
    payable: Mapping[Tax, Decimal | None]


class Step(NamedTuple):
    """One filing after the offset. Amounts in yuan; ``payable``, ``halved`` and ``due`` None where not known.

    limit             what this period adds to the limit
    limit_cumulative  the limit of the year up to the end of the period
    halved            what the halving of the surcharges takes off what the offset left of them
    used_cumulative   of the limit, with what was taken before
    left              of the limit up to here
    certain           the taxes whose offset does not hang on what is unknown in this or an earlier period
    """

    period: Period
    limit: Decimal
    limit_cumulative: Decimal
    payable: Mapping[Tax, Decimal | None]
    offset: Mapping[Tax, Decimal]
    halved: Mapping[Tax, Decimal | None]
    due: Mapping[Tax, Decimal | None]
    used_cumulative: Decimal
    left: Decimal
    certain: frozenset[Tax]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How the offset goes.

    order      of the taxes of a return
    limit_at   the limit of the year up to the end of a month
    until      the month of the day that is asked about
    taken      what was used of the limit before these filings
    reduction  share by which the surcharges are reduced after the offset; None: not known
    is_open    the limit may grow otherwise through the year than ``limit_at`` says, but never less
    """

    order: Sequence[Tax]
    limit_at: Callable[[Month], Decimal]
    until: Month
    taken: Decimal = ZERO
    reduction: Decimal | None = ZERO
    is_open: bool = False


class Year(NamedTuple):
    """The filings of one year; ``used`` with what was taken before, but never above ``limit``."""

    steps: tuple[Step, ...]
    limit: Decimal
    used: Decimal
    excess_taken: Decimal

    @property
    def left(self) -> Decimal:
        return self.limit - self.used


def filings(
    taxes: Sequence[Payable], order: Sequence[Tax], until: Month, rates: Mapping[Tax, Decimal]
) -> tuple[Filing, ...]:
    """What is filed in the year of ``until`` for spans begun by then, soonest first.

    A surcharge that was not given for a span is reckoned from the VAT *before* any relief where its rate is known,
    and is unknown (None) where it is not. A turnover tax of which nothing was given is unknown for the whole year.
    """
    mine = [tax for tax in taxes if tax.tax in order and tax.period.last.year == until.year]
    mine = [tax for tax in mine if tax.period.first <= until]
    entries: list[tuple[Tax, Period, Decimal | None]] = [(tax.tax, tax.period, tax.amount) for tax in mine]
    bases = [tax for tax in BASES if tax in order]
    if not any(tax.tax in bases for tax in mine):
        # It may have been due with any of the others, and have used the limit before them.
        spans = {tax.period for tax in mine} | {Period(Month(until.year, 1), until)}
        entries += [(bases[-1], span, None) for span in spans]
    for base in mine:
        for surcharge in SURCHARGES if base.tax in BASES and base.amount else ():
            given = any(tax.tax is surcharge and _overlap(tax.period, base.period) for tax in mine)
            if surcharge in order and not given:
                rate = rates.get(surcharge)
                entries.append((surcharge, base.period, None if rate is None else round_yuan(base.amount * rate)))
    return _grouped(entries)


def offset_year(filed: Sequence[Filing], plan: Plan, unlimited: Collection[Tax] = ()) -> Year:
    """The offset through the year. ``unlimited``: the taxes whose unknown amounts count as large as can be."""
    limit = plan.limit_at(plan.until)
    used = min(plan.taken, limit)
    before = ZERO
    in_doubt = False
    steps = []
    for filing in filed:
        cumulative = plan.limit_at(min(filing.period.last, plan.until))
        room = max(ZERO, cumulative - used)
        offset: dict[Tax, Decimal] = {}
        certain = set()
        for tax in plan.order:
            if tax in filing.payable:
                payable = filing.payable[tax]
                most = payable if payable is not None else (room if tax in unlimited else ZERO)
                in_doubt |= (room > 0 or plan.is_open) if payable is None else (plan.is_open and room < payable)
                offset[tax] = min(room, most)
                room -= offset[tax]
                if not in_doubt:
                    certain.add(tax)
        used += sum(offset.values(), ZERO)
        halved = {tax: _halved(filing.payable[tax], taken, tax, plan.reduction) for tax, taken in offset.items()}
        due = {tax: _due(filing.payable[tax], taken, halved[tax]) for tax, taken in offset.items()}
        steps.append(
            Step(
                filing.period,
                cumulative - before,
                cumulative,
                filing.payable,
                offset,
                halved,
                due,
                used,
                room,
                frozenset(certain),
            )
        )
        before = cumulative
    return Year(tuple(steps), limit, used, max(ZERO, plan.taken - limit))


def overpaid(year: Year) -> Decimal:
    """What was paid while the limit was short and fits under it now: it may be claimed back within the year."""
    paid = ZERO
    for step in year.steps:
        for tax, taken in step.offset.items():
            payable = step.payable[tax]
            paid += ZERO if payable is None else payable - taken
    return min(year.left, paid)


def by_tax(year: Year, read: Callable[[Step], Mapping[Tax, Decimal | None]]) -> dict[str, Decimal | None]:
    """One column of the steps, summed over the year by tax; None where one of them is not certain."""
    sums: dict[str, Decimal | None] = {}
    for step in year.steps:
        for tax, amount in _shown(step, read(step)).items():
            so_far = sums.get(tax, ZERO)
            sums[tax] = None if amount is None or so_far is None else so_far + amount
    return sums


def components_of(year: Year, taken: Decimal, settled: Decimal, *, is_over: bool) -> dict[str, Any]:
    """The sum of a year by name; limit == used + left + lapsed. ``settled``: taken off besides at the settlement.

    Nothing is carried over: what is left when the year is over has lapsed.
    """
    rest = year.left - settled
    return {
        "limit": year.limit,
        "taken": taken,
        "excess_taken": year.excess_taken,
        "periods": [as_component(step) for step in year.steps],
        "offset": by_tax(year, lambda step: step.offset),
        "halved": by_tax(year, lambda step: step.halved),
        "due": by_tax(year, lambda step: step.due),
        "overpaid": overpaid(year),
        "used": year.used + settled,
        "left": ZERO if is_over else rest,
        "lapsed": rest if is_over else ZERO,
    }


def as_component(step: Step) -> dict[str, Any]:
    """A step as it stands in ``components``; None for what is not certain."""
    is_certain = step.certain == step.offset.keys()
    return {
        "period": str(step.period),
        "limit": step.limit,
        "limit_cumulative": step.limit_cumulative,
        "payable": {tax.value: amount for tax, amount in step.payable.items()},
        "offset": _shown(step, step.offset),
        "halved": _shown(step, step.halved),
        "due": _shown(step, step.due),
        "used_cumulative": step.used_cumulative if is_certain else None,
        "left": step.left if is_certain else None,
    }


def _shown(step: Step, column: Mapping[Tax, Decimal | None]) -> dict[str, Decimal | None]:
    return {tax.value: amount if tax in step.certain else None for tax, amount in column.items()}


def _halved(payable: Decimal | None, taken: Decimal, tax: Tax, reduction: Decimal | None) -> Decimal | None:
    if tax not in SURCHARGES or payable == taken:
        return ZERO
    if payable is None or reduction is None:
        return None
    return (payable - taken) - round_yuan((payable - taken) * (1 - reduction))


def _due(payable: Decimal | None, taken: Decimal, halved: Decimal | None) -> Decimal | None:
    return None if payable is None or halved is None else payable - taken - halved


def _overlap(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


def _grouped(entries: Sequence[tuple[Tax, Period, Decimal | None]]) -> tuple[Filing, ...]:
    """By the last month: what ends together is declared together, the taxes in their order."""
    by_last: dict[Month, list[tuple[Tax, Period, Decimal | None]]] = {}
    for entry in entries:
        by_last.setdefault(entry[1].last, []).append(entry)
    filed = []
    for last, group in sorted(by_last.items()):
        payable: dict[Tax, Decimal | None] = {}
        for tax in sorted({tax for tax, _, _ in group}, key=list(Tax).index):
            amounts = [amount for its, _, amount in group if its is tax]
            known = [amount for amount in amounts if amount is not None]
            payable[tax] = sum(known, ZERO) if len(known) == len(amounts) else None
        filed.append(Filing(Period(min(period.first for _, period, _ in group), last), payable))
    return tuple(filed)
