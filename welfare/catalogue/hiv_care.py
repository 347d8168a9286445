"""四免一关怀: free drugs, free test and counselling, free protection of the unborn child, free schooling, and care.

Every fact here is restricted: never asked of who does not speak of it, never shown without a reason of its own.
"""

from datetime import date

from law.article import Article
from welfare.catalogue.recognised import is_in_hardship
from welfare.rules.composition import is_minor
from welfare.rules.dictionary import enrolled_fulltime_level, hiv_status_confirmed, is_urban_household
from welfare.rules.entitlement import Document, Entitlement, Step
from welfare.rules.expressions import all_of, any_of, no
from welfare.rules.fact import PERSON, Flag

REGULATION = ("艾滋病防治条例", "国务院令第457号")
ART_44_1 = Article(*REGULATION, "第四十四条第（一）项、第（二）项")
ART_44_3 = Article(*REGULATION, "第四十四条第（三）项")
ART_44_4 = Article(*REGULATION, "第四十四条第（四）项")
ART_45 = Article(*REGULATION, "第四十五条")
ART_46 = Article(*REGULATION, "第四十六条")

asks_for_hiv_test = Flag(
    "asks_for_hiv_test", "自愿咨询、检测艾滋病", absent=False, restricted=True, note="不需要任何证件"
)
is_expecting = Flag("is_expecting", "孕产妇", absent=False, restricted=True, documents=("孕产妇保健手册",))
is_orphan_of_aids = Flag(
    "is_orphan_of_aids", "艾滋病病人遗留的孤儿", absent=False, restricted=True, documents=("孤儿认定表", "死亡证明")
)

treatment = (
    all_of(hiv_status_confirmed, any_of(no(is_urban_household), is_in_hardship))
    .worded("农村的，或者城镇生活困难的感染者、病人：免费抗病毒药品，减免抗机会性感染药费")
    .under(ART_44_1)
)
counselling = asks_for_hiv_test.worded("自愿咨询、检测：免费咨询和初筛检测").under(ART_44_3)
mother_and_child = (
    all_of(hiv_status_confirmed, is_expecting).worded("感染的孕产妇：免费母婴阻断治疗和咨询").under(ART_44_4)
)
schooling = (
    all_of(
        any_of(is_orphan_of_aids, all_of(hiv_status_confirmed, is_minor)),
        enrolled_fulltime_level.is_one_of("幼儿园", "小学", "初中", "高中", "中职"),
    )
    .worded("遗留的孤儿、感染的未成年人：义务教育免杂费、书本费，学前和高中阶段减免学费")
    .under(ART_45)
)
care = all_of(hiv_status_confirmed, is_in_hardship).worded("生活困难的感染者、病人：生活救助").under(ART_46)

HIV_CARE = Entitlement(
    code="hiv_care",
    name="艾滋病“四免一关怀”",
    scope=PERSON,
    citations=(Article(*REGULATION),),
    in_force=date(2006, 3, 1),
    condition=any_of(treatment, counselling, mother_and_child, schooling, care),
    documents=(
        Document("确证检测报告", hiv_status_confirmed),
        Document("低保证、认定书或者困难证明", all_of(hiv_status_confirmed, is_in_hardship)),
        Document("学籍证明", schooling),
    ),
    steps=(
        Step("咨询、初筛检测", "疾病预防控制机构", ART_44_3, note="免费，保密", ends_with="accept"),
        Step("领取免费药品、随访", "定点医疗机构", ART_44_1, note="不公开姓名、住址、病情", ends_with="pay"),
        Step("减免学费等费用", "就读学校", ART_45, note="学校不得公开原因"),
        Step("生活救助", "乡镇（街道）", ART_46, note="按最低生活保障、临时救助等规定办理，不说明病名"),
    ),
    opens=("minimum_living", "temporary_relief"),
    where_to_ask="县级疾病预防控制中心或者定点医疗机构",
)
