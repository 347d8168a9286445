"""Whose hire counts under a version of the rule, and for how many months of the year at least and at most."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from employers.incentives.case import Case, Hire, Status
from employers.incentives.catalogue.key_group_rules import LAST_DAY, RULES, Rule
from employers.incentives.clocks import NO_MONTHS, WINDOW, Stay, goes_on, in_year, possible_months, stay
from employers.incentives.conditions import contract_of_a_year, finding
from employers.incentives.months import Month
from law.article import Article
from law.dated import Dated
from law.findings import Finding, every, some
from law.terms import chinese_day
from law.truth import Truth

NO_FACTS: frozenset[str] = frozenset()
NEVER = Stay(None, None, NO_MONTHS, NO_MONTHS)
ONLY_OWN_BUSINESS = (Status.NO_EARNER, Status.MINIMUM_LIVING, Status.GRADUATING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person of the case, under one contract or several of the same firm.

    condition  everything that has to hold of her, joined
    clock      her window, where it is known
    least, most            her months of the year up to the day
    least_full, most_full  the same up to the end of the year, if she stays
    """

    key: str
    condition: Finding
    clock: Stay
    least: frozenset[Month]
    most: frozenset[Month]
    least_full: frozenset[Month]
    most_full: frozenset[Month]

    @property
    def missing(self) -> frozenset[str]:
        return self.condition.missing

    @property
    def component(self) -> dict[str, Any]:
        first, last = self.clock.first, self.clock.last
        return {
            "key": self.key,
            "holds": self.condition.truth.name.lower(),
            "months": len(self.least) if self.least == self.most else None,
            "months_certain": len(self.least),
            "months_possible": len(self.most),
            "window_from": str(first) if first else None,
            "window_to": str(last) if last else None,
        }


def people(case: Case, rule: Dated[Rule]) -> tuple[Person, ...]:
    """One for each key, in the order of the hires."""
    contracts: dict[str, list[tuple[str, Hire]]] = {}
    for n, hire in enumerate(case.hires):
        contracts.setdefault(hire.key, []).append((f"hires[{n}]", hire))
    return tuple(_person(case, key, mine, rule) for key, mine in contracts.items())


def _person(case: Case, key: str, contracts: Sequence[tuple[str, Hire]], rule: Dated[Rule]) -> Person:
    until, article = Month.of(case.on), rule.source
    found = [
        every(
            "本人和合同符合条件",
            (_in_class(case, hire, path, rule), contract_of_a_year(hire, path, article)),
            article,
        )
        for path, hire in contracts
    ]
    sure = [hire for (_, hire), its in zip(contracts, found, strict=True) if its.truth is Truth.YES]
    maybe = [hire for (_, hire), its in zip(contracts, found, strict=True) if its.truth is not Truth.NO]
    clock, least, most = _months(sure, maybe, case.year, until, ahead=False)
    _, least_full, most_full = _months(sure, maybe, case.year, Month(case.year, 12), ahead=True, seen=until)
    who = found[0].parts if len(contracts) == 1 else (some("至少一份合同符合条件", found, article),)
    # Asked by itself: how many months there are if the contracts hold.
    _, held, held_most = _months(maybe, maybe, case.year, until, ahead=False)
    months = _in_window(contracts, clock, held, held_most, article)
    if months.truth is Truth.YES and sure and not least:
        # What months there are lie under another contract than the one that is known to hold.
        months = months._replace(truth=Truth.UNKNOWN, missing=NO_FACTS.union(*(its.missing for its in found)))
    condition = every("可以按人抵减", (*who, months), article)
    if condition.truth is Truth.YES and least != most:
        open_ = NO_FACTS.union(*(its.missing for its in found))
        if held != held_most:
            open_ = open_.union(*(_month_facts(path, hire) for path, hire in contracts))
        condition = condition._replace(missing=open_)
    return Person(
        key=key,
        condition=condition,
        clock=clock,
        least=least,
        most=most,
        least_full=least_full,
        most_full=most_full | most,
    )


def _in_class(case: Case, hire: Hire, path: str, rule: Dated[Rule]) -> Finding:
    """Kept apart from every other reason why somebody may be helped: only what the certificate notes counts."""
    accepted, open_ = rule.value.statuses, rule.value.open
    before = RULES.at(date.fromordinal(rule.valid_from.toordinal() - 1))
    if before is not None and hire.contract_from is not None and hire.contract_from < rule.valid_from:
        # Who began under the version before goes on to the end of the window.
        accepted += tuple(status for status in open_ if status in before.value.statuses)
        open_ = tuple(status for status in open_ if status not in before.value.statuses)
    parts = [_holds(hire, path, status, rule) for status in accepted]
    for status in open_:
        holds = _holds(hire, path, status, rule)
        if holds.truth is Truth.YES:
            noted = Truth.of(case.facts.get("recognised"))
            holds = finding(noted, f"{status.label}当时是否适用，以认定证明为准", rule.source, "facts.recognised")
        parts.append(holds)
    joined = some("属于可以抵减的人员类别", parts, rule.source)
    if joined.truth is not Truth.YES and any(hire.statuses.get(status) for status in ONLY_OWN_BUSINESS):
        detail = "零就业家庭、低保家庭登记失业人员和毕业年度高校毕业生，只在本人从事个体经营时适用"
        return joined._replace(detail=detail)
    return joined


def _holds(hire: Hire, path: str, status: Status, rule: Dated[Rule]) -> Finding:
    if status is Status.UNEMPLOYED_HALF_YEAR:
        return _unemployed(hire, path, rule)
    return finding(Truth.of(hire.statuses.get(status)), status.label, rule.source, f"{path}.statuses.{status}")


def _unemployed(hire: Hire, path: str, rule: Dated[Rule]) -> Finding:
    """As the certificate notes; where it is not known, from the day of the registration."""
    half, registered = Status.UNEMPLOYED_HALF_YEAR, Status.REGISTERED_UNEMPLOYED
    noted, months = hire.statuses.get(half), rule.value.registered
    text = "登记失业一年以上" if months == 12 else "登记失业半年以上，证件注明“企业吸纳税收政策”"
    if noted is False or (noted is None and hire.statuses.get(registered) is False):
        return finding(Truth.NO, text, rule.source)
    if noted and months == 6:
        return finding(Truth.YES, text, rule.source)
    since = hire.statuses_since.get(half) or hire.statuses_since.get(registered)
    if since is None or hire.contract_from is None or not (noted or hire.statuses.get(registered)):
        missing = f"{path}.statuses.{half}" if months == 6 else f"{path}.statuses_since.{registered}"
        return finding(Truth.UNKNOWN, text, rule.source, missing)
    return finding(Truth.of(_months_later(since, months) <= hire.contract_from), text, rule.source)


def _months_later(day: date, months: int) -> date:
    month = Month.of(day).plus(months)
    return date(month.year, month.month, min(day.day, month.last_day.day))


def _months(
    sure: Sequence[Hire], maybe: Sequence[Hire], year: int, until: Month, *, ahead: bool, seen: Month | None = None
) -> tuple[Stay, frozenset[Month], frozenset[Month]]:
    """The clock, and the months of the year that certainly and possibly count.

    A contract that only may count can open the window earlier, so what counts without it need not count with it. Months
    insured behind the last day of a contract may count: it may have been renewed, and nobody has written that down.
    """
    certain, possible = [], []
    clock = NEVER
    for contracts, used in [(hires, used) for hires in (sure, maybe) for used in _used(hires)]:
        for read in ([_under_contract(hire) for hire in contracts], contracts):
            its = _merged(read, used, year, until, seen if ahead else None)
            clock = its if contracts and clock is NEVER else clock
            certain.append(in_year(its.certain, year, until))
            possible.append(in_year(its.certain | its.open, year, until))
    for hire in maybe:
        if hire.insured is None or hire.contract_from is None:
            certain.append(NO_MONTHS)
            months = possible_months(hire, year, until) if hire.insured is None else in_year(hire.insured, year, until)
            possible.append(months if (hire.months_used or 0) < WINDOW else NO_MONTHS)
    least = frozenset.intersection(*certain) if sure and certain else NO_MONTHS
    return clock, least, NO_MONTHS.union(*possible)


def _used(contracts: Sequence[Hire]) -> tuple[int, ...]:
    """The months used before, or none and all where somebody's are not known."""
    if any(hire.months_used is None for hire in contracts):
        known = max((hire.months_used or 0 for hire in contracts), default=0)
        return known, WINDOW
    return (max((hire.months_used or 0 for hire in contracts), default=0),)


def _under_contract(hire: Hire) -> Hire:
    """The same with no month insured behind the last of the contract."""
    if hire.insured is None or hire.contract_until is None or hire.open_ended:
        return hire
    last = Month.of(hire.contract_until)
    return replace(hire, insured=frozenset(month for month in hire.insured if month <= last))


def _merged(contracts: Sequence[Hire], used: int, year: int, until: Month, seen: Month | None) -> Stay:
    """One clock over all contracts of the person: nobody has two windows."""
    insured: set[Month] = set()
    begins = []
    for hire in contracts:
        if hire.contract_from is not None and hire.insured:
            months = goes_on(hire, seen) if seen is not None else hire.insured
            mine = {month for month in months if Month.of(hire.contract_from) <= month}
            insured |= mine
            begins += [hire.contract_from] if mine else []
    if not begins:
        return NEVER
    its = stay(frozenset(insured), min(begins), used, year)
    if its.first is None or min(insured) <= Month.of(LAST_DAY):
        return its
    # Begun in time only where months lie before the record: those used before, or of a record of the year alone.
    if min(begins) <= LAST_DAY and (used or min(insured).year == year):
        return Stay(None, None, NO_MONTHS, its.certain | its.open)
    return NEVER


def _in_window(
    contracts: Sequence[tuple[str, Hire]],
    clock: Stay,
    least: frozenset[Month],
    most: frozenset[Month],
    article: Article,
) -> Finding:
    text = "本年度有已参保、且在 36 个月之内的月份"
    if clock.first is not None and clock.last is not None:
        detail = f"36 个月从{clock.first.words}到{clock.last.words}，本年度已计 {len(least)} 个月"
    elif most:
        detail = "月份还不能确定"
    else:
        detail = f"没有可以计算的月份：{chinese_day(LAST_DAY)}以后才开始的、已经用满 36 个月的或没有参保的都不算"
    if least:
        return finding(Truth.YES, text, article, detail=detail)
    if not most:
        return finding(Truth.NO, text, article, detail=detail)
    missing = NO_FACTS.union(*(_month_facts(path, hire) for path, hire in contracts))
    return Finding(Truth.UNKNOWN, text, article, missing, detail=detail)


def _month_facts(path: str, hire: Hire) -> frozenset[str]:
    """What would settle how many months count."""
    facts = {
        f"{path}.contract_from": hire.contract_from is None,
        f"{path}.months_used": hire.months_used is None,
        f"{path}.insured_months": hire.insured is None,
    }
    found = frozenset(name for name, is_open in facts.items() if is_open)
    if hire.insured and _under_contract(hire).insured != hire.insured:
        found |= {f"{path}.contract_until"}
    # Everything is there, and still the months behind a break are open: only the record of earlier years may tell.
    return found or frozenset((f"{path}.insured_months",))
