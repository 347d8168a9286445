"""事实无人抚养儿童基本生活补贴: a child neither of whose parents can bring it up has what an orphan of the place has.

Who already has 低保, 特困供养 or 困难残疾人生活补贴 below that sum receives the difference.
"""

from datetime import date

from law.article import Article, unnumbered
from welfare.catalogue.bounds import bounded
from welfare.catalogue.parents import (
    MEASURES,
    NOTICE_2020,
    OPINION_2019,
    father,
    has_no_parent_to_rely_on,
    mother,
)
from welfare.catalogue.rows import rows_of
from welfare.rules.composition import is_minor
from welfare.rules.dictionary import aid_class, birth_date, is_deceased, receives_minimum_living, relation_to_applicant
from welfare.rules.entitlement import Component, Document, Entitlement, Step
from welfare.rules.expressions import all_of, any_of, greatest, no, when
from welfare.rules.fact import PERSON, Quantity
from welfare.rules.members import any_member
from welfare.rules.standards import Standard

PART_1 = Article(*OPINION_2019, "一")
PART_2_1 = Article(*OPINION_2019, "二（一）")
PART_2_2 = Article(*OPINION_2019, "二（二）")
PART_2_3 = Article(*OPINION_2019, "二（三）")
PART_2_4 = Article(*OPINION_2019, "二（四）")
PART_3_1 = Article(*OPINION_2019, "三（一）")

SINCE = date(2020, 1, 1)

child_aid_month = Quantity(
    "child_aid_month",
    "孩子本人已领取的低保金、特困供养金、困难残疾人生活补贴",
    documents=("补贴发放记录",),
    note="低保金按孩子本人一份计算",
)

unattended_child_standard = Standard(
    "unattended_child_standard",
    "事实无人抚养儿童基本生活补贴标准",
    also=("orphan_standard", "child_standard", "孤儿基本生活费标准", "孤儿标准", "事实无人抚养儿童标准"),
    rows=(
        *rows_of(
            "150602",
            unnumbered("东胜区孤儿和事实无人抚养儿童基本生活费标准"),
            ("2021-01-01", "2021-12-31", "1900", None),
            ("2022-01-01", "2022-12-31", "2050", None),
        ),
        *rows_of(
            "4401",
            unnumbered("广州市孤儿和事实无人抚养儿童基本生活费标准"),
            ("2020-01-01", "2020-12-31", "2570", None),
            ("2021-01-01", "2021-12-31", "2637", None),
            ("2023-01-01", "2023-12-31", "2875", None),
            ("2024-01-01", "2024-12-31", "2976", None),
        ),
        # Stated of orphans; 三（一） links the two.
        *rows_of(
            "4404",
            unnumbered("珠海市孤儿基本生活费标准"),
            ("2020-01-01", "2020-06-30", "1820", None),
            ("2020-07-01", "2020-12-31", "1982", None),
        ),
        *rows_of(
            "4507",
            unnumbered("钦州市孤儿和事实无人抚养儿童保障情况（2022年）"),
            ("2022-01-01", "2022-12-31", "1022", None),
        ),
        *rows_of("530502", unnumbered("隆阳区孤儿基本生活费标准"), ("2020-01-01", "2020-12-31", "1274", None)),
    ),
)
unattended_child_lowest = Standard(
    "unattended_child_lowest",
    "全省（自治区）事实无人抚养儿童基本生活补贴最低标准",
    rows=(
        *rows_of("15", unnumbered("内蒙古自治区孤儿基本生活最低保障标准"), ("2023-01-01", "2023-12-31", "1400", None)),
        *rows_of(
            "52",
            unnumbered("贵州省孤儿和事实无人抚养儿童基本生活最低养育标准"),
            ("2023-01-01", "2024-03-31", "1300", None),
            ("2024-04-01", "2024-12-31", "1400", None),
            ("2025-01-01", "2025-12-31", "1500", None),
        ),
        *rows_of("53", unnumbered("云南省孤儿基本生活指导标准"), ("2025-07-01", "2025-12-31", "1370", None)),
    ),
)
standard = bounded(unattended_child_standard, unattended_child_lowest)

# Nobody asks how old the parents and spouses of a family are; a day of birth that is recorded counts all the same.
may_be_the_child = all_of(
    no(is_deceased),
    any_of(
        birth_date.is_recorded(),
        no(
            any_of(
                relation_to_applicant.is_one_of("父母", "配偶"),
                all_of(
                    relation_to_applicant.is_one_of("本人"), any_member(relation_to_applicant.is_one_of("子女", "配偶"))
                ),
            ).worded("家中的父母或者夫妻")
        ),
    ).worded("写明了出生日期，或者不是家中的父母、夫妻"),
).worded("是孩子，不是家中的父母或者夫妻")

# Asked only where the household is known to receive something: nobody invents a deduction.
is_known_to_receive_aid = any_of(
    child_aid_month.is_recorded(),
    all_of(aid_class.is_recorded(), aid_class.is_one_of("低保", "特困")),
    all_of(receives_minimum_living.is_recorded(), receives_minimum_living),
)
received = when(is_known_to_receive_aid, child_aid_month, 0)
allowance = greatest(0, standard - received)

UNATTENDED_CHILD = Entitlement(
    code="unattended_child",
    name="事实无人抚养儿童基本生活补贴",
    scope=PERSON,
    citations=(Article(*OPINION_2019), NOTICE_2020),
    in_force=SINCE,
    condition=all_of(may_be_the_child, is_minor.under(PART_1), has_no_parent_to_rely_on.under(PART_1)).worded(
        "未满18周岁，父母都不能照料"
    ),
    amount=allowance,
    components={
        "child_standard": Component("事实无人抚养儿童基本生活补贴标准", standard, article=PART_3_1),
        "received": Component("孩子本人已领取", received),
        "allowance": Component("补贴（差额）", allowance, article=PART_3_1),
    },
    documents=(
        "事实无人抚养儿童基本生活补贴申请表",
        "孩子的户口簿或者出生医学证明",
        Document("死亡证明或者宣告失踪、宣告死亡判决书", any_of(father.gone, mother.gone)),
        Document(
            "判决书、强制隔离戒毒决定书等限制人身自由的法律文书",
            any_of(father.state.is_one_of(*MEASURES), mother.state.is_one_of(*MEASURES)),
        ),
        Document("残疾证", any_of(father.state.is_one_of("重残"), mother.state.is_one_of("重残"))),
        Document("诊断书", any_of(father.state.is_one_of("重病"), mother.state.is_one_of("重病"))),
        Document("公安机关查询函", any_of(father.state.is_one_of("失联"), mother.state.is_one_of("失联"))),
    ),
    steps=(
        Step(
            "提出申请",
            "监护人或者受委托的近亲属",
            PART_2_1,
            note="向孩子户籍所在地的乡镇（街道）提出；情况特殊的由村（居）民委员会提出",
            ends_with="accept",
        ),
        Step(
            "查验并作出结论",
            "乡镇（街道）",
            PART_2_2,
            15,
            since="收到申请之日起",
            note="不公示，保护孩子的隐私",
            counts_from="accept",
            ends_with="check",
        ),
        Step(
            "确认",
            "县级民政部门",
            PART_2_3,
            15,
            since="收到申报材料和查验结论之日起",
            note="不符合的书面说明理由",
            counts_from="submit",
            ends_with="grant",
        ),
        Step("发放", "县级民政部门", PART_2_3, note="自确认的次月起", ends_with="pay"),
        Step("情形变化时告知", "监护人或者受委托的亲属", PART_2_4, note="父母被释放、解除或者找到以后，资格终止"),
    ),
    opens=("medical_aid", "insurance_premium_aid", "school_aid"),
    where_to_ask="孩子户籍所在地的乡镇人民政府（街道办事处）",
    unverified=(
        "重病的范围由各地规定",
        "没有收录当地标准的，须向县级民政部门确认；各地自行规定延长到毕业的，以当地规定为准",
        "撤销监护资格、遣送（驱逐）出境两种情形的起算日以通知原文为准",
    ),
)
