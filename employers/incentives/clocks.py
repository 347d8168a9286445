"""The 36 months of a hire: from when they run, which months count, and which may count or not.

The window begins in the first month in which contract and insurance are both true, and spans as many calendar months
as are left of the 36. Only insured months inside it are certain to count. Where months between were not insured
(somebody left and came back) no text that was seen says whether the window runs on meanwhile: insured months behind
its end then *may* count, as many as would fill the 36. They are never a yes and never a no.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from employers.incentives.case import Hire
from employers.incentives.months import Month, Period

WINDOW = 36
NO_MONTHS: frozenset[Month] = frozenset()


class Stay(NamedTuple):
    """Months of one person, of all years.

    first    month in which the window begins; None while unknown or never
    last     its last calendar month; None with ``first``
    certain  insured months that count
    open     insured months that may count
    """

    first: Month | None
    last: Month | None
    certain: frozenset[Month]
    open: frozenset[Month]


def stay(insured: frozenset[Month], contract_from: date, months_used: int, year: int) -> Stay:
    """The clock of one person.

    months_used  of the 36, before the first month of the record
    year         the year that is asked about. A record that holds nothing before it, beside an older contract and no
                 earlier use, may be a record of that year alone: the window may then have begun with the contract.
    """
    counted = sorted(month for month in insured if month >= Month.of(contract_from))
    left = max(0, WINDOW - months_used)
    if not counted or not left:
        return Stay(None, None, NO_MONTHS, NO_MONTHS)
    starts_in_record = counted[0].year < year or contract_from.year >= year or months_used > 0
    first = counted[0] if starts_in_record else Month.of(contract_from)
    behind = first.plus(left)
    certain = [month for month in counted if month < behind]
    beyond = counted[len(certain) :]
    return Stay(first, first.plus(left - 1), frozenset(certain), frozenset(beyond[: left - len(certain)]))


def possible_months(hire: Hire, year: int, until: Month) -> frozenset[Month]:
    """Months of the year up to ``until`` that could be insured under this contract, where the record is unknown."""
    begin = Month.of(hire.contract_from) if hire.contract_from else Month(year, 1)
    first = max(begin, Month(year, 1))
    return frozenset(Period(first, until).months) if first <= until else NO_MONTHS


def goes_on(hire: Hire, until: Month) -> frozenset[Month]:
    """What is insured, and the rest of the year of ``until`` for who was still insured then or the month before."""
    insured = hire.insured or NO_MONTHS
    if not insured or max(insured) < until.plus(-1):
        return insured
    december = Month(until.year, 12)
    ends = min(december, Month.of(hire.contract_until)) if hire.contract_until and not hire.open_ended else december
    first = max(insured).plus(1)
    return insured | (frozenset(Period(first, ends).months) if first <= ends else NO_MONTHS)


def in_year(months: Iterable[Month], year: int, until: Month) -> frozenset[Month]:
    return frozenset(month for month in months if month.year == year and month <= until)
