"""重点群体: the offset for hires. 每人按参保月数折算定额，依次抵减增值税、附加税费，余额在汇算清缴时抵减企业所得税。"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import Any, NamedTuple

from employers.incentives.bounds import certain, decisive
from employers.incentives.case import Case, Status, Tax
from employers.incentives.catalogue import documents, key_group_clocks
from employers.incentives.catalogue.key_group_people import Person, people
from employers.incentives.catalogue.key_group_rules import (
    LAST,
    LAST_DAY,
    QUOTA,
    RECOGNISED,
    VERSIONS,
    Rule,
    in_force,
    remarks,
    rule_for,
)
from employers.incentives.catalogue.surcharge_facts import REDUCTION, SURCHARGE_FACTS, reduction, surcharge_rates
from employers.incentives.conditions import fact, finding
from employers.incentives.incentive import Fact, FactKind, Family, Incentive, Result
from employers.incentives.months import Month, Period
from employers.incentives.offset import ZERO, Filing, Plan, components_of, filings, offset_year
from employers.incentives.parameters import Known, known, of_day
from employers.incentives.settled import NIL, Sum, before_record, result
from law.dated import Dated
from law.findings import NOTHING, Finding, every, some
from law.money import round_yuan, yuan
from law.truth import Truth

CORPORATE = f"taxes.{Tax.CORPORATE}"
QUOTA_NAME = "parameters.quota"


class Year(NamedTuple):
    """All that the sum of one year needs, with what is open in it.

    settled     the annual settlement has come: the year is over, or its corporate income tax is known
    corporate   that of the whole year; None: not known
    """

    case: Case
    people: tuple[Person, ...]
    quota: Known
    filed: tuple[Filing, ...]
    rule: Rule
    taken: Decimal
    is_over: bool
    corporate: Decimal | None


def compute(case: Case) -> Result:
    """The offset of the year of ``case.on``, from January up to that day.

    Taxes are the amounts before any relief; a return that is not given had nothing payable, but a surcharge that is
    not given beside VAT is reckoned from the VAT before relief (``facts.urban_rate`` …) or stays unknown. Corporate
    income tax counts only where its returns cover the whole year. For the settlement of 2025 ask as of 2025-12-31.

    ``amount`` is what was and is offset in the year: ``taken`` + ``offset`` of each return + ``corporate_offset``.

    Components: quota, quota_floor, quota_ceiling, months, hires[{key, holds, months, months_certain, months_possible,
    window_from, window_to}], limit_by_month[{month, limit, limit_cumulative}], limit, limit_floor, limit_ceiling,
    limit_full_year (if who is insured stays), taken, excess_taken, periods[{period, limit, limit_cumulative, payable,
    offset, halved, due, used_cumulative, left}], offset, halved, due (each by tax), overpaid, left_for_settlement,
    corporate_payable, corporate_offset, corporate_due, used, left, lapsed, remarks; and floor and ceiling of the amount
    while it is open. Always limit == used + left + lapsed. What differs between floor and ceiling is None in its place.
    """
    if early := before_record(VERSIONS, case.on):
        return early
    rule = rule_for(case.on) or LAST
    persons = people(case, rule)
    firm = [in_force(rule, case.on), *_of_firm(case, rule)]
    nobody = Finding(Truth.UNKNOWN, "招用了符合条件的人员", rule.source, frozenset(("hires",)))
    hired = some("招用了符合条件的人员", [its.condition for its in persons]) if persons else nobody
    condition = every("", (*firm, hired))
    year = _year(case, persons, rule)
    reasons = (*firm, *(_reasons(persons) if persons else (nobody,)), _quota_reason(year.quota))
    if condition.truth is Truth.NO:
        return result(condition, NIL, {"hires": [its.component for its in persons]}, reasons)
    if not persons:
        # Nobody was named: that is not the same as nobody hired.
        quota = {"quota": year.quota.value, "quota_floor": year.quota.floor, "quota_ceiling": year.quota.ceiling}
        return result(condition, Sum(year.taken, None, nobody.missing), quota, reasons)

    # The corners are asked for again and again: for the ends, for what decides, for what is certain.
    sums = cache(partial(_sum, year))

    def total(high: frozenset[str]) -> Decimal:
        return sums(high)["used"]

    unknowns = _unknowns(year)
    open_ = _named(decisive(unknowns, total), year)
    amount = Sum(total(frozenset()), total(frozenset(unknowns)), open_)
    return result(condition, amount, _components(year, unknowns, sums), reasons)


def _of_firm(case: Case, rule: Dated[Rule]) -> list[Finding]:
    found = []
    if rule.value.trades:
        found.append(fact(case, "covered_trade", "属于当时规定的行业，并且是新增加的岗位", rule.source))
    if case.facts.get("disabled_vat_refund_chosen"):
        text = "没有选择安置残疾人就业的增值税即征即退"
        found.append(finding(Truth.NO, text, detail="两项只能选一项，选定后 36 个月内不能变更"))
    return found


def _year(case: Case, persons: tuple[Person, ...], rule: Dated[Rule]) -> Year:
    until = Month.of(case.on)
    corporate = [tax for tax in case.taxes if tax.tax is Tax.CORPORATE and tax.period.first.year == case.year]
    is_whole = {month for tax in corporate for month in tax.period.months} >= {
        Month(case.year, n) for n in range(1, 13)
    }
    return Year(
        case,
        persons,
        known(QUOTA, of_day(case, min(case.on, LAST_DAY))),
        filings(case.taxes, rule.value.hire_order, until, surcharge_rates(case)),
        rule.value,
        sum(case.taken.values(), ZERO),
        is_over=(case.on.month, case.on.day) == (12, 31),
        corporate=sum((tax.amount for tax in corporate), ZERO) if is_whole else None,
    )


def _unknowns(year: Year) -> tuple[str, ...]:
    """What is open in the sum. A person stands under the name ``hires:`` and her key, whatever is missing of her."""
    found = [QUOTA_NAME] if year.quota.value is None else []
    found += [f"hires:{its.key}" for its in year.people if its.least != its.most]
    open_taxes = {tax for filing in year.filed for tax, amount in filing.payable.items() if amount is None}
    found += [f"taxes.{tax}" for tax in Tax if tax in open_taxes]
    if year.is_over and year.corporate is None:
        found.append(CORPORATE)
    return tuple(found)


def _named(open_: tuple[str, ...], year: Year) -> frozenset[str]:
    of_people = {f"hires:{its.key}": its.missing for its in year.people}
    return NOTHING.union(*(of_people.get(name, frozenset((name,))) for name in open_))


def _sum(year: Year, high: frozenset[str]) -> dict[str, Any]:
    """The whole sum, with the unknowns in ``high`` as large as they can be and the others as small."""
    quota = year.quota.value
    if quota is None:
        quota = (year.quota.ceiling if QUOTA_NAME in high else year.quota.floor) or ZERO
    months = [its.most if f"hires:{its.key}" in high else its.least for its in year.people]
    full = [its.most_full if f"hires:{its.key}" in high else its.least_full for its in year.people]
    insured = Counter(one for mine in months for one in mine)

    @cache
    def limit_at(month: Month) -> Decimal:
        return round_yuan(quota * sum(count for one, count in insured.items() if one <= month) / 12)

    unlimited = {tax for tax in Tax if f"taxes.{tax}" in high}
    plan = Plan(
        order=year.rule.hire_order,
        limit_at=limit_at,
        until=Month.of(year.case.on),
        taken=year.taken,
        reduction=reduction(year.case),
        is_open=any(its.least != its.most for its in year.people),
    )
    taken = offset_year(year.filed, plan, unlimited)
    corporate = year.corporate if year.corporate is not None else (taken.left if CORPORATE in high else ZERO)
    settled = min(taken.left, corporate) if year.is_over or year.corporate is not None else ZERO
    return {
        "quota": year.quota.value,
        "months": sum(len(mine) for mine in months),
        "limit_by_month": list(_by_month(year.case.on, limit_at)),
        "limit_full_year": round_yuan(quota * sum(len(mine) for mine in full) / 12),
        **components_of(taken, year.taken, settled, is_over=year.is_over),
        "left_for_settlement": taken.left,
        "corporate_payable": year.corporate,
        "corporate_offset": settled,
        "corporate_due": None if year.corporate is None else year.corporate - settled,
    }


def _by_month(on: date, limit_at: Callable[[Month], Decimal]) -> Iterator[dict[str, Any]]:
    before = ZERO
    for month in Period(Month(on.year, 1), Month.of(on)).months:
        yield {"month": str(month), "limit": limit_at(month) - before, "limit_cumulative": limit_at(month)}
        before = limit_at(month)


def _components(
    year: Year, unknowns: tuple[str, ...], sums: Callable[[frozenset[str]], Mapping[str, Any]]
) -> Mapping[str, Any]:
    low, high = sums(frozenset()), sums(frozenset(unknowns))
    is_open = any(its.least_full != its.most_full for its in year.people)
    return {
        **certain(unknowns, sums),
        **({"limit_full_year": None} if is_open else {}),
        # Neither grows nor shrinks throughout with what is open: its ends say nothing of what lies between.
        "overpaid": None if unknowns else low["overpaid"],
        "quota_floor": year.quota.floor,
        "quota_ceiling": year.quota.ceiling,
        "hires": [its.component for its in year.people],
        "limit_floor": low["limit"],
        "limit_ceiling": high["limit"],
        "remarks": remarks(year.case, *_remarks(year)),
    }


def _remarks(year: Year) -> Iterator[str]:
    if any(its.clock.first and its.clock.open for its in year.people):
        yield (
            "有人参保还不满 36 个月，但从起算月份起已经过了 36 个自然月："
            "中断的月份算不算在内，文件没有写明，请先向主管税务机关核实。"
        )
    if any(hire.statuses.get(Status.HARD_TO_EMPLOY) for hire in year.case.hires):
        yield "就业困难人员还可以申请社会保险补贴；与本项能不能同时享受，请向当地人力资源社会保障部门核实。"


def _reasons(persons: tuple[Person, ...]) -> tuple[Finding, ...]:
    if len(persons) == 1:
        return persons[0].condition.parts
    return tuple(
        part._replace(text=f"第 {n} 名：{part.text}")
        for n, its in enumerate(persons, 1)
        for part in its.condition.parts
    )


def _quota_reason(quota: Known) -> Finding:
    text = "本省定额标准"
    if quota.value is not None:
        given = "（按填写的数计算）" if quota.given else ""
        return Finding(Truth.YES, text, quota.source, detail=f"{yuan(quota.value)}/人·年{given}")
    detail = "待核实"
    if quota.floor is not None and quota.ceiling is not None:
        detail = f"待核实：国家规定在 {yuan(quota.floor)}到 {yuan(quota.ceiling)}之间，请问当地税务机关"
    return Finding(Truth.UNKNOWN, text, LAST.source, frozenset((QUOTA_NAME,)), detail=detail)


FACTS = (
    *SURCHARGE_FACTS,
    Fact(
        code="disabled_vat_refund_chosen",
        kind=FactKind.YES_NO,
        text="是否已选择安置残疾人就业的增值税即征即退，并且未满 36 个月？没有选过可以不填",
    ),
    Fact(
        code="covered_trade",
        kind=FactKind.YES_NO,
        text="（2018 年及以前）是否属于商贸、服务型企业或规定的加工型企业，并且是新增加的岗位？",
    ),
    RECOGNISED,
)

HIRE = Incentive(
    code="key_group_hire",
    name="招用重点群体抵减税费",
    family=Family.TAX,
    summary=(
        "招用脱贫人口或登记失业半年以上人员，签一年以上合同并参保，从当月起 36 个月内按人按月抵减税费。"
        "它是抵减，不发现金：没有应缴税费就没有优惠，当年用不完的不结转。"
    ),
    amount_is="本年度到这一天已抵减和可抵减的税费（元）",
    versions=VERSIONS,
    facts=FACTS,
    parameters=(QUOTA, REDUCTION),
    documents=(
        documents.STATEMENT,
        documents.RELIEF_RETURN,
        documents.LEDGER,
        documents.EMPLOYMENT_SHEET,
        documents.RECOGNITION,
        documents.UNEMPLOYMENT_CARD,
        documents.IDENTITY,
        documents.CONTRACT,
        documents.PENSION_RECORD,
        documents.INJURY_RECORD,
        documents.UNEMPLOYMENT_RECORD,
    ),
    excludes=frozenset(("disabled_vat_refund",)),
    compute=compute,
    deadlines=key_group_clocks.deadlines,
)
