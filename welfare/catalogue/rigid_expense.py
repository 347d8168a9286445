"""刚性支出困难家庭: income above the other lines, but illness, schooling or disability eat most of it.

Status for at most twelve months and no cash; it opens medical, school and housing aid. The class exists since the
opinion of 2023, its national test since 2025-01-01; some provinces had a test of their own before (广东: 支出型).
"""

from datetime import date
from decimal import Decimal

from law.article import Article, unnumbered
from welfare.catalogue.means import disposable_income_last_year, is_below_local_income
from welfare.catalogue.minimum_living_numbers import urban_line
from welfare.catalogue.near_minimum import LOW_INCOME
from welfare.catalogue.recognised import is_destitute, is_near_minimum, is_on_minimum_living
from welfare.catalogue.rows import REVIEW, rows_of
from welfare.rules.composition import household_members, income_per_head, property_within_limits_of
from welfare.rules.dictionary import CLAIM_DOCUMENTS, INCOME_DOCUMENTS, disability_grade
from welfare.rules.entitlement import Component, Document, Entitlement, Step
from welfare.rules.expressions import all_of, any_of, no
from welfare.rules.fact import HOUSEHOLD, DerivedNumber, Quantity
from welfare.rules.standards import Mode, Row, Standard

DETERMINATION = ("刚性支出困难家庭认定办法",)
DETERMINATION_SINCE = date(2025, 1, 1)
ART_4 = Article(*DETERMINATION, article="第四条")
ART_5 = Article(*DETERMINATION, article="第五条")

CLASS_SINCE = date(2023, 12, 31)
"""The opinion that names the class is of 2023; the day was not seen, so its last day is the first that is sure."""

GUANGDONG = unnumbered("广东省支出型困难家庭认定条件")


def _spend(code: str, term: str, *documents: str, absent: Decimal | None = None, note: str = "") -> Quantity:
    return Quantity(code, term, of=HOUSEHOLD, unit="元", documents=documents, absent=absent, note=note)


total_income_12m = _spend("total_income_12m", "前12个月家庭总收入", *INCOME_DOCUMENTS)
living_spend_12m = _spend(
    "living_spend_12m", "前12个月必要的衣、食、住、行、用等生活支出", "收支声明", "水电燃气缴费记录"
)
medical_spend_12m = _spend(
    "medical_spend_12m",
    "前12个月自付医疗支出",
    *CLAIM_DOCUMENTS,
    note="基本医保、大病保险、医疗救助和商业保险等支付以后由个人负担的部分",
)
education_spend_12m = _spend(
    "education_spend_12m",
    "前12个月教育支出",
    "学费、住宿费、保教费票据",
    note="按同类公办幼儿园、学校的收费标准计算，不按实际交纳的民办学费",
)
# Claims that nobody made.
rehabilitation_spend_12m = _spend(
    "rehabilitation_spend_12m", "前12个月残疾人基本康复自付支出", *CLAIM_DOCUMENTS, absent=Decimal(0)
)
other_rigid_spend_12m = _spend(
    "other_rigid_spend_12m", "前12个月县级民政部门认定的其他必需支出", "票据", absent=Decimal(0)
)
rigid_spend_stated = _spend("rigid_spend_12m", "前12个月家庭刚性支出总额", *CLAIM_DOCUMENTS)

# One heading alone may already exceed the share; the others are asked for only while they could still matter.
rigid_spend = DerivedNumber(
    rigid_spend_stated,
    living_spend_12m + medical_spend_12m + education_spend_12m + rehabilitation_spend_12m + other_rigid_spend_12m,
    ART_5,
)

rigid_ratio = Standard(
    "rigid_expense_ratio",
    "刚性支出占家庭总收入的比例",
    unit="",
    also=("rigid_ratio", "刚性支出占比"),
    rows=rows_of("44", GUANGDONG, ("2023-12-31", "", "0.6", None)),
)
rigid_ratio_test = Mode(
    "rigid_expense_ratio_test",
    "刚性支出占比的比较方式",
    options={"above": "超出", "reached": "达到或者超出"},
    rows=(
        Row(region="", value="above", valid_from=DETERMINATION_SINCE, source=ART_4, review_by=REVIEW),
        Row(region="44", value="reached", valid_from=CLASS_SINCE, source=GUANGDONG, review_by=REVIEW),
    ),
)
spend_allowed = (rigid_ratio * total_income_12m).worded("当地规定比例对应的支出")
exceeds_ratio = any_of(
    rigid_spend > spend_allowed,
    all_of(rigid_ratio_test.is_one_of("reached"), rigid_spend >= spend_allowed),
)

property_within_limits = property_within_limits_of(urban_line)

RIGID_EXPENSE = Entitlement(
    code="rigid_expense",
    name="刚性支出困难家庭",
    citations=(Article(*DETERMINATION), Article(*LOW_INCOME)),
    in_force=CLASS_SINCE,
    condition=all_of(
        # Of standing, not of income: who was found to be none of these may be this.
        no(any_of(is_on_minimum_living, is_destitute, is_near_minimum))
        .worded("没有纳入低保、特困供养，也没有认定为低保边缘家庭")
        .under(Article(*DETERMINATION, article="第四条第（一）项")),
        is_below_local_income(income_per_head).under(Article(*DETERMINATION, article="第四条第（二）项")),
        property_within_limits.under(Article(*DETERMINATION, article="第四条第（三）项")),
        exceeds_ratio.worded("前12个月刚性支出占家庭总收入的比例超出当地规定").under(
            Article(*DETERMINATION, article="第四条第（四）项")
        ),
    ),
    components={
        "household_members": Component("计入的家庭成员", household_members, "人"),
        "income_per_head": Component("家庭月人均收入", income_per_head),
        "disposable_income_last_year": Component("上年度当地居民人均可支配收入", disposable_income_last_year, "元/年"),
        "rigid_spend_12m": Component("前12个月刚性支出", rigid_spend, "元", ART_5),
        "spend_allowed": Component("当地规定比例对应的支出", spend_allowed, "元"),
    },
    documents=(
        "刚性支出困难家庭认定申请书",
        "身份证",
        "户口簿",
        "家庭收入、财产状况声明和核对授权书",
        "医疗费用结算单和票据",
        "学费、住宿费、保教费票据",
        Document("残疾证和康复费用票据", no(disability_grade.is_one_of("无"))),
    ),
    steps=(
        Step("受理申请", "乡镇（街道）", Article(*DETERMINATION, article="第六条"), ends_with="accept"),
        Step(
            "完成认定",
            "县级民政部门",
            Article(*DETERMINATION, article="第八条"),
            30,
            since="受理之日起",
            note="人户分离或者调查难度较大等特殊情况，可以延长至45个工作日",
            counts_from="accept",
            ends_with="grant",
            extended=45,
        ),
        Step(
            "情形复杂的，一事一议集体研究决定",
            "县级困难群众基本生活保障工作协调机制",
            Article(*DETERMINATION, article="第九条"),
        ),
        Step(
            "不予认定的书面告知并说明理由",
            "县级民政部门",
            Article(*DETERMINATION, article="第七条"),
            ends_with="notify",
        ),
        Step(
            "有效期满重新申请",
            "申请人",
            Article(*DETERMINATION, article="第十条"),
            note="有效期一般不超过12个月，没有变化的材料不用重复提交",
            counts_from="grant",
            ends_with="end",
            months=(12,),
        ),
    ),
    opens=("medical_aid", "school_aid", "housing_aid"),
    exclusive=("minimum_living", "near_minimum", "destitute_support"),
    unverified=("刚性支出占比只收录了广东的规定，其他地方须向县级民政部门确认",),
)
