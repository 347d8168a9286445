"""The days that a register speaks of: a month, a quarter, a year, or one day as of which it stands."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from figures.period import last_day, moment, month_of

MONTHS, QUARTERS, YEARS = 13, 5, 3
_CODE = re.compile(r"(?P<year>20[0-9]{2})(?:-(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4]))?")


@dataclass(frozen=True, slots=True)
class Days:
    """From ``first`` to ``last``, both inside. ``code`` stands in addresses and file names: 2026-10, 2026Q4, 2026."""

    code: str
    label: str
    first: date
    last: date

    @property
    def since(self) -> datetime:
        """The first moment, and ``until`` the first one after it, by the site's clock."""
        return moment(self.first)

    @property
    def until(self) -> datetime:
        return moment(self.last + timedelta(days=1))

    @property
    def span(self) -> tuple[date, date]:
        """For ``__range`` of a date."""
        return self.first, self.last

    def has(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def one_day(day: date) -> Days:
    return Days(f"{day:%Y-%m-%d}", f"{day.year}年{day.month}月{day.day}日", day, day)


def month(day: date) -> Days:
    """The whole month in which ``day`` lies, also while it runs."""
    first = month_of(day)
    return Days(f"{first:%Y-%m}", f"{first.year}年{first.month}月", first, last_day(first))


def quarter(day: date) -> Days:
    number = (day.month + 2) // 3
    first = date(day.year, 3 * number - 2, 1)
    label = f"{day.year}年{'一二三四'[number - 1]}季度"
    return Days(f"{day.year}Q{number}", label, first, last_day(first + relativedelta(months=2)))


def year(day: date) -> Days:
    return Days(f"{day.year}", f"{day.year}年", date(day.year, 1, 1), date(day.year, 12, 31))


def days_of(code: str) -> Days | None:
    """The month, quarter or year of this code; None where it is none."""
    match = _CODE.fullmatch(code)
    if match is None:
        return None
    of_year = int(match["year"])
    if match["month"]:
        return month(date(of_year, int(match["month"]), 1))
    if match["quarter"]:
        return quarter(date(of_year, 3 * int(match["quarter"]), 1))
    return year(date(of_year, 1, 1))


def choices(today: date, ahead: int = 0) -> dict[str, list[Days]]:
    """What can be chosen, latest first, by what it is called; ``ahead``: so many months that are still to come."""
    return {
        "月": [month(month_of(today) + relativedelta(months=ahead - back)) for back in range(MONTHS + ahead)],
        "季度": [quarter(today - relativedelta(months=3 * back)) for back in range(QUARTERS)],
        "年度": [year(today - relativedelta(years=back)) for back in range(YEARS)],
    }
