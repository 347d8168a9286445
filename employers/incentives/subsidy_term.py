"""For which insured months of a hire a subsidy is paid: 36 of them, or until retirement for who was near it at first.

less than five years to retirement at the first claim     every insured month until she retires
else                                                      36, less those used before; see clocks.py for breaks
retirement not known                                      36 for certain, those behind them perhaps
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from employers.incentives.case import Case, Hire
from employers.incentives.clocks import NO_MONTHS, WINDOW, in_year, possible_months, stay
from employers.incentives.conditions import finding, years_later
from employers.incentives.incentive import Fact, FactKind
from employers.incentives.months import Month
from law.article import Article
from law.findings import NOTHING, Finding
from law.truth import Truth

NEAR_RETIREMENT_YEARS = 5
GAP_COUNTS = Fact(
    code="gap_counts",
    kind=FactKind.YES_NO,
    text="中间没有缴费的月份，当地是否也计入 36 个月（没有中断过就不用填）",
)


class Term(NamedTuple):
    """The months of one contract.

    certain   insured months of the case's year up to the day that are paid for; ``possible`` those that may be, too
    spent     of the 36 up to the day, with those used before; None while unknown, and for who is paid until retirement
    last      the calendar month with which it ends; None while unknown
    open_     names of the facts that keep certain and possible apart
    """

    certain: frozenset[Month]
    possible: frozenset[Month]
    spent: int | None
    last: Month | None
    open_: frozenset[str]

    @property
    def months_left(self) -> int | None:
        return None if self.spent is None else max(0, WINDOW - self.spent)

    @property
    def components(self) -> dict[str, Any]:
        is_known = self.certain == self.possible
        return {
            "months": len(self.certain) if is_known else None,
            "months_certain": len(self.certain),
            "months_possible": len(self.possible),
            "months_left": self.months_left,
            "last_month": str(self.last) if self.last else None,
        }


def contracts_of(case: Case) -> Iterator[tuple[str, Hire]]:
    """Each hire with its path, in order of input. Who has a contract before of the same firm was hired before, and the
    months that it used count on: nobody has two terms."""
    before: dict[str, int] = {}
    earlier_of: dict[int, Hire] = {}
    numbered = list(enumerate(case.hires))
    for n, hire in sorted(numbered, key=lambda one: (one[1].contract_from or date.max, one[0])):
        if hire.key in before:
            used = None if hire.months_used is None else max(hire.months_used, before[hire.key])
            hire = replace(hire, hired_before=True, months_used=used)
        before[hire.key] = (hire.months_used or 0) + len(_insured(hire, Month.of(case.on)))
        earlier_of[n] = hire
    for n, _ in numbered:
        yield f"hires[{n}]", earlier_of[n]


def term(case: Case, hire: Hire, path: str) -> Term:
    """Where contract or insurance is unknown, ``possible`` has every month that it could be; also those insured behind
    the last day of a contract of which nobody has written down whether it was renewed."""
    found = _term(case, hire, path)
    if hire.contract_until is None or hire.open_ended or _has_a_later_one(case, hire):
        return found
    renewed = _term(case, replace(hire, open_ended=True), path)
    if renewed.possible <= found.possible:
        return found
    open_ = found.open_ | renewed.open_ | {f"{path}.contract_until"}
    return found._replace(possible=found.possible | renewed.possible, spent=None, open_=open_)


def _has_a_later_one(case: Case, hire: Hire) -> bool:
    begins = hire.contract_from or date.max
    return any(other.key == hire.key and (other.contract_from or date.min) > begins for other in case.hires)


def _term(case: Case, hire: Hire, path: str) -> Term:
    until = Month.of(case.on)
    near = near_retirement(hire)
    if hire.contract_from is None or hire.insured is None:
        possible = possible_months(hire, case.year, until)
        if hire.insured is not None:
            possible = in_year(hire.insured, case.year, until)
        is_spent = near is Truth.NO and (hire.months_used or 0) >= WINDOW
        return Term(NO_MONTHS, NO_MONTHS if is_spent else possible, None, None, NOTHING)
    insured = _insured(hire, until)
    if near is Truth.YES and hire.retires_on is not None:
        last = Month.of(hire.retires_on)
        paid = in_year({month for month in insured if month <= last}, case.year, until)
        return Term(paid, paid, None, last, NOTHING)
    certain, possible, open_ = _of_36(case, hire, path, insured, hire.contract_from)
    if near is Truth.UNKNOWN and insured != certain:
        open_ |= {f"{path}.retires_on"}
        possible = insured
    counted = in_year(certain, case.year, until), in_year(possible, case.year, until)
    spent = None if hire.months_used is None or certain != possible else hire.months_used + len(certain)
    clock = stay(insured, hire.contract_from, hire.months_used or 0, case.year)
    ends = clock.last if hire.months_used is not None else None
    return Term(*counted, spent, ends, open_ if counted[0] != counted[1] else NOTHING)


def has_months(of: Term, hire: Hire, path: str, article: Article) -> Finding:
    """Whether there is a month of the year to pay for; the subsidy follows the payment of the contributions."""
    text = "本年度有已经缴费、且在补贴期限内的月份"
    if of.certain:
        return finding(Truth.YES, text, article, detail=f"本年度可计 {len(of.certain)} 个月")
    if not of.possible:
        return finding(Truth.NO, text, article, detail="到这一天没有可计的月份：先缴费后补贴，最多 36 个月")
    unknown = {f"{path}.contract_from": hire.contract_from, f"{path}.insured_months": hire.insured}
    missing = frozenset(name for name, value in unknown.items() if value is None)
    return Finding(Truth.UNKNOWN, text, article, missing or of.open_)


def near_retirement(hire: Hire) -> Truth:
    """Less than five years to go at the first claim; where that day is not known, on the first day of the contract."""
    first = hire.first_claimed_on or hire.contract_from
    if first is None or hire.retires_on is None:
        return Truth.UNKNOWN
    return Truth.of(hire.retires_on < years_later(first, NEAR_RETIREMENT_YEARS))


def _of_36(
    case: Case, hire: Hire, path: str, insured: frozenset[Month], begins: date
) -> tuple[frozenset[Month], frozenset[Month], frozenset[str]]:
    # Earlier use also says that the record begins where it does: none and one month used may both bring the most.
    used = (hire.months_used,) if hire.months_used is not None else (0, 1, WINDOW)
    clocks = [stay(insured, begins, months, case.year) for months in used]
    gap_counts = case.facts.get(GAP_COUNTS.code)
    certain = frozenset.intersection(
        *(its.certain | (its.open if gap_counts is False else NO_MONTHS) for its in clocks)
    )
    possible = frozenset().union(*(its.certain | (NO_MONTHS if gap_counts else its.open) for its in clocks))
    open_ = {f"facts.{GAP_COUNTS.code}": gap_counts is None and any(its.open for its in clocks)}
    open_[f"{path}.months_used"] = hire.months_used is None
    return certain, possible, frozenset(name for name, is_open in open_.items() if is_open)


def _insured(hire: Hire, until: Month) -> frozenset[Month]:
    """Months insured under the contract up to ``until``."""
    first = Month.of(hire.contract_from) if hire.contract_from else Month(0, 1)
    ends = Month.of(hire.contract_until) if hire.contract_until and not hire.open_ended else until
    return frozenset(month for month in hire.insured or NO_MONTHS if first <= month <= min(until, ends))
