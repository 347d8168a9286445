"""The arithmetic of a figure over the months: those closed, the one that runs, corrections, gaps, last year's line.

Lengths across are in percent of the plot's width, lengths down in pixels, as in ``curve``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from ui.cells import is_number, short, why_none
from ui.charts import Tick, part, ticks

ROOF = 34
FLOOR = 190
MONTHS_AT = 208
YEARS_AT = 225
HEIGHT = 230
FEW = 13
"""Up to so many months each has its name and its number; of more only the quarters are named."""
BREADTH = 0.64
"""What part of its month a column is wide,"""
BROADEST = 12.0
"""but never more percent of the plot: one month alone is no wall."""


class Point(NamedTuple):
    """A month as given. ``month``: any day in it; ``closed``: its figure stays as it is, and ``corrected`` is what
    later corrections make of it (None: none); ``href``: the rows behind it."""

    month: date
    value: float | str | None
    closed: bool = True
    corrected: float | str | None = None
    href: str = ""


class Column(NamedTuple):
    """One month with a number. ``top`` its height; ``text`` the number above it (minor: may be left out on a phone)."""

    month: date
    value: object
    x: float
    width: float
    middle: float
    top: float
    height: float
    closed: bool
    text: str
    minor: bool


class Gap(NamedTuple):
    """A month without a number: ``why`` is hidden or unknown."""

    middle: float
    why: str


class Correction(NamedTuple):
    """▲ over a month; ``level`` is where the corrected number stands, None where it must not be shown."""

    x: float
    end: float
    middle: float
    level: float | None
    sign: float


class Piece(NamedTuple):
    """A straight piece of a line; not ``sure`` where it leads to the month that still runs."""

    x1: float
    y1: float
    x2: float
    y2: float
    sure: bool


class Name(NamedTuple):
    x: float
    label: str
    minor: bool


class Row(NamedTuple):
    """One month in the table."""

    month: date
    value: float | str | None
    why: str
    closed: bool
    is_corrected: bool
    corrected: float | str | None
    corrected_why: str
    reference: object
    reference_why: str
    href: str


@dataclass(frozen=True)
class Trend:
    columns: list[Column]
    gaps: list[Gap]
    corrections: list[Correction]
    pieces: list[Piece]
    reference: list[Piece]
    ticks: list[Tick]
    months: list[Name]
    years: list[Name]
    rows: list[Row]
    floor: int = FLOOR
    height: int = HEIGHT
    months_at: int = MONTHS_AT
    years_at: int = YEARS_AT

    @property
    def many(self) -> bool:
        """More months than have room for a number and a thick dot each."""
        return len(self.rows) > FEW

    @property
    def running(self) -> bool:
        return any(not row.closed for row in self.rows)

    @property
    def hidden(self) -> bool:
        return any("hidden" in {row.why, row.corrected_why, row.reference_why} for row in self.rows)

    @property
    def unknown(self) -> bool:
        return any(gap.why == "unknown" for gap in self.gaps)


def trend(points: Sequence[object], reference: Sequence[object] = (), most: float | None = None) -> Trend:
    """Where everything stands in the drawing of ``points`` (``Point``, or with its names), oldest first.

    reference  as many values as there are points: the line they are held against, gaps allowed
    most       the end of the scale, 100 for shares; by default a round number over the greatest value

    Raises ValueError for months that do not follow each other, for a negative number and for a reference of another
    length.
    """
    given = [_point(point) for point in points]
    against = list(reference) or [None] * len(given)
    if len(against) != len(given):
        raise ValueError(f"{len(against)} values to hold {len(given)} months against")
    for one, other in pairwise(given):
        if _index(other.month) != _index(one.month) + 1:
            raise ValueError(f"{other.month:%Y-%m} does not follow {one.month:%Y-%m}")
    numbers = [float(value) for point in given for value in (point.value, point.corrected) if is_number(value)]
    numbers += [float(value) for value in against if is_number(value)]
    if any(value < 0 for value in numbers):
        raise ValueError("a figure below nothing cannot be drawn")
    scale = ticks(float(most or max(numbers, default=0)))
    step = 100 / max(len(given), 1)
    wide = min(step * BREADTH, BROADEST)
    middles = [round(step * (index + 0.5), 3) for index in range(len(given))]

    def down(value: float | Decimal) -> float:
        return round(FLOOR - (FLOOR - ROOF) * min(float(value), scale[-1]) / scale[-1], 2)

    columns = [
        Column(
            month=point.month,
            value=point.value,
            x=round(middle - wide / 2, 3),
            width=round(wide, 3),
            middle=middle,
            top=down(point.value),
            height=round(FLOOR - down(point.value), 2),
            closed=point.closed,
            text=short(point.value) if len(given) <= FEW else "",
            minor=(len(given) - 1 - index) % 2 == 1,
        )
        for index, (point, middle) in enumerate(zip(given, middles, strict=True))
        if is_number(point.value)
    ]
    return Trend(
        columns=columns,
        gaps=[Gap(middle, why) for point, middle in zip(given, middles, strict=True) if (why := why_none(point.value))],
        corrections=[
            _correction(point, middle, wide, down)
            for point, middle in zip(given, middles, strict=True)
            if point.corrected is not None
        ],
        pieces=_pieces([(point.value, point.closed) for point in given], middles, down),
        reference=_pieces([(value, True) for value in against], middles, down),
        ticks=[Tick(down(value), short(value)) for value in scale],
        months=_months(given, middles),
        years=_years(given, middles),
        rows=[_row(point, value) for point, value in zip(given, against, strict=True)],
    )


def _point(point: object) -> Point:
    one = Point(*(part(point, name, Point._field_defaults.get(name)) for name in Point._fields))
    return one._replace(closed=bool(one.closed), href=one.href or "")


def _index(month: date) -> int:
    return month.year * 12 + month.month


def _correction(point: Point, middle: float, wide: float, down) -> Correction:
    """The sign stands over the number of the column, or just above the floor where there is none."""
    level = down(point.corrected) if is_number(point.corrected) else None
    tops = [height for height in (level, down(point.value) if is_number(point.value) else FLOOR) if height is not None]
    return Correction(
        x=round(middle - wide / 2, 3),
        end=round(middle + wide / 2, 3),
        middle=middle,
        level=level,
        sign=round(min(tops) - 18, 2),
    )


def _pieces(values: Sequence[tuple[object, bool]], middles: Sequence[float], down) -> list[Piece]:
    """A piece between neighbours that both have a number."""
    placed = list(zip(values, middles, strict=True))
    return [
        Piece(x1, down(one), x2, down(other), sure)
        for ((one, _), x1), ((other, sure), x2) in pairwise(placed)
        if is_number(one) and is_number(other)
    ]


def _months(points: Sequence[Point], middles: Sequence[float]) -> list[Name]:
    """Every month of a year; of three years the first month of each quarter, on a phone of each half."""
    few = len(points) <= FEW
    last = len(points) - 1
    return [
        Name(middle, f"{point.month.month}月", (last - index) % 2 == 1 if few else point.month.month not in {1, 7})
        for index, (point, middle) in enumerate(zip(points, middles, strict=True))
        if few or point.month.month in {1, 4, 7, 10}
    ]


def _years(points: Sequence[Point], middles: Sequence[float]) -> list[Name]:
    """The year under its January; and under the first month, unless the next January stands too near."""
    room = 3 if len(points) <= FEW else 6
    return [
        Name(middle, f"{point.month.year}年", False)
        for index, (point, middle) in enumerate(zip(points, middles, strict=True))
        if point.month.month == 1 or (index == 0 and 13 - point.month.month >= min(room, len(points)))
    ]


def _row(point: Point, reference: object) -> Row:
    is_corrected = point.corrected is not None
    return Row(
        month=point.month,
        value=point.value,
        why=why_none(point.value),
        closed=point.closed,
        is_corrected=is_corrected,
        corrected=point.corrected,
        corrected_why=why_none(point.corrected) if is_corrected else "",
        reference=reference,
        reference_why=why_none(reference),
        href=point.href,
    )
