"""一次性扩岗补助: once for each young unemployed person or recent graduate hired and insured for three months.

It ended on 2025-12-31. Whether it was renewed was not seen.
"""

from datetime import date, timedelta
from decimal import Decimal

from employers.incentives.case import Case, Hire, Status
from employers.incentives.catalogue import subsidy_rules
from employers.incentives.catalogue.claim_papers import BANK_ACCOUNT, SUBSIDY_APPLICATION, YOUTH_RECORD
from employers.incentives.catalogue.documents import (
    CONTRACT,
    IDENTITY,
    INJURY_RECORD,
    LICENCE,
    PENSION_RECORD,
    UNEMPLOYMENT_RECORD,
)
from employers.incentives.clocks import NO_MONTHS
from employers.incentives.conditions import contract_signed, finding, has_status, in_force
from employers.incentives.incentive import Deadline, Family, Incentive, Parameter, Result
from employers.incentives.months import Month
from employers.incentives.parameters import known
from employers.incentives.settled import ZERO, OfHire, Sum, before_record, result_of_hires
from employers.incentives.subsidy_term import contracts_of
from law.article import unnumbered
from law.dated import Dated, Timeline
from law.findings import Finding, every
from law.money import round_yuan
from law.truth import Truth

GUIDE = unnumbered("一次性扩岗补助政策（执行至2025年12月底）")
LAST_DAY = date(2025, 12, 31)
MONTHS = 3
CEILING = Decimal(1500)
# When the version that ended in 2025 began was not seen; a year of it is certain.
VERSIONS = Timeline(
    "一次性扩岗补助",
    Dated("每招用一人不超过 1,500 元", date(2025, 1, 1), GUIDE, date(2026, 12, 31), LAST_DAY),
)
PER_HIRE = Parameter(
    code="per_hire",
    text="当地一次性扩岗补助标准",
    unit="元/人",
    places={},
    ceiling=Timeline("一次性扩岗补助的国家上限", Dated(CEILING, date(2025, 1, 1), GUIDE, date(2026, 12, 31), LAST_DAY)),
)
ENDED = "执行到2025年12月31日为止；如有续期文件，请按新文件申请，可以向当地人力资源社会保障部门核实"


def compute(case: Case) -> Result:
    """amount: what may be claimed once for the hires of the case, as of the day.

    Components: ``per_hire`` that the region pays (None: not known), ``per_hire_ceiling``; ``hires`` [{``key``,
    ``holds``, ``months`` insured so far, ``total``}]; ``count`` of the hires who fit, None while one is open;
    ``total``; ``remarks``; ``floor``, ``ceiling`` while the amount is open.
    """
    unseen = before_record(VERSIONS, case.on)
    if unseen is not None:
        return unseen
    value = known(PER_HIRE, case).value
    each = Sum(ZERO, CEILING, frozenset(("parameters.per_hire",)))
    if value is not None:
        each = Sum(min(value, CEILING), min(value, CEILING))
    hires = [_of_hire(case, hire, path, each) for path, hire in contracts_of(case)]
    truths = [hire.condition.truth for hire in hires]
    numbers = {
        "per_hire": each.floor if each.is_known else None,
        "per_hire_ceiling": CEILING,
        "count": None if Truth.UNKNOWN in truths else truths.count(Truth.YES),
        "remarks": ["1,500 元是国家规定的上限，实际标准由各地确定。", "同一人只发放一次。"],
    }
    of_firm = (in_force(VERSIONS, case.on, ENDED, GUIDE), *subsidy_rules.from_one_fund(case))
    found = result_of_hires(of_firm, hires, numbers)
    return found._replace(components={**found.components, "total": found.amount})


def _of_hire(case: Case, hire: Hire, path: str, each: Sum) -> OfHire:
    young = (Status.YOUNG_UNEMPLOYED, Status.RECENT_GRADUATE, Status.GRADUATING)
    text = "16—24 岁登记失业青年，或者毕业年度、离校 2 年内未就业的高校毕业生"
    conditions = (
        has_status(hire, path, young, text, GUIDE),
        contract_signed(hire, path, case.on, GUIDE),
        _insured(case, hire, path),
        _once(hire, path),
    )
    condition = every("", conditions)
    settled = OfHire(condition, each, {}).certain
    row = {
        "key": hire.key,
        "holds": condition.truth.name.lower(),
        "months": None if hire.insured is None else len(_months(case, hire)),
        "total": round_yuan(settled.floor) if settled.is_known else None,
    }
    return OfHire(condition, each, row)


def _months(case: Case, hire: Hire) -> frozenset[Month]:
    begins = Month.of(hire.contract_from) if hire.contract_from else Month(0, 1)
    return frozenset(month for month in hire.insured or NO_MONTHS if begins <= month <= Month.of(case.on))


def _insured(case: Case, hire: Hire, path: str) -> Finding:
    text = "已足额缴纳 3 个月以上的失业、工伤、养老保险费"
    if hire.insured is None:
        return finding(Truth.UNKNOWN, text, GUIDE, f"{path}.insured_months")
    count = len(_months(case, hire))
    is_enough = count >= MONTHS
    detail = f"已缴 {count} 个月" + ("" if is_enough else "，满 3 个月以后再申请")
    return finding(Truth.of(is_enough), text, GUIDE, detail=detail)


def _once(hire: Hire, path: str) -> Finding:
    before = None if hire.hired_before is None else not hire.hired_before
    return finding(Truth.of(before), "本单位没有为同一人领取过", GUIDE, f"{path}.hired_before")


def deadlines(hire: Hire, on: date) -> tuple[Deadline, ...]:
    """The third insured month, and the last day of the policy."""
    found = [Deadline(LAST_DAY, "一次性扩岗补助执行到这一天为止，如有续期以新文件为准", GUIDE)]
    if hire.contract_from is not None:
        third = Month.of(hire.contract_from).plus(MONTHS - 1).last_day
        found.append(Deadline(third + timedelta(days=1), "缴费满 3 个月，可以申请扩岗补助", GUIDE))
    return subsidy_rules.coming(tuple(found), on)


JOB_EXPANSION_SUBSIDY = Incentive(
    code="job_expansion_subsidy",
    name="一次性扩岗补助",
    family=Family.SUBSIDY,
    summary=(
        "招用 16—24 岁登记失业青年或者毕业年度、离校 2 年内未就业的高校毕业生，签订劳动合同并缴纳 3 个月以上失业、"
        "工伤、养老保险费的企业和社会组织，每招用一人一次性补助不超过 1,500 元。执行到2025年12月31日为止，是否续期请向"
        "当地核实。"
    ),
    amount_is="到这一天可以申请的一次性补助（元）",
    versions=VERSIONS,
    facts=(subsidy_rules.OTHER_FUND,),
    parameters=(PER_HIRE,),
    documents=(
        SUBSIDY_APPLICATION,
        LICENCE,
        IDENTITY,
        YOUTH_RECORD,
        CONTRACT,
        PENSION_RECORD,
        INJURY_RECORD,
        UNEMPLOYMENT_RECORD,
        BANK_ACCOUNT,
    ),
    compute=compute,
    deadlines=deadlines,
)
