"""参保资助: the public pays the premium of 居民医保, whole or in part, for those it supports.

特困 in full everywhere; 低保 in full or by a fixed sum, as the place says; 孤儿 and 事实无人抚养儿童 in 广东 in full.
"""

from datetime import date

from law.article import Article, unnumbered
from welfare.catalogue.minimum_living_numbers import RELIEF, RELIEF_SINCE
from welfare.catalogue.recognised import is_destitute, is_near_minimum, is_on_minimum_living, is_protected_child
from welfare.catalogue.rows import REVIEW, rows_of
from welfare.rules.entitlement import Component, Document, Entitlement, Step
from welfare.rules.expressions import Number, all_of, any_of, choose, greatest, least, no, when
from welfare.rules.fact import PERSON, Flag
from welfare.rules.standards import Mode, Row, Standard

LAYERED = Article("关于加强低收入人口动态监测做好分层分类社会救助工作的意见", "", "四（二）1")
GUANGDONG = unnumbered("广东省医疗救助办法")

has_employee_insurance = Flag(
    "has_employee_insurance", "参加职工基本医疗保险", absent=False, documents=("医保参保查询结果",)
)

resident_premium = Standard(
    "resident_premium",
    "居民医保个人缴费标准",
    unit="元/年",
    also=("premium", "个人缴费标准"),
    rows=rows_of(
        "",
        unnumbered("城乡居民基本医疗保险年度筹资标准"),
        ("2024-01-01", "2024-12-31", "380", None),
        ("2025-01-01", "2025-12-31", "400", None),
    ),
)
"""By the year whose treatment it buys. A place with premiums of its own tiers has rows of its own."""


def _in_full(region: str, source: Article, first: str, last: str = "") -> Row:
    return Row(
        region=region,
        value="full",
        valid_from=date.fromisoformat(first),
        valid_to=date.fromisoformat(last) if last else None,
        source=source,
        review_by=REVIEW,
    )


OPTIONS = {"full": "全额资助", "fixed": "定额资助", "none": "不资助"}
minimum_premium_mode = Mode(
    "minimum_premium_mode",
    "低保对象参保资助方式",
    options=OPTIONS,
    rows=(
        _in_full("44", GUANGDONG, "2024-01-01"),
        _in_full("1401", unnumbered("太原市医疗救助实施办法"), "2019-01-01", "2019-12-31"),
    ),
)
child_premium_mode = Mode(
    "child_premium_mode",
    "孤儿、事实无人抚养儿童参保资助方式",
    options=OPTIONS,
    rows=(_in_full("44", GUANGDONG, "2024-01-01"),),
)
near_premium_mode = Mode("near_premium_mode", "低保边缘家庭成员参保资助方式", options=OPTIONS)
fixed_premium_aid = Standard("fixed_premium_aid", "定额资助参保的数额", unit="元/年", also=("subsidy", "定额资助"))


def _by(mode: Mode) -> Number:
    """The whole premium, the fixed sum of the place but never more than the premium, or nothing."""
    return choose(mode, {"full": resident_premium, "fixed": least(fixed_premium_aid, resident_premium), "none": 0})


aid = greatest(
    when(is_destitute, resident_premium),
    when(is_on_minimum_living, _by(minimum_premium_mode)),
    when(is_protected_child, _by(child_premium_mode)),
    when(is_near_minimum, _by(near_premium_mode)),
)

INSURANCE_PREMIUM_AID = Entitlement(
    code="insurance_premium_aid",
    name="参保资助（居民医保个人缴费）",
    scope=PERSON,
    citations=(Article(*RELIEF), LAYERED),
    in_force=RELIEF_SINCE,
    condition=all_of(
        any_of(
            is_destitute,
            is_on_minimum_living,
            is_protected_child,
            # 低保边缘 is aided only where the place says so: a blank is a question.
            all_of(is_near_minimum, near_premium_mode.is_one_of("full", "fixed")),
        )
        .worded("特困人员、低保对象、孤儿、事实无人抚养儿童，或者当地资助的低保边缘家庭成员")
        .under(Article(*RELIEF, "第二十九条第（一）项")),
        no(has_employee_insurance).worded("没有参加职工医保"),
    ),
    amount=aid,
    unit="元/年",
    components={
        "premium": Component("居民医保个人缴费标准", resident_premium, "元/年"),
        "premium_aid": Component("参保资助", aid, "元/年", LAYERED),
        "premium_remains": Component("本人还需缴费", greatest(0, resident_premium - aid), "元/年"),
    },
    documents=(
        "身份证或者户口簿",
        Document("低保证、特困人员救助供养证或者认定书", no(is_protected_child)),
        Document("孤儿或者事实无人抚养儿童认定表", is_protected_child),
    ),
    steps=(
        Step(
            "按名单直接资助",
            "县级医疗保障部门",
            Article(*RELIEF, "第三十条"),
            note="名单由民政部门提供",
            ends_with="grant",
        ),
        Step(
            "参保登记、缴纳差额",
            "本人",
            Article(*RELIEF, "第二十九条第（一）项"),
            note="全额资助的不需要缴费",
            ends_with="pay",
        ),
    ),
    where_to_ask="参保地的县级医疗保障部门，或者户籍所在地的乡镇人民政府（街道办事处）",
    unverified=(
        "2023年、2026年的个人缴费标准没有核实，未收录",
        "有的地方分档缴费，数额以当地公布的为准",
        "低保对象是全额还是定额资助、低保边缘家庭成员是否资助，由各地规定",
    ),
)
