"""残疾人工资 100 % 加计扣除: what a firm paid its disabled employees is deducted a second time from its taxable income.

Four conditions, and only with the annual return. 企业所得税法 30（二）, 条例 96, 财税〔2009〕70号.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from employers.incentives.case import Case, Hire, Status
from employers.incentives.catalogue.claim_papers import (
    ANNUAL_RETURN,
    BANK_PAYROLL,
    DISABILITY_CARD,
    FACILITIES,
    FIVE_INSURANCES,
)
from employers.incentives.catalogue.documents import CONTRACT
from employers.incentives.catalogue.minimum_wages import MINIMUM_WAGE, monthly_minimum
from employers.incentives.clocks import NO_MONTHS, in_year, possible_months
from employers.incentives.conditions import contract_of_a_year, fact, finding, has_status, in_force, number
from employers.incentives.incentive import Deadline, Fact, FactKind, Family, Incentive, Result
from employers.incentives.months import Month
from employers.incentives.settled import ZERO, OfHire, Sum, before_record, result, result_of_hires
from law.article import Article
from law.dated import Dated, Timeline
from law.findings import NOTHING, Finding, every
from law.money import round_yuan, yuan
from law.terms import chinese_day
from law.truth import Truth

LAW_30 = Article("中华人民共和国企业所得税法", "", "第三十条第（二）项")
LAW_54 = Article("中华人民共和国企业所得税法", "", "第五十四条")
RULES_96 = Article("中华人民共和国企业所得税法实施条例", "国务院令第512号", "第九十六条")
NOTICE = Article("关于安置残疾人员就业有关企业所得税优惠政策问题的通知", "财税〔2009〕70号")
VERSIONS = Timeline(
    "残疾人工资加计扣除",
    Dated("按实际支付工资的 100% 加计扣除", date(2008, 1, 1), NOTICE, date(2026, 12, 31)),
)
EXTRA = Decimal(1)


def compute(case: Case) -> Result:
    """amount: what is deducted beside the wages themselves from the taxable income of the case's year, as of the day.

    With ``facts.wages_paid`` that is the base and the firm answers for all; else the base is wage × insured months of
    each disabled hire. Components: ``base``, ``deduction``, ``tax_effect`` = deduction × ``facts.corporate_rate`` where
    that is given, ``deducted_by`` the day of the annual return; ``hires`` [{``key``, ``holds``, ``wage``, ``months``,
    ``base``}] of the second way; ``floor``, ``ceiling`` while the amount is open.
    """
    unseen = before_record(VERSIONS, case.on)
    if unseen is not None:
        return unseen
    of_firm = (
        in_force(VERSIONS, case.on, "", NOTICE),
        fact(case, "four_insurances", "按月足额缴纳养老、医疗、失业、工伤保险", NOTICE),
        fact(case, "bank_wages", "通过银行等金融机构支付工资，不低于当地最低工资标准", NOTICE),
        fact(case, "facilities", "具备安置残疾人上岗工作的基本设施", NOTICE),
    )
    paid = number(case, "wages_paid")
    day = return_day(case.year)
    numbers: dict[str, Any] = {"deducted_by": day.isoformat()}
    if paid is not None:
        contracts = fact(case, "contracts_of_a_year", "与每名残疾职工签订一年以上合同并且实际上岗", NOTICE)
        some_paid = finding(Truth.of(paid > ZERO), "本年度支付了残疾职工工资", RULES_96)
        base = round_yuan(paid)
        found = result(every("", (*of_firm, contracts, some_paid)), Sum(base * EXTRA, base * EXTRA), numbers)
    else:
        hires = [_of_hire(case, hire, f"hires[{n}]") for n, hire in enumerate(case.hires)]
        found = result_of_hires(of_firm, hires, numbers)
    return found._replace(components={**found.components, **_effect(case, found)})


def _effect(case: Case, found: Result) -> dict[str, Any]:
    rate = number(case, "corporate_rate")
    if found.amount is None:
        return {"base": None, "deduction": None}
    effect = {} if rate is None else {"tax_effect": round_yuan(found.amount * rate)}
    return {"base": found.amount / EXTRA, "deduction": found.amount, **effect}


def _of_hire(case: Case, hire: Hire, path: str) -> OfHire:
    months = NO_MONTHS if hire.insured is None else _under_contract(case, hire)
    possible = possible_months(hire, case.year, Month.of(case.on)) if hire.insured is None else months
    conditions = (
        has_status(hire, path, (Status.DISABLED,), "持有残疾人证（1 至 8 级残疾军人证也可以）", NOTICE),
        contract_of_a_year(hire, path, NOTICE),
        _insured(hire, path, months, possible),
        _enough(case, hire, path, months or possible),
    )
    condition = every("", conditions)
    wage = hire.wage
    open_ = frozenset((f"{path}.wage",)) if wage is None else NOTHING
    if wage is None:
        amount = Sum(ZERO, None if possible else ZERO, open_)
    else:
        amount = Sum(round_yuan(wage * len(months)), round_yuan(wage * len(possible)), NOTHING)
    settled = OfHire(condition, amount, {}).certain
    row = {
        "key": hire.key,
        "holds": condition.truth.name.lower(),
        "wage": wage,
        "months": len(months) if months == possible else None,
        "base": settled.floor if settled.is_known else None,
    }
    return OfHire(condition, amount, row)


def _under_contract(case: Case, hire: Hire) -> frozenset[Month]:
    begins = Month.of(hire.contract_from) if hire.contract_from else Month(case.year, 1)
    return in_year({month for month in hire.insured or () if month >= begins}, case.year, Month.of(case.on))


def _insured(hire: Hire, path: str, months: frozenset[Month], possible: frozenset[Month]) -> Finding:
    text = "本年度有在岗并缴纳社会保险的月份"
    if months or not possible:
        return finding(Truth.of(bool(months)), text, NOTICE)
    return finding(Truth.UNKNOWN, text, NOTICE, f"{path}.insured_months")


def _enough(case: Case, hire: Hire, path: str, months: frozenset[Month]) -> Finding:
    """The wage against the highest minimum of the months; with no months there is nothing to compare with."""
    text = "月工资不低于当地最低工资标准"
    minimums = [monthly_minimum(case, month) for month in sorted(months)]
    if hire.wage is None:
        return finding(Truth.UNKNOWN, text, NOTICE, f"{path}.wage")
    known = [minimum for minimum in minimums if minimum is not None]
    if known and hire.wage < max(known):
        detail = f"月工资 {yuan(hire.wage)}，最低工资 {yuan(max(known))}"
        return finding(Truth.NO, text, NOTICE, detail=detail)
    return finding(Truth.of(True if len(known) == len(minimums) else None), text, NOTICE, "parameters.minimum_wage")


def return_day(year: int) -> date:
    """The last day of the annual return: five months after the year."""
    return date(year + 1, 5, 31)


def deadlines(hire: Hire, on: date) -> tuple[Deadline, ...]:
    day = return_day(on.year - 1) if on <= return_day(on.year - 1) else return_day(on.year)
    return (Deadline(day, f"{day.year - 1}年度企业所得税汇算清缴，在{chinese_day(day)}以前填报加计扣除", LAW_54),)


DISABLED_WAGE_DEDUCTION = Incentive(
    code="disabled_wage_deduction",
    name="残疾职工工资加计扣除",
    family=Family.TAX,
    summary=(
        "支付给残疾职工的工资，在据实扣除的基础上，可以再按 100% 从应纳税所得额中扣除一次。要有一年以上合同、足额缴纳四"
        "项社会保险、通过银行支付不低于最低工资的工资，并具备基本设施。只在年度汇算清缴时填报。"
    ),
    amount_is="本年度可以加计扣除的工资（元），不是少缴的税款",
    saves="tax_effect",
    versions=VERSIONS,
    facts=(
        Fact(code="four_insurances", kind=FactKind.YES_NO, text="是否按月足额缴纳养老、医疗、失业、工伤保险"),
        Fact(code="bank_wages", kind=FactKind.YES_NO, text="工资是否通过银行按月支付，不低于最低工资标准"),
        Fact(code="facilities", kind=FactKind.YES_NO, text="是否具备残疾人上岗工作的基本设施"),
        Fact(
            code="wages_paid",
            kind=FactKind.MONEY,
            text="本年度支付给全部残疾职工的工资（不填就按名单上的工资和月数计算）",
            unit="元",
            of_all=True,
        ),
        Fact(
            code="contracts_of_a_year",
            kind=FactKind.YES_NO,
            text="（只填工资总额时）是否与每名残疾职工签订一年以上合同并且实际上岗",
            of_all=True,
        ),
        Fact(
            code="corporate_rate",
            kind=FactKind.RATIO,
            text="企业所得税实际税率（只用来估算少缴的税款，可以不填）",
        ),
    ),
    parameters=(MINIMUM_WAGE,),
    documents=(ANNUAL_RETURN, DISABILITY_CARD, CONTRACT, FIVE_INSURANCES, BANK_PAYROLL, FACILITIES),
    compute=compute,
    deadlines=deadlines,
)
