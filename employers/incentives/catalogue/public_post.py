"""公益性岗位补贴: the local minimum wage for each month of somebody in a post that the government made or recognised.

36 months, or until retirement for who was near it; a second term only for the old, households without an earner and the
severely disabled, and never a third placement. A temporary post lasts six months.
"""

from decimal import Decimal
from typing import Any

from employers.incentives.case import Case, Hire, Status
from employers.incentives.catalogue import subsidy_rules
from employers.incentives.catalogue.claim_papers import (
    BANK_ACCOUNT,
    HARDSHIP_NOTE,
    PAYROLL,
    POST_AGREEMENT,
    SUBSIDY_APPLICATION,
    SUBSIDY_ROSTER,
)
from employers.incentives.catalogue.documents import IDENTITY, LICENCE
from employers.incentives.catalogue.minimum_wages import MINIMUM_WAGE, monthly_minimum
from employers.incentives.catalogue.subsidy_rules import FUNDS
from employers.incentives.conditions import fact, finding, in_force
from employers.incentives.incentive import Fact, FactKind, Family, Incentive, Result
from employers.incentives.months import Month
from employers.incentives.settled import ZERO, OfHire, Sum, before_record, result_of_hires
from employers.incentives.subsidy_term import GAP_COUNTS, Term, contracts_of, has_months, term
from law.article import Article
from law.dated import Dated, Timeline
from law.findings import NOTHING, Finding, every, some
from law.money import round_yuan
from law.truth import Truth

PROMOTION_LAW_53 = Article("中华人民共和国就业促进法", "", "第五十三条")
VERSIONS = Timeline(
    "公益性岗位补贴",
    Dated("按当地最低工资标准补贴", subsidy_rules.FUNDS_SINCE, FUNDS, subsidy_rules.REVIEW_BY),
)
TEMPORARY_MONTHS = 6
MOST_PLACEMENTS = 2


def compute(case: Case) -> Result:
    """amount: the post subsidy of the case's year up to the day, for all hires, without the insurance subsidy.

    Components: ``minimum_wage`` of the last month; ``hires`` [{``key``, ``holds``, ``months``, ``months_certain``,
    ``months_possible``, ``by_month`` {month: yuan} of the certain ones, ``months_left``, ``last_month``, ``total``}];
    ``total``; ``remarks``; ``floor``, ``ceiling`` while the amount is open.
    """
    unseen = before_record(VERSIONS, case.on)
    if unseen is not None:
        return unseen
    of_firm = (
        in_force(VERSIONS, case.on, "", FUNDS),
        fact(case, "public_post", "岗位由政府开发或者认定为公益性岗位", PROMOTION_LAW_53),
        *subsidy_rules.from_one_fund(case),
    )
    hires = [_of_hire(case, hire, path) for path, hire in contracts_of(case)]
    minimum = monthly_minimum(case, Month.of(case.on))
    remarks = ["社会保险补贴可以另外申请。", subsidy_rules.PUBLICITY]
    found = result_of_hires(of_firm, hires, {"minimum_wage": minimum, "remarks": remarks})
    return found._replace(components={**found.components, "total": found.amount})


def _of_hire(case: Case, hire: Hire, path: str) -> OfHire:
    months = _term(case, hire, path)
    conditions = (
        *subsidy_rules.of_person(hire, path, case.on),
        _placement(case, hire, path),
        has_months(months, hire, path, FUNDS),
    )
    condition = every("", conditions)
    minimums = {month: monthly_minimum(case, month) for month in sorted(months.possible)}
    amount = _sum(months, minimums)
    settled = OfHire(condition, amount, {}).certain
    row: dict[str, Any] = {
        "key": hire.key,
        "holds": condition.truth.name.lower(),
        **months.components,
        "by_month": {str(month): minimums[month] for month in sorted(months.certain)},
        "total": round_yuan(settled.floor) if settled.is_known else None,
    }
    return OfHire(condition, amount, row)


def _sum(months: Term, minimums: dict[Month, Decimal | None]) -> Sum:
    floor = sum((minimums[month] or ZERO for month in months.certain), ZERO)
    known = [minimum for minimum in minimums.values() if minimum is not None]
    is_open = len(known) < len(minimums)
    ceiling = None if is_open else sum(known, ZERO)
    return Sum(floor, ceiling, months.open_ | (frozenset(("parameters.minimum_wage",)) if is_open else NOTHING))


def _term(case: Case, hire: Hire, path: str) -> Term:
    """A temporary post is paid for its first six months; whether it is one is asked only of who stayed longer."""
    of = term(case, hire, path)
    temporary = case.facts.get("temporary_post")
    if temporary is False or hire.contract_from is None:
        return of
    ends = Month.of(hire.contract_from).plus(TEMPORARY_MONTHS - 1)
    certain = frozenset(month for month in of.certain if month <= ends)
    possible = frozenset(month for month in of.possible if month <= ends)
    if temporary:
        return of._replace(certain=certain, possible=possible, last=ends, spent=None)
    if possible == of.possible:
        return of
    return of._replace(certain=certain, open_=of.open_ | {"facts.temporary_post"})


def _placement(case: Case, hire: Hire, path: str) -> Finding:
    """Which placement it is, in a post of this kind, of this person."""
    text = "第一次安置，或者属于可以第二次安置的人员（最多两次）"
    placement = case.facts.get("placement")
    if placement is None:
        return finding(Truth.UNKNOWN, text, FUNDS, "facts.placement")
    if placement > MOST_PLACEMENTS:
        return finding(Truth.NO, text, FUNDS, detail="已经安置过两次，可以改为推荐其他岗位")
    if placement <= 1:
        return finding(Truth.YES, text, FUNDS)
    no_earner = Truth.of(hire.statuses.get(Status.NO_EARNER))
    again = (
        finding(no_earner, text, FUNDS, f"{path}.statuses.{Status.NO_EARNER}"),
        fact(case, "second_term_class", text, FUNDS),
    )
    return some(text, again, FUNDS)._replace(parts=())


PUBLIC_WELFARE_POST_SUBSIDY = Incentive(
    code="public_welfare_post_subsidy",
    name="公益性岗位补贴",
    family=Family.SUBSIDY,
    summary=(
        "政府开发或者认定的公益性岗位安置就业困难人员，按当地最低工资标准逐月补贴，最长 36 个月；首次申请时距退休不足"
        "五年的，补到退休。大龄、零就业家庭和重度残疾人员可以再安置一次，累计不超过两次。临时性岗位不超过 6 个月。"
    ),
    amount_is="本年度到这一天可以申请的岗位补贴（元），不含社会保险补贴",
    versions=VERSIONS,
    facts=(
        Fact(code="public_post", kind=FactKind.YES_NO, text="岗位是否由政府开发或者认定为公益性岗位", of_one=True),
        Fact(code="temporary_post", kind=FactKind.YES_NO, text="是否临时性岗位（最长 6 个月）", of_one=True),
        Fact(code="placement", kind=FactKind.COUNT, text="这是本人第几次由公益性岗位安置", unit="次", of_one=True),
        Fact(
            code="second_term_class",
            kind=FactKind.YES_NO,
            text="（第二次安置时）是否属于大龄、零就业家庭或者重度残疾人员",
            of_one=True,
        ),
        subsidy_rules.OTHER_FUND,
        GAP_COUNTS,
    ),
    parameters=(MINIMUM_WAGE,),
    documents=(
        SUBSIDY_APPLICATION,
        SUBSIDY_ROSTER,
        LICENCE,
        IDENTITY,
        HARDSHIP_NOTE,
        POST_AGREEMENT,
        PAYROLL,
        BANK_ACCOUNT,
    ),
    compute=compute,
    deadlines=subsidy_rules.deadlines,
)
