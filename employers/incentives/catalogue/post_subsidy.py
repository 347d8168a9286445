"""岗位补贴: so much a month for each recognised hire, where the region pays it; 36 months, nobody who is dispatched.

Whether a place pays, and how much, stands with the place. Of 广东 it was seen that it pays, no less than 200 yuan and
no more than half the minimum wage; of 深圳 that it stopped with its rules of 2023.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from employers.incentives.case import Case, Hire
from employers.incentives.catalogue import subsidy_rules
from employers.incentives.catalogue.claim_papers import (
    BANK_ACCOUNT,
    HARDSHIP_NOTE,
    PAYROLL,
    SUBSIDY_APPLICATION,
    SUBSIDY_ROSTER,
)
from employers.incentives.catalogue.documents import CONTRACT, IDENTITY, LICENCE
from employers.incentives.catalogue.minimum_wages import MINIMUM_WAGE, monthly_minimum
from employers.incentives.catalogue.subsidy_rules import FUNDS, GUANGDONG_GUIDE, SHENZHEN_GUIDE
from employers.incentives.conditions import finding, in_force, years_later
from employers.incentives.incentive import Deadline, Family, Incentive, Parameter, Result
from employers.incentives.months import Month
from employers.incentives.parameters import known
from employers.incentives.settled import ZERO, OfHire, Sum, before_record, result_of_hires
from employers.incentives.subsidy_term import GAP_COUNTS, Term, contracts_of, has_months, term
from law.dated import Dated, Timeline
from law.findings import NOTHING, Finding, every
from law.money import round_yuan, yuan
from law.terms import chinese_day
from law.truth import Truth

GUANGDONG, SHENZHEN = "44", "4403"
GUANGDONG_FLOOR = Decimal(200)
GUANGDONG_SHARE = Decimal("0.5")
SHENZHEN_STOPPED = 2023
VERSIONS = Timeline(
    "岗位补贴",
    Dated("各地自定，按人按月补贴", subsidy_rules.FUNDS_SINCE, FUNDS, subsidy_rules.REVIEW_BY),
)
PER_MONTH = Parameter(code="per_month", text="当地岗位补贴标准", unit="元/月", places={})


class Rate(NamedTuple):
    """元/月 of one month: ``ceiling`` None where no ceiling is known."""

    floor: Decimal
    ceiling: Decimal | None

    @property
    def value(self) -> Decimal | None:
        return self.floor if self.floor == self.ceiling else None


def compute(case: Case) -> Result:
    """amount: the subsidy of the case's year up to the day, for all hires.

    Components: ``per_month`` as given, ``per_month_floor`` and ``per_month_ceiling`` of the last month (None: not
    known), ``minimum_wage``; ``hires`` [{``key``, ``holds``, ``months``, ``months_certain``, ``months_possible``,
    ``by_month`` {month: yuan} of the certain ones, ``months_left``, ``last_month``, ``total``}]; ``total``;
    ``remarks``; ``floor``, ``ceiling`` while the amount is open.
    """
    unseen = before_record(VERSIONS, case.on)
    if unseen is not None:
        return unseen
    of_firm = (in_force(VERSIONS, case.on, "", FUNDS), _paid_here(case), *subsidy_rules.from_one_fund(case))
    hires = [_of_hire(case, hire, path) for path, hire in contracts_of(case)]
    rate = rate_of(case, Month.of(case.on))
    numbers = {
        "per_month": known(PER_MONTH, case).value,
        "per_month_floor": rate.floor,
        "per_month_ceiling": rate.ceiling,
        "minimum_wage": monthly_minimum(case, Month.of(case.on)),
        "remarks": [*_beside_the_bounds(case), subsidy_rules.PUBLICITY, subsidy_rules.BESIDE_TAX],
    }
    found = result_of_hires(of_firm, hires, numbers)
    return found._replace(components={**found.components, "total": found.amount})


def rate_of(case: Case, month: Month) -> Rate:
    """Between nothing and anything where the place is not known to pay; a given number is cut at the ceiling."""
    minimum = monthly_minimum(case, month)
    bounded = case.region.startswith(GUANGDONG)
    ceiling = None if minimum is None or not bounded else round_yuan(minimum * GUANGDONG_SHARE)
    value = known(PER_MONTH, case).value
    if value is None:
        return Rate(GUANGDONG_FLOOR if bounded else ZERO, ceiling)
    paid = value if ceiling is None else min(value, ceiling)
    return Rate(paid, paid)


def _beside_the_bounds(case: Case) -> list[str]:
    """What to check of a given number that 广东 would not allow."""
    value, month = known(PER_MONTH, case).value, Month.of(case.on)
    if value is None or not case.region.startswith(GUANGDONG):
        return []
    if ZERO < value < GUANGDONG_FLOOR:
        return [f"填写的标准低于省里规定的 {yuan(GUANGDONG_FLOOR)}，请核对。"]
    return ["填写的标准高于最低工资的一半，按一半计算。"] if rate_of(case, month).floor < value else []


def _paid_here(case: Case) -> Finding:
    text = "当地发放岗位补贴"
    value = known(PER_MONTH, case).value
    if value is not None:
        return finding(Truth.of(value > 0), text, FUNDS)
    if case.region.startswith(SHENZHEN) and case.year >= SHENZHEN_STOPPED:
        stopped = "2023年起的规定只保留社会保险补贴，一般招用不再发放岗位补贴；可以申请社会保险补贴"
        still_open = case.year == SHENZHEN_STOPPED
        return finding(Truth.UNKNOWN if still_open else Truth.NO, text, SHENZHEN_GUIDE, "parameters.per_month", stopped)
    if case.region.startswith(GUANGDONG) and not case.region.startswith(SHENZHEN):
        return finding(Truth.YES, text, GUANGDONG_GUIDE, detail=f"不低于 {yuan(GUANGDONG_FLOOR)}，不高于最低工资的一半")
    return finding(Truth.UNKNOWN, text, FUNDS, "parameters.per_month", "各地不同，请向当地核实")


def _of_hire(case: Case, hire: Hire, path: str) -> OfHire:
    months = term(case, hire, path)
    conditions = (
        *subsidy_rules.of_person(hire, path, case.on),
        finding(~Truth.of(hire.dispatched), "不是劳务派遣用工", GUANGDONG_GUIDE, f"{path}.dispatched"),
        _claimed_in_time(case, hire, path),
        has_months(months, hire, path, FUNDS),
    )
    condition = every("", conditions)
    amount = _sum(case, months)
    by_month = {month: rate_of(case, month).value for month in sorted(months.certain)}
    settled = OfHire(condition, amount, {}).certain
    return OfHire(
        condition,
        amount,
        {
            "key": hire.key,
            "holds": condition.truth.name.lower(),
            **months.components,
            "by_month": {str(month): paid for month, paid in by_month.items()},
            "total": round_yuan(settled.floor) if settled.is_known else None,
        },
    )


def _sum(case: Case, months: Term) -> Sum:
    floor = sum((rate_of(case, month).floor for month in months.certain), ZERO)
    ceilings = [rate_of(case, month).ceiling for month in months.possible]
    ceiling = None if None in ceilings else sum((one for one in ceilings if one is not None), ZERO)
    is_open = any(rate_of(case, month).value is None for month in months.possible)
    return Sum(floor, ceiling, months.open_ | (frozenset(("parameters.per_month",)) if is_open else NOTHING))


def _claimed_in_time(case: Case, hire: Hire, path: str) -> Finding:
    """The first claim within a year of the contract, as 广东 asks; a claim made on the day is in time until then."""
    text = "首次申请在合同签订后一年以内"
    if not case.region.startswith(GUANGDONG):
        return finding(Truth.YES, "首次申请的期限以当地规定为准", FUNDS)
    if hire.contract_from is None:
        return finding(Truth.UNKNOWN, text, GUANGDONG_GUIDE, f"{path}.contract_from")
    last: date = years_later(hire.contract_from, 1)
    detail = f"不晚于{chinese_day(last)}"
    if hire.first_claimed_on is not None:
        return finding(Truth.of(hire.first_claimed_on <= last), text, GUANGDONG_GUIDE, detail=detail)
    in_time = Truth.YES if case.on <= last else Truth.UNKNOWN
    return finding(in_time, text, GUANGDONG_GUIDE, f"{path}.first_claimed_on", detail)


def deadlines(hire: Hire, on: date) -> tuple[Deadline, ...]:
    """The first claim, the end of the quarter, the end of the 36 months."""
    found = (*subsidy_rules.first_claim(hire), subsidy_rules.quarter_end(on), *subsidy_rules.end_of_term(hire))
    return subsidy_rules.coming(found, on)


POST_SUBSIDY = Incentive(
    code="post_subsidy",
    name="岗位补贴",
    family=Family.SUBSIDY,
    summary=(
        "有的地方对招用就业困难人员的单位按人按月发放岗位补贴，最长 36 个月，劳务派遣用工除外。广东每人每月不低于 200 "
        "元、不高于最低工资的一半，首次申请不晚于合同签订后一年；其他地方是否发放、发多少，要向当地核实。"
    ),
    amount_is="本年度到这一天可以申请的补贴（元）",
    versions=VERSIONS,
    facts=(subsidy_rules.OTHER_FUND, GAP_COUNTS),
    parameters=(PER_MONTH, MINIMUM_WAGE),
    documents=(
        SUBSIDY_APPLICATION,
        SUBSIDY_ROSTER,
        LICENCE,
        IDENTITY,
        HARDSHIP_NOTE,
        CONTRACT,
        PAYROLL,
        BANK_ACCOUNT,
    ),
    compute=compute,
    deadlines=deadlines,
)
