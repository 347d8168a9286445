"""医疗救助: what remains of a bill after basic and major insurance is borne in part by the public, by class and place.

    bill in scope → 基本医保 → 大病保险 → 医疗救助 (deductible, ratio, cap) → 倾斜救助 → what the person bears

Classes: 特困, 低保, 低保边缘, 因病致贫 and, where the place names them, 孤儿 and 事实无人抚养儿童.
"""

from decimal import Decimal

from law.article import Article, unnumbered
from welfare.catalogue.means import disposable_income_last_year
from welfare.catalogue.minimum_living_numbers import RELIEF, RELIEF_SINCE
from welfare.catalogue.recognised import (
    is_destitute,
    is_near_minimum,
    is_of_rigid_expense,
    is_on_minimum_living,
    is_protected_child,
)
from welfare.catalogue.rows import rows_of
from welfare.rules.dictionary import insurance_paid, major_paid, medical_bill_in_scope
from welfare.rules.entitlement import Component, Document, Entitlement, Step
from welfare.rules.expressions import Condition, Number, all_of, any_of, greatest, least, no, when
from welfare.rules.fact import PERSON, Choice, DerivedNumber, Flag, Quantity
from welfare.rules.members import any_member
from welfare.rules.standards import Row, Standard

OPINION = ("关于健全重特大疾病医疗保险和救助制度的意见", "国办发〔2021〕42号，文号待核实")
LAYERED = ("关于加强低收入人口动态监测做好分层分类社会救助工作的意见", "")
FUND = ("城乡医疗救助基金管理办法", "")

SUQIAN = unnumbered("宿迁市医疗救助待遇标准")

NO_CAP = "100000000"
"""The highest sum that a bill can state, so that it caps nothing."""

is_poor_through_illness = Flag(
    "is_poor_through_illness",
    "经认定的因病致贫重病患者",
    absent=False,
    documents=("因病致贫重病患者认定书",),
)
is_uninsured = Flag("is_uninsured", "没有参加基本医疗保险", absent=False, documents=("医保参保查询结果",))
bill_kind = Choice("bill_kind", "费用类别", options=("门诊", "住院或者门诊慢特病"), documents=("医疗费用结算单",))
medical_self_paid = Quantity(
    "medical_self_paid",
    "基本医保、大病保险支付以后的个人自付",
    unit="元",
    documents=("医疗费用结算单",),
    note="政策范围内的部分",
)
medical_aid_received_year = Quantity(
    "medical_aid_received_year",
    "本年度已得到的医疗救助",
    unit="元",
    absent=Decimal(0),
    documents=("医疗救助发放记录",),
)
referred_in_order = Flag("referred_in_order", "在省内就医并按规定转诊", documents=("转诊单", "就医备案记录"))

CLASSES = {
    "destitute": "特困人员",
    "child": "孤儿、事实无人抚养儿童",
    "minimum": "低保对象",
    "near": "低保边缘家庭成员",
    "ill": "因病致贫重病患者",
}

# region, year, source: class → (deductible in yuan, ratio, cap in yuan a year). Blank stays blank.
TABLE = (
    (
        "3213",
        2024,
        SUQIAN,
        {
            "destitute": ("0", "1", "90000"),
            "child": ("0", "1", "90000"),
            "minimum": ("0", "0.8", "90000"),
            "near": ("3000", "0.7", "90000"),
            "ill": ("3000", "0.7", "90000"),
        },
    ),
    (
        "371082",
        2023,
        unnumbered("荣成市医疗救助待遇标准"),
        {
            "destitute": ("0", "1", NO_CAP),
            "minimum": ("0", "0.75", "50000"),
            "near": ("2875.3", "0.6", "30000"),
            "ill": ("7188.25", "0.5", "20000"),
        },
    ),
    # 支出型 in Shanghai lies between 50 and 70 %, which is no number; deductibles and caps were not seen.
    ("31", 2023, unnumbered("上海市医疗救助办法"), {"minimum": ("", "0.9", ""), "near": ("", "0.8", "")}),
)


def _rows(of: str, column: int) -> tuple[Row, ...]:
    return tuple(
        row
        for region, year, source, classes in TABLE
        if of in classes and classes[of][column]
        for row in rows_of(region, source, (f"{year}-01-01", f"{year}-12-31", classes[of][column], None))
    )


deductibles = {
    of: Standard(f"medical_aid_deductible_{of}", f"{name}医疗救助起付标准", unit="元", rows=_rows(of, 0))
    for of, name in CLASSES.items()
}
ratios = {
    of: Standard(f"medical_aid_ratio_{of}", f"{name}医疗救助比例", unit="", high=Decimal(1), rows=_rows(of, 1))
    for of, name in CLASSES.items()
}
caps = {
    of: Standard(f"medical_aid_cap_{of}", f"{name}医疗救助年度限额", unit="元", rows=_rows(of, 2))
    for of, name in CLASSES.items()
}
# Many places set a share of last year's local income (about 10 % for 低保边缘, 25 % for 因病致贫): none was seen with
# its source, and the shares of the national opinion are "about".
deductible_shares = {
    of: Standard(
        f"medical_aid_deductible_share_{of}",
        f"{name}医疗救助起付标准占上年度居民人均可支配收入的比例",
        unit="",
        high=Decimal(1),
    )
    for of, name in CLASSES.items()
}
own_deductible = Standard(
    "medical_aid_deductible", "医疗救助起付标准（本例适用的）", unit="元", also=("deductible", "起付标准", "起付线")
)
own_ratio = Standard(
    "medical_aid_ratio", "医疗救助比例（本例适用的）", unit="", high=Decimal(1), also=("ratio", "救助比例")
)
own_cap = Standard("medical_aid_cap", "医疗救助年度限额（本例适用的）", unit="元", also=("cap", "年度限额", "救助限额"))
outpatient_cap = Standard(
    "medical_aid_outpatient_cap",
    "门诊医疗救助年度限额",
    unit="元",
    rows=rows_of("3213", SUQIAN, ("2024-01-01", "2024-12-31", "10000", None)),
)
uninsured_ratio = Standard("medical_aid_uninsured_ratio", "未参保对象直接救助比例", unit="", high=Decimal(1))
# 倾斜救助 is local and none was seen: a case or a book states it, and without a cap of its own it has none.
tilt_deductible = Standard("medical_aid_tilt_deductible", "倾斜救助起付标准", unit="元", also=("deductible2",))
tilt_ratio = Standard("medical_aid_tilt_ratio", "倾斜救助比例", unit="", high=Decimal(1), also=("ratio2",))
tilt_cap = Standard("medical_aid_tilt_cap", "倾斜救助年度限额", unit="元", also=("cap2",))

is_ill_class = any_of(is_poor_through_illness, is_of_rigid_expense).worded("因病致贫重病患者或者刚性支出困难家庭成员")
IS_OF: dict[str, Condition] = {
    "minimum": is_on_minimum_living,
    "destitute": is_destitute,
    "near": is_near_minimum,
    "ill": is_ill_class,
}


def _of_class(standards: dict[str, Standard], own: Standard, numbers: dict[str, Number]) -> Number:
    """The number of the class; a protected child has its own where the place names it, else that of the household.

    ``own`` wins over all: one number that a case states for itself, whose class it knows.
    """
    chosen = when(is_protected_child, numbers["child"], 0)
    for of in reversed(IS_OF):
        chosen = when(IS_OF[of], numbers[of], chosen)
    chosen = when(all_of(is_protected_child, standards["child"].is_recorded()), numbers["child"], chosen)
    return when(own.is_recorded(), own, chosen)


deductible = _of_class(
    deductibles,
    own_deductible,
    {
        of: when(
            all_of(no(in_yuan.is_recorded()), deductible_shares[of].is_recorded()),
            deductible_shares[of] * disposable_income_last_year,
            in_yuan,
        )
        for of, in_yuan in deductibles.items()
    },
).worded("医疗救助起付标准")
ratio = _of_class(ratios, own_ratio, dict(ratios)).worded("医疗救助比例")
class_cap = _of_class(caps, own_cap, dict(caps))
cap = when(
    outpatient_cap.is_recorded(),
    when(bill_kind.is_one_of("门诊"), outpatient_cap, class_cap),
    class_cap,
).worded("医疗救助年度限额")

after_basic = greatest(0, medical_bill_in_scope - insurance_paid).worded("基本医保支付以后剩余")
after_major = when(
    medical_self_paid.is_recorded(),
    DerivedNumber(medical_self_paid, medical_self_paid),
    greatest(0, medical_bill_in_scope - insurance_paid - major_paid),
).worded("个人自付")
aid_by_layers = least(greatest(0, cap - medical_aid_received_year), ratio * greatest(0, after_major - deductible))
# Who is not insured has no layers below: the place helps with the person's own costs directly.
aid = when(is_uninsured, uninsured_ratio * medical_bill_in_scope, aid_by_layers)
borne = when(is_uninsured, medical_bill_in_scope, after_major)
after_aid = greatest(0, borne - aid)
tilt_uncapped = tilt_ratio * greatest(0, after_aid - tilt_deductible)
tilt = when(
    all_of(no(is_uninsured), referred_in_order),
    when(tilt_cap.is_recorded(), least(tilt_cap, tilt_uncapped), tilt_uncapped),
)
has_tilt = all_of(tilt_ratio.is_recorded(), tilt_deductible.is_recorded())
tilt_if_any = when(has_tilt, tilt, 0)

has_handed_in_bill = any_of(medical_bill_in_scope.is_recorded(), medical_self_paid.is_recorded())

is_of_aided_class = (
    any_of(*IS_OF.values(), is_protected_child).worded("属于医疗救助对象").under(Article(*RELIEF, "第二十八条"))
)

MEDICAL_AID = Entitlement(
    code="medical_aid",
    name="医疗救助",
    scope=PERSON,
    citations=(Article(*RELIEF), Article(*OPINION), Article(*LAYERED), Article(*FUND)),
    in_force=RELIEF_SINCE,
    condition=all_of(
        is_of_aided_class,
        any_of(
            all_of(
                no(is_uninsured),
                (after_major > deductible)
                .worded("基本医保、大病保险支付以后的个人自付高于起付标准")
                .under(Article(*RELIEF, "第二十九条")),
            ).worded("参加了基本医疗保险，个人自付高于起付标准"),
            all_of(is_uninsured, medical_bill_in_scope > 0)
            .worded("没有参保，有政策范围内医疗费用")
            .under(Article(*FUND, "第八条")),
        ).worded("个人自付高于起付标准，或者没有参保"),
    ).worded("医疗救助对象有需要救助的医疗费用"),
    # Where one member handed in a bill, those who did not add nothing yet: they are named as missing, not guessed at.
    amount=when(
        any_of(has_handed_in_bill, no(any_member(has_handed_in_bill))),
        aid + tilt_if_any,
        0,
    ),
    unit="元",
    components={
        "bill": Component("政策范围内医疗费用", medical_bill_in_scope, "元"),
        "basic": Component("基本医保支付", insurance_paid, "元"),
        "after_basic": Component("基本医保支付以后剩余", after_basic, "元"),
        "major": Component("大病保险支付", major_paid, "元"),
        "after_major": Component("大病保险支付以后剩余（个人自付）", after_major, "元"),
        "deductible": Component("起付标准", deductible, "元"),
        "ratio": Component("救助比例", ratio, ""),
        "cap": Component("年度限额", cap, "元"),
        "before_cap": Component("按比例计算", ratio * greatest(0, after_major - deductible), "元"),
        "aid": Component("医疗救助", aid, "元", Article(*RELIEF, "第二十九条")),
        "after_aid": Component("医疗救助以后剩余", after_aid, "元"),
        "tilt": Component("倾斜救助", tilt, "元", Article(*OPINION)),
        "remains": Component("最后由个人负担", greatest(0, after_aid - tilt_if_any), "元"),
    },
    documents=(
        "医疗费用结算单",
        "医疗费用发票",
        "诊断书",
        Document("低保证或者认定书", is_of_aided_class),
        Document("转诊单或者就医备案记录", has_tilt),
    ),
    steps=(
        Step(
            "直接结算（低保家庭成员、特困人员）",
            "县级医疗保障部门",
            Article(*RELIEF, "第三十条"),
            note="低保家庭成员和特困供养人员由县级医疗保障部门直接办理，不需要另外申请",
        ),
        Step("提出申请（其他对象）", "乡镇（街道）", Article(*RELIEF, "第三十条"), ends_with="accept"),
        Step(
            "审核、公示",
            "乡镇（街道）",
            Article(*RELIEF, "第三十条"),
            note="不公示病情、戒毒等任何个人情况",
            ends_with="publicise",
        ),
        Step("审批", "县级医疗保障部门", Article(*RELIEF, "第三十条"), ends_with="grant"),
    ),
    where_to_ask="参保地的县级医疗保障部门，或者户籍所在地的乡镇人民政府（街道办事处）",
    unverified=(
        "各地起付标准、比例和限额每年公布，没有收录的地方须向当地医疗保障部门确认",
        "荣成市2023年的数字来自转载，须对照原文",
        "刚性支出困难家庭是否按因病致贫重病患者的标准救助，由各地规定",
        "强制隔离戒毒期间所外就医的费用由本人承担，能否救助须向当地医疗保障部门确认",
    ),
)
