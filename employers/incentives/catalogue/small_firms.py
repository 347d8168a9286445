"""小型微利企业 and 个体工商户: what the law leaves off the tax on their income, by version.

The bands of 2019–2022 and the lower limit of 2021–2022 are history that returns of those years still need. Of 2023
and 2024 the later announcement holds: 公告2023年第12号 reaches back to 2023-01-01 where 公告2023年第6号 gave less.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from employers.incentives.case import Case
from employers.incentives.catalogue import documents
from employers.incentives.catalogue.surcharge_facts import NOTICE_2019_13, NOTICE_2023_12, REVIEW_BY, ended
from employers.incentives.conditions import fact, finding, not_fact, number
from employers.incentives.incentive import Fact, FactKind, Family, Incentive, Result
from employers.incentives.settled import NIL, Sum, before_record, result
from law.article import Article
from law.dated import Dated, Timeline
from law.findings import Finding, every
from law.money import round_yuan, yuan
from law.terms import chinese_day
from law.truth import Truth

NOTICE_2021_12 = Article("关于实施小微企业和个体工商户所得税优惠政策的公告", "财政部 税务总局公告2021年第12号")
NOTICE_2022_13 = Article("关于进一步实施小微企业所得税优惠政策的公告", "财政部 税务总局公告2022年第13号")
NOTICE_2023_6 = Article("关于小微企业和个体工商户所得税优惠政策的公告", "财政部 税务总局公告2023年第6号")
TAX_OFFICE_2021_8 = Article(
    "关于落实支持小型微利企业和个体工商户发展所得税优惠政策有关事项的公告", "国家税务总局公告2021年第8号"
)
TAX_OFFICE_2023_12 = Article(
    "关于进一步落实支持个体工商户发展个人所得税优惠政策有关事项的公告", "国家税务总局公告2023年第12号"
)

ZERO = Decimal(0)
MILLION = Decimal(1_000_000)
STATUTORY, REDUCED = Decimal("0.25"), Decimal("0.20")
MOST_INCOME, MOST_STAFF, MOST_ASSETS = 3 * MILLION, 300, 50 * MILLION


class Band(NamedTuple):
    """The income up to ``upto`` that no lower band has, ``share`` of which is taxed."""

    upto: Decimal
    share: Decimal


def _bands(first: str, second: str) -> tuple[Band, ...]:
    return (Band(MILLION, Decimal(first)), Band(MOST_INCOME, Decimal(second)))


def _dated(value: Any, first: int, last: int, source: Article) -> Dated[Any]:
    return Dated(value, date(first, 1, 1), source, REVIEW_BY, date(last, 12, 31))


BANDS: Timeline[tuple[Band, ...]] = Timeline(
    "小型微利企业减免企业所得税",
    _dated(_bands("0.25", "0.5"), 2019, 2020, NOTICE_2019_13),
    _dated(_bands("0.125", "0.5"), 2021, 2021, NOTICE_2021_12),
    _dated(_bands("0.125", "0.25"), 2022, 2022, NOTICE_2022_13),
    _dated(_bands("0.25", "0.25"), 2023, 2024, NOTICE_2023_6),
    _dated((Band(MOST_INCOME, Decimal("0.25")),), 2025, 2027, NOTICE_2023_12),
)
LIMITS: Timeline[Decimal] = Timeline(
    "个体工商户减半征收个人所得税",
    _dated(MILLION, 2021, 2022, TAX_OFFICE_2021_8),
    _dated(2 * MILLION, 2023, 2027, TAX_OFFICE_2023_12),
)
RATES = (
    (Decimal(30_000), Decimal("0.05")),
    (Decimal(90_000), Decimal("0.10")),
    (Decimal(300_000), Decimal("0.20")),
    (Decimal(500_000), Decimal("0.30")),
    (Decimal("Infinity"), Decimal("0.35")),
)
"""Individual income tax on what a business earns in a year: income up to, and the rate of that slice. Since 2019."""


def corporate(case: Case) -> Result:
    """amount: corporate income tax of the case's year that falls away against the statutory rate.

    Components: taxable_income, rate, bands[{from, to, income, share, taxed_income, tax}], tax, statutory_tax, relief.
    """
    held = BANDS.at(case.on)
    if held is None:
        return before_record(CORPORATE.versions, case.on) or ended(CORPORATE.versions)
    income = number(case, "taxable_income")
    conditions = (
        _held(held),
        _at_most(case, "taxable_income", "年度应纳税所得额不超过 300 万元", MOST_INCOME, held.source),
        _at_most(case, "average_staff", "从业人数不超过 300 人（全年季度平均，含劳务派遣）", MOST_STAFF, held.source),
        _at_most(case, "average_assets", "资产总额不超过 5000 万元（全年季度平均）", MOST_ASSETS, held.source),
        not_fact(case, "restricted_industry", "不从事国家限制和禁止的行业", held.source),
    )
    condition = every("", conditions)
    if condition.truth is Truth.NO:
        return result(condition, NIL, {})
    if income is None:
        most = tax_saved(MOST_INCOME, held.value)
        return result(condition, Sum(ZERO, most, frozenset(("facts.taxable_income",))), {"rate": REDUCED})
    saved = tax_saved(income, held.value)
    rows = slices(income, held.value)
    components = {
        "taxable_income": income,
        "rate": REDUCED,
        "bands": rows,
        "tax": sum((row["tax"] for row in rows), ZERO),
        "statutory_tax": round_yuan(max(income, ZERO) * STATUTORY),
        "relief": saved,
    }
    return result(condition, Sum(saved, saved), components)


def slices(income: Decimal, bands: Sequence[Band]) -> list[dict[str, Decimal]]:
    """Each band that the income reaches, with the tax on it."""
    rows = []
    for low, band in pairwise((Band(ZERO, ZERO), *bands)):
        part = min(income, band.upto) - low.upto
        if part > 0:
            taxed = part * band.share
            rows.append(
                {
                    "from": low.upto,
                    "to": band.upto,
                    "income": part,
                    "share": band.share,
                    "taxed_income": round_yuan(taxed),
                    "tax": round_yuan(taxed * REDUCED),
                }
            )
    return rows


def tax_saved(income: Decimal, bands: Sequence[Band]) -> Decimal:
    """Against the statutory rate; nothing of a loss."""
    paid = sum((row["tax"] for row in slices(income, bands)), ZERO)
    return round_yuan(max(income, ZERO) * STATUTORY) - paid


def individual(case: Case) -> Result:
    """amount: individual income tax of the case's year that the halving takes off, after every other relief.

    (tax on the part up to the limit − other reliefs × that part's share of the income) × 50 %, never below nothing.

    Components: income, limit_income, covered_income, tax_on_covered, other_relief, other_relief_on_covered, relief,
    tax (before any relief), due.
    """
    held = LIMITS.at(case.on)
    if held is None:
        return before_record(INDIVIDUAL.versions, case.on) or ended(INDIVIDUAL.versions)
    condition = every("", (_held(held), fact(case, "is_individual_business", "登记为个体工商户", held.source)))
    if condition.truth is Truth.NO:
        return result(condition, NIL, {})
    income, other = number(case, "business_income"), number(case, "other_relief")
    if income is None:
        # Above the limit nothing is added, so what is halved there is the most that there can be.
        most = round_yuan(business_tax(held.value) / 2)
        missing = frozenset(("facts.business_income", *(("facts.other_relief",) if other is None else ())))
        return result(condition, Sum(ZERO, most, missing), {"limit_income": held.value})
    covered = min(income, held.value)
    most = halved(income, ZERO, held.value)
    components = {
        "income": income,
        "limit_income": held.value,
        "covered_income": covered,
        "tax_on_covered": business_tax(covered),
        "other_relief": other,
        "tax": business_tax(income),
    }
    if other is None:
        open_ = frozenset(("facts.other_relief",))
        return result(condition, Sum(ZERO, most, open_), components)
    relief = halved(income, other, held.value)
    components |= {
        "other_relief_on_covered": round_yuan(other * covered / income) if income else ZERO,
        "relief": relief,
        "due": max(ZERO, business_tax(income) - other - relief),
    }
    return result(condition, Sum(relief, relief), components)


def business_tax(income: Decimal) -> Decimal:
    """The tax on what a business earns in a year, before any relief."""
    bounds = (ZERO, *(upto for upto, _ in RATES))
    parts = [(min(income, upto) - low) * rate for low, (upto, rate) in zip(bounds, RATES, strict=False) if income > low]
    return round_yuan(sum(parts, ZERO))


def halved(income: Decimal, other_relief: Decimal, limit: Decimal) -> Decimal:
    if not income:
        return ZERO
    covered = min(income, limit)
    return round_yuan(max(ZERO, business_tax(covered) - other_relief * covered / income) / 2)


def _held(held: Dated[Any]) -> Finding:
    until = f"执行至{chinese_day(held.valid_to)}" if held.valid_to else ""
    return finding(Truth.YES, "政策在执行期内", held.source, detail=until)


def _at_most(case: Case, code: str, text: str, most: Decimal | int, source: Article) -> Finding:
    value = number(case, code)
    detail = "" if value is None else (yuan(value) if code != "average_staff" else f"{value} 人")
    holds = Truth.UNKNOWN if value is None else Truth.of(value <= most)
    return finding(holds, text, source, f"facts.{code}", detail)


def _words(versions: Timeline[Any], words: Sequence[str]) -> Timeline[str]:
    return Timeline(
        versions.name,
        *(
            Dated(said, dated.valid_from, dated.source, dated.review_by, dated.valid_to)
            for said, dated in zip(words, versions.values, strict=True)
        ),
    )


CORPORATE = Incentive(
    code="small_profit_corporate",
    name="小型微利企业减免企业所得税",
    family=Family.TAX,
    summary=(
        "应纳税所得额不超过 300 万元、从业人数不超过 300 人、资产总额不超过 5000 万元的企业，"
        "减按 25% 计算应纳税所得额，再按 20% 的税率缴税，实际税负 5%。填报申报表就可以享受，不用审批。"
    ),
    amount_is="本年度少缴的企业所得税（元）",
    versions=_words(
        BANDS,
        (
            "100 万元以内减按 25%，100 万到 300 万元减按 50%，税率 20%",
            "100 万元以内减按 12.5%，100 万到 300 万元减按 50%，税率 20%",
            "100 万元以内减按 12.5%，100 万到 300 万元减按 25%，税率 20%",
            "300 万元以内减按 25%，税率 20%（100 万到 300 万元部分依据公告2022年第13号）",
            "300 万元以内减按 25%，税率 20%",
        ),
    ),
    facts=(
        Fact(code="taxable_income", kind=FactKind.BALANCE, text="全年应纳税所得额是多少？亏损填负数", unit="元"),
        Fact(
            code="average_staff",
            kind=FactKind.COUNT,
            text="全年季度平均从业人数（含劳务派遣，有小数的进一位）",
            unit="人",
        ),
        Fact(code="average_assets", kind=FactKind.MONEY, text="全年季度平均资产总额", unit="元"),
        Fact(code="restricted_industry", kind=FactKind.YES_NO, text="是否从事国家限制或禁止的行业？"),
    ),
    documents=(documents.SMALL_FIRM_RETURN,),
    per_hire=False,
    individual=False,
    compute=corporate,
)
INDIVIDUAL = Incentive(
    code="individual_business",
    name="个体工商户减半征收个人所得税",
    family=Family.TAX,
    summary="个体工商户经营所得年应纳税所得额不超过 200 万元的部分，先减去其他减免，再减半征收个人所得税。",
    amount_is="本年度减半征收少缴的个人所得税（元）",
    versions=_words(LIMITS, ("不超过 100 万元的部分减半征收", "不超过 200 万元的部分减半征收")),
    facts=(
        Fact(code="is_individual_business", kind=FactKind.YES_NO, text="是否登记为个体工商户？"),
        Fact(
            code="business_income",
            kind=FactKind.MONEY,
            text="全年经营所得应纳税所得额（几处经营的合并计算）",
            unit="元",
        ),
        Fact(code="other_relief", kind=FactKind.MONEY, text="同一所得按其他政策减免的税额，没有填 0", unit="元"),
    ),
    documents=(documents.BUSINESS_INCOME_RETURN, documents.LICENCE),
    per_hire=False,
    individual=True,
    compute=individual,
)
