"""最低生活保障（低保）: a household below the local line, in income and in property, is brought up to it.

With 单人户 (severely disabled and seriously ill persons of households just above the line), 分类施保, and 差额 or 分档.
"""

from law.article import Article
from welfare.catalogue.minimum_living_numbers import (
    NOTICE_2022,
    NOTICE_2022_SINCE,
    RELIEF,
    RELIEF_SINCE,
    classified_aid_share,
    minimum_living_mode,
    minimum_living_standard,
    minimum_living_tier_amount,
    minimum_payment_share,
    near_minimum_line,
)
from welfare.rules.composition import (
    CONFIRMATION,
    CONFIRMATION_SINCE,
    household_members,
    income_per_head,
    is_counted,
    is_minor,
    member_income,
    property_within_limits_of,
)
from welfare.rules.dictionary import (
    aid_class,
    applies_as_single_person,
    as_of_date,
    birth_date,
    business_income_month,
    clergy_years_away,
    custody_status,
    disability_category,
    disability_grade,
    relation_to_applicant,
    serious_illness_listed,
    wage_income_month,
)
from welfare.rules.entitlement import Component, Document, Entitlement, Step
from welfare.rules.expressions import all_of, any_of, choose, greatest, no, when
from welfare.rules.members import any_member, total
from welfare.rules.standards import Mode

property_within_limits = property_within_limits_of(minimum_living_standard)

has_severe_disability = any_of(
    disability_grade.is_one_of("一级", "二级"),
    all_of(disability_grade.is_one_of("三级"), disability_category.is_one_of("智力", "精神")),
).worded("一级、二级重度残疾，或者三级智力、精神残疾")

is_applicant = relation_to_applicant.is_one_of("本人")
has_little_of_their_own = (member_income < minimum_living_standard).worded("本人收入低于低保标准")
is_without_work = all_of(wage_income_month <= 0, business_income_month <= 0).worded("没有工资和经营收入")
is_single_person_case = all_of(
    as_of_date.on_or_after(CONFIRMATION_SINCE),
    applies_as_single_person,
    any_of(
        all_of(
            any_of(
                # A standing written down says so too; without one the income of the household does.
                all_of(aid_class.is_recorded(), aid_class.is_one_of("低保边缘")),
                (income_per_head < near_minimum_line).worded("家庭人均收入低于低保边缘家庭收入标准"),
            ).worded("低保边缘家庭"),
            any_member(all_of(is_applicant, any_of(has_severe_disability, serious_illness_listed))).worded(
                "申请人本人重度残疾或者患重特大疾病"
            ),
        )
        .worded("低保边缘家庭中的重度残疾人、重病患者")
        .under(Article(*CONFIRMATION, "第八条第（一）项、第（二）项")),
        # 生活困难: no text says how poor; the line of 低保 for one is the strictest that it can mean.
        any_member(
            all_of(is_applicant, (clergy_years_away >= 3).worded("连续三年以上"), has_little_of_their_own),
        )
        .worded("脱离家庭、在宗教场所居住三年以上、生活困难的宗教教职人员")
        .under(Article(*CONFIRMATION, "第八条第（三）项")),
        all_of(
            as_of_date.on_or_after(NOTICE_2022_SINCE),
            any_member(
                all_of(is_applicant, no(is_minor), has_severe_disability, is_without_work, has_little_of_their_own)
            ),
        )
        .worded("成年无业重度残疾人")
        .under(Article(*NOTICE_2022, "一（一）")),
    ),
)

# Clergy who live away are counted in no family and still apply, alone.
persons_applying = greatest(household_members, when(is_single_person_case, 1)).worded("计入的家庭成员")

is_below_line = (income_per_head < minimum_living_standard).under(Article(*RELIEF, "第九条"))

difference = greatest(
    income_per_head.shortfall(minimum_living_standard),
    when(
        minimum_payment_share.is_recorded(),
        minimum_payment_share * (minimum_living_standard * household_members),
        0,
    ).worded("当地最低补差"),
).worded("按差额计算的低保金（不低于当地最低补差）")
tier_amount = (minimum_living_tier_amount * household_members).worded("按档次计算的低保金")

is_in_classified_group = any_of(
    (birth_date.years() >= 60).worded("60周岁及以上"), is_minor, has_severe_disability, serious_illness_listed
).worded("老年人、未成年人、重度残疾人和重病患者")
classified_sum = classified_aid_share * minimum_living_standard
classified_aid = when(
    is_below_line,
    total(classified_sum, where=all_of(is_counted, is_in_classified_group)),
    when(is_single_person_case, total(classified_sum, where=all_of(is_applicant, is_in_classified_group))),
).worded("分类施保金")

# Where the place says nothing, the sum of 单人户 lies between the two.
single_person_mode = Mode(
    "single_person_mode",
    "单人户低保金计算方式",
    options={"full": "按低保标准全额", "difference": "扣减本人收入"},
)
single_person_amount = choose(
    single_person_mode,
    {
        "full": minimum_living_standard,
        "difference": greatest(0, minimum_living_standard - total(member_income, where=is_applicant)),
    },
).worded("单人户低保金")

base_amount = when(
    minimum_living_mode.is_one_of("tier"),
    tier_amount,
    when(is_below_line, difference, when(is_single_person_case.worded("按单人户"), single_person_amount)),
).worded("基本低保金")

MINIMUM_LIVING = Entitlement(
    code="minimum_living",
    name="最低生活保障",
    citations=(Article(*RELIEF), Article(*CONFIRMATION), Article(*NOTICE_2022)),
    in_force=RELIEF_SINCE,
    condition=all_of(
        (persons_applying >= 1).worded("有计入的共同生活的家庭成员").under(Article(*CONFIRMATION, "第七条")),
        any_of(
            is_below_line,
            is_single_person_case.worded("按单人户申请").under(Article(*CONFIRMATION, "第八条")),
        ),
        # Each place sets its own limits; where ours is blank the answer is 待核实, never 不符合.
        property_within_limits.under(Article(*CONFIRMATION, "第十四条")),
    ),
    # A place without a rule for 分类施保 in the book: the base amount stands, the component says 待核实.
    amount=base_amount + when(classified_aid_share.is_recorded(), classified_aid, 0),
    components={
        "household_members": Component("计入的家庭成员", household_members, "人"),
        "income_per_head": Component("家庭月人均收入", income_per_head),
        "minimum_living_standard": Component("最低生活保障标准", minimum_living_standard),
        "base_amount": Component("基本低保金", base_amount, article=Article(*RELIEF, "第十二条")),
        "classified_aid": Component("分类施保", classified_aid, article=Article(*RELIEF, "第十二条")),
        "near_minimum_line": Component("低保边缘家庭收入标准", near_minimum_line),
    },
    documents=(
        "最低生活保障申请书",
        "身份证",
        "户口簿",
        "家庭收入、财产状况声明和核对授权书",
        Document("残疾证或者诊断书", all_of(any_of(is_counted, is_applicant), is_in_classified_group)),
        Document(
            "强制隔离戒毒决定书（说明该成员暂不计入）或者解除强制隔离戒毒证明书（说明该成员重新计入）",
            custody_status.is_one_of("强制隔离戒毒", "社区康复"),
        ),
    ),
    steps=(
        Step(
            "材料齐全性审查，一次性告知需要补正的材料",
            "乡镇（街道）",
            Article(*CONFIRMATION, "第十条"),
            ends_with="accept",
        ),
        Step(
            "启动家庭经济状况调查",
            "乡镇（街道）",
            Article(*CONFIRMATION, "第十五条"),
            3,
            since="受理之日起",
            counts_from="accept",
            ends_with="start_survey",
        ),
        Step(
            "启动信息核对",
            "县级民政部门",
            Article(*CONFIRMATION, "第十七条"),
            3,
            since="收到核对请求之日起",
            untracked="核对请求由乡镇（街道）另行发给县级民政部门，收到的日期这里不登记",
        ),
        Step(
            "入户调查",
            "乡镇（街道）",
            Article(*CONFIRMATION, "第十六条"),
            note="调查人员不少于两人",
            ends_with="survey",
        ),
        Step(
            "公示初审意见",
            "乡镇（街道）",
            Article(*CONFIRMATION, "第十九条"),
            7,
            working=False,
            note="只公示申请人姓名、家庭成员人数、拟保障金额，不公示任何原因和戒毒信息",
            counts_from="publicise",
            ends_with="submit",
            at_least=True,
        ),
        Step(
            "审核确认",
            "县级民政部门",
            Article(*CONFIRMATION, "第二十条"),
            10,
            since="收到全部材料之日起",
            counts_from="submit",
            ends_with="grant",
        ),
        Step(
            "不予确认的书面告知并说明理由",
            "乡镇（街道）",
            Article(*CONFIRMATION, "第二十一条"),
            3,
            since="作出决定之日起",
            counts_from="refuse",
            ends_with="notify",
        ),
        Step(
            "全部程序",
            "县级民政部门",
            Article(*CONFIRMATION, "第二十二条"),
            30,
            since="受理之日起",
            note="特殊情况不超过45个工作日；确认权限下放到乡镇（街道）的，20个工作日",
            counts_from="accept",
            ends_with="grant",
            extended=45,
        ),
        Step(
            "发放",
            "县级民政部门",
            Article(*CONFIRMATION, "第二十一条"),
            note="自作出确认决定的次月起",
            ends_with="pay",
        ),
        Step(
            "定期核查",
            "乡镇（街道）",
            Article(*CONFIRMATION, "第三十一条"),
            note="收入变化不大的家庭每年一次；收入来源不固定、有成员有劳动能力的，每半年一次",
            counts_from="pay",
            ends_with="review",
            months=(6, 12),
        ),
    ),
    opens=("medical_aid", "insurance_premium_aid", "school_aid", "housing_aid", "disability_allowance", "legal_aid"),
    exclusive=("near_minimum", "destitute_support", "rigid_expense"),
    unverified=(
        "单人户低保金是否扣除本人收入由各地规定，须向县级民政部门确认",
        "宗教教职人员“生活困难”、成年无业重度残疾人的收入条件由各地规定，这里按本人收入低于低保标准判断",
        "有就业能力的成员连续3次无正当理由拒绝介绍的工作的，减发或者停发其本人的低保金（办法第三十四条），须由县级民政部门决定",
        "行政拘留、看守所羁押期间是否计入家庭成员，各地做法可能不同",
        "2026年起基础养老金是否继续不计入收入，没有看到规定",
        "《社会救助法》是否已经公布施行没有核实；公布以后须按新法复核",
    ),
)
