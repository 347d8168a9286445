"""What a firm tells about its surcharges: their rates, and whether 六税两费 halves what other reliefs leave of them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from employers.incentives.case import Case, Tax
from employers.incentives.incentive import Fact, FactKind, Parameter, Result
from employers.incentives.parameters import known
from law.article import Article
from law.dated import Dated, Timeline
from law.findings import Finding
from law.terms import chinese_day
from law.truth import Truth

REVIEW_BY = date(2026, 12, 31)
NOTICE_2019_13 = Article("关于实施小微企业普惠性税收减免政策的通知", "财税〔2019〕13号")
NOTICE_2022_10 = Article("关于进一步实施小微企业“六税两费”减免政策的公告", "财政部 税务总局公告2022年第10号")
NOTICE_2023_12 = Article("关于进一步支持小微企业和个体工商户发展有关税费政策的公告", "财政部 税务总局公告2023年第12号")
HALF = Decimal("0.5")

RATES = {
    Tax.URBAN: "urban_rate",
    Tax.EDUCATION: "education_rate",
    Tax.LOCAL_EDUCATION: "local_education_rate",
}
SURCHARGE_FACTS = (
    Fact(
        code="six_taxes_two_fees",
        kind=FactKind.YES_NO,
        text="附加税费是否享受“六税两费”减半？先抵减、后减半，只影响还要缴多少",
    ),
    Fact(
        code="urban_rate",
        kind=FactKind.RATIO,
        text="城市维护建设税税率（市区、县城和镇、其他地区不同；没有单独填写税额时按它计算）",
    ),
    Fact(code="education_rate", kind=FactKind.RATIO, text="教育费附加征收率（没有单独填写金额时按它计算）"),
    Fact(code="local_education_rate", kind=FactKind.RATIO, text="地方教育附加征收率（没有单独填写金额时按它计算）"),
)

REDUCTION = Parameter(
    code="reduction",
    text="“六税两费”减征比例（2022 年及以前由省级在 50% 以内确定）",
    unit="",
    places={
        "": Timeline(
            "六税两费减征比例",
            Dated(HALF, date(2023, 1, 1), NOTICE_2023_12, REVIEW_BY, date(2027, 12, 31)),
        ),
        "64": Timeline(
            "六税两费减征比例（宁夏）",
            Dated(HALF, date(2022, 1, 1), NOTICE_2022_10, REVIEW_BY, date(2022, 12, 31)),
        ),
    },
    floor=Timeline(
        "六税两费减征比例下限",
        Dated(Decimal(0), date(2019, 1, 1), NOTICE_2019_13, REVIEW_BY, date(2021, 12, 31)),
        Dated(Decimal(0), date(2022, 1, 1), NOTICE_2022_10, REVIEW_BY, date(2022, 12, 31)),
        Dated(HALF, date(2023, 1, 1), NOTICE_2023_12, REVIEW_BY, date(2027, 12, 31)),
    ),
    ceiling=Timeline(
        "六税两费减征比例上限",
        Dated(HALF, date(2019, 1, 1), NOTICE_2019_13, REVIEW_BY, date(2021, 12, 31)),
        Dated(HALF, date(2022, 1, 1), NOTICE_2022_10, REVIEW_BY, date(2022, 12, 31)),
        Dated(HALF, date(2023, 1, 1), NOTICE_2023_12, REVIEW_BY, date(2027, 12, 31)),
    ),
)


def ended(versions: Timeline[str]) -> Result:
    """For a day after the last version: nothing is given any more, as far as anybody saw."""
    last = versions.values[-1]
    day = chinese_day(last.valid_to) if last.valid_to else ""
    detail = f"{day}到期。如有续期文件，请先核实"
    return Result(Truth.NO, Decimal(0), {}, (Finding(Truth.NO, "政策在执行期内", last.source, detail=detail),))


def surcharge_rates(case: Case) -> Mapping[Tax, Decimal]:
    """The rates that the case states; nothing is assumed for one that it does not."""
    stated = ((tax, case.facts.get(code)) for tax, code in RATES.items())
    return {tax: Decimal(rate) for tax, rate in stated if rate is not None}


def reduction(case: Case) -> Decimal | None:
    """The share taken off the surcharges after every other relief: 0 where the firm has none, None where unknown."""
    applies = case.facts.get("six_taxes_two_fees")
    if applies is None:
        return None
    return known(REDUCTION, case).value if applies else Decimal(0)
