"""What can be chosen in the self-check: value → words as shown, and what the rules call it. None: nobody knows."""

from collections.abc import Mapping
from typing import Any

from welfare.catalogue.legal_aid import DEFENCE, INJURY_AT_WORK, WAGES
from welfare.catalogue.parents import ABLE
from welfare.public.people import UNKNOWN

Pair = tuple[str, str]

YES, NO = "yes", "no"
YES_NO: tuple[Pair, ...] = ((YES, "是"), (NO, "不是"), (UNKNOWN, "不清楚"))
HAS: tuple[Pair, ...] = ((YES, "有"), (NO, "没有"), (UNKNOWN, "不清楚"))
NOBODY = "none"
GATE: tuple[Pair, ...] = ((NOBODY, "没有人"), (YES, "有"), (UNKNOWN, "不清楚"))


STANDINGS: dict[str, tuple[str, str | None]] = {
    "none": ("都没有", "无"),
    "minimum": ("低保", "低保"),
    "destitute": ("特困", "特困"),
    "near": ("低保边缘", "低保边缘"),
    "rigid": ("刚性支出困难家庭（有的地方叫支出型困难家庭）", "刚性支出"),
    "was": ("以前有低保，家里有人上班以后停了，或者要停了", None),
    UNKNOWN: ("不清楚", None),
}

INCIDENTS: dict[str, tuple[str, str | None]] = {
    "none": ("没有", "无"),
    "fire": ("家里着火", "火灾"),
    "traffic": ("出了车祸、交通事故", "交通事故"),
    "illness": ("家里人突然得了重病", "突发重大疾病"),
    "costs": ("看病、上学的钱突然多出很多", "必需支出突然增加"),
    "other": ("别的大事", "其他特殊困难"),
    UNKNOWN: ("不清楚", None),
}

MATTERS: dict[str, tuple[str, str | None]] = {
    "none": ("没有", "无"),
    "wages": ("老板欠工资", WAGES),
    "injury": ("干活受了伤，要赔偿", INJURY_AT_WORK),
    "support": ("要赡养费、抚养费", "赡养费、抚养费、扶养费"),
    "benefits": ("社保、救助该给没给", "社会保险待遇或者社会救助"),
    "accident": ("车祸、医疗事故要赔偿", "交通、食品药品、医疗事故赔偿"),
    "violence": ("被家里人打、虐待、遗弃", "虐待、遗弃或者家庭暴力"),
    "defence": ("家里人被追究刑事责任，要律师", DEFENCE),
    "other": ("别的事", "其他"),
    UNKNOWN: ("不清楚", None),
}

LEVELS: dict[str, tuple[str, str]] = {
    "no": ("不上学", "无"),
    "kindergarten": ("幼儿园", "幼儿园"),
    "primary": ("小学", "小学"),
    "junior": ("初中", "初中"),
    "senior": ("高中", "高中"),
    "vocational": ("中专、职高、技校", "中职"),
    "college": ("大专", "大专"),
    "bachelor": ("大学本科", "本科"),
    "graduate": ("研究生", "研究生"),
}

GRADES: dict[str, tuple[str, str]] = {
    "no": ("没有残疾证", "无"),
    "1": ("一级", "一级"),
    "2": ("二级", "二级"),
    "3": ("三级", "三级"),
    "4": ("四级", "四级"),
}
KINDS = ("视力", "听力", "言语", "肢体", "智力", "精神", "多重")

# (as shown, what the rules call it, months where the rule asks for six)
PARENT_STATES: dict[str, tuple[str, str | None, int | None]] = {
    "able": ("能照顾孩子", ABLE, None),
    "dead": ("去世了", "死亡", None),
    "missing": ("法院宣告失踪了", "宣告失踪", None),
    "disabled": ("重度残疾", "重残", None),
    "ill": ("得了大病", "重病", None),
    "held": ("被依法限制人身自由，一共6个月以上", "其他限制人身自由", 6),
    "held_short": ("被依法限制人身自由，不到6个月", "其他限制人身自由", 0),
    "lost": ("失去联系6个月以上", "失联", 6),
    "lost_short": ("失去联系，不到6个月", "失联", 0),
    "stripped": ("法院取消了监护资格", "撤销监护资格", None),
    "deported": ("被遣送出境", "遣送（驱逐）出境", None),
    UNKNOWN: ("不清楚", None, None),
}

WORK_SINCE = tuple((str(months), f"{months}个月前" if months else "不到1个月") for months in range(6))
LIFTED: tuple[Pair, ...] = (*WORK_SINCE, ("12", "6个月以前"), (UNKNOWN, "不清楚"))


def shown(table: Mapping[str, tuple[Any, ...]]) -> tuple[Pair, ...]:
    """The choices of a table as a form shows them."""
    return tuple((value, row[0]) for value, row in table.items())
