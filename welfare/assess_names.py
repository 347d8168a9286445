"""Entitlements and readings of texts by code, by name and by what people call them."""

import re
from functools import cache

from welfare.catalogue.table import BY_CODE, CATALOGUE
from welfare.rules.entitlement import Entitlement
from welfare.rules.expressions import Readings
from welfare.rules.node import walk
from welfare.rules.read import FieldError

MOST_NAMED = 100
SHORT_NAMES = {
    "minimum_living": ("低保", "最低生活保障金", "dibao"),
    "near_minimum": ("低保边缘", "低保边缘家庭", "边缘家庭"),
    "rigid_expense": ("刚性支出", "刚性支出困难家庭", "支出型困难家庭"),
    "grace_period": ("渐退期", "渐退"),
    "destitute_support": ("特困", "特困供养", "特困人员救助供养", "特困人员", "destitute"),
    "temporary_relief": ("emergency", "expenditure", "急难型", "支出型"),
    "unattended_child": ("事实无人抚养儿童", "事实无人抚养"),
    "disability_allowance": ("残疾人两项补贴", "两项补贴"),
    "school_aid": ("教育救助", "教育", "助学", "就学补助", "education"),
    "student_loan": ("助学贷款",),
    "housing_aid": ("住房救助", "住房", "公租房", "租赁补贴", "housing"),
    "insurance_premium_aid": ("参保资助",),
    "maintenance_support": ("药物维持治疗", "美沙酮", "methadone"),
    "hiv_care": ("四免一关怀", "艾滋病", "hiv"),
    **{f"ordos_o{number}": (f"O{number}", f"o{number}") for number in range(1, 7)},
}


def asked_for(given: object, errors: list[FieldError]) -> tuple[Entitlement, ...]:
    """Those named, in the order named; a part of a name stands for all whose name holds it."""
    if given is None or given in ("", "all", "全部") or given == []:
        return CATALOGUE
    words = re.split(r"[、，,；;]", given) if isinstance(given, str) else given
    if not isinstance(words, list) or len(words) > MOST_NAMED:
        errors.append(FieldError("entitlements", "应为项目名称或者代码的列表；不写就是全部"))
        return ()
    found: dict[str, Entitlement] = {}
    for index, word in enumerate(words):
        meant = _meant(word.strip()) if isinstance(word, str) else ()
        if not meant:
            known = "、".join(f"{one.name}（{one.code}）" for one in CATALOGUE)
            errors.append(FieldError(f"entitlements[{index}]", f"不认识的项目，可以写：{known}"))
        found |= {one.code: one for one in meant}
    return tuple(found.values())


def _meant(word: str) -> tuple[Entitlement, ...]:
    exact = BY_CODE.get(word) or _names().get(word)
    if exact is not None:
        return (exact,)
    return tuple(one for one in CATALOGUE if len(word) > 1 and word in one.name)


@cache
def _names() -> dict[str, Entitlement]:
    names = {short: BY_CODE[code] for code, shorts in SHORT_NAMES.items() if code in BY_CODE for short in shorts}
    return names | {one.name: one for one in CATALOGUE}


def reading_of(name: object, option: object) -> tuple[str, str | None] | None:
    """(code, option) of a reading of a text, the option None where it has no such; None for what is no reading."""
    word = name.strip().lower() if isinstance(name, str) else ""
    code = next((one for one in (word, f"{word}_reading") if one in _readings()), None)
    if code is None:
        return None
    wanted = option.strip().upper() if isinstance(option, str) else None
    return code, wanted if wanted in _readings()[code] else None


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    """Code of each reading that a rule asks for → its options."""
    nodes = (node for one in CATALOGUE for node in walk(one.condition))
    return {node.code: tuple(option for option, _ in node.of) for node in nodes if isinstance(node, Readings)}
