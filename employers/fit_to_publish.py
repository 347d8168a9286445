"""Whether what a firm wrote can be handed in: complete, and for full-time work no less than the minimum wage."""

from datetime import date

from employers.models import Vacancy
from people.errors import Refused


def faults(vacancy: Vacancy, on: date) -> list[tuple[str, str]]:
    """What keeps it from being handed in: (field of Vacancy, a sentence that says what to do), in the form's order."""
    missing = [
        ("headcount", vacancy.headcount is None, "请写明招几个人。"),
        ("wage_min", vacancy.wage_min is None, "请写明每月最低工资。"),
        ("text", not vacancy.text.strip(), "请写几句工作内容。"),
    ]
    return [(name, words) for name, absent, words in missing if absent]


def require_fit(vacancy: Vacancy, on: date) -> None:
    """Raises Refused with the first of ``faults``."""
    for _, words in faults(vacancy, on):
        raise Refused("这个岗位还不能提交。", words)
