"""The arithmetic of the drawings: pure functions from numbers to places in an SVG.

Templates draw; nothing here knows HTML. Lengths across are in percent of the drawing's width, so that it fits any
screen while its words keep their size; lengths down are in pixels.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10
from typing import NamedTuple

# How many colours the stylesheet has for parts; after the last one they repeat.
INKS = 6

HEIGHT = 200
ROOF = 10
FLOOR = 172
FOOT = 192
LEFT = 7.0


class Segment(NamedTuple):
    """One piece of a stacked bar: where it begins and how long it is, in percent of the bar."""

    label: str
    value: float
    x: float
    width: float
    ink: int


class Bar(NamedTuple):
    """One row of a bar chart; ``length`` in percent of the longest. ``value`` None: too small to be shown."""

    label: str
    value: float | None
    length: float
    href: str


class Tick(NamedTuple):
    y: float
    label: str


class Step(NamedTuple):
    """The name of a month under the drawing; a minor one may be left out on a narrow screen."""

    x: float
    label: str
    minor: bool


class Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    ink: int


class Stroke(NamedTuple):
    x1: float
    y1: float
    x2: float
    y2: float
    ink: int


class Dot(NamedTuple):
    x: float
    y: float
    ink: int


class Line(NamedTuple):
    """One series as given: its legend and its row in the table of figures."""

    label: str
    values: Sequence[float | None]
    ink: int


class Mark(NamedTuple):
    """A line that an amount is held against: where it stands, and where its name does."""

    label: str
    value: float
    x: float
    anchor: str
    shift: int
    text: int
    foot: int


@dataclass(frozen=True)
class Against:
    """One amount on a scale with lines. ``sure`` and ``open`` in percent of the scale: what is certain, what may be
    added to it. ``known``: one number; ``low_label``: at least something is known."""

    sure: float
    open: float
    known: bool
    low_label: bool
    lines: list[Mark]
    height: int


@dataclass(frozen=True)
class Plot:
    """Everything a template needs to draw months, as columns or as lines."""

    table: list[Line]
    ticks: list[Tick]
    steps: list[Step]
    boxes: list[Box]
    strokes: list[Stroke]
    dots: list[Dot]
    left: float = LEFT
    height: int = HEIGHT
    foot: int = FOOT

    @property
    def legend(self) -> list[Line]:
        return self.table


def part(thing: object, name: str, default: object = None):
    """One value of a mapping or of an object: callers hand over whichever they have."""
    return thing.get(name, default) if isinstance(thing, Mapping) else getattr(thing, name, default)


def ink(index: int) -> int:
    """The colour of the part at ``index``, 1..6."""
    return index % INKS + 1


def stack(parts: Iterable[object], total: float = 100) -> list[Segment]:
    """Segments side by side from the left; each part has ``label`` and ``value``; ``total`` is what fills the bar.

    Raises ValueError for a negative part, and when the parts exceed the total by more than rounding.
    """
    segments: list[Segment] = []
    x = 0.0
    for index, piece in enumerate(parts):
        label, value = str(part(piece, "label")), part(piece, "value")
        if value < 0:
            raise ValueError(f"part {label!r} is negative: {value}")
        width = 100 * float(value) / float(total)
        segments.append(Segment(label, value, round(x, 3), round(width, 3), ink(index)))
        x += width
    if x > 100 + len(segments):
        raise ValueError(f"the parts add up to more than {total}")
    return segments


def bars(rows: Iterable[object], most: float | None = None) -> list[Bar]:
    """Rows in the order given, each with ``label``, ``value`` and perhaps ``href``; the longest bar is ``most``.

    Raises ValueError for a negative value.
    """
    rows = list(rows)
    known = [value for row in rows if (value := part(row, "value")) is not None]
    if any(value < 0 for value in known):
        raise ValueError("a bar cannot be negative")
    full = float(most or max(known, default=0)) or 1.0
    return [
        Bar(
            str(part(row, "label")),
            part(row, "value"),
            round(min(100.0, 100 * float(part(row, "value") or 0) / full), 3),
            part(row, "href", ""),
        )
        for row in rows
    ]


def against(low: float | None, high: float | None, lines: Sequence[object]) -> Against:
    """Where an amount between ``low`` and ``high`` stands among ``lines`` (``label`` and ``value`` each).

    ``low`` None: nothing is known. ``high`` None: it has no bound, and what is open reaches the end of the scale.
    The scale ends a quarter beyond the greatest number drawn. Each name has a row of its own below its line, so that
    names never overlap. Raises ValueError for a negative number.
    """
    marks = [(str(part(line, "label")), float(part(line, "value"))) for line in lines]
    known = [value for value in (low, high) if value is not None]
    if any(value < 0 for value in [*known, *(value for _, value in marks)]):
        raise ValueError("an amount below nothing cannot be drawn")
    end = 1.25 * max([float(value) for value in known] + [value for _, value in marks], default=0) or 1.0
    sure = 100 * float(low or 0) / end
    reach = 100 * float(high) / end if high is not None else 100.0
    placed = []
    for row, (label, value) in enumerate(sorted(marks, key=lambda mark: mark[1])):
        x = round(100 * value / end, 3)
        right = x > 60
        text = 32 + 18 * row
        placed.append(Mark(label, value, x, "end" if right else "start", -6 if right else 6, text, text + 2))
    return Against(
        sure=round(sure, 3),
        open=round(max(0.0, reach - sure), 3),
        known=low is not None and low == high,
        low_label=low is not None and (float(low) > 0 or high is not None),
        lines=placed,
        height=20 + 18 * len(placed),
    )


def ticks(most: float) -> list[float]:
    """Round numbers from 0 upwards, three to six of them, the last not below ``most``."""
    if most <= 0:
        return [0.0, 1.0]
    rough = most / 4
    scale = 10 ** floor(log10(rough))
    step = next(scale * factor for factor in (1, 2, 2.5, 5, 10) if scale * factor >= rough)
    # Counts of people have no halves.
    step = max(step, 1.0) if most >= 1 else step
    step = ceil(step) if step > 1 else step
    return [step * index for index in range(ceil(most / step) + 1)]


def height_of(value: float, top: float) -> float:
    """How many pixels above the floor a value stands."""
    return round((FLOOR - ROOF) * float(value) / top, 2)


def months(labels: Sequence[str], series: Sequence[object], kind: str = "columns") -> Plot:
    """Columns stacked over each label, or one line per series; a missing value is a gap, never a zero.

    ``series`` have ``label`` and ``values``, as many as there are labels. Raises ValueError when they have not, when
    a value is negative, or for an unknown ``kind``.
    """
    if kind not in {"columns", "lines"}:
        raise ValueError(f"kind is columns or lines, not {kind!r}")
    table = [Line(str(part(one, "label")), list(part(one, "values")), ink(i)) for i, one in enumerate(series)]
    for line in table:
        if len(line.values) != len(labels):
            raise ValueError(f"{line.label!r} has {len(line.values)} values for {len(labels)} labels")
        if any(value is not None and value < 0 for value in line.values):
            raise ValueError(f"{line.label!r} has a negative value")

    if kind == "columns":
        piles = zip(*(line.values for line in table), strict=True)
        tallest = max((sum(value or 0 for value in pile) for pile in piles), default=0)
    else:
        tallest = max((value for line in table for value in line.values if value is not None), default=0)
    scale = ticks(tallest)
    top = scale[-1]
    wide = (100 - LEFT) / max(len(labels), 1)
    middle = [round(LEFT + wide * (index + 0.5), 3) for index in range(len(labels))]

    return Plot(
        table=table,
        ticks=[Tick(FLOOR - height_of(value, top), f"{value:,.10g}") for value in scale],
        steps=[Step(middle[i], str(label), len(labels) > 7 and i % 2 == 1) for i, label in enumerate(labels)],
        boxes=columns(table, middle, wide, top) if kind == "columns" else [],
        strokes=[stroke for line in table for stroke in strokes(line, middle, top)] if kind == "lines" else [],
        dots=[
            Dot(middle[i], FLOOR - height_of(value, top), line.ink)
            for line in table
            for i, value in enumerate(line.values)
            if value is not None
        ]
        if kind == "lines"
        else [],
    )


def columns(table: Sequence[Line], middle: Sequence[float], wide: float, top: float) -> list[Box]:
    """Boxes upon boxes, the first series at the bottom."""
    boxes = []
    for index, centre in enumerate(middle):
        below = 0.0
        for line in table:
            tall = height_of(line.values[index] or 0, top)
            if tall:
                x, y = round(centre - wide * 0.3, 3), round(FLOOR - below - tall, 2)
                boxes.append(Box(x, y, round(wide * 0.6, 3), tall, line.ink))
            below += tall
    return boxes


def strokes(line: Line, middle: Sequence[float], top: float) -> list[Stroke]:
    """A piece of line between neighbours that are both known."""
    places = [None if value is None else FLOOR - height_of(value, top) for value in line.values]
    return [
        Stroke(middle[i], here, middle[i + 1], there, line.ink)
        for i, (here, there) in enumerate(pairwise(places))
        if here is not None and there is not None
    ]


def sparkline(values: Sequence[float | None], width: int = 100, height: int = 24) -> list[str]:
    """One polyline per unbroken run of known values, within ``width`` by ``height`` less 2 all round."""
    known = [value for value in values if value is not None]
    if not known:
        return []
    low, span = min(known), (max(known) - min(known)) or 1
    step = (width - 4) / max(len(values) - 1, 1)
    runs: list[list[str]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
            continue
        y = height - 2 - (height - 4) * float(value - low) / float(span)
        runs[-1].append(f"{2 + step * index:.1f},{y:.1f}")
    return [" ".join(run) for run in runs if run]
