"""六税两费: six taxes and two fees halved for small payers after every other relief; VAT and income tax never are."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from employers.incentives.bounds import agreed, decisive
from employers.incentives.case import SURCHARGES, Case, Tax
from employers.incentives.catalogue import documents
from employers.incentives.catalogue.surcharge_facts import (
    NOTICE_2019_13,
    NOTICE_2022_10,
    NOTICE_2023_12,
    RATES,
    REDUCTION,
    REVIEW_BY,
    SURCHARGE_FACTS,
    ended,
    surcharge_rates,
)
from employers.incentives.conditions import finding, number
from employers.incentives.incentive import Fact, FactKind, Family, Incentive, Result
from employers.incentives.months import Month
from employers.incentives.offset import ZERO, filings
from employers.incentives.parameters import Known, known
from employers.incentives.settled import NIL, Sum, before_record, result
from law.dated import Dated, Timeline
from law.findings import Finding, every
from law.money import round_yuan
from law.terms import chinese_day
from law.truth import Truth

SMALL_SCALE, SMALL_PROFIT, INDIVIDUAL, NONE = "small_scale", "small_profit", "individual", "none"
PAYERS = {
    SMALL_SCALE: "增值税小规模纳税人",
    SMALL_PROFIT: "小型微利企业",
    INDIVIDUAL: "个体工商户",
    NONE: "都不是",
}
OTHERS = {
    "resource_tax": "资源税（不含水资源税）",
    "property_tax": "房产税",
    "land_use_tax": "城镇土地使用税",
    "stamp_tax": "印花税（不含证券交易印花税）",
    "farmland_tax": "耕地占用税",
}
"""The five taxes of the six that no offset touches, by the fact that states what is payable in the year."""
REDUCTION_NAME = "parameters.reduction"
TOTALS = ("payable", "other_relief", "halved", "due")

WHO: Timeline[frozenset[str]] = Timeline(
    "六税两费减征",
    Dated(frozenset((SMALL_SCALE,)), date(2019, 1, 1), NOTICE_2019_13, REVIEW_BY, date(2021, 12, 31)),
    Dated(
        frozenset((SMALL_SCALE, SMALL_PROFIT, INDIVIDUAL)),
        date(2022, 1, 1),
        NOTICE_2022_10,
        REVIEW_BY,
        date(2022, 12, 31),
    ),
    Dated(
        frozenset((SMALL_SCALE, SMALL_PROFIT, INDIVIDUAL)),
        date(2023, 1, 1),
        NOTICE_2023_12,
        REVIEW_BY,
        date(2027, 12, 31),
    ),
)


def compute(case: Case) -> Result:
    """amount: what the reduction takes off the taxes and fees of the year up to the day.

    The three surcharges come from the case's taxes (or from its VAT *before* any relief and ``facts.urban_rate`` …),
    the other five from facts; what is not given had nothing payable. ``taken`` holds, by tax, what other reliefs took
    off the surcharges before; it comes off first.

    Components: reduction, reduction_floor, reduction_ceiling, by_tax {tax: {payable, other_relief, base, halved,
    due}}, payable, other_relief, halved, due; floor and ceiling of the amount while it is open. By tax always
    payable == other_relief + halved + due.
    """
    held = WHO.at(case.on)
    if held is None:
        return before_record(SIX_TAXES.versions, case.on) or ended(SIX_TAXES.versions)
    condition = every("", (_held(held), _payer(case, held)))
    if condition.truth is Truth.NO:
        return result(condition, NIL, {})
    payable = _payable(case)
    share = known(REDUCTION, case)

    def total(high: frozenset[str]) -> Decimal:
        return _sum(case, payable, share, high)["halved"]

    unknowns = [f"taxes.{tax}" for tax, amount in payable.items() if amount is None]
    unknowns += [REDUCTION_NAME] if share.value is None else []
    nothing_given = not payable
    low = _sum(case, payable, share, frozenset())
    high = _sum(case, payable, share, frozenset(unknowns))
    components = {
        **agreed(low, high),
        **_open_totals(payable),
        "reduction_floor": share.floor,
        "reduction_ceiling": share.ceiling,
    }
    if nothing_given:
        names = frozenset(f"taxes.{tax}" for tax in SURCHARGES)
        return result(condition, Sum(ZERO, None, names), components)
    open_ = frozenset(decisive(unknowns, total))
    taxes_open = any(amount is None for amount in payable.values())
    if taxes_open:
        open_ |= frozenset(unknowns)
    return result(condition, Sum(low["halved"], None if taxes_open else high["halved"], open_), components)


def _payable(case: Case) -> dict[str, Decimal | None]:
    """By tax, of the year up to the day; None where VAT was given but nobody knows the surcharge on it."""
    order = (Tax.VAT, *SURCHARGES)
    found: dict[str, Decimal | None] = {}
    for filing in filings(case.taxes, order, Month.of(case.on), surcharge_rates(case)):
        for tax, amount in filing.payable.items():
            if tax in SURCHARGES:
                so_far = found.get(tax.value, ZERO)
                found[tax.value] = None if amount is None or so_far is None else so_far + amount
    stated = ((code, number(case, code)) for code in OTHERS)
    return found | {code: amount for code, amount in stated if amount is not None}


def _sum(case: Case, payable: Mapping[str, Decimal | None], share: Known, high: frozenset[str]) -> dict[str, Any]:
    reduction = share.value
    if reduction is None:
        reduction = (share.ceiling if REDUCTION_NAME in high else share.floor) or ZERO
    rows = {tax: _row(amount, case.taken.get(tax, ZERO), reduction) for tax, amount in payable.items()}
    totals = {name: sum((row[name] or ZERO for row in rows.values()), ZERO) for name in TOTALS}
    return {"reduction": share.value, "by_tax": rows, **totals}


def _open_totals(payable: Mapping[str, Decimal | None]) -> dict[str, None]:
    """A total with a part that nobody knows is not known."""
    return dict.fromkeys(TOTALS) if None in payable.values() else {}


def _row(payable: Decimal | None, taken: Decimal, reduction: Decimal) -> dict[str, Decimal | None]:
    if payable is None:
        return dict.fromkeys(("payable", "other_relief", "base", "halved", "due"))
    other = min(taken, payable)
    base = payable - other
    due = round_yuan(base * (1 - reduction))
    return {"payable": payable, "other_relief": other, "base": base, "halved": base - due, "due": due}


def _held(held: Dated[frozenset[str]]) -> Finding:
    until = f"执行至{chinese_day(held.valid_to)}" if held.valid_to else ""
    return finding(Truth.YES, "政策在执行期内", held.source, detail=until)


def _payer(case: Case, held: Dated[frozenset[str]]) -> Finding:
    names = "、".join(label for code, label in PAYERS.items() if code in held.value)
    payer = case.facts.get("small_payer")
    holds = Truth.UNKNOWN if payer is None else Truth.of(payer in held.value)
    return finding(holds, f"属于{names}", held.source, "facts.small_payer", PAYERS.get(str(payer), ""))


SIX_TAXES = Incentive(
    code="six_taxes_two_fees",
    name="“六税两费”减半",
    family=Family.TAX,
    summary=(
        "小规模纳税人、小型微利企业和个体工商户的城市维护建设税、教育费附加、地方教育附加等减半征收。"
        "先享受其他减免，再对余下的部分减半；增值税和所得税不减半。"
    ),
    amount_is="本年度到这一天减征的税费（元）",
    versions=Timeline(
        WHO.name,
        *(
            Dated(words, dated.valid_from, dated.source, dated.review_by, dated.valid_to)
            for words, dated in zip(
                (
                    "小规模纳税人，由省级在 50% 以内确定",
                    "小规模纳税人、小型微利企业、个体工商户，由省级在 50% 以内确定",
                    "小规模纳税人、小型微利企业、个体工商户，减半征收",
                ),
                WHO.values,
                strict=True,
            )
        ),
    ),
    facts=(
        Fact(
            code="small_payer",
            kind=FactKind.TEXT,
            text="属于哪一类纳税人？符合几类的任选一类（2021 年及以前只看是否小规模纳税人）",
            options=PAYERS,
        ),
        *(one for one in SURCHARGE_FACTS if one.code in RATES.values()),
        *(
            Fact(code=code, kind=FactKind.MONEY, text=f"本年度应缴的{label}，没有的不填", unit="元")
            for code, label in OTHERS.items()
        ),
    ),
    parameters=(REDUCTION,),
    documents=(documents.SURCHARGE_RETURN,),
    per_hire=False,
    compute=compute,
)
