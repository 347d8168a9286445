"""月、季、年: which months a page speaks of, and which earlier ones they are held against."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum

from dateutil.relativedelta import relativedelta

from figures.catalogue.table import BY_CODE
from figures.close_month import months_from
from figures.figure import Figure, Kind
from figures.period import last_day

_CODE = re.compile(r"(?P<year>20[0-9]{2})(?:-(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4]))?")


class Length(Enum):
    """How long a span is in months, what it is called, and what the one before it and a year ago are called."""

    MONTH = (1, "月", "本月", "上月", "去年同月")
    QUARTER = (3, "季度", "本季度", "上季度", "去年同季")
    YEAR = (12, "年度", "本年", "上年", "")

    def __init__(self, months: int, label: str, this: str, before: str, year_before: str) -> None:
        self.months, self.label, self.this = months, label, this
        self.before, self.year_before = before, year_before

    @property
    def names(self) -> tuple[str, str, str]:
        """Headings of a table: this one, the one before, the year before (empty of a year)."""
        return self.this, self.before, self.year_before


@dataclass(frozen=True, slots=True)
class Span:
    """A month, a quarter or a year as far as it was counted: ``months`` in order, ``end`` the last day of the whole."""

    length: Length
    months: tuple[date, ...]

    @property
    def first(self) -> date:
        return self.months[0]

    @property
    def last(self) -> date:
        """The month that stocks are taken from."""
        return self.months[-1]

    @property
    def end(self) -> date:
        return last_day(self.first + relativedelta(months=self.length.months - 1))

    @property
    def is_whole(self) -> bool:
        """Whether every month of it is among ``months``."""
        return len(self.months) == self.length.months

    @property
    def code(self) -> str:
        """What stands in an address: 2026-10, 2026Q4, 2026."""
        if self.length is Length.MONTH:
            return f"{self.first:%Y-%m}"
        return (
            f"{self.first.year}Q{(self.first.month + 2) // 3}" if self.length is Length.QUARTER else f"{self.first:%Y}"
        )

    @property
    def label(self) -> str:
        """2026年10月, 2026年四季度（到11月）, 2026年."""
        year, month = self.first.year, self.first.month
        if self.length is Length.MONTH:
            return f"{year}年{month}月"
        name = f"{year}年{'一二三四'[(month - 1) // 3]}季度" if self.length is Length.QUARTER else f"{year}年"
        return name if self.is_whole else f"{name}（到{self.last.month}月）"

    def earlier(self, months: int) -> "Span":
        """As many months, so much earlier: a quarter that runs is held against as much of the last one."""
        return Span(self.length, tuple(month - relativedelta(months=months) for month in self.months))

    @property
    def before(self) -> "Span":
        return self.earlier(self.length.months)

    @property
    def year_before(self) -> "Span | None":
        """The same months of the year before; None of a year, whose year before is the one before."""
        return self.earlier(12) if self.length is not Length.YEAR else None

    def compares(self, figure: Figure, today: date) -> bool:
        """Whether the figure of this span may be held against an earlier one: what is still happening in a month that
        runs, or is still being asked after, is not held against a whole month."""
        return last_day(self.last) < today or _counted(figure).kind == Kind.STOCK


def span_of(code: str, counted: Collection[date]) -> Span | None:
    """The span of this code as far as it was counted; None for no code, and where one of its months is missing."""
    match = _CODE.fullmatch(code)
    if match is None or not counted:
        return None
    year, month, quarter = int(match["year"]), match["month"], match["quarter"]
    length = Length.MONTH if month else Length.QUARTER if quarter else Length.YEAR
    first = date(year, int(month) if month else 3 * int(quarter) - 2 if quarter else 1, 1)
    last = min(first + relativedelta(months=length.months - 1), max(counted))
    months = tuple(months_from(first, last)) if last >= first else ()
    return Span(length, months) if months and set(months) <= set(counted) else None


def spans(counted: Collection[date]) -> dict[str, list[Span]]:
    """All that can be chosen, latest first, by what they are called."""
    found: dict[str, list[Span]] = {}
    for length in Length:
        codes = dict.fromkeys(Span(length, (_begin(month, length),)).code for month in sorted(counted, reverse=True))
        known = [span for code in codes if (span := span_of(code, counted))]
        if known:
            found[length.label] = known
    return found


def usual(counted: Collection[date], today: date) -> Span | None:
    """What a page opens with: the last month that is over, else the one that runs."""
    over = [month for month in counted if last_day(month) < today]
    return Span(Length.MONTH, (max(over or counted),)) if counted else None


def _counted(figure: Figure) -> Figure:
    """The figure itself, of a share what it divides."""
    return BY_CODE[figure.numerator] if figure.kind.is_derived else figure


def _begin(month: date, length: Length) -> date:
    return month.replace(month=month.month - (month.month - 1) % length.months)
