"""特困人员救助供养: old, disabled or under age, unable to work, without means, and with nobody who could support them.

Looked at for the applicant: whoever of a family needs it applies in their own name, with spouse, parents and grown
children as members, wherever these live. A son in 强制隔离戒毒 is on no list of those unable to support: other than a
prisoner he leaves his mother outside this rule, and 低保 is the way.
"""

from datetime import date
from decimal import Decimal

from law.article import Article, unnumbered
from welfare.catalogue.means import all_income, is_below_local_income, property_within_unseen_limits
from welfare.catalogue.minimum_living import has_severe_disability
from welfare.catalogue.minimum_living_numbers import RELIEF, RELIEF_SINCE, minimum_living_standard, urban_line
from welfare.catalogue.rows import REVIEW, rows_of
from welfare.rules.composition import held_in, is_minor
from welfare.rules.dictionary import (
    BANK_CHECK,
    PRISON,
    basic_pension_month,
    birth_date,
    custody_status,
    disability_category,
    disability_grade,
    enrolled_fulltime_level,
    excluded_income_month,
    has_support_duty,
    is_deceased,
    is_declared_missing,
    relation_to_applicant,
)
from welfare.rules.entitlement import Component, Document, Entitlement, Step
from welfare.rules.expressions import all_of, any_of, no, round_up, when
from welfare.rules.fact import HOUSEHOLD, PERSON, Flag, Quantity
from welfare.rules.members import every_member
from welfare.rules.standards import Mode, Row, Standard

DETERMINATION = ("特困人员认定办法",)
DETERMINATION_SINCE = date(2021, 7, 1)


def _article(number: str) -> Article:
    return Article(*DETERMINATION, article=number)


# Facts of this family. What is rare, one would be told of.

is_destitute_person = Flag(
    "is_destitute_person", "本人已认定为特困人员", absent=False, documents=("特困人员救助供养证",)
)
meets_local_no_labour_rule = Flag(
    "meets_local_no_labour_rule", "符合省级规定的其他无劳动能力情形", absent=False, documents=("劳动能力鉴定",)
)
multiple_disability_is_listed = Flag(
    "multiple_disability_is_listed",
    "多重残疾中有一至三级智力、精神，一至二级肢体或者一级视力残疾",
    documents=("残疾证",),
)
is_minimum_living_recipient = Flag("is_minimum_living_recipient", "本人是低保对象", documents=("低保证",))
lacks_civil_capacity = Flag("lacks_civil_capacity", "无民事行为能力", absent=False, documents=("法院判决书", "诊断书"))
supporter_property_within_limits = Flag(
    "supporter_property_within_limits",
    "义务人财产符合当地低收入家庭财产状况规定",
    documents=BANK_CHECK,
)
meets_local_unable_rule = Flag(
    "meets_local_unable_rule", "符合省级规定的其他无履行义务能力情形", absent=False, documents=("省级规定和相应证明",)
)
has_other_able_supporter = Flag(
    "has_other_able_supporter",
    "另有未列入成员、有履行能力的法定赡养、抚养、扶养义务人",
    of=HOUSEHOLD,
    documents=("户口簿", "赡养、抚养、扶养情况声明"),
)
selfcare_items_failed = Quantity(
    "selfcare_items_failed",
    "生活自理能力六项指标中不能达到的项数",
    unit="项",
    whole=True,
    highest=Decimal(6),
    documents=("生活自理能力评估表",),
    note="吃饭、穿衣、上下床、如厕、室内行走、洗澡",
)

# The measure of 2021 replaced one of 2016 whose lists were not seen: before, whoever may qualify is a question.
destitute_measure = Mode(
    "destitute_measure",
    "特困人员认定办法（2021年7月1日以前的办法没有收录）",
    options={"2021": "2021年办法"},
    rows=(
        Row(
            region="",
            value="2021",
            valid_from=DETERMINATION_SINCE,
            source=_article("第二十九条"),
            review_by=REVIEW,
        ),
    ),
)

# Unable to work

is_disabled_as_listed = any_of(
    all_of(disability_category.is_one_of("智力", "精神"), disability_grade.is_one_of("一级", "二级", "三级")),
    all_of(disability_category.is_one_of("肢体"), disability_grade.is_one_of("一级", "二级")),
    all_of(disability_category.is_one_of("视力"), disability_grade.is_one_of("一级")),
    all_of(
        disability_category.is_one_of("多重"),
        disability_grade.is_one_of("一级", "二级", "三级"),
        multiple_disability_is_listed,
    ),
).worded("一至三级智力、精神残疾，一至二级肢体残疾或者一级视力残疾")
stays_in_support = all_of(
    is_destitute_person,
    any_of(is_minor, enrolled_fulltime_level.is_one_of("小学", "初中", "高中", "中职")),
).worded("已是特困人员的未成年人，或者成年后仍在义务教育、普通高中、中等职业学校就读")

is_unable_to_work = any_of(
    (birth_date.years() >= 60).worded("60周岁及以上").under(_article("第五条第（一）项")),
    (birth_date.years() < 16).worded("未满16周岁").under(_article("第五条第（二）项")),
    is_disabled_as_listed.under(_article("第五条第（三）项")),
    meets_local_no_labour_rule.under(_article("第五条第（四）项")),
    stays_in_support.under(_article("第二十四条第二款")),
)

# Without means

# Here the basic pension is left out for good, not for the five years for which 低保 leaves it out.
own_income = (all_income - excluded_income_month - basic_pension_month).worded("本人月收入（不含基础养老金等）")
property_within_limits = property_within_unseen_limits.worded("财产符合当地特困人员财产状况规定")

# Nobody who could support

is_below_own_line = all_of(is_below_local_income(all_income), supporter_property_within_limits).worded(
    "本人收入低于上年度当地居民人均可支配收入，财产符合当地低收入家庭规定"
)
is_in_prison = all_of(
    # Who stands at the counter is not in prison: only a record says otherwise.
    custody_status.is_recorded(),
    held_in(PRISON),
).worded("正在监狱服刑")
is_unable_to_support = any_of(
    is_destitute_person.under(_article("第八条第（一）项")),
    all_of((birth_date.years() >= 60).worded("60周岁及以上"), is_minimum_living_recipient).under(
        _article("第八条第（二）项")
    ),
    all_of((birth_date.years() >= 70).worded("70周岁及以上"), is_below_own_line).under(_article("第八条第（三）项")),
    all_of(has_severe_disability, is_below_own_line).under(_article("第八条第（四）项")),
    all_of(
        any_of(lacks_civil_capacity, is_declared_missing, is_in_prison),
        supporter_property_within_limits,
    ).under(_article("第八条第（五）项")),
    meets_local_unable_rule.under(_article("第八条第（六）项")),
).worded("没有履行义务的能力")
is_applicant = relation_to_applicant.is_one_of("本人")
is_supporter = all_of(
    no(is_applicant),
    no(is_minor),
    no(is_deceased),
    any_of(
        relation_to_applicant.is_one_of("配偶", "父母", "子女"),
        all_of(relation_to_applicant.is_one_of("其他"), has_support_duty),
    ),
).worded("法定赡养、抚养、扶养义务人")
has_no_able_supporter = all_of(
    every_member(any_of(no(is_supporter), is_unable_to_support)).worded("每名法定义务人都没有履行义务的能力"),
    no(has_other_able_supporter).worded("没有其他有履行能力的法定义务人"),
)

# Amount

destitute_standard = Standard(
    "destitute_standard",
    "特困人员基本生活标准",
    also=("特困标准", "特困供养标准", "destitute_support_standard"),
    rows=(
        *rows_of(
            "1506",
            unnumbered("鄂尔多斯市特困人员救助供养标准"),
            ("2021-01-01", "2021-12-31", "1600", True),
            ("2021-01-01", "2021-12-31", "910", False),
            ("2022-01-01", "2022-12-31", "1700", True),
            ("2022-01-01", "2022-12-31", "975", False),
            ("2023-01-01", "2023-12-31", "1800", True),
            ("2023-01-01", "2023-12-31", "1100", False),
        ),
        # A guide below which no place of the province may go; it is no place's own number.
        *rows_of(
            "53",
            unnumbered("云南省特困人员基本生活指导标准"),
            ("2020-06-01", "2021-06-30", "832", None),
            ("2021-07-01", "2021-12-31", "858", None),
            ("2023-07-01", "2024-06-30", "947", None),
            ("2024-07-01", "2025-06-30", "956", None),
            ("2025-07-01", "2025-12-31", "968", None),
            within=False,
        ),
    ),
)
destitute_multiple = Standard(
    "destitute_multiple",
    "特困人员基本生活标准相当于城市低保标准的倍数",
    unit="倍",
    also=("k", "特困倍数"),
    rows=(
        *rows_of("44", unnumbered("广东省特困人员供养标准"), ("2020-01-01", "", "1.6", None)),
        *rows_of("53", unnumbered("云南省特困人员供养标准"), ("2020-06-01", "", "1.3", None)),
    ),
)
# 广州's and 珠海's published numbers are the product, rounded up; 鄂尔多斯 publishes more than its floor.
basic_living = when(
    destitute_standard.is_recorded(), destitute_standard, round_up(destitute_multiple * urban_line)
).worded("特困人员基本生活标准（当地公布数，没有的为城市低保标准的倍数）")

care_able = Standard("care_standard_able", "照料护理标准（具备生活自理能力）", also=("全自理照料护理标准",))
care_partial = Standard("care_standard_partial", "照料护理标准（部分丧失生活自理能力）", also=("半护理照料护理标准",))
care_total = Standard("care_standard_total", "照料护理标准（完全丧失生活自理能力）", also=("全护理照料护理标准",))
care = when(selfcare_items_failed <= 0, care_able, when(selfcare_items_failed <= 3, care_partial, care_total)).worded(
    "照料护理费（按生活自理能力）"
)

DESTITUTE_SUPPORT = Entitlement(
    code="destitute_support",
    name="特困人员救助供养",
    scope=PERSON,
    citations=(Article(*RELIEF), Article(*DETERMINATION)),
    in_force=RELIEF_SINCE,
    condition=all_of(
        is_applicant.worded("以本人名义申请"),
        destitute_measure.is_one_of("2021").worded("按2021年《特困人员认定办法》认定"),
        is_unable_to_work.worded("无劳动能力").under(_article("第五条")),
        (own_income < minimum_living_standard).worded("本人收入低于低保标准").under(_article("第六条")),
        property_within_limits.under(_article("第七条")),
        has_no_able_supporter.worded("没有法定义务人，或者法定义务人没有履行义务的能力").under(_article("第八条")),
        no(any_of(is_in_prison, is_declared_missing, is_deceased))
        .worded("没有在监狱服刑、被宣告失踪或者死亡")
        .under(_article("第二十四条")),
    ),
    amount=basic_living + care,
    components={
        "own_income": Component("本人月收入（不含基础养老金等）", own_income),
        "minimum_living_standard": Component("最低生活保障标准", minimum_living_standard),
        "destitute_standard": Component("特困人员基本生活标准", basic_living),
        "care_allowance": Component("照料护理费", care, article=_article("第二十二条")),
    },
    documents=(
        "特困人员救助供养申请书（本人有困难的可以委托）",
        "身份证",
        "劳动能力、生活来源、财产状况和赡养、抚养、扶养情况声明",
        "信息真实、完整的承诺书",
        "申请人和法定义务人的经济状况核查授权书",
        Document("残疾证", no(disability_grade.is_one_of("无"))),
    ),
    steps=(
        Step("材料审查，一次性告知需要补齐的材料", "乡镇（街道）", _article("第十二条"), ends_with="accept"),
        Step(
            "调查核实并提出初审意见",
            "乡镇（街道）",
            _article("第十三条"),
            15,
            since="受理之日起",
            counts_from="accept",
            ends_with="check",
        ),
        Step(
            "公示初审意见",
            "乡镇（街道）",
            _article("第十五条"),
            7,
            working=False,
            note="有异议的重新调查，15个工作日",
            counts_from="publicise",
            ends_with="submit",
            at_least=True,
        ),
        Step(
            "审核确认",
            "县级民政部门",
            _article("第十六条"),
            15,
            note="随机抽查不低于30%",
            counts_from="submit",
            ends_with="grant",
        ),
        Step(
            "不予同意的书面告知并说明理由",
            "乡镇（街道）",
            _article("第十八条"),
            3,
            since="作出决定之日起",
            counts_from="refuse",
            ends_with="notify",
        ),
        Step("评估生活自理能力", "县级民政部门", _article("第二十条"), note="六项指标，按结果确定照料护理标准档次"),
        Step("给予救助供养", "县级民政部门", _article("第十七条"), note="自确认之日下月起", ends_with="pay"),
    ),
    opens=("medical_aid", "insurance_premium_aid", "school_aid", "housing_aid", "legal_aid"),
    exclusive=("minimum_living", "near_minimum", "rigid_expense", "unattended_child"),
    where_to_ask="户籍所在地的乡镇人民政府（街道办事处）",
    unverified=(
        "财产标准、照料护理标准和省级增加的情形没有收录，须向县级民政部门确认",
        "未成年人同时符合孤儿、事实无人抚养儿童条件的，由申请人选择其中一项",
    ),
)
