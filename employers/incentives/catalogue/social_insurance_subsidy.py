"""单位社保补贴: what the firm itself paid for 养老, 医疗 and 失业 insurance of somebody recognised as 就业困难人员.

Not the worker's share, not 工伤. First paid, then claimed; 36 months, or until retirement for who was near it.
"""

from decimal import Decimal
from typing import Any

from employers.incentives.case import Case, Hire, Insurance
from employers.incentives.catalogue import subsidy_rules
from employers.incentives.catalogue.claim_papers import (
    BANK_ACCOUNT,
    CONTRIBUTION_RECEIPTS,
    HARDSHIP_NOTE,
    PAYROLL,
    SUBSIDY_APPLICATION,
    SUBSIDY_ROSTER,
)
from employers.incentives.catalogue.documents import CONTRACT, IDENTITY, LICENCE
from employers.incentives.catalogue.subsidy_rules import FUNDS, JIANPING_GUIDE
from employers.incentives.conditions import finding, in_force
from employers.incentives.incentive import Fact, FactKind, Family, Incentive, Result
from employers.incentives.settled import ZERO, OfHire, Sum, before_record, result_of_hires
from employers.incentives.subsidy_term import GAP_COUNTS, Term, contracts_of, has_months, term
from law.dated import Dated, Timeline
from law.findings import NOTHING, Finding, every
from law.money import round_yuan
from law.truth import Truth

SUBSIDISED = (Insurance.PENSION, Insurance.MEDICAL, Insurance.UNEMPLOYMENT)
# The one place where it was read that nobody is subsidised twice in the same firm.
EXCLUDES_REHIRED = ("211322",)
VERSIONS = Timeline(
    "单位社会保险补贴",
    Dated("单位实际缴纳的养老、医疗、失业保险费", subsidy_rules.FUNDS_SINCE, FUNDS, subsidy_rules.REVIEW_BY),
)


def compute(case: Case) -> Result:
    """amount: what the firm's own contributions of the case's year up to the day bring back, for all hires.

    Components: ``hires`` [{``key``, ``holds`` yes·no·unknown, ``per_insurance`` {insurance: 元/月}, ``per_month``,
    ``months``, ``months_certain``, ``months_possible``, ``by_month`` {month: yuan} of the certain ones,
    ``months_left``, ``last_month``, ``total``}]; ``total`` of all who fit; ``remarks``; ``floor``, ``ceiling`` while
    the amount is open.
    """
    unseen = before_record(VERSIONS, case.on)
    if unseen is not None:
        return unseen
    of_firm = (in_force(VERSIONS, case.on, "", FUNDS), *subsidy_rules.from_one_fund(case))
    hires = [_of_hire(case, hire, path) for path, hire in contracts_of(case)]
    remarks = [subsidy_rules.PUBLICITY, "工伤保险费和个人缴纳的部分不补。", subsidy_rules.BESIDE_TAX]
    found = result_of_hires(of_firm, hires, {"remarks": remarks})
    return found._replace(components={**found.components, "total": found.amount})


def _of_hire(case: Case, hire: Hire, path: str) -> OfHire:
    months = term(case, hire, path)
    share = own_share(hire, path)
    conditions = (
        *subsidy_rules.of_person(hire, path, case.on),
        _not_paid_before(case, hire, path),
        has_months(months, hire, path, FUNDS),
    )
    condition = every("", conditions)
    least = share.floor * len(months.certain)
    most = ZERO if not months.possible else None if share.ceiling is None else share.ceiling * len(months.possible)
    amount = Sum(least, most, share.open_ | months.open_)
    return OfHire(condition, amount, _components(hire, condition, share, months, amount))


def own_share(hire: Hire, path: str) -> Sum:
    """元/月 that the firm pays of the three insurances; an insurance that is not there is unknown."""
    if hire.contributions is None:
        return Sum(ZERO, None, frozenset((f"{path}.contributions",)))
    paid = [hire.contributions.get(insurance) for insurance in SUBSIDISED]
    floor = round_yuan(sum((amount for amount in paid if amount is not None), ZERO))
    pairs = zip(SUBSIDISED, paid, strict=True)
    unknown = frozenset(f"{path}.contributions.{insurance}" for insurance, amount in pairs if amount is None)
    return Sum(floor, None, unknown) if unknown else Sum(floor, floor, NOTHING)


def _not_paid_before(case: Case, hire: Hire, path: str) -> Finding:
    """Some places pay nothing for who comes back to the same firm; of most it was not seen."""
    text, excluded = "没有在本单位享受过，或者当地允许再次享受", case.facts.get("rehired_excluded")
    if hire.hired_before is False or excluded is False:
        return finding(Truth.YES, text)
    excluded = excluded or case.region[:6] in EXCLUDES_REHIRED
    if not hire.hired_before:
        return finding(Truth.UNKNOWN, text, None, f"{path}.hired_before")
    if excluded:
        return finding(Truth.NO, text, JIANPING_GUIDE, detail="同一单位再次招用同一人，不再补贴")
    return finding(Truth.UNKNOWN, text, None, "facts.rehired_excluded", "同一单位再次招用同一人，请向当地核实")


def _components(hire: Hire, condition: Finding, share: Sum, months: Term, amount: Sum) -> dict[str, Any]:
    paid = hire.contributions or {}
    certain: dict[str, Decimal] = (
        {str(month): share.floor for month in sorted(months.certain)} if share.is_known else {}
    )
    settled = OfHire(condition, amount, {}).certain
    return {
        "key": hire.key,
        "holds": condition.truth.name.lower(),
        "per_insurance": {insurance.value: paid.get(insurance) for insurance in SUBSIDISED},
        "per_month": share.floor if share.is_known else None,
        **months.components,
        "by_month": certain,
        "total": round_yuan(settled.floor) if settled.is_known else None,
    }


SOCIAL_INSURANCE_SUBSIDY = Incentive(
    code="social_insurance_subsidy",
    name="单位社会保险补贴",
    family=Family.SUBSIDY,
    summary=(
        "招用已认定的就业困难人员、签订劳动合同并缴费的单位，按单位实际缴纳的养老、医疗、失业保险费补贴，个人部分和工伤"
        "保险不补。先缴后补，最长 36 个月；首次申请时距退休不足五年的，补到退休。申请后名单公示不少于 5 个工作日，"
        "证件号码只显示一部分。"
    ),
    amount_is="本年度到这一天可以申请的补贴（元）",
    versions=VERSIONS,
    facts=(
        subsidy_rules.OTHER_FUND,
        GAP_COUNTS,
        Fact(
            code="rehired_excluded",
            kind=FactKind.YES_NO,
            text="当地是否规定同一单位再次招用同一人不再补贴（没有再次招用就不用填）",
        ),
    ),
    documents=(
        SUBSIDY_APPLICATION,
        SUBSIDY_ROSTER,
        LICENCE,
        IDENTITY,
        HARDSHIP_NOTE,
        CONTRACT,
        CONTRIBUTION_RECEIPTS,
        PAYROLL,
        BANK_ACCOUNT,
    ),
    compute=compute,
    deadlines=subsidy_rules.deadlines,
)
