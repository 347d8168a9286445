"""残疾人就业 增值税即征即退: VAT given back up to a cap for each disabled employee and month.

    cap of a month    = disabled employees × 4 × monthly minimum wage of the county, where the month qualifies
    refunded up to t  = min(caps up to t, VAT paid up to t), within the year

What a period's VAT is too little for is taken from the VAT that the year's earlier periods paid, then from later
periods of the same year, and never from the next. 财税〔2016〕52号, 税务总局公告2016年第33号.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from employers.incentives.bounds import decisive
from employers.incentives.case import Case
from employers.incentives.catalogue.claim_papers import (
    BANK_PAYROLL,
    DISABILITY_CARD,
    FIVE_INSURANCES,
    REFUND_APPLICATION,
    TAX_PAID,
)
from employers.incentives.catalogue.documents import CONTRACT, LEDGER, STATEMENT
from employers.incentives.catalogue.minimum_wages import MINIMUM_WAGE, monthly_minimum
from employers.incentives.catalogue.refund_year import Paid, paid_in_year, refunds, year_of
from employers.incentives.conditions import fact, finding, in_force
from employers.incentives.incentive import Fact, FactKind, Family, Incentive, Result
from employers.incentives.months import Month, Period
from employers.incentives.settled import ZERO, Sum, before_record, result
from law.article import Article
from law.dated import Dated, Timeline
from law.findings import Finding, every, some
from law.money import round_yuan
from law.terms import chinese_day
from law.truth import Truth

NOTICE = Article("关于促进残疾人就业增值税优惠政策的通知", "财税〔2016〕52号")
PROCEDURE = Article("促进残疾人就业增值税优惠政策管理办法", "国家税务总局公告2016年第33号")
VERSIONS = Timeline(
    "残疾人就业增值税即征即退",
    Dated("按残疾职工人数和最低工资四倍限额退还", date(2016, 5, 1), NOTICE, date(2026, 12, 31)),
)
TIMES_MINIMUM_WAGE = 4
SHARE = Decimal("0.25")
ENOUGH = 10
ENOUGH_FOR_MASSAGE = 5
CHOICE_MONTHS = 36
GRADES = {"A": "A 级", "B": "B 级", "M": "M 级", "C": "C 级", "D": "D 级"}
BARRED_GRADES = ("C", "D")
CHOSEN = "与招用重点群体的增值税政策只能选一项，选定以后 36 个月内不能更改。"
VAT_LAW_SINCE = date(2026, 1, 1)
REMARK_2026 = "增值税法自2026年1月1日起施行，本政策此后有没有调整，请先向主管税务机关核实。"


def compute(case: Case) -> Result:
    """amount: VAT of the case's year to be given back on the returns up to the day, with what was refunded before.

    Components: ``caps`` [{``month``, ``disabled_staff``, ``share``, ``minimum_wage``, ``counts`` yes·no·unknown,
    ``cap``}]; ``remarks``; where it applies and the caps are known ``periods`` [{``period``, ``cap``,
    ``cap_cumulative``, ``paid``, ``paid_cumulative``, ``refund``, ``refunded_cumulative``, ``left``}], ``cap``,
    ``paid``, ``refund`` of the year so far, ``left`` cap that later returns of the year may still use, ``lapsed`` what
    of it fell away at the end of the year, ``refunded_before``, ``excess_taken``, ``still_to_claim``; ``floor`` and
    ``ceiling`` while the amount is open.
    """
    unseen = before_record(VERSIONS, case.on)
    if unseen is not None:
        return unseen
    paid = paid_in_year(case)
    months = [month for one in paid for month in one.months] or _months_so_far(case)
    counting = {month: _counts(case, month) for month in months}
    some_month = some("至少有一个月残疾职工占比和人数达到要求", list(counting.values()), NOTICE)
    condition = every("", (*_of_firm(case), some_month))
    wages = {month: monthly_minimum(case, month) for month in months}
    amount = _amount(case, paid, counting, wages)
    remarks = [CHOSEN, REMARK_2026] if case.on >= VAT_LAW_SINCE else [CHOSEN]
    components = {
        "caps": [_cap_row(case, month, counting[month], wages[month]) for month in months],
        "remarks": remarks,
    }
    are_known = all(_cap(case, month, counting, wages) is not None for month in months)
    if paid and are_known and condition.truth is Truth.YES:
        caps = [sum((_cap(case, month, counting, wages) or ZERO for month in one.months), ZERO) for one in paid]
        components |= year_of(case, paid, caps)
    return result(condition, amount, components)


def _months_so_far(case: Case) -> list[Month]:
    return list(Period(Month(case.year, 1), Month.of(case.on)).months)


def _of_firm(case: Case) -> tuple[Finding, ...]:
    grade = case.facts.get("credit_grade")
    share = case.facts.get("qualifying_share")
    chosen = case.facts.get("key_group_chosen_on")
    graded = Truth.UNKNOWN if grade is None else Truth.of(grade not in BARRED_GRADES)
    enough = Truth.UNKNOWN if share is None else Truth.of(share >= Decimal("0.5"))
    own_sales = "适用范围内的收入占增值税收入 50% 以上（不含直接销售外购货物、委托加工货物的收入）"
    conditions = (
        in_force(VERSIONS, case.on, "", NOTICE),
        fact(case, "contracts_of_a_year", "与每名残疾职工签订一年以上（含一年）的劳动合同", NOTICE),
        fact(case, "five_insurances", "为每名残疾职工按月足额缴纳规定的各项社会保险", NOTICE),
        fact(case, "bank_wages", "通过银行按月支付工资，不低于当地最低工资标准", NOTICE),
        finding(graded, "纳税信用等级不是 C 级或 D 级", NOTICE, "facts.credit_grade"),
        finding(enough, own_sales, NOTICE, "facts.qualifying_share"),
    )
    if chosen is None:
        return conditions
    ends = Month.of(chosen).plus(CHOICE_MONTHS)
    free = finding(
        Truth.of(Month.of(case.on) >= ends or case.on < chosen),
        "没有在 36 个月内选定招用重点群体的增值税政策",
        NOTICE,
        detail=f"{chinese_day(chosen)}选定，{ends.words}起可以重新选择",
    )
    return (*conditions, free)


def _counts(case: Case, month: Month) -> Finding:
    """Whether the month reaches the share and the number. More disabled staff than staff says nothing: one is wrong."""
    text = f"{month.words}残疾职工占在职职工 25% 以上且不少于 10 人（盲人按摩机构不少于 5 人）"
    disabled, staff = _of_month(case, "disabled_staff", month), _of_month(case, "staff", month)
    share = Truth.UNKNOWN
    if disabled is not None and staff is not None and disabled <= staff:
        share = Truth.of(staff > 0 and disabled >= SHARE * staff)
    elif disabled == 0:
        share = Truth.NO
    of_staff, of_disabled = _path(case, "staff", month), _path(case, "disabled_staff", month)
    shares = every("", [finding(share, "", None, path) for path in (of_staff, of_disabled)])
    if disabled is not None:
        shares = finding(share, "", None, of_staff)
    many = finding(_at_least(disabled, ENOUGH), "", None, of_disabled)
    fewer = finding(_at_least(disabled, ENOUGH_FOR_MASSAGE), "", None, of_disabled)
    massage = some("", (many, every("", (fewer, fact(case, "massage", "")))))
    found = every(text, (shares, massage), NOTICE)
    detail = "" if disabled is None or staff is None else f"残疾职工 {disabled} 人，在职职工 {staff} 人"
    return found._replace(parts=(), detail=detail)


def _at_least(number: int | None, least: int) -> Truth:
    return Truth.UNKNOWN if number is None else Truth.of(number >= least)


def _path(case: Case, table: str, month: Month) -> str:
    """The whole table while there is none."""
    return f"facts.{table}.{month}" if case.facts.get(table) else f"facts.{table}"


def _of_month(case: Case, table: str, month: Month) -> int | None:
    return (case.facts.get(table) or {}).get(str(month))


def _amount(case: Case, paid: list[Paid], counting: dict[Month, Finding], wages: dict[Month, Decimal | None]) -> Sum:
    if not paid:
        return Sum(ZERO, None, frozenset(("taxes.vat",)))
    unknown = sorted({name for month in counting for name in _open(month, counting, wages)})

    def total(high: frozenset[str]) -> Decimal:
        caps = [sum((_bound(case, month, counting, wages, high) for month in one.months), ZERO) for one in paid]
        boundless = sum((one.vat for one in paid), ZERO)
        return sum(refunds([min(cap, boundless) for cap in caps], [one.vat for one in paid]), ZERO)

    return Sum(total(frozenset()), total(frozenset(unknown)), frozenset(decisive(unknown, total)))


def _open(month: Month, counting: dict[Month, Finding], wages: dict[Month, Decimal | None]) -> frozenset[str]:
    found = counting[month]
    if found.truth is Truth.NO:
        return frozenset()
    return found.missing | (frozenset(("parameters.minimum_wage",)) if wages[month] is None else frozenset())


def _bound(
    case: Case,
    month: Month,
    counting: dict[Month, Finding],
    wages: dict[Month, Decimal | None],
    high: frozenset[str],
) -> Decimal:
    """The month's cap where what is in ``high`` turns out well and every other unknown badly; infinite if unlimited."""
    open_ = _open(month, counting, wages)
    if not open_ <= high or counting[month].truth is Truth.NO:
        return ZERO
    disabled, wage = _of_month(case, "disabled_staff", month), wages[month]
    if disabled is None or wage is None:
        return Decimal("Infinity")
    return round_yuan(disabled * TIMES_MINIMUM_WAGE * wage)


def _cap(
    case: Case, month: Month, counting: dict[Month, Finding], wages: dict[Month, Decimal | None]
) -> Decimal | None:
    return None if _open(month, counting, wages) else _bound(case, month, counting, wages, frozenset())


def _cap_row(case: Case, month: Month, counts: Finding, wage: Decimal | None) -> dict[str, Any]:
    disabled, staff = _of_month(case, "disabled_staff", month), _of_month(case, "staff", month)
    return {
        "month": str(month),
        "disabled_staff": disabled,
        "share": None if disabled is None or not staff else round(Decimal(disabled) / staff, 4),
        "minimum_wage": wage,
        "counts": counts.truth.name.lower(),
        "cap": _cap(case, month, {month: counts}, {month: wage}),
    }


DISABLED_VAT_REFUND = Incentive(
    code="disabled_vat_refund",
    name="安置残疾人就业增值税即征即退",
    family=Family.TAX,
    summary=(
        "在职职工中残疾人占 25% 以上且不少于 10 人（盲人按摩机构不少于 5 人）的单位，缴纳的增值税按每名残疾职工每月"
        "最低工资四倍的限额退还。当期不够退的，先从本年度以前各期没退完的税款里退，再转到本年度以后各期，不转入下一年度。"
    ),
    amount_is="本年度到这一天累计应退还的增值税（元），包括已经退还的",
    versions=VERSIONS,
    facts=(
        Fact(code="staff", kind=FactKind.MONTHS, of=FactKind.COUNT, text="各月在职职工人数", unit="人"),
        Fact(code="disabled_staff", kind=FactKind.MONTHS, of=FactKind.COUNT, text="各月残疾职工人数", unit="人"),
        Fact(code="massage", kind=FactKind.YES_NO, text="是否盲人按摩机构"),
        Fact(code="contracts_of_a_year", kind=FactKind.YES_NO, text="是否与每名残疾职工签订一年以上合同并且实际上岗"),
        Fact(code="five_insurances", kind=FactKind.YES_NO, text="是否为每名残疾职工按月足额缴纳各项社会保险"),
        Fact(code="bank_wages", kind=FactKind.YES_NO, text="工资是否通过银行按月支付，不低于最低工资标准"),
        Fact(code="credit_grade", kind=FactKind.TEXT, text="纳税信用等级", options=GRADES),
        Fact(code="qualifying_share", kind=FactKind.RATIO, text="适用范围内的收入占增值税收入的比例"),
        Fact(
            code="key_group_chosen_on",
            kind=FactKind.DAY,
            text="选定招用重点群体增值税政策的日期（没有选过就不填）",
        ),
    ),
    parameters=(MINIMUM_WAGE,),
    documents=(
        STATEMENT,
        REFUND_APPLICATION,
        TAX_PAID,
        LEDGER,
        DISABILITY_CARD,
        CONTRACT,
        FIVE_INSURANCES,
        BANK_PAYROLL,
    ),
    excludes=frozenset(("key_group_hire",)),
    per_hire=False,
    compute=compute,
)
