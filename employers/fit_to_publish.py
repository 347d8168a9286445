"""Whether what a firm wrote can be handed in: complete, and for full-time work no less than the minimum wage."""

from datetime import date
from decimal import Decimal

from employers.models import Vacancy
from law.dated import Dated
from law.minimum_wage import lowest
from law.money import per_month
from people.errors import Refused


def faults(vacancy: Vacancy, on: date) -> list[tuple[str, str]]:
    """What keeps it from being handed in: (field of Vacancy, a sentence that says what to do), in the form's order."""
    missing = [
        ("headcount", vacancy.headcount is None, "请写明招几个人。"),
        ("wage_min", vacancy.wage_min is None, "请写明每月最低工资。"),
        ("text", not vacancy.text.strip(), "请写几句工作内容。"),
    ]
    found = [(name, words) for name, absent, words in missing if absent]
    if too_little := below_minimum(vacancy, on):
        found.append(("wage_min", too_little))
    return found


def require_fit(vacancy: Vacancy, on: date) -> None:
    """Raises Refused with the first of ``faults``."""
    for _, words in faults(vacancy, on):
        raise Refused("这个岗位还不能提交。", words)


def below_minimum(vacancy: Vacancy, on: date) -> str:
    """What to tell a firm whose full-time work pays less than the monthly minimum wage of the place of work; "" where
    it does not, where it may (part-time work is paid by the hour), and where no standard is known."""
    if vacancy.part_time or vacancy.wage_min is None or vacancy.region_id is None:
        return ""
    standard = minimum(vacancy, on)
    if standard is None or vacancy.wage_min >= standard.value:
        return ""
    return (
        f"全职岗位的月工资不能低于{standard.source.title}的 {per_month(standard.value)}，请改到这个数以上；"
        "每天不超过 4 小时的，请在“什么时间”里选“非全日制”。"
    )


def minimum(vacancy: Vacancy, on: date) -> Dated[Decimal] | None:
    """The monthly standard where the work is done; None where none is known."""
    return lowest(vacancy.region.code, on)
