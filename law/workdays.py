"""Working days of the Chinese calendar, for statutory clocks.

The State Council announces each year's holidays and make-up Saturdays late in the year before. For days outside the
announced years (the installed table covers 2004 to 2026) Monday to Friday are counted and the result says so: a
deadline that reaches into an unannounced year is *provisional* and must be counted again once the table is there.
"""

from datetime import date, timedelta
from typing import NamedTuple

import chinese_calendar


class Workday(NamedTuple):
    day: date
    provisional: bool
    """True when a day that was counted lies outside the announced calendar."""


class WorkdayCount(NamedTuple):
    days: int
    provisional: bool


def is_announced(day: date) -> bool:
    """Whether the holidays of that day's year are in the table."""
    return _calendar(day) is not None


def is_workday(day: date) -> bool:
    """By the announced calendar; outside it (ask ``is_announced``) Monday to Friday."""
    known = _calendar(day)
    return day.weekday() < 5 if known is None else known


def add_workdays(day: date, n: int) -> Workday:
    """The n-th working day after ``day``, which itself is not counted (民法典第二百零一条).

    Raises ValueError for a negative n; n = 0 gives ``day`` back, a working day or not.
    """
    if n < 0:
        raise ValueError(f"working days are counted forward, got {n}")
    provisional = False
    while n:
        day += timedelta(days=1)
        provisional |= not is_announced(day)
        n -= is_workday(day)
    return Workday(day, provisional)


def workdays_between(start: date, end: date) -> WorkdayCount:
    """Working days after ``start`` up to and including ``end``; negative when ``end`` is before ``start``."""
    if end < start:
        days, provisional = workdays_between(end, start)
        return WorkdayCount(-days, provisional)
    span = [start + timedelta(days=i) for i in range(1, (end - start).days + 1)]
    return WorkdayCount(sum(map(is_workday, span)), not all(map(is_announced, span)))


def _calendar(day: date) -> bool | None:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None
