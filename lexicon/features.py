"""The one vocabulary of work features, shifts, education, certificates and post kinds.

Clients, vacancies and matching speak through these values, so that a limit recorded for a person and a feature
read from an advertisement are the same word. Values are stored and therefore never change; labels are what people
read. Every member is a ``str`` equal to its value:

    WorkFeature.NIGHT == "night"          WorkFeature("night").label == "夜班"
    Education.SENIOR.rank                 3, ordered: compare ranks, not members
    CERTIFICATES["driving_c1"].label      "驾驶证 C1"
    recognise("持C1驾照、低压电工证")       ["driving_c1", "electrician_low"]
    satisfied("driving_c1", {"driving_b2"})   True: a B2 licence allows what C1 allows

A certificate code may also be a free string that is not listed here: unknown certificates are kept, and satisfy
only themselves.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A stored value with the Chinese word that people read."""

    label: str

    # The label is optional for type checkers alone, which take WorkFeature("night") for a call of this.
    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(value, label) in the order written, as form and model fields want them."""
        return [(member.value, member.label) for member in cls]


class WorkFeature(Labelled):
    """What a post asks of the body. A client's health limit is recorded against the same member."""

    HEIGHT = "height", "高空"
    NIGHT = "night", "夜班"
    HEAVY = "heavy", "重体力"
    DUST = "dust", "粉尘"
    DRIVING = "driving", "驾驶"
    HEAT = "heat", "高温"
    COLD = "cold", "低温"
    NOISE = "noise", "噪声"
    CHEMICALS = "chemicals", "接触化学品"
    STANDING = "standing", "久站"
    UNDERGROUND = "underground", "井下"
    OUTDOOR = "outdoor", "户外"
    ELECTRICITY = "electricity", "带电"
    CONFINED = "confined", "有限空间"
    TRAVEL = "travel", "出差"
    OVERNIGHT = "overnight", "住外过夜"
    FOOD = "food", "接触食品（需健康证）"
    SCREEN = "screen", "久看屏幕"


class Shift(Labelled):
    DAY = "day", "白班"
    TWO = "two", "两班倒"
    THREE = "three", "三班倒"
    NIGHT = "night", "夜班"
    FLEXIBLE = "flexible", "弹性"
    ROTATING = "rotating", "倒班（未说明）"

    @property
    def includes_night(self) -> bool | None:
        """True or False where the word settles it, None where the advertisement must be asked."""
        return _INCLUDES_NIGHT[self]


_INCLUDES_NIGHT: dict[Shift, bool | None] = {
    Shift.DAY: False,
    Shift.TWO: True,
    Shift.THREE: True,
    Shift.NIGHT: True,
    Shift.FLEXIBLE: None,
    Shift.ROTATING: None,
}


class Education(Labelled):
    """Ordered from none to master; a vacancy that asks for none takes everybody."""

    NONE = "none", "不限"
    PRIMARY = "primary", "小学"
    JUNIOR = "junior", "初中"
    SENIOR = "senior", "高中/中专"
    COLLEGE = "college", "大专"
    BACHELOR = "bachelor", "本科"
    MASTER = "master", "研究生"

    @property
    def rank(self) -> int:
        """0 for none to 6 for master: a person fits when her rank is at least the rank asked for."""
        return list(type(self)).index(self)


class PostKind(Labelled):
    """Kinds of post that a statute names when it bars somebody for a time; see placement.matching.bars."""

    ENTERTAINMENT_VENUE = "entertainment_venue", "娱乐场所"
    SECURITY_GUARD = "security_guard", "保安员"
    ARMED_ESCORT = "armed_escort", "武装押运"
    BUS_METRO_KEY_POST = "bus_metro_key_post", "公交、地铁关键岗位"
    KINDERGARTEN = "kindergarten", "幼儿园"
    SCHOOL = "school", "学校"
    TAXI = "taxi", "出租车驾驶员"
    RIDE_HAILING = "ride_hailing", "网约车驾驶员"
    SCHOOL_BUS = "school_bus", "校车驾驶员"
    HEAVY_VEHICLE_DRIVER = "heavy_vehicle_driver", "大中型客货车驾驶员"
    DRIVER = "driver", "机动车驾驶员"
    DRONE_OPERATOR = "drone_operator", "无人机操控员"
    PRECURSOR_MANAGER = "precursor_manager", "易制毒化学品管理人员"
    NARCOTICS_LAB = "narcotics_lab", "麻醉药品和精神药品岗位"
    CLASSIFIED = "classified", "涉密岗位"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A paper that allows somebody to do a job.

    ``aliases`` are the words of advertisements and of people. ``covers`` are the codes of papers that this one
    replaces, directly: ``satisfied`` follows them further.
    """

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()


def _listed(*rows: tuple[str, str, str, str]) -> dict[str, Certificate]:
    return {
        code: Certificate(code, label, tuple(aliases.split()), tuple(covers.split()))
        for code, label, aliases, covers in rows
    }


# Driving: what each class allows is annex 1 of 机动车驾驶证申领和使用规定 (公安部令第162号).
# A word that leaves the class open (电工证, 驾照) is a certificate of its own that every class of it covers.
CERTIFICATES: dict[str, Certificate] = _listed(
    ("driving", "驾驶证（车型未说明）", "驾驶证 驾照 机动车驾驶证 会开车 驾驶执照", ""),
    ("driving_a1", "驾驶证 A1", "", "driving_a3 driving_b1 driving_b2"),
    ("driving_a2", "驾驶证 A2", "", "driving_b1 driving_b2 driving_c6"),
    ("driving_a3", "驾驶证 A3", "", "driving_c1"),
    ("driving_b1", "驾驶证 B1", "", "driving_c1"),
    ("driving_b2", "驾驶证 B2", "", "driving_c1"),
    ("driving_c1", "驾驶证 C1", "", "driving_c2"),
    ("driving_c2", "驾驶证 C2", "自动挡驾照 自动挡驾驶证", "driving"),
    ("driving_c6", "驾驶证 C6", "", ""),
    ("driving_d", "驾驶证 D（三轮摩托车）", "D照 D证 三轮摩托车驾驶证", "driving_e"),
    ("driving_e", "驾驶证 E（两轮摩托车）", "E照 E证 摩托车驾驶证 摩托车驾照", ""),
    ("road_freight", "道路货物运输从业资格证", "货运从业资格证 货运资格证 货运证 道路运输从业资格证", ""),
    ("road_passenger", "道路旅客运输从业资格证", "客运从业资格证 客运资格证", ""),
    ("road_dangerous", "危险货物运输从业资格证", "危货从业资格证 危险品从业资格证 押运员证 危险品押运证", ""),
    ("taxi", "出租汽车驾驶员从业资格证", "出租车从业资格证 出租车驾驶员证", ""),
    ("ride_hailing", "网络预约出租汽车驾驶员证", "网约车驾驶员证 网约车资格证 网约车证 网约车从业资格证", ""),
    ("electrician", "电工证（高压或低压）", "电工证 电工操作证 电工上岗证 电工特种作业证 电工本", ""),
    ("electrician_low", "低压电工作业证", "低压电工证 低压证 低压电工作业 低压电工操作证 低压电工", "electrician"),
    (
        "electrician_high",
        "高压电工作业证",
        "高压电工证 高压证 高压电工作业 高压进网证 高压电工",
        "electrician",
    ),
    ("electrician_explosion", "防爆电气作业证", "防爆电气证 防爆电工证", ""),
    ("welder", "焊接与热切割作业证", "焊工证 电焊证 电焊工证 焊工操作证 熔化焊接与热切割 熔化焊 焊接证", ""),
    ("welder_pressure", "特种设备焊工证", "压力容器焊工证 特种设备焊接 压力管道焊工证 锅炉压力容器焊工", "welder"),
    ("height_work", "高处作业证", "高空作业证 登高证 登高作业证 高处作业 登高操作证 高空证 高处安装", ""),
    ("scaffolder", "登高架设作业证（架子工）", "架子工证 登高架设作业证 登高架设证", "height_work"),
    ("refrigeration", "制冷与空调作业证", "制冷证 制冷作业证 空调作业证 制冷与空调 制冷工证 制冷操作证", ""),
    ("hazardous_chemicals", "危险化学品安全作业证", "危化品证 危险化学品操作证 危化证 化工操作证 危化品作业证", ""),
    ("mine_gas", "瓦斯检查作业证", "瓦检员证 瓦斯检查证 瓦检证", ""),
    (
        "mine_special",
        "煤矿特种作业操作证",
        "煤矿特种作业证 井下电钳工证 采煤机证 掘进机证 绞车证 井下作业证",
        "",
    ),
    ("special_work", "特种作业操作证（类别未说明）", "特种作业操作证 特种作业证 特种工证 特种操作证", ""),
    ("forklift", "叉车证（N1）", "叉车证 叉车本 叉车操作证 叉车上岗证 叉车驾驶证 叉车司机证 N1证 N1", ""),
    ("sightseeing", "观光车证（N2）", "观光车证 N2证 N2", ""),
    ("crane_signal", "起重指挥证（Q1）", "起重指挥证 信号工证 司索证 司索工证 Q1证 Q1", ""),
    (
        "crane",
        "起重机司机证（Q2）",
        "起重机证 行车证 天车证 吊车证 桥式起重机证 龙门吊证 起重机操作证 Q2证 Q2",
        "",
    ),
    ("tower_crane", "塔式起重机司机证", "塔吊证 塔吊司机证 塔式起重机证", ""),
    ("hoist", "施工升降机司机证", "施工电梯证 升降机证 施工升降机证", ""),
    ("lift", "电梯作业证（T）", "电梯证 电梯维修证 电梯上岗证 电梯操作证 电梯安全管理证 T证", ""),
    ("boiler", "锅炉作业证（G1）", "锅炉证 司炉证 司炉工证 锅炉工证 锅炉操作证 G1证 G1", ""),
    ("boiler_power", "电站锅炉司炉证（G2）", "电站锅炉证 G2证 G2", "boiler"),
    ("boiler_water", "锅炉水处理证（G3）", "水处理证 锅炉水处理证 G3证 G3", ""),
    ("pressure_vessel", "压力容器操作证（R）", "压力容器证 压力容器操作证 R1证 R1 R2证", ""),
    ("gas_filling", "气瓶充装证（P）", "充装证 气瓶充装证 加气证", ""),
    (
        "machinery",
        "工程机械操作证",
        "挖掘机证 铲车证 装载机证 挖机证 压路机证 工程机械操作证 挖掘机操作证",
        "",
    ),
    ("health", "健康证", "健康证 健康证明 食品健康证 从业人员健康证", ""),
    ("security_guard", "保安员证", "保安员证 保安证 保安上岗证 保安资格证", ""),
    (
        "fire_operator",
        "消防设施操作员证",
        "消防证 消控证 消防设施操作员证 建构筑物消防员证 消防监控证 消防员证",
        "",
    ),
    ("cook", "烹调师证", "厨师证 中式烹调师 西式烹调师 烹调师证 厨师资格证", ""),
    ("pastry", "面点师证", "面点师证 中式面点师 西式面点师", ""),
    ("elder_care", "养老护理员证", "养老护理员证 养老护理证 护理员证 护工证", ""),
    ("infant_care", "育婴员证", "育婴师证 育婴员证 月嫂证 母婴护理证", ""),
    ("childcare", "保育师证", "保育员证 保育师证", ""),
    ("nurse", "护士执业证", "护士证 护士执业证 护士资格证", ""),
    ("beauty", "美容师证", "美容师证 高级美容师", ""),
    ("hairdresser", "美发师证", "美发师证 理发师证", ""),
    ("vehicle_repair", "汽车维修工证", "汽修证 汽车维修工证 汽车修理工证", ""),
    ("drone", "无人机操控员执照", "无人机证 无人机执照 无人机驾驶证 CAAC", ""),
    ("accounting", "初级会计资格", "会计证 初级会计证 初级会计 会计从业资格证 初级会计师 会计上岗证", ""),
    ("accounting_mid", "中级会计资格", "中级会计 中级会计师 会计师证", "accounting"),
    ("teacher", "教师资格证", "教师资格证 教师证 教资 幼师证 幼儿教师资格证", ""),
    ("safety_officer", "安全员证（C 证）", "安全员证 安全C证 安全员C证 安全生产考核合格证 安全员资格证", ""),
    ("safety_engineer", "注册安全工程师", "注安师 注册安全工程师 注安证", ""),
    ("builder", "建造师证", "建造师证 一级建造师 二级建造师 一建 二建", ""),
    ("site_clerk", "建筑八大员证", "施工员证 资料员证 质量员证 材料员证 八大员", ""),
    ("property_manager", "物业管理证", "物业经理证 物业管理证 物业经理上岗证 物业管理员证", ""),
    ("food_safety", "食品安全管理员证", "食品安全员证 食品安全管理员证 食安员证", ""),
    ("putonghua", "普通话等级证", "普通话证 普通话等级证 普通话二级 普通话一级 二级甲等 二级乙等 普通话水平", ""),
    ("computer", "计算机等级证", "计算机等级证 计算机二级 计算机一级 计算机证", ""),
    ("english", "英语等级证", "英语四级 英语六级 大学英语四级 CET4 CET6", ""),
    ("guide", "导游证", "导游证 导游资格证", ""),
    ("social_worker", "社会工作者证", "社工证 社会工作师 助理社会工作师 社会工作者证", ""),
)

_ALIASES: dict[str, str] = {
    unicodedata.normalize("NFKC", alias).lower(): item.code
    for item in CERTIFICATES.values()
    for alias in (*item.aliases, item.label)
}
# Longest first, so that 低压电工证 is not read as 电工证. Latin codes must stand alone: N1 is not in RN12.
_ALIAS_PATTERN = re.compile(
    "|".join(
        rf"(?<![a-z0-9]){re.escape(alias)}(?![a-z0-9])" if alias[0].isascii() else re.escape(alias)
        for alias in sorted(_ALIASES, key=lambda alias: (-len(alias), alias))
    )
)
_LICENCE_CLASS = re.compile(r"(?<![a-z0-9])(a1|a2|a3|b1|b2|c1|c2|c6)(?![a-z0-9])")
_ABOUT_DRIVING = re.compile(r"驾|司机|照|本|开车|车型|车辆")


def recognise(text: str) -> list[str]:
    """Codes of the certificates named in ``text``, in order of appearance, each once.

    Reads what is named, not whether it is demanded, held or denied: 无需健康证 names it too.
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    found = [(hit.start(), _ALIASES[hit.group()]) for hit in _ALIAS_PATTERN.finditer(plain)]
    if _ABOUT_DRIVING.search(plain):
        classes = [(hit.start(), f"driving_{hit.group()}") for hit in _LICENCE_CLASS.finditer(plain)]
        if classes:  # the class says more than the bare word 驾照 beside it
            found = [hit for hit in found if hit[1] != "driving"] + classes
    return list(dict.fromkeys(code for _, code in sorted(found)))


def satisfied(required: str, held: Iterable[str]) -> bool:
    """Whether one of the codes held is the one required or allows at least the same."""
    reachable = set(held)
    queue = list(reachable)
    while queue:
        certificate = CERTIFICATES.get(queue.pop())
        for code in certificate.covers if certificate else ():
            if code not in reachable:
                reachable.add(code)
                queue.append(code)
    return required in reachable
