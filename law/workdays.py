"""Working days of the Chinese calendar, for statutory clocks.

The State Council announces each year's holidays and make-up days late in the year before. ``INSTALLED`` covers 2004 to
2026; whoever keeps a longer calendar hands it in. For days outside the announced years Monday to Friday are counted
and the result says so: a deadline that reaches into an unannounced year is *provisional* and must be counted again
once the year is there.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from chinese_calendar import constants


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that differ from the week, in the years that are announced.

    off     holidays, on whatever day of the week
    worked  days worked although they lie on a weekend; a day in both is worked
    """

    years: frozenset[int]
    off: frozenset[date]
    worked: frozenset[date]

    def is_announced(self, day: date) -> bool:
        return day.year in self.years

    def is_workday(self, day: date) -> bool:
        """Outside the announced years (ask ``is_announced``) what is known of the day, else Monday to Friday."""
        return day in self.worked or (day.weekday() < 5 and day not in self.off)


INSTALLED = Calendar(
    frozenset(day.year for day in constants.holidays), frozenset(constants.holidays), frozenset(constants.workdays)
)


class Workday(NamedTuple):
    day: date
    provisional: bool
    """True when a day that was counted lies outside the announced calendar."""


class WorkdayCount(NamedTuple):
    days: int
    provisional: bool


def is_announced(day: date) -> bool:
    """Whether the holidays of that day's year are in the installed table."""
    return INSTALLED.is_announced(day)


def is_workday(day: date) -> bool:
    """By the installed table; outside it (ask ``is_announced``) Monday to Friday."""
    return INSTALLED.is_workday(day)


def add_workdays(day: date, n: int, calendar: Calendar = INSTALLED) -> Workday:
    """The n-th working day after ``day``, which itself is not counted (民法典第二百零一条).

    Raises ValueError for a negative n; n = 0 gives ``day`` back, a working day or not.
    """
    if n < 0:
        raise ValueError(f"working days are counted forward, got {n}")
    provisional = False
    while n:
        day += timedelta(days=1)
        provisional |= not calendar.is_announced(day)
        n -= calendar.is_workday(day)
    return Workday(day, provisional)


def workdays_between(start: date, end: date, calendar: Calendar = INSTALLED) -> WorkdayCount:
    """Working days after ``start`` up to and including ``end``; negative when ``end`` is before ``start``."""
    if end < start:
        days, provisional = workdays_between(end, start, calendar)
        return WorkdayCount(-days, provisional)
    span = [start + timedelta(days=i) for i in range(1, (end - start).days + 1)]
    return WorkdayCount(sum(map(calendar.is_workday, span)), not all(map(calendar.is_announced, span)))
