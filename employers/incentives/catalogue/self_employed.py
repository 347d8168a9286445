"""重点群体 个体经营: the offset for somebody's own business.

每户每年一个限额，依次抵减增值税、附加税费和经营所得个人所得税。
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache, partial
from typing import Any, NamedTuple

from employers.incentives.bounds import certain, decisive
from employers.incentives.case import Case, Tax
from employers.incentives.catalogue import documents, key_group_clocks
from employers.incentives.catalogue.key_group_rules import (
    LAST,
    LAST_DAY,
    OWN_LIMIT,
    RECOGNISED,
    VERSIONS,
    Rule,
    in_force,
    remarks,
    rule_for,
)
from employers.incentives.catalogue.surcharge_facts import REDUCTION, SURCHARGE_FACTS, reduction, surcharge_rates
from employers.incentives.clocks import NO_MONTHS, WINDOW
from employers.incentives.conditions import finding, has_status
from employers.incentives.incentive import Fact, FactKind, Family, Incentive, Result
from employers.incentives.months import Month, Period
from employers.incentives.offset import ZERO, Filing, Plan, components_of, filings, offset_year
from employers.incentives.parameters import Known, known, of_day
from employers.incentives.settled import NIL, Sum, before_record, result
from law.dated import Dated, Timeline
from law.findings import NOTHING, Finding, every, some
from law.money import round_yuan, yuan
from law.truth import Truth

# What was said of own businesses before 2014 was not seen.
OWN_VERSIONS = Timeline(VERSIONS.name, *(dated for dated in VERSIONS.values if dated.valid_from.year >= 2014))
LIMIT_NAME = "parameters.own_limit"
MONTHS_NAME = "months"


class Clock(NamedTuple):
    """Months of the year in which the limit runs, at least and at most; ``missing`` what would settle them."""

    first: Month | None
    last: Month | None
    least: frozenset[Month]
    most: frozenset[Month]
    missing: frozenset[str]


class Year(NamedTuple):
    case: Case
    rule: Rule
    limit: Known
    clock: Clock
    filed: tuple[Filing, ...]
    taken: Decimal


def compute(case: Case) -> Result:
    """The offset of the year of ``case.on``, from January up to that day.

    The owner stands as the one entry of ``hires``, for her statuses and ``months_used``. The limit is that of the
    year: the part of it for the months from the registration (``facts.registered_on``) to month 36, or to the closing
    (``facts.closed_on``; not given: it goes on), whenever in the year the taxes fall due. Taxes are the amounts before
    any relief, individual income tax that of the business.

    Components: own_limit, own_limit_floor, own_limit_ceiling, months, window_from, window_to, limit, limit_floor,
    limit_ceiling, limit_full_year, taken, excess_taken, periods[{period, limit, limit_cumulative, payable, offset,
    halved, due, used_cumulative, left}], offset, halved, due (each by tax), overpaid, used, left, lapsed, remarks;
    floor and ceiling of the amount while it is open. Always limit == used + left + lapsed.
    """
    if early := before_record(OWN_VERSIONS, case.on):
        return early
    rule = rule_for(case.on) or LAST
    clock = _clock(case)
    conditions = (in_force(rule, case.on), _owner(case, rule), _in_window(case, rule, clock))
    condition = every("", conditions)
    year = Year(
        case=case,
        rule=rule.value,
        limit=known(OWN_LIMIT, of_day(case, min(case.on, LAST_DAY))),
        clock=clock,
        filed=_filed(case, rule.value),
        taken=sum(case.taken.values(), ZERO),
    )
    reasons = (*conditions, _limit_reason(year.limit, rule))
    if condition.truth is Truth.NO:
        return result(condition, NIL, {}, reasons)

    sums = cache(partial(_sum, year))

    def total(high: frozenset[str]) -> Decimal:
        return sums(high)["used"]

    unknowns = _unknowns(year)
    low, high = sums(frozenset()), sums(frozenset(unknowns))
    components: Mapping[str, Any] = {
        **certain(unknowns, sums),
        "overpaid": None if unknowns else low["overpaid"],
        "own_limit_floor": year.limit.floor,
        "own_limit_ceiling": year.limit.ceiling,
        "window_from": str(clock.first) if clock.first else None,
        "window_to": str(clock.last) if clock.last else None,
        "limit_floor": low["limit"],
        "limit_ceiling": high["limit"],
        "remarks": remarks(case),
    }
    open_ = decisive(unknowns, total)
    missing = NOTHING.union(*(clock.missing if name == MONTHS_NAME else frozenset((name,)) for name in open_))
    return result(condition, Sum(low["used"], high["used"], missing), components, reasons)


def _owner(case: Case, rule: Dated[Rule]) -> Finding:
    text = "经营者属于可以抵减的人员"
    if not case.hires:
        return Finding(Truth.UNKNOWN, text, rule.source, frozenset(("hires",)))
    parts = []
    for status in (*rule.value.owners, *rule.value.open_owners):
        holds = has_status(case.hires[0], "hires[0]", (status,), status.label, rule.source)
        if status in rule.value.open_owners and holds.truth is Truth.YES:
            recognised = Truth.of(case.facts.get("recognised"))
            holds = finding(recognised, f"{status.label}当时是否适用，以证件注明为准", rule.source, "facts.recognised")
        parts.append(holds)
    return some(text, parts, rule.source)


def _clock(case: Case) -> Clock:
    """Calendar months: a business that is registered runs, whether it earns or not."""
    whole = frozenset(Period(Month(case.year, 1), Month(case.year, 12)).months)
    registered, closed = case.facts.get("registered_on"), case.facts.get("closed_on")
    used = case.hires[0].months_used if case.hires else 0
    if registered is None or used is None:
        begun = frozenset(month for month in whole if registered is None or month >= Month.of(registered))
        names = {"facts.registered_on": registered is None, "hires[0].months_used": used is None}
        return Clock(None, None, NO_MONTHS, begun, frozenset(name for name, is_open in names.items() if is_open))
    first, left = Month.of(registered), max(0, WINDOW - used)
    if not left or registered > min(case.on, LAST_DAY):
        return Clock(None, None, NO_MONTHS, NO_MONTHS, NOTHING)
    last = first.plus(left - 1)
    ends = min(last, Month.of(closed)) if closed else last
    months = frozenset(month for month in whole if first <= month <= ends)
    return Clock(first, last, months, months, NOTHING)


def _in_window(case: Case, rule: Dated[Rule], clock: Clock) -> Finding:
    text = "本年度有在登记后 36 个月之内的月份"
    if clock.missing:
        return Finding(Truth.UNKNOWN, text, rule.source, clock.missing)
    if clock.first is None or clock.last is None:
        return finding(Truth.NO, text, rule.source, detail="没有可以计算的月份")
    detail = f"36 个月从{clock.first.words}到{clock.last.words}，本年度 {len(clock.least)} 个月"
    return finding(Truth.of(bool(clock.least)), text, rule.source, detail=detail)


def _filed(case: Case, rule: Rule) -> tuple[Filing, ...]:
    order = (*rule.own_order, Tax.INDIVIDUAL)
    until = Month.of(case.on)
    filed = filings(case.taxes, order, until, surcharge_rates(case))
    has_income_tax = any(Tax.INDIVIDUAL in one.payable for one in filed)
    if has_income_tax or not _is_over(case):
        return filed
    # The year is over, so the tax on its income is due; nobody said how much.
    return (*filed, Filing(Period(Month(case.year, 1), until), {Tax.INDIVIDUAL: None}))


def _is_over(case: Case) -> bool:
    return (case.on.month, case.on.day) == (12, 31)


def _unknowns(year: Year) -> tuple[str, ...]:
    found = [LIMIT_NAME] if year.limit.value is None else []
    found += [MONTHS_NAME] if year.clock.missing else []
    open_taxes = {tax for filing in year.filed for tax, amount in filing.payable.items() if amount is None}
    return (*found, *(f"taxes.{tax}" for tax in Tax if tax in open_taxes))


def _sum(year: Year, high: frozenset[str]) -> dict[str, Any]:
    """The whole sum, with the unknowns in ``high`` as large as they can be and the others as small."""
    a_year = year.limit.value
    if a_year is None:
        a_year = (year.limit.ceiling if LIMIT_NAME in high else year.limit.floor) or ZERO
    months = len(year.clock.most if MONTHS_NAME in high else year.clock.least)
    limit = round_yuan(a_year * months / 12)
    plan = Plan(
        order=(*year.rule.own_order, Tax.INDIVIDUAL),
        limit_at=lambda month: limit,
        until=Month.of(year.case.on),
        taken=year.taken,
        reduction=reduction(year.case),
    )
    taken = offset_year(year.filed, plan, {tax for tax in Tax if f"taxes.{tax}" in high})
    return {
        "own_limit": year.limit.value,
        "months": months,
        "limit_full_year": limit,
        **components_of(taken, year.taken, ZERO, is_over=_is_over(year.case)),
    }


def _limit_reason(limit: Known, rule: Dated[Rule]) -> Finding:
    text = "本省扣减限额"
    if limit.value is not None:
        given = "（按填写的数计算）" if limit.given else ""
        return Finding(Truth.YES, text, limit.source, detail=f"{yuan(limit.value)}/户·年{given}")
    detail = "待核实"
    if limit.floor is not None and limit.ceiling is not None:
        detail = f"待核实：国家规定在 {yuan(limit.floor)}到 {yuan(limit.ceiling)}之间，请问当地税务机关"
    return Finding(Truth.UNKNOWN, text, rule.source, frozenset((LIMIT_NAME,)), detail=detail)


FACTS = (
    Fact(code="registered_on", kind=FactKind.DAY, text="个体工商户哪天登记的？"),
    Fact(code="closed_on", kind=FactKind.DAY, text="哪天注销或停业的？仍在经营的不填"),
    *SURCHARGE_FACTS,
    RECOGNISED,
)

OWN = Incentive(
    code="key_group_self_employed",
    name="重点群体从事个体经营抵减税费",
    family=Family.TAX,
    summary=(
        "脱贫人口、登记失业半年以上人员、零就业家庭或低保家庭的登记失业人员、毕业年度高校毕业生自己开店办厂的，"
        "从个体工商户登记当月起 36 个月内，每年在限额内依次抵减增值税、附加税费和个人所得税。"
    ),
    amount_is="本年度到这一天已抵减和可抵减的税费（元）",
    versions=OWN_VERSIONS,
    facts=FACTS,
    parameters=(OWN_LIMIT, REDUCTION),
    documents=(
        documents.STATEMENT,
        documents.RELIEF_RETURN,
        documents.OWNER_CARD,
        documents.IDENTITY,
        documents.LICENCE,
        documents.BUSINESS_INCOME_RETURN,
    ),
    per_hire=False,
    individual=True,
    compute=compute,
    deadlines=key_group_clocks.own_deadlines,
)
