"""临时救助: once, when life breaks (急难型: fire, accident, sudden illness) or costs run away (支出型).

急难型 helps first and completes the papers later, where the emergency happens, whoever it is. 支出型 is for households
below last year's local income. Sums are local; above a place's limit the county decides case by case (一事一议).
"""

from datetime import date
from decimal import Decimal

from law.article import Article, unnumbered
from welfare.catalogue.means import (
    disposable_income_last_year,
    is_below_local_income,
    property_within_unseen_limits,
)
from welfare.catalogue.minimum_living_numbers import RELIEF, RELIEF_SINCE, urban_line
from welfare.catalogue.near_minimum import LOW_INCOME
from welfare.catalogue.recognised import is_on_minimum_living
from welfare.catalogue.rows import rows_of
from welfare.rules.composition import household_members, income_per_head
from welfare.rules.dictionary import as_of_date, incident_type
from welfare.rules.entitlement import Component, Document, Entitlement, Step
from welfare.rules.expressions import all_of, any_of, greatest, least, no, when
from welfare.rules.fact import HOUSEHOLD, Flag, Quantity
from welfare.rules.standards import Mode, Standard

OPINION = ("关于进一步加强和改进临时救助工作的意见", "民发〔2018〕23号")
OPINION_SINCE = date(2018, 1, 23)
ART_47 = Article(*RELIEF, "第四十七条")
ART_48 = Article(*RELIEF, "第四十八条")
WHO = Article(*OPINION, "二（一）")
HOW = Article(*OPINION, "二（二）")
HOW_MUCH = Article(*OPINION, "二（三）")
FIRST_AID = Article(*LOW_INCOME, article="四（三）")

basic_living_severe_hardship = Flag(
    "basic_living_severe_hardship",
    "基本生活暂时出现严重困难",
    of=HOUSEHOLD,
    documents=("入户调查表",),
    note="由经办人员判断",
)
aided_for_same_cause = Flag(
    "aided_for_same_cause",
    "近期因同一事由已得到临时救助",
    of=HOUSEHOLD,
    # The authority knows whom it has helped; nobody else is asked.
    absent=False,
    documents=("临时救助发放记录",),
)
relief_months = Quantity(
    "relief_months",
    "拟救助的月数",
    of=HOUSEHOLD,
    unit="个月",
    whole=True,
    highest=Decimal(60),
    documents=("临时救助审核审批表",),
    note="由经办人员按困难程度和持续时间提出",
)
first_aid_sum = Quantity(
    "first_aid_sum",
    "拟先行救助的金额",
    of=HOUSEHOLD,
    unit="元",
    documents=("临时救助审核审批表",),
)

GANSU = unnumbered("甘肃省临时救助标准（2021年）")
SHENZHEN = unnumbered("深圳市临时救助标准")

repeat_relief = Mode(
    "repeat_relief",
    "同一事由再次救助的规定",
    options={"allowed": "可以再次救助", "refused": "不再救助"},
)
"""Local, often once a year. No rows: no place's rule was seen with its source."""

most_months = Standard(
    "relief_months_max",
    "临时救助最多月数",
    unit="个月",
    also=("max_months",),
    rows=(
        *rows_of("62", GANSU, ("2021-01-01", "", "6", None)),
        *rows_of("4403", SHENZHEN, ("2022-01-01", "", "12", None)),
    ),
)
fewest_months = Standard(
    "relief_months_min",
    "临时救助最少月数",
    unit="个月",
    rows=rows_of("4403", SHENZHEN, ("2022-01-01", "", "2", None)),
)
small_sum = Standard(
    "relief_small_sum",
    "小金额先行救助限额",
    unit="元",
    also=("small_cap",),
    rows=rows_of("62", GANSU, ("2021-01-01", "", "800", None)),
)
small_multiple = Standard(
    "relief_small_multiple",
    "小金额先行救助限额相当于低保标准的倍数",
    unit="倍",
    rows=rows_of("4403", SHENZHEN, ("2022-01-01", "", "2", None)),
)

# Up to this sum the street decides alone.
small_limit = when(small_multiple.is_recorded(), small_multiple * urban_line, small_sum).worded("小金额先行救助限额")
a_month = (urban_line * household_members).worded("城市低保标准 × 家庭成员人数")
months_granted = least(
    most_months, when(fewest_months.is_recorded(), greatest(fewest_months, relief_months), relief_months)
).worded("救助月数（不超过当地最多月数）")
by_months = a_month * months_granted
ceiling = a_month * most_months
beyond_ceiling = greatest(0, a_month * relief_months - ceiling)

is_emergency = incident_type.is_one_of("火灾", "交通事故", "突发重大疾病", "其他特殊困难").worded(
    "火灾、交通事故等意外事件，家庭成员突发重大疾病，或者遭遇其他特殊困难"
)
is_costly = incident_type.is_one_of("必需支出突然增加").worded("教育、医疗等生活必需支出突然增加，超出家庭承受能力")

# The decree of 2014 helps with costs only those on 低保; the opinion of 2018 opened it to all below the local income.
may_have_costs_borne = any_of(
    is_on_minimum_living,
    all_of(
        as_of_date.on_or_after(OPINION_SINCE),
        is_below_local_income(income_per_head),
        property_within_unseen_limits.worded("家庭财产符合当地规定"),
    ),
).worded("低保家庭，或者人均收入低于上年度当地人均可支配收入、财产符合当地规定的家庭")

TEMPORARY_RELIEF = Entitlement(
    code="temporary_relief",
    name="临时救助",
    citations=(Article(*RELIEF), Article(*OPINION), Article(*LOW_INCOME)),
    in_force=RELIEF_SINCE,
    condition=all_of(
        any_of(
            is_emergency.worded("急难型：火灾、交通事故、突发重大疾病或者其他特殊困难").under(WHO),
            all_of(is_costly, may_have_costs_borne).worded("支出型：必需支出突然增加，收入、财产符合规定").under(WHO),
        ),
        basic_living_severe_hardship.under(ART_47),
        any_of(no(aided_for_same_cause), repeat_relief.is_one_of("allowed"))
        .worded("近期没有因同一事由得到临时救助，或者当地允许再次救助")
        .under(HOW_MUCH),
    ),
    # In an emergency a small sum first; where the officer proposes months, and for costs, by months.
    amount=when(any_of(is_costly, relief_months.is_recorded()), by_months, least(small_limit, first_aid_sum)),
    unit="元",
    components={
        "household_members": Component("计入的家庭成员", household_members, "人"),
        "income_per_head": Component("家庭月人均收入", income_per_head),
        "disposable_income_last_year": Component("上年度当地居民人均可支配收入", disposable_income_last_year, "元/年"),
        "relief_by_months": Component("按月数计算的救助金", by_months, "元", HOW_MUCH),
        "relief_ceiling": Component("救助金上限", ceiling, "元", HOW_MUCH),
        "beyond_ceiling": Component("超出上限、需要一事一议的部分", beyond_ceiling, "元", HOW_MUCH),
        "small_limit": Component("乡镇（街道）可以直接决定的限额", small_limit, "元", ART_48),
    },
    documents=(
        "临时救助申请书（情况紧急的事后补）",
        "身份证、户口簿或者居住证",
        Document("事故认定书、火灾证明或者诊断书", is_emergency),
        Document("医疗费用结算单、学费票据等必需支出票据", is_costly),
        Document("家庭收入、财产状况声明和核对授权书", is_costly),
    ),
    steps=(
        Step(
            "急难型：先行救助，事后补登记和签字盖章",
            "急难发生地乡镇（街道）",
            HOW,
            note="不受户籍地、居住地限制，可以简化核对、评议和公示",
            ends_with="grant",
        ),
        Step("小金额先行救助", "急难发生地乡镇（街道）", FIRST_AID, note="事后补充说明情况"),
        Step("支出型：受理、审核、公示", "乡镇（街道）", ART_48, ends_with="publicise"),
        Step(
            "支出型：审批",
            "县级民政部门",
            ART_48,
            note="金额较小的，可以委托乡镇（街道）审批；办理时限由各地规定",
            ends_with="grant",
        ),
        Step("重大生活困难或者超出上限的，一事一议", "县级困难群众基本生活保障工作协调机制", HOW_MUCH),
    ),
    where_to_ask="急难发生地或者经常居住地的乡镇人民政府（街道办事处）",
    unverified=(
        "救助标准由县级以上地方规定，只收录了甘肃、深圳的算法",
        "家庭中有儿童的要适当提高救助水平（国发〔2016〕36号二（一）），提高多少由各地规定",
        "连续3个月无收入的未参保失业人员一次性临时救助是2022年疫情期间的规定，是否继续执行须向县级民政部门确认",
    ),
)
