"""The rule on 重点群体 through time: who counts, which taxes, how much a year, and what the provinces set.

What was seen of a document only at second hand is cited by its number. A province that is not in a table is unknown:
between the national floor and ceiling. Inner Mongolia, Guizhou and Yunnan set figures for 2023–2027 that nobody saw.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from employers.incentives.case import Case, Status, Tax
from employers.incentives.incentive import Fact, FactKind, Parameter
from law.article import Article, unnumbered
from law.dated import Dated, Timeline
from law.findings import Finding
from law.terms import chinese_day
from law.truth import Truth

REVIEW_BY = date(2026, 12, 31)
LAST_DAY = date(2027, 12, 31)

NOTICE_2010 = Article("关于支持和促进就业有关税收政策的通知", "财税〔2010〕84号")
NOTICE_2014 = Article("关于继续实施支持和促进重点群体创业就业有关税收政策的通知", "财税〔2014〕39号")
NOTICE_2017 = Article("关于继续实施支持和促进重点群体创业就业有关税收政策的通知", "财税〔2017〕49号")
NOTICE_2019 = Article("关于进一步支持和促进重点群体创业就业有关税收政策的通知", "财税〔2019〕22号")
EXTENDED_2021 = Article("关于延长部分扶贫税收优惠政策执行期限的公告", "公告2021年第18号")
NOTICE_2023 = Article(
    "关于进一步支持重点群体创业就业有关税收政策的公告",
    "财政部 税务总局 人力资源社会保障部 农业农村部公告2023年第15号",
)
OPERATION_2024 = Article(
    "关于重点群体和自主就业退役士兵创业就业税收政策有关执行问题的公告",
    "税务总局 人力资源社会保障部 农业农村部 教育部 退役军人事务部公告2024年第4号",
)
INSURANCE_LAW_58 = Article("社会保险法", article="第五十八条")

FULL_ORDER = (Tax.VAT, Tax.URBAN, Tax.EDUCATION, Tax.LOCAL_EDUCATION)
MIXED_ORDER = (Tax.BUSINESS, *FULL_ORDER)
BEFORE_VAT = (Tax.BUSINESS, Tax.URBAN, Tax.EDUCATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One version.

    words       the version in a sentence
    hire_order  taxes of a return that the offset for hires goes through, corporate income tax coming after them
    own_order   the same for somebody's own business, individual income tax coming after them
    statuses    whose hire counts
    open        statuses of which it was not seen whether they counted for hires who began under this version
    owners      whose own business counts, and ``open_owners`` the same of which it was not seen
    registered  months of registered unemployment before the hire
    trades      only commerce, services and some workshops, and only new posts
    """

    words: str
    hire_order: tuple[Tax, ...]
    own_order: tuple[Tax, ...]
    statuses: tuple[Status, ...]
    open: tuple[Status, ...] = ()
    owners: tuple[Status, ...] = ()
    open_owners: tuple[Status, ...] = ()
    registered: int = 6
    trades: bool = False


UNEMPLOYED = (Status.UNEMPLOYED_HALF_YEAR,)
BOTH = (Status.OUT_OF_POVERTY, Status.UNEMPLOYED_HALF_YEAR)
OWNERS_OF_2014 = (*UNEMPLOYED, Status.NO_EARNER, Status.MINIMUM_LIVING, Status.GRADUATING)
OWNERS_OF_2019 = (Status.OUT_OF_POVERTY, *OWNERS_OF_2014)


def _rule(rule: Rule, first: str, last: str, source: Article) -> Dated[Rule]:
    return Dated(rule, date.fromisoformat(first), source, REVIEW_BY, date.fromisoformat(last))


RULES: Timeline[Rule] = Timeline(
    "重点群体创业就业",
    _rule(
        Rule(
            words="商贸、服务型企业等招用持证登记失业人员，每人每年 4,000 元，可上下浮动 20%",
            hire_order=BEFORE_VAT,
            own_order=BEFORE_VAT,
            statuses=(),
            open=UNEMPLOYED,
            trades=True,
        ),
        "2011-01-01",
        "2013-12-31",
        NOTICE_2010,
    ),
    _rule(
        Rule(
            words="商贸、服务型企业等招用登记失业一年以上人员，每人每年 4,000 元，最高上浮 30%",
            hire_order=(*BEFORE_VAT, Tax.LOCAL_EDUCATION),
            own_order=(*BEFORE_VAT, Tax.LOCAL_EDUCATION),
            statuses=UNEMPLOYED,
            registered=12,
            trades=True,
            owners=OWNERS_OF_2014,
        ),
        "2014-01-01",
        "2015-04-30",
        NOTICE_2014,
    ),
    _rule(
        Rule(
            words="商贸、服务型企业等招用登记失业半年以上人员，每人每年 4,000 元，最高上浮 30%",
            hire_order=MIXED_ORDER,
            own_order=MIXED_ORDER,
            statuses=UNEMPLOYED,
            trades=True,
            owners=OWNERS_OF_2014,
        ),
        "2015-05-01",
        "2016-12-31",
        NOTICE_2014,
    ),
    _rule(
        Rule(
            words="商贸、服务型企业等招用登记失业半年以上人员，每人每年 4,000 元，最高上浮 30%",
            hire_order=FULL_ORDER,
            own_order=FULL_ORDER,
            statuses=UNEMPLOYED,
            trades=True,
            owners=OWNERS_OF_2014,
        ),
        "2017-01-01",
        "2018-12-31",
        NOTICE_2017,
    ),
    _rule(
        Rule(
            words="招用建档立卡贫困人口、登记失业半年以上人员，每人每年 6,000 元，最高上浮 30%",
            hire_order=FULL_ORDER,
            own_order=FULL_ORDER,
            statuses=BOTH,
            owners=OWNERS_OF_2019,
        ),
        "2019-01-01",
        "2021-12-31",
        NOTICE_2019,
    ),
    _rule(
        Rule(
            words="招用脱贫人口，每人每年 6,000 元，最高上浮 30%；登记失业人员是否一并延长，原文未见",
            hire_order=FULL_ORDER,
            own_order=FULL_ORDER,
            statuses=(Status.OUT_OF_POVERTY,),
            open=UNEMPLOYED,
            owners=(Status.OUT_OF_POVERTY,),
            open_owners=OWNERS_OF_2014,
        ),
        "2022-01-01",
        "2022-12-31",
        EXTENDED_2021,
    ),
    _rule(
        Rule(
            words="招用脱贫人口、登记失业半年以上人员，每人每年 6,000 元，最高上浮 30%",
            hire_order=FULL_ORDER,
            own_order=FULL_ORDER,
            statuses=BOTH,
            owners=OWNERS_OF_2019,
        ),
        "2023-01-01",
        LAST_DAY.isoformat(),
        NOTICE_2023,
    ),
)
VERSIONS: Timeline[str] = Timeline(
    RULES.name,
    *(
        Dated(dated.value.words, dated.valid_from, dated.source, dated.review_by, dated.valid_to)
        for dated in RULES.values
    ),
)
LAST = RULES.values[-1]
VAT_LAW_SINCE = date(2026, 1, 1)
REMARK_2026 = "增值税法自 2026年1月1日起施行，本政策此后有没有调整，请先向主管税务机关核实。"


def rule_for(on: date) -> Dated[Rule] | None:
    """The version of that day. After the last one its own goes on for who began in time; None before the first."""
    return RULES.at(on) or (LAST if on > LAST_DAY else None)


def in_force(rule: Dated[Rule], on: date) -> Finding:
    if on > LAST_DAY:
        detail = f"{chinese_day(LAST_DAY)}到期；此前开始、未满 36 个月的继续享受到满为止。如有续期文件，请先核实"
        return Finding(Truth.YES, "到期前已经开始的，政策仍然适用", rule.source, detail=detail)
    until = f"执行至{chinese_day(rule.valid_to)}；" if rule.valid_to else ""
    detail = f"{until}到期时未满 36 个月的，继续享受到满为止"
    return Finding(Truth.YES, "政策在执行期内", rule.source, detail=detail)


def remarks(case: Case, *more: str) -> list[str]:
    """What a firm should ask about: nobody saw whether the VAT law of 2026 changed the rule."""
    return [*([REMARK_2026] if case.on >= VAT_LAW_SINCE else []), *more]


class Figures(NamedTuple):
    """What one province set: 元/人·年 for a hire, 元/户·年 for somebody's own business; "" where it was not seen."""

    stem: str
    source: Article
    first: str
    last: str
    hire: str
    own: str


def _of_2023(stem: str, province: str, source: Article | None = None) -> Figures:
    source = source or unnumbered(f"{province}关于支持重点群体创业就业有关税收政策的公告")
    return Figures(stem, source, "2023-01-01", "2027-12-31", "7800", "24000")


PROVINCES = (
    Figures("15", Article("内蒙古自治区转发通知", "内财税〔2014〕1262号"), "2014-01-01", "2016-12-31", "5200", "9600"),
    Figures("32", Article("江苏省转发通知", "苏财税〔2019〕24号"), "2019-01-01", "2021-12-31", "7800", "14400"),
    Figures("41", Article("河南省转发通知", "豫财税政〔2011〕33号"), "2011-01-01", "2013-12-31", "4800", ""),
    Figures("53", Article("云南省转发通知", "云财税〔2019〕26号"), "2019-01-01", "2022-12-31", "7800", "14400"),
    _of_2023("14", "山西省"),
    _of_2023("23", "黑龙江省"),
    _of_2023("35", "福建省", Article("福建省关于落实重点群体创业就业有关税收政策的通知", "闽财规〔2023〕21号")),
    _of_2023("44", "广东省"),
    _of_2023("64", "宁夏回族自治区"),
)


def _places(kind: str) -> dict[str, Timeline[Decimal]]:
    found: dict[str, list[Dated[Decimal]]] = {}
    for row in PROVINCES:
        if written := getattr(row, kind):
            first, last = date.fromisoformat(row.first), date.fromisoformat(row.last)
            found.setdefault(row.stem, []).append(Dated(Decimal(written), first, row.source, REVIEW_BY, last))
    return {stem: Timeline(stem, *dated) for stem, dated in found.items()}


def _national(name: str, rows: Iterable[tuple[str, str, str, Article]]) -> Timeline[Decimal]:
    return Timeline(
        name,
        *(
            Dated(Decimal(number), date.fromisoformat(first), source, REVIEW_BY, date.fromisoformat(last))
            for number, first, last, source in rows
        ),
    )


def _bounds(name: str, of_2010: str, of_2014: str, of_2019: str, of_2023: str) -> Timeline[Decimal]:
    return _national(
        name,
        (
            (of_2010, "2011-01-01", "2013-12-31", NOTICE_2010),
            (of_2014, "2014-01-01", "2016-12-31", NOTICE_2014),
            (of_2014, "2017-01-01", "2018-12-31", NOTICE_2017),
            (of_2019, "2019-01-01", "2022-12-31", NOTICE_2019),
            (of_2023, "2023-01-01", "2027-12-31", NOTICE_2023),
        ),
    )


QUOTA = Parameter(
    code="quota",
    text="企业招用定额标准（省级在国家幅度内确定）",
    unit="元/人·年",
    places=_places("hire"),
    floor=_bounds("定额标准下限", "3200", "4000", "6000", "6000"),
    ceiling=_bounds("定额标准上限", "4800", "5200", "7800", "7800"),
)
OWN_LIMIT = Parameter(
    code="own_limit",
    text="个体经营扣减限额（省级在国家幅度内确定）",
    unit="元/户·年",
    places=_places("own"),
    floor=Timeline(
        "个体经营限额下限",
        Dated(Decimal(8000), date(2014, 1, 1), NOTICE_2014, REVIEW_BY, date(2016, 12, 31)),
        Dated(Decimal(8000), date(2017, 1, 1), NOTICE_2017, REVIEW_BY, date(2018, 12, 31)),
        Dated(Decimal(12000), date(2019, 1, 1), NOTICE_2019, REVIEW_BY, date(2022, 12, 31)),
        Dated(Decimal(20000), date(2023, 1, 1), NOTICE_2023, REVIEW_BY, date(2027, 12, 31)),
    ),
    ceiling=Timeline(
        "个体经营限额上限",
        Dated(Decimal(9600), date(2014, 1, 1), NOTICE_2014, REVIEW_BY, date(2016, 12, 31)),
        Dated(Decimal(9600), date(2017, 1, 1), NOTICE_2017, REVIEW_BY, date(2018, 12, 31)),
        Dated(Decimal(14400), date(2019, 1, 1), NOTICE_2019, REVIEW_BY, date(2022, 12, 31)),
        Dated(Decimal(24000), date(2023, 1, 1), NOTICE_2023, REVIEW_BY, date(2027, 12, 31)),
    ),
)
RECOGNISED = Fact(
    code="recognised",
    kind=FactKind.YES_NO,
    text="（2011—2013 年和 2022 年）人力资源社会保障部门是否已发给认定证明或者在证件上注明？",
)
