"""Entitlements by code, by name and by what people call them."""

import re
from functools import cache

from welfare.catalogue.table import BY_CODE, CATALOGUE
from welfare.rules.entitlement import Entitlement
from welfare.rules.read import FieldError

MOST_NAMED = 100
SHORT_NAMES = {
    "minimum_living": ("低保", "最低生活保障金", "dibao"),
    "near_minimum": ("低保边缘", "低保边缘家庭", "边缘家庭"),
    "rigid_expense": ("刚性支出", "刚性支出困难家庭", "支出型困难家庭"),
    "destitute_support": ("特困", "特困供养", "特困人员救助供养"),
    "disability_allowance": ("残疾人两项补贴", "两项补贴"),
    "school_aid": ("教育救助", "助学"),
    "housing_aid": ("住房救助",),
    "insurance_premium_aid": ("参保资助",),
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
