"""法律援助: a lawyer without charge, for the matters of 法律援助法, for those who cannot pay or need not prove it."""

from datetime import date

from law.article import Article
from welfare.catalogue.ordos_2014 import has_no_steady_livelihood
from welfare.catalogue.recognised import is_of_low_income
from welfare.rules.composition import income_per_head, is_minor
from welfare.rules.dictionary import birth_date, disability_grade, words
from welfare.rules.entitlement import Document, Entitlement, Step
from welfare.rules.expressions import all_of, any_of, no
from welfare.rules.fact import PERSON, Choice, Flag
from welfare.rules.standards import Standard

ACT = ("法律援助法", "")
ART_24 = Article(*ACT, "第二十四条")
ART_31 = Article(*ACT, "第三十一条")
ART_32 = Article(*ACT, "第三十二条")
ART_34 = Article(*ACT, "第三十四条")
ART_39 = Article(*ACT, "第三十九条")
ART_42 = Article(*ACT, "第四十二条")
ART_43 = Article(*ACT, "第四十三条")
ART_44 = Article(*ACT, "第四十四条")

WAGES = "劳动关系或者劳动报酬"
INJURY_AT_WORK = "工伤赔偿"
ORDINARY = (
    *("国家赔偿", "社会保险待遇或者社会救助", "抚恤金", "赡养费、抚养费、扶养费", WAGES, "认定行为能力"),
    *(INJURY_AT_WORK, "交通、食品药品、医疗事故赔偿", "环境污染、生态破坏赔偿"),
)
WITHOUT_MEANS = ("虐待、遗弃或者家庭暴力", "见义勇为", "英雄烈士人格权益", "再审改判无罪")
DEFENCE = "刑事辩护"

legal_matter = Choice(
    "legal_matter",
    "需要律师的事项",
    options=("无", *ORDINARY, *WITHOUT_MEANS, DEFENCE, "其他"),
    also=words(
        {
            "无": "none 没有",
            "社会保险待遇或者社会救助": "社会救助 社会保险待遇 请求给予社会救助 请求给予社会保险待遇 "
            "请求给予社会保险待遇或者社会救助",
            "赡养费、抚养费、扶养费": "赡养费 抚养费 扶养费",
            WAGES: "讨薪 劳动报酬 劳动关系 支付劳动报酬 劳动争议",
            INJURY_AT_WORK: "工伤 工伤事故",
            "交通、食品药品、医疗事故赔偿": "交通事故 医疗事故",
            WITHOUT_MEANS[0]: "家暴 家庭暴力 虐待 遗弃",
            DEFENCE: "刑事 辩护",
        }
    ),
    # A claim that nobody made.
    absent="无",
    documents=("起诉状、仲裁申请书等案件材料",),
)
matter_is_listed_elsewhere = Flag(
    "matter_is_listed_elsewhere", "属于法律、法规、规章规定的其他援助事项", documents=("案件材料",)
)
has_lawyer = Flag("has_lawyer", "已经委托律师或者其他代理人", absent=False, documents=("委托书",))
is_migrant_worker = Flag("is_migrant_worker", "进城务工人员", absent=False, documents=("劳动合同", "居住证"))

legal_aid_income_line = Standard("legal_aid_income_line", "法律援助经济困难标准（月人均收入）")
"""Set by each province (第三十四条); none was seen."""

is_exempt_from_check = (
    any_of(
        is_of_low_income.worded("社会救助对象"),
        all_of(
            any_of(
                is_minor,
                (birth_date.years() >= 60).worded("老年人"),
                disability_grade.is_one_of("一级", "二级", "三级", "四级").worded("残疾人"),
            ),
            has_no_steady_livelihood,
        ).worded("无固定生活来源的未成年人、老年人、残疾人"),
        all_of(is_migrant_worker, legal_matter.is_one_of(WAGES, INJURY_AT_WORK)).worded(
            "请求劳动报酬或者工伤赔偿的进城务工人员"
        ),
    )
    .worded("免予核查经济困难状况")
    .under(ART_42)
)
is_in_need = any_of(
    is_exempt_from_check,
    (income_per_head < legal_aid_income_line).worded("家庭月人均收入低于省定经济困难标准").under(ART_34),
).worded("经济困难，或者免予核查")

LEGAL_AID = Entitlement(
    code="legal_aid",
    name="法律援助",
    scope=PERSON,
    citations=(Article(*ACT),),
    in_force=date(2022, 1, 1),
    condition=all_of(
        no(has_lawyer).worded("没有委托律师或者其他代理人"),
        any_of(
            all_of(
                any_of(
                    legal_matter.is_one_of(*ORDINARY),
                    all_of(legal_matter.is_one_of("其他"), matter_is_listed_elsewhere),
                ).under(ART_31),
                is_in_need,
            ).worded("属于援助事项，并且经济困难或者免予核查"),
            legal_matter.is_one_of(*WITHOUT_MEANS).worded("不受经济困难条件限制的事项").under(ART_32),
            legal_matter.is_one_of(DEFENCE).worded("犯罪嫌疑人、被告人没有委托辩护人").under(ART_24),
        ),
    ),
    documents=(
        "法律援助申请表",
        "身份证",
        "案件材料",
        Document("低保证、特困证、残疾证等免予核查的材料", is_exempt_from_check),
        Document("经济困难状况说明或者诚信承诺书", no(is_exempt_from_check)),
    ),
    steps=(
        Step(
            "转交申请（在监所、强制隔离戒毒所的）",
            "监管场所",
            ART_39,
            1,
            working=False,
            since="提出申请之时起",
            note="二十四小时内；也可以由近亲属代为申请",
            untracked="由监管场所转交，这里不登记",
        ),
        Step(
            "审查并作出决定",
            "法律援助机构",
            ART_43,
            7,
            working=False,
            since="收到申请之日起",
            counts_from="accept",
            ends_with="grant",
        ),
        Step(
            "指派律师",
            "法律援助机构",
            ART_43,
            3,
            working=False,
            since="作出决定之日起",
            counts_from="grant",
            ends_with="pay",
        ),
        Step("紧急情况先行援助", "法律援助机构", ART_44, note="时效不足七日、需要立即保全的，先办后补"),
    ),
    where_to_ask="县级法律援助中心",
    unverified=(
        "经济困难标准由各省规定，没有收录",
        "低保边缘、刚性支出困难家庭是否一律按社会救助对象免予核查，须向法律援助机构确认",
    ),
)
