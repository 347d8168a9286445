"""教育救助和学生资助: what a poor pupil or student receives a year, by stage; and the loan of those at college.

幼儿园         what the place gives
小学、初中     living allowance, whole for boarders, half for day pupils; no fees for anybody
高中、中职     国家助学金, graded by the school between two bounds
大专、本科     国家助学金, graded by the school between two bounds
"""

from datetime import date
from decimal import Decimal

from law.article import Article, unnumbered
from welfare.catalogue.minimum_living_numbers import RELIEF, RELIEF_SINCE
from welfare.catalogue.parents import OPINION_2019
from welfare.catalogue.recognised import is_of_low_income, is_protected_child
from welfare.catalogue.rows import rows_of
from welfare.rules.dictionary import as_of_date, birth_date, disability_grade, enrolled_fulltime_level
from welfare.rules.entitlement import Component, Document, Entitlement, Step
from welfare.rules.expressions import Number, all_of, any_of, choose, greatest, least, when
from welfare.rules.fact import PERSON, Flag, Quantity
from welfare.rules.standards import Standard

LAYERED = Article("关于加强低收入人口动态监测做好分层分类社会救助工作的意见", "", "四（二）2")
COMPULSORY = unnumbered("义务教育家庭经济困难学生生活补助标准")
SENIOR = unnumbered("普通高中和中等职业学校国家助学金标准")
COLLEGE = unnumbered("高等学校国家助学金和国家助学贷款标准")

# A term begins with its half of the school year: 春季学期 on 1 February, 秋季学期 on 1 September.
AUTUMN_2019 = "2019-09-01"
SPRING_2024 = "2024-02-01"
AUTUMN_2024 = "2024-09-01"
SPRING_2025 = "2025-02-01"

is_boarder = Flag("is_boarder", "在校寄宿", documents=("学校证明",))
school_confirmed_poor = Flag("school_confirmed_poor", "学校认定家庭经济困难", documents=("家庭经济困难学生认定申请表",))
school_grant_decided = Quantity(
    "school_grant_decided", "学校评定的国家助学金", unit="元/年", documents=("学校资助通知",)
)
vocational_year = Quantity(
    "vocational_year", "中职年级", unit="年级", whole=True, highest=Decimal(6), documents=("学籍证明",)
)
study_costs_year = Quantity(
    "study_costs_year", "一年的学费、住宿费和生活费", unit="元/年", documents=("学校收费通知", "录取通知书")
)


def _year(code: str, term: str, source: Article, *terms: tuple[str, str, str]) -> Standard:
    """A national number a year: (first day, last day, yuan)."""
    return Standard(code, term, unit="元/年", rows=rows_of("", source, *((*term, None) for term in terms)))


preschool_aid_standard = Standard("preschool_aid_standard", "学前教育资助标准", unit="元/年")
primary_boarder = _year(
    "primary_boarder_allowance",
    "小学寄宿生生活补助标准",
    COMPULSORY,
    (AUTUMN_2019, "2024-01-31", "1000"),
    (SPRING_2024, "", "1250"),
)
junior_boarder = _year(
    "junior_boarder_allowance",
    "初中寄宿生生活补助标准",
    COMPULSORY,
    (AUTUMN_2019, "2024-01-31", "1250"),
    (SPRING_2024, "", "1500"),
)
day_pupil_share = Standard(
    "day_pupil_share",
    "走读生生活补助占寄宿生的比例",
    unit="",
    high=Decimal(1),
    rows=rows_of("", COMPULSORY, (AUTUMN_2019, "", "0.5", None)),
)
senior_lowest = _year("senior_grant_lowest", "高中、中职国家助学金下限", SENIOR, (SPRING_2025, "", "1200"))
senior_highest = _year("senior_grant_highest", "高中、中职国家助学金上限", SENIOR, (SPRING_2025, "", "3500"))
senior_average = _year(
    "senior_grant_average",
    "高中、中职国家助学金平均标准",
    SENIOR,
    ("2024-01-01", "2025-01-31", "2000"),
    (SPRING_2025, "", "2300"),
)
college_lowest = _year("college_grant_lowest", "高校国家助学金下限", COLLEGE, (AUTUMN_2024, "", "2500"))
college_highest = _year("college_grant_highest", "高校国家助学金上限", COLLEGE, (AUTUMN_2024, "", "5000"))
college_average = _year(
    "college_grant_average",
    "高校国家助学金平均标准",
    COLLEGE,
    ("2024-01-01", "2024-08-31", "3300"),
    (AUTUMN_2024, "", "3700"),
)
college_loan_limit = _year("college_loan_limit", "本专科生国家助学贷款额度", COLLEGE, (AUTUMN_2024, "", "20000"))
graduate_loan_limit = _year("graduate_loan_limit", "研究生国家助学贷款额度", COLLEGE, (AUTUMN_2024, "", "25000"))


def _graded(lowest: Standard, highest: Standard) -> Number:
    """What the school decided; until then it lies between the bounds, if these are known."""
    return when(
        all_of(lowest.is_recorded(), highest.is_recorded()),
        least(highest, greatest(lowest, school_grant_decided)),
        school_grant_decided,
    )


def _living(boarder: Standard) -> Number:
    return when(is_boarder, boarder, day_pupil_share * boarder)


sums = choose(
    enrolled_fulltime_level,
    {
        "幼儿园": preschool_aid_standard,
        "小学": _living(primary_boarder),
        "初中": _living(junior_boarder),
        "高中": _graded(senior_lowest, senior_highest),
        "中职": _graded(senior_lowest, senior_highest),
        "大专": _graded(college_lowest, college_highest),
        "本科": _graded(college_lowest, college_highest),
    },
)
averages = choose(
    enrolled_fulltime_level,
    {"高中": senior_average, "中职": senior_average, "大专": college_average, "本科": college_average},
)

# Nobody asks an infant or a grown person whether they go to school; what is recorded counts all the same.
may_go_to_school = any_of(
    enrolled_fulltime_level.is_recorded(), all_of(birth_date.years() >= 3, birth_date.years() < 30)
).worded("在学，或者在可能在学的年龄")

is_poor_student = any_of(
    is_of_low_income.under(Article(*RELIEF, "第三十三条")),
    is_protected_child.under(Article(*OPINION_2019, "三（三）")),
    disability_grade.is_one_of("一级", "二级", "三级", "四级").worded("残疾学生"),
    school_confirmed_poor,
).worded("属于低保、特困、低保边缘、刚性支出困难家庭，孤儿、事实无人抚养儿童，残疾学生，或者学校认定困难")

SCHOOL_AID = Entitlement(
    code="school_aid",
    name="教育救助（困难学生资助）",
    scope=PERSON,
    citations=(Article(*RELIEF), LAYERED, COMPULSORY, SENIOR, COLLEGE),
    in_force=RELIEF_SINCE,
    condition=all_of(
        may_go_to_school,
        is_poor_student,
        any_of(
            enrolled_fulltime_level.is_one_of("小学", "初中").under(Article(*RELIEF, "第三十三条")),
            enrolled_fulltime_level.is_one_of("高中", "大专", "本科").under(Article(*RELIEF, "第三十三条第二款")),
            all_of(
                enrolled_fulltime_level.is_one_of("中职"),
                any_of(as_of_date.on_or_after(date.fromisoformat(SPRING_2025)), vocational_year <= 2),
            )
            .worded("中职在读（2025年春季学期以前限一、二年级）")
            .under(SENIOR),
            # No national text on kindergartens was seen: a place without a sum in the book is a question.
            all_of(enrolled_fulltime_level.is_one_of("幼儿园"), preschool_aid_standard > 0).worded(
                "幼儿园在读，当地有学前教育资助"
            ),
        ).worded("在幼儿园、小学、初中、高中、中职、大专或者本科就读"),
    ),
    amount=sums,
    unit="元/年",
    components={
        "school_sum": Component("资助标准", sums, "元/年"),
        "average": Component("国家助学金平均标准（高中、中职、大专、本科）", averages, "元/年"),
    },
    documents=(
        "学籍证明或者学生证",
        "家庭经济困难学生认定申请表",
        Document("低保证或者认定书", is_of_low_income),
        Document("孤儿或者事实无人抚养儿童认定表", is_protected_child),
        Document("残疾证", disability_grade.is_one_of("一级", "二级", "三级", "四级")),
    ),
    steps=(
        Step("向就读学校提出申请", "学生或者监护人", Article(*RELIEF, "第三十六条"), ends_with="accept"),
        Step(
            "审核、确认",
            "就读学校",
            Article(*RELIEF, "第三十六条"),
            note="不公布家庭成员的戒毒情况",
            ends_with="grant",
        ),
        Step("发放、减免", "就读学校", Article(*RELIEF, "第三十六条"), ends_with="pay"),
    ),
    opens=("student_loan",),
    where_to_ask="就读学校的学生资助部门",
    unverified=(
        "国家助学金由学校分档评定，评定以前只有范围",
        "2025年春季以前高中、中职和2024年秋季以前高校的分档范围没有核实，未收录",
        "高中、中职免学费（学杂费）的对象范围没有核实，须向学校确认",
        "国家奖学金、国家励志奖学金按成绩评定，没有收录",
        "学前教育资助由各地规定",
        "扩大到低保边缘、刚性支出困难家庭以后怎样执行，由各地规定，须向学校确认",
        "学期的起始日按2月1日、9月1日计算，以学校校历为准",
    ),
)

loan_limit = choose(
    enrolled_fulltime_level,
    {"大专": college_loan_limit, "本科": college_loan_limit, "研究生": graduate_loan_limit},
)
loan = least(loan_limit, study_costs_year)

STUDENT_LOAN = Entitlement(
    code="student_loan",
    name="国家助学贷款",
    scope=PERSON,
    citations=(COLLEGE,),
    in_force=RELIEF_SINCE,
    condition=all_of(
        may_go_to_school,
        enrolled_fulltime_level.is_one_of("大专", "本科", "研究生").under(COLLEGE),
        is_poor_student,
    ),
    amount=loan,
    unit="元/年",
    components={
        "loan_limit": Component("贷款额度", loan_limit, "元/年", COLLEGE),
        "loan": Component("可以贷到", loan, "元/年"),
    },
    documents=("身份证", "录取通知书或者学生证", "家庭经济困难学生认定申请表"),
    steps=(
        Step("申请（校园地或者生源地）", "学生", COLLEGE, ends_with="accept"),
        Step(
            "签订合同、放款",
            "经办银行",
            COLLEGE,
            note="利率为同期同档次贷款市场报价利率减0.70个百分点",
            ends_with="pay",
        ),
    ),
    where_to_ask="县级学生资助管理中心或者就读高校的学生资助部门",
    unverified=("2024年秋季以前的额度没有收录",),
)
