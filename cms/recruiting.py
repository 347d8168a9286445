"""招募漏斗: from a visit to a first hire who stayed, counted by the day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from cms.count import write
from cms.models import DailyCount
from employers.public.funnel import counts

# Code, label, what is counted.
STEPS = (
    ("visit", "打开网站", "从别处来到网站的次数；在站内翻页不另算，工作人员和搜索引擎不算"),
    ("calculated", "用计算器", "算出一次结果算一次"),
    ("registered", "企业注册", "确认了邮箱、第一次登记企业的联系人"),
    ("first_post", "第一个岗位", "企业的第一个岗位发布了"),
    ("retained", "第一位员工满九十天", "企业第一位登记的员工，合同满九十天还在"),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """A step with how many took it; ``how`` says what is counted."""

    label: str
    count: int
    how: str


@dataclass(frozen=True, slots=True)
class Recruiting:
    """``days``: the latest first, each with the label and count of every step; days on which nothing happened left out.

    Each step is counted for itself: who registers today may have seen the site a month ago.
    """

    first: date
    last: date
    stages: tuple[Stage, ...]
    days: tuple[tuple[date, tuple[tuple[str, int], ...]], ...]


def recruiting(first: date, last: date) -> Recruiting:
    """From ``first`` to ``last``, both included. Four queries, and the writing of what was gathered."""
    write()
    seen: dict[date, Counter[str]] = {}
    for day, step, number in DailyCount.objects.filter(day__range=(first, last)).values_list("day", "step", "count"):
        seen.setdefault(day, Counter())[step] = number
    firms = counts(first, last)
    days = []
    for back in range((last - first).days + 1):
        day = last - timedelta(days=back)
        here, came = seen.get(day, Counter()), firms.days[day]
        row = (here["visit"], here["calculated"], came.registered, came.first_post, came.retained)
        if any(row):
            days.append((day, row))
    totals = [sum(column) for column in zip(*(row for _, row in days), strict=True)] or [0] * len(STEPS)
    stages = tuple(Stage(label, total, how) for (_, label, how), total in zip(STEPS, totals, strict=True))
    labels = [label for _, label, _ in STEPS]
    return Recruiting(first, last, stages, tuple((day, tuple(zip(labels, row, strict=True))) for day, row in days))
