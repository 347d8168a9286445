"""低保边缘家庭: the households just above the line. No cash of its own; it opens other doors."""

from law.article import Article
from welfare.catalogue.minimum_living_numbers import NOTICE_2022, minimum_living_standard, near_minimum_line, urban_line
from welfare.rules.composition import (
    CONFIRMATION,
    CONFIRMATION_SINCE,
    household_members,
    income_per_head,
    property_within_limits_of,
)
from welfare.rules.dictionary import aid_class
from welfare.rules.entitlement import Component, Entitlement, Step
from welfare.rules.expressions import all_of, no

LOW_INCOME = ("关于加强低收入人口动态监测做好分层分类社会救助工作的意见",)
ART_8 = Article(*CONFIRMATION, "第八条第二款")

property_within_limits = property_within_limits_of(urban_line)

# Who is above the line of 低保 is not entitled to it, which is all that the text asks. A household that still receives
# it, or is 特困, keeps that standing until it is withdrawn.
holds_a_better_standing = all_of(aid_class.is_recorded(), aid_class.is_one_of("特困", "低保")).worded(
    "已经纳入特困供养或者低保"
)

NEAR_MINIMUM = Entitlement(
    code="near_minimum",
    name="最低生活保障边缘家庭",
    citations=(Article(*CONFIRMATION), Article(*NOTICE_2022), Article(*LOW_INCOME)),
    in_force=CONFIRMATION_SINCE,
    condition=all_of(
        no(holds_a_better_standing).worded("没有纳入特困供养或者低保").under(Article(*LOW_INCOME, article="二")),
        (income_per_head >= minimum_living_standard)
        .worded("人均收入不低于低保标准（低于的，应当申请低保）")
        .under(ART_8),
        # Strictly below: a household exactly on 1.5 times the standard is out.
        (income_per_head < near_minimum_line).worded("人均收入低于低保边缘家庭收入标准").under(ART_8),
        # Each place sets its own limits; where ours is blank the answer is 待核实, never 不符合.
        property_within_limits.under(ART_8),
    ),
    components={
        "household_members": Component("计入的家庭成员", household_members, "人"),
        "income_per_head": Component("家庭月人均收入", income_per_head),
        "minimum_living_standard": Component("最低生活保障标准", minimum_living_standard),
        "near_minimum_line": Component("低保边缘家庭收入标准", near_minimum_line, article=ART_8),
    },
    documents=(
        "低保边缘家庭认定申请书",
        "身份证",
        "户口簿",
        "家庭收入、财产状况声明和核对授权书",
    ),
    steps=(
        Step(
            "受理申请",
            "乡镇（街道）",
            Article(*LOW_INCOME, article="二"),
            note="程序可以参照低保，办理时限由各地规定",
            ends_with="accept",
        ),
        Step("调查", "乡镇（街道）", Article(*LOW_INCOME, article="二"), ends_with="survey"),
        Step("公示", "乡镇（街道）", Article(*LOW_INCOME, article="二"), note="天数由各地规定", ends_with="publicise"),
        Step("认定", "县级民政部门", Article(*LOW_INCOME, article="二"), ends_with="grant"),
    ),
    opens=("minimum_living", "medical_aid", "insurance_premium_aid", "school_aid", "housing_aid"),
    exclusive=("minimum_living", "destitute_support", "rigid_expense"),
    unverified=("低保边缘家庭的复核周期和办理时限由各地规定，须向县级民政部门确认",),
)
