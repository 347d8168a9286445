"""药物维持治疗 support: where the place gives it, who is in treatment and hard up is helped with its cost.

Treatment itself is open to whoever applies and registers (戒毒条例第十二条); nobody is sent there by this rule, and
nobody is asked about it who does not speak of it.
"""

from datetime import date

from law.article import Article, unnumbered
from welfare.catalogue.recognised import is_in_hardship
from welfare.catalogue.rows import REVIEW
from welfare.rules.dictionary import on_maintenance_treatment
from welfare.rules.entitlement import Component, Document, Entitlement, Step
from welfare.rules.expressions import all_of, any_of
from welfare.rules.fact import PERSON, Quantity
from welfare.rules.standards import Mode, Row

DRUG_REGULATION = ("戒毒条例", "国务院令第597号")
ORDOS_SUPPORT = Article("鄂尔多斯市人民政府鄂府发〔2014〕75号文件", article="三（三）")

treatment_fee_month = Quantity(
    "treatment_fee_month",
    "每月服药费用",
    unit="元/月",
    restricted=True,
    documents=("药物维持治疗门诊收费票据",),
)

maintenance_support_mode = Mode(
    "maintenance_support_mode",
    "药物维持治疗费用支持方式",
    options={"support": "对生活困难的给予支持", "waived": "免收服药费", "none": "没有支持"},
    rows=(
        Row(
            region="1506",
            value="support",
            valid_from=date(2014, 11, 5),
            source=ORDOS_SUPPORT,
            review_by=REVIEW,
        ),
        Row(
            region="469024",
            value="waived",
            valid_from=date(2019, 1, 1),
            valid_to=date(2019, 12, 31),
            source=unnumbered("临高县药物维持治疗门诊免费服药措施"),
            review_by=REVIEW,
        ),
    ),
)

MAINTENANCE_SUPPORT = Entitlement(
    code="maintenance_support",
    name="药物维持治疗费用支持",
    scope=PERSON,
    citations=(Article(*DRUG_REGULATION, "第十二条"), ORDOS_SUPPORT),
    in_force=date(2011, 6, 26),
    condition=all_of(
        on_maintenance_treatment.under(Article(*DRUG_REGULATION, "第十二条")),
        any_of(
            maintenance_support_mode.is_one_of("waived").worded("当地免收服药费"),
            all_of(maintenance_support_mode.is_one_of("support"), is_in_hardship)
            .worded("当地对生活困难的给予支持，并且生活困难")
            .under(ORDOS_SUPPORT),
        ),
    ),
    discretionary=True,
    components={"treatment_fee": Component("每月服药费用", treatment_fee_month)},
    documents=("药物维持治疗门诊登记卡", Document("低保证、认定书或者街道（苏木乡镇）的困难证明", is_in_hardship)),
    steps=(
        Step(
            "本人自愿申请并登记",
            "药物维持治疗门诊",
            Article(*DRUG_REGULATION, "第十二条"),
            note="登记信息报公安机关备案，此外一律保密",
            ends_with="accept",
        ),
        Step(
            "审核、给予支持",
            "旗区禁毒办",
            ORDOS_SUPPORT,
            note="数额由旗区确定，办理过程保密",
            ends_with="grant",
        ),
    ),
    where_to_ask="药物维持治疗门诊或者当地禁毒办",
    unverified=(
        "支持的数额由旗区确定，文件没有写明",
        "每次服药的收费上限没有核实，以门诊公布的为准",
    ),
)
