"""The arithmetic of one more drawing: an amount that follows another, in straight pieces with jumps between them.

Lengths across are in percent of the plot's width, lengths down in pixels, as in ``charts``. The numbers of the upright
scale stand beside the plot, in a column of their own width.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ui.charts import Step, Tick, part, ticks

TALL = 260
"""Pixels from the floor of the plot to the greatest number of its scale."""
ROW = 18
"""Pixels that one line of words takes."""
SEEN = 1.0
"""Jumps of fewer pixels are not drawn as such."""


class Way(NamedTuple):
    """One straight piece."""

    x1: float
    y1: float
    x2: float
    y2: float


class End(NamedTuple):
    """Where a piece stops or begins at a jump; closed: the amount there is this one."""

    x: float
    y: float
    closed: bool


class Zone(NamedTuple):
    """A stretch to be shaded, and the height that was reached before it."""

    x: float
    width: float
    end: float
    level: float


class Margin(NamedTuple):
    """A stretch in which the amount may also lie that much lower or higher."""

    x: float
    width: float
    y: float
    height: float


class Here(NamedTuple):
    """A place on the scale: its line, its point on the curve where there is one, and where its name stands."""

    label: str
    x: float
    y: float | None
    anchor: str
    shift: int
    text: int


@dataclass(frozen=True)
class Curve:
    ways: list[Way]
    ends: list[End]
    zones: list[Zone]
    margins: list[Margin]
    marks: list[Here]
    ticks: list[Tick]
    steps: list[Step]
    roof: int
    floor: int
    height: int
    tall: int = TALL


def curve(
    pieces: Sequence[object],
    marks: Sequence[object] = (),
    bands: Sequence[object] = (),
    around: Sequence[object] = (),
    whole: bool = False,
) -> Curve:
    """Where everything stands in the drawing.

    pieces  in order, each from (x1, y1) to (x2, y2); ``open_start`` and ``open_end`` say that it only comes near
    marks   label and x each, and perhaps y
    bands   x1, x2 and the ``level`` reached before, each
    around  x1, x2, ``low`` and ``high`` each: how far off the amount may be
    whole   the upright scale begins with 0: a share is read by its height

    The level scale goes from 0 to the end of the last piece; the upright one begins with the last round number below
    the curve, so that a jump is seen. Names have a row of their own above the plot, so
    that they never overlap. Raises ValueError without a piece, for a negative number and for pieces out of order.
    """
    ways = [tuple(float(part(one, name)) for name in ("x1", "y1", "x2", "y2")) for one in pieces]
    if not ways:
        raise ValueError("a curve needs a piece")
    edges = [x for x1, _, x2, _ in ways for x in (x1, x2)]
    if any(one > other for one, other in pairwise(edges)):
        raise ValueError("the pieces of a curve stand in order, without overlap")
    if any(number < 0 for way in ways for number in way):
        raise ValueError("an amount below nothing cannot be drawn")
    upto = edges[-1] or 1.0
    heights = [y for _, y1, _, y2 in ways for y in (y1, y2)]
    heights += [float(part(one, "high")) for one in around]
    scale = ticks(max(heights))
    if not whole:
        scale = _from_below(scale, min(heights + [float(part(one, "low")) for one in around]))
    roof = ROW * len(marks) + 10
    floor = roof + TALL

    def across(x: float) -> float:
        return round(min(100.0, 100 * float(x) / upto), 3)

    def down(y: float) -> float:
        return round(floor - TALL * (float(y) - scale[0]) / (scale[-1] - scale[0]), 2)

    drawn = [Way(across(x1), down(y1), across(x2), down(y2)) for x1, y1, x2, y2 in ways]
    across_scale = [number for number in ticks(upto) if number <= upto]
    return Curve(
        ways=drawn,
        ends=_ends(drawn, pieces),
        zones=[_zone(across(part(one, "x1")), across(part(one, "x2")), down(part(one, "level"))) for one in bands],
        margins=[_margin(one, across, down) for one in around],
        marks=_marks(marks, across, down),
        ticks=[Tick(down(value), f"{value:,.10g}") for value in scale],
        steps=[Step(across(value), f"{value:,.10g}", index % 2 == 1) for index, value in enumerate(across_scale)],
        roof=roof,
        floor=floor,
        height=floor + ROW + 4,
    )


def _from_below(scale: list[float], least: float) -> list[float]:
    """The scale without its lower end, where nothing is drawn; three numbers at least are left."""
    while len(scale) > 3 and scale[1] <= least:
        scale = scale[1:]
    return scale


def _zone(start: float, end: float, level: float) -> Zone:
    return Zone(start, round(end - start, 3), end, level)


def _margin(one: object, across, down) -> Margin:
    start, top = across(part(one, "x1")), down(part(one, "high"))
    return Margin(start, round(across(part(one, "x2")) - start, 3), top, round(down(part(one, "low")) - top, 2))


def _ends(drawn: Sequence[Way], pieces: Sequence[object]) -> list[End]:
    ends = []
    for (one, before), (other, after) in pairwise(zip(drawn, pieces, strict=True)):
        if abs(one.y2 - other.y1) >= SEEN:
            ends.append(End(one.x2, one.y2, not part(before, "open_end", False)))
            ends.append(End(other.x1, other.y1, not part(after, "open_start", False)))
    return ends


def _marks(marks: Sequence[object], across, down) -> list[Here]:
    """The leftmost name in the top row; a name near the right edge stands left of its line."""
    placed = []
    for row, one in enumerate(sorted(marks, key=lambda mark: float(part(mark, "x")))):
        x, y = across(part(one, "x")), part(one, "y")
        anchor, shift = ("end", -6) if x > 60 else ("start", 6)
        placed.append(
            Here(str(part(one, "label")), x, None if y is None else down(y), anchor, shift, ROW * (row + 1) - 4)
        )
    return placed
