"""The arithmetic of a map of tiles: every region one square on a small grid, about where it lies on the earth.

A map by area would show the emptiest banner largest; here each region has the same say, and a name fits into it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, log, radians
from typing import NamedTuple

import numpy as np

from ui.cells import is_number, why_none
from ui.charts import part

COLUMNS = 6
"""A phone has room for so many tiles side by side."""
STEPS = 5
"""How many inks the stylesheet has, from few to many."""
SPARE = 1.5
"""The grid has at most so many places per region (or two more than regions): beyond, it has more holes than shape."""


class Place(NamedTuple):
    """A region as given. ``value``: a number, ``HIDDEN``, or None where nobody knows; ``behind``: fell behind."""

    code: str
    name: str
    longitude: float | None
    latitude: float | None
    value: float | str | None
    href: str = ""
    behind: bool = False


class Tile(NamedTuple):
    """One square. ``step`` 1..5 is its ink; 0 where there is no number, and ``why`` says why (hidden, unknown)."""

    name: str
    value: float | str | None
    step: int
    why: str
    href: str
    behind: bool


class Band(NamedTuple):
    """One ink of the legend and the lowest and highest number that wear it."""

    step: int
    low: float
    high: float


@dataclass(frozen=True)
class Tiles:
    """``rows`` from north to south, each ``columns`` wide from west to east; None is a hole in the map."""

    rows: list[list[Tile | None]]
    columns: int
    legend: list[Band]
    hidden: bool
    unknown: bool
    behind: bool

    @property
    def listed(self) -> list[Tile]:
        """The tiles in the order of reading."""
        return [tile for row in self.rows for tile in row if tile]

    @property
    def ranked(self) -> list[Tile]:
        """The highest number first, those without a number last."""
        return sorted(self.listed, key=lambda tile: (bool(tile.why), 0 if tile.why else -float(tile.value or 0)))


def tiles(regions: Sequence[object], columns: int = COLUMNS) -> Tiles:
    """Every region on a square of its own, neighbours near each other.

    ``regions`` are ``Place`` or have its names. Within a row longitudes grow from left to right, within a column
    latitudes fall from top to bottom. Regions without coordinates follow in rows of their own, by code. The same
    regions in another order make the same map. Raises ValueError for a value that is no figure and for no columns.
    """
    if columns < 1:
        raise ValueError("a map needs a column")
    places = sorted((_place(region) for region in regions), key=lambda place: (place.code, place.name))
    steps = quantile_steps([place.value for place in places])
    drawn = {
        place: Tile(place.name, place.value, step, why_none(place.value), place.href, place.behind)
        for place, step in zip(places, steps, strict=True)
    }
    located = [place for place in places if _lies_somewhere(place)]
    elsewhere = [place for place in places if not _lies_somewhere(place)]
    grid = _grid(located, columns)
    wide = max([len(row) for row in grid], default=min(columns, len(elsewhere)) or 1)
    rows = [[drawn[place] if place else None for place in row] for row in grid]
    rows += [[drawn[place] for place in elsewhere[at : at + wide]] for at in range(0, len(elsewhere), wide)]
    return Tiles(
        rows=[row + [None] * (wide - len(row)) for row in rows],
        columns=wide,
        legend=_legend(places, steps),
        hidden=any(tile.why == "hidden" for tile in drawn.values()),
        unknown=any(tile.why == "unknown" for tile in drawn.values()),
        behind=any(place.behind for place in places),
    )


def quantile_steps(values: Sequence[object], steps: int = STEPS) -> list[int]:
    """The ink of each value: 1 for the lowest fifth, and so on; equal values have equal ink; 0 for no number."""
    known = sorted(float(value) for value in values if is_number(value))
    below = {value: known.index(value) for value in known}
    return [1 + steps * below[float(value)] // len(known) if is_number(value) else 0 for value in values]


def _place(region: object) -> Place:
    defaults = Place._field_defaults
    return Place(*(part(region, name, defaults.get(name)) for name in Place._fields))


def _lies_somewhere(place: Place) -> bool:
    return place.longitude is not None and place.latitude is not None


def _legend(places: Sequence[Place], steps: Sequence[int]) -> list[Band]:
    by_step: dict[int, list] = {}
    for place, step in zip(places, steps, strict=True):
        by_step.setdefault(step, []).append(place.value)
    return [Band(step, min(values), max(values)) for step, values in sorted(by_step.items()) if step]


def _grid(places: Sequence[Place], columns: int) -> list[list[Place | None]]:
    """The best of the grids that hold all places: little moved, of the shape of the country, few holes."""
    if not places:
        return []
    count = len(places)
    east = np.array([place.longitude for place in places], dtype=float)
    north = np.array([place.latitude for place in places], dtype=float)
    shape = max(np.ptp(east) * cos(radians(north.mean())), 0.01) / max(np.ptp(north), 0.01)
    across, down = _spread(east), 1 - _spread(north)

    def fit(wide: int, tall: int) -> tuple[float, int, int, np.ndarray]:
        moved, cells = _assign(across * (wide - 1), down * (tall - 1), wide, tall)
        fault = moved + 0.5 * log(wide / tall / shape) ** 2 + 0.6 * (wide * tall - count) / count
        return fault, wide, tall, cells

    room = max(SPARE * count, count + 2)
    grids = [
        fit(wide, tall)
        for wide in range(1, min(columns, count) + 1)
        for tall in range(ceil(count / wide), int(room // wide) + 1)
    ]
    _, wide, tall, cells = min(grids, key=lambda grid: grid[:3])
    rows: list[list[Place | None]] = [[None] * wide for _ in range(tall)]
    for place, cell in zip(places, cells, strict=True):
        rows[cell // wide][cell % wide] = place
    rows = [row for row in rows if any(row)]
    kept = [column for column in range(wide) if any(row[column] for row in rows)]
    return [[row[column] for column in kept] for row in rows]


def _spread(coordinates: np.ndarray) -> np.ndarray:
    """Coordinates between 0 and 1, halfway between true distances and even ones: towns lie close, banners far apart."""
    distinct, rank = np.unique(coordinates, return_inverse=True)
    if len(distinct) == 1:
        return np.full(len(coordinates), 0.5)
    true = (coordinates - distinct[0]) / (distinct[-1] - distinct[0])
    return 0.5 * true + 0.5 * rank / (len(distinct) - 1)


def _assign(x: np.ndarray, y: np.ndarray, wide: int, tall: int) -> tuple[float, np.ndarray]:
    """The cell (row by row) of each place so that the squares of the ways moved are least; and their mean.

    Least squares keep order: were two places of one row swapped, swapping them back would be shorter.
    """
    # Half a second to import, and every process of the site would pay it: for the one page with a map.
    from scipy.optimize import linear_sum_assignment

    row, column = np.divmod(np.arange(wide * tall), wide)
    ways = (x[:, None] - column) ** 2 + (y[:, None] - row) ** 2
    chosen = linear_sum_assignment(ways)
    return float(ways[chosen].mean()), chosen[1]
