"""Legal words that more than one room says, so that they are said the same way everywhere."""

from datetime import date
from enum import StrEnum
from typing import Self


class Measure(StrEnum):
    """戒毒措施, as 禁毒法 and 戒毒条例 name them. Values are stored; ``label`` is the legal name."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    VOLUNTARY = "voluntary", "自愿戒毒"
    COMMUNITY_TREATMENT = "community_treatment", "社区戒毒"
    COMPULSORY_ISOLATION = "compulsory_isolation", "强制隔离戒毒"
    COMMUNITY_RECOVERY = "community_recovery", "社区康复"
    MAINTENANCE = "maintenance", "药物维持治疗"


NOT_AVAILABLE = "该岗位暂不合适。"
"""All that an employer, a log or a mail may ever learn of why somebody is not proposed for a post."""


def chinese_day(day: date) -> str:
    """2026年11月22日."""
    return f"{day.year}年{day.month}月{day.day}日"
