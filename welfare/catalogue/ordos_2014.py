"""鄂尔多斯's six clauses for people in recovery (鄂府发〔2014〕75号, 三（四）): what the city adds to national rules.

    O1  a year of recovery, no steady livelihood, own income below the line   into 低保
    O2  outside 低保                                                          临时救济
    O3  no home, on 低保                                                      housing
    O4  ill, poor, unable to pay                                              大病医疗救助
    O5  hard put to pay the premium                                           康复补助
    O6  child of somebody now in 社区戒毒, 社区康复, at nursery, 高中 and up    就学补助

They only ever add: none refuses anything, and who does not meet O1 is judged by the ordinary rule of 低保. No clause
names a sum. Each is looked at person by person; elsewhere than in 鄂尔多斯 none applies.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from law.article import Article
from welfare.catalogue.minimum_living import MINIMUM_LIVING
from welfare.catalogue.minimum_living_numbers import minimum_living_standard, near_minimum_line
from welfare.catalogue.recognised import is_in_hardship
from welfare.catalogue.rows import REVIEW
from welfare.rules.composition import held_in, income_per_head, member_income
from welfare.rules.dictionary import (
    CUSTODY_DOCUMENTS,
    aid_class,
    enrolled_fulltime_level,
    in_community_rehab,
    owns_dwelling,
    receives_minimum_living,
    rehab_completed_date,
    rehab_months_completed,
    rehab_start,
    relation_to_applicant,
    serious_illness_listed,
)
from welfare.rules.entitlement import Entitlement
from welfare.rules.expressions import Condition, all_of, any_of, no, readings, when
from welfare.rules.fact import PERSON, DerivedFlag, DerivedNumber, Flag
from welfare.rules.members import any_member
from welfare.rules.standards import Mode, Row

NOTICE = "鄂尔多斯市人民政府鄂府发〔2014〕75号文件"
SINCE = date(2014, 11, 5)


CLAUSES = Article(NOTICE, article="三（四）")

ordos_notice = Mode(
    "ordos_2014_notice",
    "鄂府发〔2014〕75号文件",
    options={"in_force": "有效"},
    rows=(Row(region="1506", value="in_force", valid_from=SINCE, source=Article(NOTICE), review_by=REVIEW),),
)
# Known or not, never open: outside the city the notice does not apply.
is_in_ordos = ordos_notice.is_recorded().worded("户籍地或者经常居住地在鄂尔多斯市")

# Who is meant

is_recovery_client = Flag("is_recovery_client", "戒毒康复人员", history=True, documents=CUSTODY_DOCUMENTS)
parent_in_community_rehab = Flag(
    "parent_in_community_rehab",
    "父亲或者母亲在社区戒毒或者社区康复",
    history=True,
    documents=("责令社区戒毒（康复）决定书", "社区康复协议"),
)
is_in_community = DerivedFlag(in_community_rehab, held_in("社区戒毒", "社区康复"))
is_client = DerivedFlag(
    is_recovery_client,
    any_of(
        is_in_community,
        held_in("戒毒康复场所", "自愿戒毒"),
        # A recovery that somebody wrote down makes a client; nobody else of the family is asked for one.
        all_of(rehab_start.is_recorded(), rehab_start.has_come()),
        all_of(rehab_months_completed.is_recorded(), rehab_months_completed >= 1),
        all_of(rehab_completed_date.is_recorded(), rehab_completed_date.has_come()),
    ),
)

# O1

has_no_steady_livelihood_stated = Flag(
    "has_no_steady_livelihood", "无固定生活来源", documents=("入户调查表", "居（村）民委员会证明")
)
has_no_steady_livelihood = any_of(
    has_no_steady_livelihood_stated, all_of(no(has_no_steady_livelihood_stated.is_recorded()), member_income <= 0)
).worded("无固定生活来源")
is_over = all_of(rehab_completed_date.is_recorded(), rehab_completed_date.has_come())
months_inside = when(
    is_over, rehab_months_completed, DerivedNumber(rehab_months_completed, rehab_start.months())
).worded("戒毒康复已满月数")
a_year_of_recovery = readings(
    "o1_reading",
    "“戒毒康复期满一年及以上”有两种理解",
    A=(months_inside >= 12).worded("戒毒康复已满一年"),
    B=all_of(rehab_completed_date.is_recorded(), rehab_completed_date.months() >= 12).worded(
        "戒毒康复期满后又过了一年"
    ),
)

# O3 to O5

is_on_minimum_living_here = DerivedFlag(
    receives_minimum_living,
    any_of(
        aid_class.is_one_of("低保"),
        # Of a household whose standing nobody wrote down the rule itself says whether it should have 低保.
        all_of(no(aid_class.is_recorded()), MINIMUM_LIVING.condition),
    ),
)
is_ill = Flag("is_ill", "身患疾病", documents=("诊断书", "病历"))
cannot_afford_treatment = Flag(
    "cannot_afford_treatment", "无力支付治疗费用", documents=("医疗费用结算单", "入户调查表")
)
cannot_afford_premium = Flag(
    "cannot_afford_premium", "参加居民医保有一定困难", documents=("医保缴费通知", "入户调查表")
)
is_poor = any_of(
    is_in_hardship, (income_per_head < near_minimum_line).worded("家庭人均收入低于低保边缘家庭收入标准")
).worded("生活贫困")

# O6

is_child_of_somebody_in_community = any_of(
    all_of(
        relation_to_applicant.is_one_of("子女"),
        any_member(all_of(relation_to_applicant.is_one_of("本人", "配偶"), is_in_community)),
    ),
    # A grandchild, or a child whose other parent lives elsewhere: only somebody who knows can say.
    all_of(
        any_of(relation_to_applicant.is_one_of("其他"), parent_in_community_rehab.is_recorded()),
        parent_in_community_rehab,
    ),
).worded("父亲或者母亲在社区戒毒或者社区康复")
SCHOOLING = ("幼儿园", "高中", "中职", "大专", "本科", "研究生")


def _addition(number: int, name: str, condition: Condition, **more: Any) -> Entitlement:
    unverified: tuple[str, ...] = more.pop("unverified", ())
    declared: Mapping[str, Any] = {"documents": ("身份证", "户口簿", "社区康复协议或者解除通知书")} | more
    return Entitlement(
        code=f"ordos_o{number}",
        name=name,
        scope=PERSON,
        citations=(CLAUSES,),
        in_force=SINCE,
        condition=all_of(is_in_ordos, condition.under(CLAUSES)),
        unverified=("2014年的地方文件，标注为有效，办理前须向旗区主管部门确认仍在执行", *unverified),
        **declared,
    )


ORDOS_2014 = (
    _addition(
        1,
        "戒毒康复人员纳入低保（鄂尔多斯）",
        all_of(
            is_client,
            a_year_of_recovery,
            has_no_steady_livelihood,
            (member_income < minimum_living_standard).worded("本人收入低于低保标准"),
        ).worded(
            "戒毒康复期满一年及以上、无固定生活来源、本人收入低于低保标准（不满足的，按低保一般规定审核，不因此被拒绝）"
        ),
        discretionary=True,
        opens=("minimum_living",),
        unverified=(
            "本条看本人收入，国家规定看家庭人均收入；家庭只符合本条的，由旗区民政部门研究决定，金额按低保规定核定",
        ),
    ),
    _addition(
        2,
        "戒毒康复人员临时救济（鄂尔多斯）",
        all_of(is_client, no(MINIMUM_LIVING.condition).worded("不符合低保条件")).worded(
            "戒毒康复人员不符合低保条件的，根据家庭情况给予临时救济"
        ),
        discretionary=True,
        # Everybody outside 低保 passes: a queue of them all would be a queue of nobody.
        on_request=True,
        unit="元",
        opens=("temporary_relief",),
    ),
    _addition(
        3,
        "戒毒康复人员住房保障（鄂尔多斯）",
        all_of(is_client, no(owns_dwelling).worded("没有住房"), is_on_minimum_living_here).worded(
            "无住房并享受低保的戒毒康复人员"
        ),
        opens=("housing_aid",),
        unverified=("文件写的是廉租住房，现在是否一律按公租房、租赁补贴办理，须向住房保障部门确认",),
    ),
    _addition(
        4,
        "戒毒康复人员大病医疗救助（鄂尔多斯）",
        all_of(
            is_client,
            any_of(is_ill, serious_illness_listed).worded("身患疾病"),
            is_poor,
            cannot_afford_treatment,
        ).worded("身患疾病、生活贫困、无力治病的戒毒康复人员"),
        opens=("medical_aid",),
        unverified=("“生活贫困”没有写明标准：按低保、低保边缘或者街道（苏木乡镇）确认的生活困难判断",),
    ),
    _addition(
        5,
        "戒毒康复人员参保康复补助（鄂尔多斯）",
        all_of(is_client, cannot_afford_premium).worded("参加居民医保有一定困难的戒毒康复人员"),
        discretionary=True,
        unit="元",
        opens=("insurance_premium_aid",),
    ),
    _addition(
        6,
        "戒毒康复人员子女就学补助（鄂尔多斯）",
        all_of(
            enrolled_fulltime_level.is_one_of(*SCHOOLING).worded(
                "在幼儿园、高中、中职就读，或者考入大专及以上（小学、初中另有“两免一补”）"
            ),
            is_child_of_somebody_in_community,
        ).worded("社区戒毒、社区康复人员的子女在幼儿园、高中、中职就读或者考入大专及以上"),
        discretionary=True,
        unit="元",
        opens=("school_aid",),
        documents=("身份证", "户口簿", "学籍证明或者录取通知书", "父亲或者母亲的社区戒毒（康复）决定书或者协议"),
    ),
)
"""O1 to O6."""
