"""残疾人两项补贴: a living allowance for the disabled of 低保 households, a care allowance for the severely disabled.

Both may be had together. A child that receives the whole allowance of 事实无人抚养儿童 has no living allowance beside.
"""

from datetime import date

from law.article import Article, unnumbered
from welfare.catalogue.bounds import bounded
from welfare.catalogue.parents import OPINION_2019
from welfare.catalogue.recognised import is_near_minimum, is_on_minimum_living, receives_full_child_allowance
from welfare.catalogue.rows import rows_of
from welfare.rules.dictionary import disability_category, disability_grade
from welfare.rules.entitlement import Component, Document, Entitlement, Step
from welfare.rules.expressions import all_of, any_of, no, when
from welfare.rules.fact import PERSON, Flag
from welfare.rules.members import any_member
from welfare.rules.standards import Mode, Standard

STATE_COUNCIL = Article("关于全面建立困难残疾人生活补贴和重度残疾人护理补贴制度的意见")
GUANGDONG = unnumbered("广东省困难残疾人生活补贴和重度残疾人护理补贴标准")
SHANGHAI = unnumbered("上海市残疾人两项补贴标准（2021年）")
SINCE = date(2016, 1, 1)

needs_long_term_care = Flag(
    "needs_long_term_care",
    "需要长期照护",
    # Of the severely disabled it is taken as said unless somebody denies it.
    absent=True,
    documents=("残疾证", "照护需求评估"),
)

LIVING = (
    ("2024-01-01", "2024-12-31", "202", None),
    ("2025-01-01", "2025-12-31", "209", None),
    ("2026-01-01", "2026-12-31", "217", None),
)
CARE = (
    ("2024-01-01", "2024-12-31", "270", None),
    ("2025-01-01", "2025-12-31", "280", None),
    ("2026-01-01", "2026-12-31", "290", None),
)

# 广东's sums are the province's own; places above them keep theirs, so that there they are the least and no number.
# 乐昌 published those of 2026 as its own.
living_rate = Standard(
    "disability_living_rate",
    "困难残疾人生活补贴标准",
    rows=(*rows_of("44", GUANGDONG, *LIVING, within=False), *rows_of("440281", GUANGDONG, LIVING[-1])),
)
care_rate = Standard(
    "disability_care_rate",
    "重度残疾人护理补贴标准",
    rows=(*rows_of("44", GUANGDONG, *CARE, within=False), *rows_of("440281", GUANGDONG, CARE[-1])),
)
living_lowest = Standard(
    "disability_living_lowest",
    "全省（市）困难残疾人生活补贴最低标准",
    rows=(
        *rows_of("44", GUANGDONG, *LIVING),
        *rows_of("31", SHANGHAI, ("2021-01-01", "2021-12-31", "290", None)),
    ),
)
care_lowest = Standard(
    "disability_care_lowest",
    "全省（市）重度残疾人护理补贴最低标准",
    rows=(
        *rows_of("44", GUANGDONG, *CARE),
        *rows_of("31", SHANGHAI, ("2021-01-01", "2021-12-31", "150", None)),
    ),
)
# Shanghai pays by two tiers whose groups were not seen: the sum lies between them.
living_highest = Standard(
    "disability_living_highest",
    "全省（市）困难残疾人生活补贴最高标准",
    rows=rows_of("31", SHANGHAI, ("2021-01-01", "2021-12-31", "410", None)),
)
care_highest = Standard(
    "disability_care_highest",
    "全省（市）重度残疾人护理补贴最高标准",
    rows=rows_of("31", SHANGHAI, ("2021-01-01", "2021-12-31", "300", None)),
)

care_scope = Mode(
    "disability_care_scope",
    "护理补贴是否包括三级智力、精神残疾",
    options={"severe": "限一级、二级", "third": "包括三级智力、精神残疾"},
)
living_scope = Mode(
    "disability_living_scope",
    "生活补贴是否包括低保边缘家庭",
    options={"minimum": "限低保家庭", "near": "包括低保边缘家庭"},
)

is_disabled = disability_grade.is_one_of("一级", "二级", "三级", "四级").worded("持有残疾证")
has_living = all_of(
    is_disabled,
    any_of(
        is_on_minimum_living,
        all_of(is_near_minimum, living_scope.is_one_of("near")).worded("低保边缘家庭（当地规定包括的）"),
    ),
    no(receives_full_child_allowance)
    .worded("没有全额领取事实无人抚养儿童基本生活补贴")
    .under(Article(*OPINION_2019, "三（一）")),
).worded("低保家庭中的残疾人，可领困难残疾人生活补贴")
has_care = all_of(
    any_of(
        disability_grade.is_one_of("一级", "二级"),
        all_of(
            disability_grade.is_one_of("三级"),
            disability_category.is_one_of("智力", "精神"),
            care_scope.is_one_of("third"),
        ),
    ),
    needs_long_term_care,
).worded("一级、二级残疾（有的地方包括三级智力、精神残疾）并需要长期照护，可领重度残疾人护理补贴")

living = when(has_living, bounded(living_rate, living_lowest, living_highest))
care = when(has_care, bounded(care_rate, care_lowest, care_highest))

has_told_grade = disability_grade.is_recorded()

DISABILITY_ALLOWANCE = Entitlement(
    code="disability_allowance",
    name="残疾人两项补贴",
    scope=PERSON,
    citations=(STATE_COUNCIL,),
    in_force=SINCE,
    condition=any_of(has_living, has_care).under(STATE_COUNCIL),
    # Where one member showed a certificate, those nobody asked add nothing yet: they are named as missing.
    amount=when(any_of(has_told_grade, no(any_member(has_told_grade))), living + care, 0),
    components={
        "living_allowance": Component("困难残疾人生活补贴", living, article=STATE_COUNCIL),
        "care_allowance": Component("重度残疾人护理补贴", care, article=STATE_COUNCIL),
    },
    documents=("残疾证", "申请审批表", Document("低保证", has_living)),
    steps=(
        Step("提出申请", "乡镇（街道）", STATE_COUNCIL, ends_with="accept"),
        Step("审核、发放", "县级残联和民政部门", STATE_COUNCIL, ends_with="pay"),
        Step(
            "每年复核",
            "乡镇（街道）",
            GUANGDONG,
            note="广东每年4月1日至6月20日确认一次，没有确认的停发，可以补办",
            ends_with="review",
        ),
    ),
    unverified=(
        "国务院文件的文号、条款和施行日期没有核对原文",
        "广东的数字是全省标准，高于它的地方按自己的标准发，须向当地确认",
        "上海2021年生活补贴有410元、290元两档，护理补贴有300元、150元两档，各档对象须向当地确认",
        "广东、上海以外的标准没有收录",
        "三级智力、精神残疾能否领护理补贴、低保边缘家庭能否领生活补贴，由各地规定",
    ),
)
