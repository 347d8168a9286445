"""Calendar months, and the periods of tax returns: what incentives are counted in."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple, Self

_MONTH = re.compile(r"(\d{4})-(\d{2})")
_PERIOD = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{2})))?")


class Month(NamedTuple):
    """One calendar month; ordered, and counted on with ``plus``."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """``2025-03``. Raises ValueError for anything else."""
        found = _MONTH.fullmatch(text)
        if found is None or not 1 <= int(found[2]) <= 12:
            raise ValueError(f"not a month, as 2025-03: {text!r}")
        return cls(int(found[1]), int(found[2]))

    def plus(self, months: int) -> Self:
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return type(self)(year, month + 1)

    def months_until(self, later: "Month") -> int:
        """How many months later ``later`` is; 0 for the same month, negative for one before."""
        return (later.year - self.year) * 12 + later.month - self.month

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return self.plus(1).first_day - timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def words(self) -> str:
        """2025年3月."""
        return f"{self.year}年{self.month}月"


class Period(NamedTuple):
    """From a month to a month, both included: the span of one return or one claim."""

    first: Month
    last: Month

    @classmethod
    def parse(cls, text: str) -> Self:
        """``2025-03``, ``2025-Q1``, ``2025-H1`` or ``2025``. Raises ValueError for anything else."""
        found = _PERIOD.fullmatch(text)
        if found is None or (found[4] and not 1 <= int(found[4]) <= 12):
            raise ValueError(f"not a period, as 2025-03, 2025-Q1, 2025-H1 or 2025: {text!r}")
        year = int(found[1])
        if found[2]:
            return cls(Month(year, int(found[2]) * 3 - 2), Month(year, int(found[2]) * 3))
        if found[3]:
            return cls(Month(year, int(found[3]) * 6 - 5), Month(year, int(found[3]) * 6))
        return cls(Month(year, int(found[4] or 1)), Month(year, int(found[4] or 12)))

    @property
    def months(self) -> Iterator[Month]:
        return (self.first.plus(n) for n in range(self.first.months_until(self.last) + 1))

    def __str__(self) -> str:
        """As ``parse`` reads it; a span that is no month, quarter, half or year as 2025-02/2025-05."""
        year, (first, last) = self.first.year, (self.first.month, self.last.month)
        if self.first == self.last:
            return str(self.first)
        if year == self.last.year:
            names = {(1, 12): f"{year}", (1, 6): f"{year}-H1", (7, 12): f"{year}-H2"}
            names |= {(q * 3 - 2, q * 3): f"{year}-Q{q}" for q in range(1, 5)}
            if (first, last) in names:
                return names[first, last]
        return f"{self.first}/{self.last}"


def months_between(first: date, last: date) -> frozenset[Month]:
    """Every month that has a day between both days; empty when ``last`` is before ``first``."""
    return frozenset(Period(Month.of(first), Month.of(last)).months) if first <= last else frozenset()
