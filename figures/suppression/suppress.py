"""Small cells, and as many others as it takes that nobody recovers one by subtraction.

A table has two axes that add up: places along the tree of regions, figures along wholes and their parts. A cell of 1 to
4 is hidden. That alone is worth nothing where a total and the other parts stand beside it, so more is hidden until each
small cell has a second table to stand for it: one that agrees with every number shown, in which that cell is another.
The second table is found before a cell counts as safe, so the promise holds for whoever solves all sums at once.

What is promised: knowing every cell shown, all sums, and that what is hidden is at least 1, a reader is left with at
least two possible values for every small cell. What is not: a narrow range stays a narrow range; who knows one of the
people counted knows more than the table; and two tables of different months may tell a change (one more than last
month). Shares are hidden by who shows them, wherever one of their two numbers is.

0 is shown: that nobody is counted names nobody. What an office thinks worse of must ask for ``zeros=False``.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

LEAST = 5
"""The smallest number of people that is shown."""
TRIES = 4
"""Of the siblings that could be hidden along, so many of the cheapest are looked at: more takes longer, hides less."""

Cell = tuple[str, str]
"""(place, figure)"""


@dataclass(frozen=True)
class Axis:
    """Nodes and how they add up.

    families  {whole: lists of parts}: the parts of each list sum to the whole; a node is part of one whole at most
    unshown   parts that stand in no table and are known only as a difference: the rest that belongs to no other part
    """

    families: Mapping[str, Sequence[Sequence[str]]]
    unshown: frozenset[str] = frozenset()

    @cached_property
    def above(self) -> dict[str, tuple[str, int]]:
        """{part: (whole, number of the family)}. ValueError where a node is part of two wholes."""
        found: dict[str, tuple[str, int]] = {}
        for whole, families in self.families.items():
            for number, parts in enumerate(families):
                for part in parts:
                    if part in found:
                        raise ValueError(f"{part} is part of {found[part][0]} and of {whole}")
                    found[part] = whole, number
        return found


def hide(
    values: Mapping[Cell, int], places: Axis, figures: Axis, *, least: int = LEAST, zeros: bool = True
) -> frozenset[Cell]:
    """The cells that must not be shown, ``unshown`` figures among them.

    values  every cell of the table, totals and unshown figures included: not negative, and adding up along both axes
    zeros   whether 0 is shown; otherwise it counts as small

    The same table gives the same answer. Raises ValueError for a table that does not add up.
    """
    require_sums(values, places, figures)
    table = _Table(values, places, figures, zeros)
    small = [cell for cell, value in values.items() if (0 if not zeros else 1) <= value < least]
    table.hidden.update(small)
    table.hidden.update(cell for cell in values if cell[1] in figures.unshown)
    for cell in sorted(small, key=lambda one: (values[one], one)):
        if cell not in table.safe:
            table.protect(cell)
    return frozenset(table.hidden)


def require_sums(values: Mapping[Cell, int], places: Axis, figures: Axis) -> None:
    """Raises ValueError unless the table adds up."""
    for (place, figure), value in values.items():
        if value < 0:
            raise ValueError(f"{figure} of {place} is negative")
        below = ([(part, figure) for part in family] for family in places.families.get(place, ()))
        beside = ([(place, part) for part in family] for family in figures.families.get(figure, ()))
        for parts in (*below, *beside):
            if sum(values[part] for part in parts) != value:
                raise ValueError(f"{figure} of {place} is {value}, and its parts are not: {parts}")


# Mechanics ------------------------------------------------------------------------------------------------------------

Shift = dict[str, int]
"""{node: +1 or -1}: a change of one axis that leaves all of its sums true."""


class _Table:
    """What is hidden so far, and the cells known to be safe."""

    def __init__(self, values: Mapping[Cell, int], places: Axis, figures: Axis, zeros: bool) -> None:
        self.values, self.places, self.figures, self.zeros = values, places, figures, zeros
        self.hidden: set[Cell] = set()
        self.safe: set[Cell] = set()

    def protect(self, cell: Cell) -> None:
        """Hide the least that leaves a second table in which this cell is another.

        One always exists: where nothing can be exchanged, the cell and all totals above it may be one more.
        """
        best = min(self._second_tables(cell), key=self._price)
        self.hidden.update(best)
        self.safe.update(best)

    def _second_tables(self, cell: Cell) -> Iterator[tuple[Cell, ...]]:
        """The cells that would change together: a change of places times a change of figures keeps every sum true."""
        place, figure = cell
        for way in (1, -1):
            for across in _shifts(
                self.places, place, self._fits_place(figure, way), lambda node: self._worth((node, figure))
            ):
                fits, worth = self._fits_figure(across, way), self._worth_over(across)
                for along in _shifts(self.figures, figure, fits, worth):
                    cells = tuple((where, what) for where in across for what in along)
                    yield cells
                    if self.hidden.issuperset(cells):
                        return

    def _fits_place(self, figure: str, way: int) -> Callable[[str, int], bool]:
        return lambda place, sign: self._may((place, figure), way * sign)

    def _fits_figure(self, across: Shift, way: int) -> Callable[[str, int], bool]:
        return lambda figure, sign: all(self._may((place, figure), way * sign * own) for place, own in across.items())

    def _worth_over(self, across: Shift) -> Callable[[str], int]:
        return lambda figure: sum(self._worth((place, figure)) for place in across)

    def _may(self, cell: Cell, by: int) -> bool:
        """Whether a reader can take the cell for one more or less: shown as hidden it is at least 1, and what stands
        nowhere at least 0."""
        least = 1 if self.zeros and cell[1] not in self.figures.unshown else 0
        value = self.values[cell]
        return value >= least and value + by >= least

    def _worth(self, cell: Cell) -> int:
        """What readers lose with it."""
        return 0 if cell in self.hidden else 1 + self.values[cell]

    def _price(self, cells: tuple[Cell, ...]) -> tuple[int, int, tuple[Cell, ...]]:
        return sum(self._worth(cell) for cell in cells), len(cells), cells


def _shifts(axis: Axis, node: str, fits: Callable[[str, int], bool], worth: Callable[[str], int]) -> Iterator[Shift]:
    """Changes that add 1 to ``node``: exchanged with a sibling of it or of one of its wholes, or up to the top."""
    shift = _down(axis, node, 1, fits, worth)
    while shift is not None:
        if node not in axis.above:
            yield shift
            return
        whole, number = axis.above[node]
        siblings = sorted(
            (one for one in axis.families[whole][number] if one != node), key=lambda one: (worth(one), one)
        )
        other = (_down(axis, one, -1, fits, worth) for one in siblings)
        for _, exchanged in zip(range(TRIES), (one for one in other if one is not None), strict=False):
            yield shift | exchanged
        shift = _with_whole(axis, shift, whole, number, fits, worth)
        node = whole


def _with_whole(
    axis: Axis, shift: Shift, whole: str, number: int, fits: Callable[[str, int], bool], worth: Callable[[str], int]
) -> Shift | None:
    """The whole changes along, and with it one part of each other way in which it is divided."""
    if not fits(whole, 1):
        return None
    shift = {**shift, whole: 1}
    for other, parts in enumerate(axis.families[whole]):
        if other != number:
            below = _one_of(axis, parts, 1, fits, worth)
            if below is None:
                return None
            shift |= below
    return shift


def _down(
    axis: Axis, node: str, sign: int, fits: Callable[[str, int], bool], worth: Callable[[str], int]
) -> Shift | None:
    """The node with one part of each of its families, down to the bottom; None if nothing fits."""
    if not fits(node, sign):
        return None
    shift = {node: sign}
    for parts in axis.families.get(node, ()):
        below = _one_of(axis, parts, sign, fits, worth)
        if below is None:
            return None
        shift |= below
    return shift


def _one_of(
    axis: Axis, parts: Sequence[str], sign: int, fits: Callable[[str, int], bool], worth: Callable[[str], int]
) -> Shift | None:
    for part in sorted(parts, key=lambda one: (worth(one), one)):
        below = _down(axis, part, sign, fits, worth)
        if below is not None:
            return below
    return None
