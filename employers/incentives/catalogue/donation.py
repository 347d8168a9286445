"""公益性捐赠: what a firm gives through a recognised receiver, deducted up to 12 % of its profit, the rest later.

The oldest gift is deducted first; what is left three years after its year has expired. 企业所得税法 9, 条例 51–53.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from employers.incentives.bounds import decisive
from employers.incentives.case import Case
from employers.incentives.catalogue.claim_papers import ANNUAL_RETURN, DONATION_RECEIPT
from employers.incentives.conditions import fact, finding, in_force, number
from employers.incentives.incentive import Fact, FactKind, Family, Incentive, Result
from employers.incentives.settled import Sum, before_record, result
from law.article import Article
from law.dated import Dated, Timeline
from law.findings import Finding, every
from law.money import round_yuan
from law.truth import Truth

LAW_9 = Article("中华人民共和国企业所得税法", "", "第九条")
RULES = ("中华人民共和国企业所得税法实施条例", "国务院令第512号")
RULES_51 = Article(*RULES, "第五十一条")
RULES_52 = Article(*RULES, "第五十二条")
RULES_53 = Article(*RULES, "第五十三条")

Gifts = Mapping[int, Decimal]
"""Yuan by year."""

NOTHING = Decimal(0)
LIMIT = Decimal("0.12")
CARRY_YEARS = 3
# The carry stands in the law since 2017. Of 2016 only gifts of its last months may be carried: a table by years cannot
# tell them, and carries none.
CARRY_SINCE = 2017
RECEIVERS = {
    "organisation": "依法取得税前扣除资格的公益性社会组织",
    "government": "县级以上人民政府及其部门等国家机关",
    "direct": "直接给了个人或者单位",
}
VERSIONS = Timeline(
    "公益性捐赠扣除",
    Dated("利润总额 12% 以内扣除，超出的不结转", date(2008, 1, 1), RULES_53, date(2026, 12, 31), date(2016, 12, 31)),
    Dated("利润总额 12% 以内扣除，超出的结转三年", date(2017, 1, 1), LAW_9, date(2026, 12, 31)),
)


class YearOfGifts(NamedTuple):
    """One year: what may be deducted, what was, and what is left, by the year of the gift. Sums to the fen."""

    year: int
    limit: Decimal | None
    donated: Decimal
    deducted: Gifts
    carried: Gifts
    expired: Gifts


def years_of(donations: Gifts, limits: Mapping[int, Decimal | None], last: int) -> list[YearOfGifts]:
    """Every year from the first gift to ``last``; a limit None takes everything."""
    years = []
    left: dict[int, Decimal] = {}
    for year in range(min((*donations, last)), last + 1):
        left[year] = donations.get(year, NOTHING)
        room = limits[year]
        deducted = {}
        for origin in sorted(left):
            taken = left[origin] if room is None else min(left[origin], room)
            deducted[origin] = taken
            left[origin] -= taken
            room = None if room is None else room - taken
        over = {origin: rest for origin, rest in left.items() if rest and year >= last_year_of(origin)}
        left = {origin: rest for origin, rest in left.items() if rest and origin not in over}
        gifts = {origin: taken for origin, taken in deducted.items() if taken}
        years.append(YearOfGifts(year, limits[year], donations.get(year, NOTHING), gifts, dict(left), over))
    return years


def last_year_of(origin: int) -> int:
    """The last year in which a gift of ``origin`` may be deducted."""
    return origin + CARRY_YEARS if origin >= CARRY_SINCE else origin


def limit_of(profit: Decimal) -> Decimal:
    """Nothing of a loss."""
    return round_yuan(max(profit, NOTHING) * LIMIT)


def compute(case: Case) -> Result:
    """amount: what is deducted from the taxable income of the case's year, of gifts of this and the three years before.

    Components: ``years`` from the first gift to the case's year, each {``year``, ``profit``, ``limit``, ``donated``,
    ``deducted`` {year of the gift: yuan}, ``deducted_total``, ``limit_left``, ``carried`` {year of the gift: yuan},
    ``carried_until`` {year of the gift: last year}, ``expired`` {year of the gift: yuan}}; ``limit``, ``deducted``,
    ``carry``, ``expired`` of the case's year; ``tax_effect`` = deducted × ``facts.corporate_rate`` where that is given.
    While a profit is open: ``floor`` and ``ceiling`` of the deduction, and no ``years``.
    """
    unseen = before_record(VERSIONS, case.on)
    if unseen is not None:
        return unseen
    table = case.facts.get("donations")
    profits = {int(year): Decimal(profit) for year, profit in (case.facts.get("profit") or {}).items()}
    condition = every("", (*_conditions(case), _gave(case, table)))
    if table is None:
        return result(condition, Sum(NOTHING, None), {})
    donations = {
        int(year): round_yuan(Decimal(sum_)) for year, sum_ in table.items() if sum_ and int(year) <= case.year
    }
    span = range(min((*donations, case.year)), case.year + 1)
    limits = {year: limit_of(profits[year]) for year in span if year in profits}
    unknown = {_profit(year): year for year in span if year not in limits}
    of = partial(_last_deducted, donations, limits, case.year, unknown)
    amount = Sum(of(frozenset()), of(frozenset(unknown)), frozenset(decisive(list(unknown), of)))
    if condition.truth is Truth.NO or unknown:
        return result(condition, amount, {})
    years = years_of(donations, limits, case.year)
    return result(condition, amount, _components(years, profits, number(case, "corporate_rate")))


def _conditions(case: Case) -> tuple[Finding, ...]:
    receiver = case.facts.get("receiver")
    qualified = Truth.UNKNOWN if receiver is None else Truth.of(receiver != "direct")
    through = "通过公益性社会组织或者县级以上人民政府及其部门捐赠，用于公益慈善事业"
    direct = "直接给个人或者单位的捐赠不能扣除；今后可以通过有资格的社会组织捐赠" if receiver == "direct" else ""
    return (
        in_force(VERSIONS, case.on, "", LAW_9),
        finding(qualified, through, RULES_51, "facts.receiver", direct),
        fact(case, "receipt", "取得了公益事业捐赠票据", RULES_52),
    )


def _gave(case: Case, table: Mapping[str, Decimal] | None) -> Finding:
    text = "本年度有捐赠，或者有以前年度结转的捐赠"
    if table is None:
        return finding(Truth.UNKNOWN, text, LAW_9, "facts.donations")
    usable = [year for year, given in table.items() if given and int(year) <= case.year <= last_year_of(int(year))]
    return finding(Truth.of(bool(usable)), text, LAW_9, detail=f"可用的捐赠年度：{'、'.join(usable)}" if usable else "")


def _profit(year: int) -> str:
    return f"facts.profit.{year}"


def _last_deducted(
    donations: Gifts, limits: Gifts, last: int, unknown: Mapping[str, int], high: frozenset[str]
) -> Decimal:
    """What the last year deducts, at most in the years of ``high`` and at least in the other unknown ones.

    What an earlier year took is not there any more: most is left to the last one where the earlier limits were nothing.
    """
    filled = {year: None if (name in high) == (year == last) else NOTHING for name, year in unknown.items()}
    return sum(years_of(donations, {**filled, **limits}, last)[-1].deducted.values(), NOTHING)


def _components(years: list[YearOfGifts], profits: Gifts, rate: Decimal | None) -> dict[str, Any]:
    rows = [_row(year, profits[year.year]) for year in years]
    last = rows[-1]
    deducted = last["deducted_total"]
    return {
        "years": rows,
        "limit": last["limit"],
        "deducted": deducted,
        "carry": sum(years[-1].carried.values(), NOTHING),
        "expired": sum(years[-1].expired.values(), NOTHING),
        **({} if rate is None else {"tax_effect": round_yuan(deducted * rate)}),
    }


def _row(of: YearOfGifts, profit: Decimal) -> dict[str, Any]:
    deducted = sum(of.deducted.values(), NOTHING)
    limit = of.limit or NOTHING
    return {
        "year": of.year,
        "profit": profit,
        "limit": limit,
        "donated": of.donated,
        "deducted": {str(origin): taken for origin, taken in of.deducted.items()},
        "deducted_total": deducted,
        "limit_left": limit - deducted,
        "carried": {str(origin): rest for origin, rest in of.carried.items()},
        "carried_until": {str(origin): last_year_of(origin) for origin in of.carried},
        "expired": {str(origin): rest for origin, rest in of.expired.items()},
    }


DONATION = Incentive(
    code="charitable_donation",
    name="公益性捐赠税前扣除",
    family=Family.TAX,
    summary=(
        "通过有资格的公益性社会组织或者县级以上人民政府捐赠的，在年度利润总额 12% 以内从应纳税所得额中扣除；"
        "超出的部分可以在以后三年内扣除，先捐的先扣。直接给个人或者单位的不能扣除。"
    ),
    amount_is="本年度可从应纳税所得额中扣除的捐赠额（元），不是少缴的税款",
    saves="tax_effect",
    versions=VERSIONS,
    facts=(
        Fact(
            code="profit",
            kind=FactKind.YEARS,
            of=FactKind.BALANCE,
            text="各年度的会计利润总额（亏损写负数），从最早一笔还没扣完的捐赠那一年写起",
            unit="元",
        ),
        Fact(code="donations", kind=FactKind.YEARS, text="各年度的公益性捐赠，没有捐赠的年度不写", unit="元"),
        Fact(code="receiver", kind=FactKind.TEXT, text="捐给了谁", options=RECEIVERS),
        Fact(code="receipt", kind=FactKind.YES_NO, text="是否取得公益事业捐赠票据"),
        Fact(
            code="corporate_rate",
            kind=FactKind.RATIO,
            text="企业所得税实际税率（只用来估算少缴的税款，可以不填）",
        ),
    ),
    documents=(DONATION_RECEIPT, ANNUAL_RETURN),
    per_hire=False,
    compute=compute,
)
