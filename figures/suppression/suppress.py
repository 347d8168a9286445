"""Small cells, and as many others as it takes that nobody recovers one by subtraction.

A table has two axes that add up: places along the tree of regions, figures along wholes and their parts. A cell of 1 to
4 is hidden. That alone is worth nothing where a total and the other parts stand beside it, so more is hidden until each
small cell has a second table to stand for it: one that agrees with every number shown, in which that cell is another.
The second table is found before a cell counts as safe, so the promise holds for whoever solves all sums at once.

What is promised: knowing every cell shown, all sums, and that what is hidden is at least 1, a reader is left with at
least two possible values for every small cell. What is not: a narrow range stays a narrow range; who knows one of the
people counted knows more than the table; and two tables of different months may tell a change (one more than last
month), unless what is known of it is laid into the table as a part that is ``known``. Shares are hidden by who shows
them, wherever one of their two numbers is.

0 is shown: that nobody is counted names nobody. What an office thinks worse of must ask for ``zeros=False``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

LEAST = 5
"""The smallest number of people that is shown."""
TRIES = 4
"""Of the siblings that could be hidden along, so many of the cheapest are looked at: more takes longer, hides less."""
NEWLY = 50
"""How much more it costs to hide what was shown of the month before than what was not."""

Cell = tuple[str, str]
"""(place, figure)"""


@dataclass(frozen=True)
class Axis:
    """Nodes and how they add up.

    families  {whole: lists of parts}: the parts of each list sum to the whole; a node is part of one whole at most
    unshown   parts that stand in no table and are known only as a difference: the rest that belongs to no other part
    known     parts that a reader knows from elsewhere: they cannot be hidden, and no second table may change them
    apart     wholes whose parts cannot stand for each other, for what each of them changed is known from elsewhere
    """

    families: Mapping[str, Sequence[Sequence[str]]]
    unshown: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()

    @cached_property
    def assumed(self) -> frozenset[str]:
        """What is known, and the wholes that it is part of: nobody is counted by them."""
        return self.known | {self.above[part][0] for part in self.known}

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
    values: Mapping[Cell, int],
    places: Axis,
    figures: Axis,
    *,
    least: int = LEAST,
    zeros: bool = True,
    along: bool = False,
    before: frozenset[Cell] = frozenset(),
) -> frozenset[Cell]:
    """The cells that must not be shown, ``unshown`` figures among them.

    values  every cell of the table, totals and unshown figures included: not negative, and adding up along both axes
    zeros   whether 0 is shown; otherwise it counts as small
    along   whether a 0 may be hidden for the sake of another cell all the same: what is hidden is then at least 0
    before  what was hidden of the month before: hidden along sooner than others, for where nobody came or went the two
            months say the same, and what one of them shows the other need not hide

    The same table gives the same answer. Raises ValueError for a table that does not add up, and for places that are
    divided in more than one way.
    """
    if any(len(divisions) > 1 for divisions in places.families.values()):
        raise ValueError("a place is divided in one way only")
    require_sums(values, places, figures)
    table = _Table(values, places, figures, 1 if zeros and not along else 0, before)
    people = (cell for cell in values if cell[1] not in figures.assumed)
    small = [cell for cell in people if (1 if zeros else 0) <= values[cell] < least]
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
"""{place: +1 or -1}: a change of places that leaves their sums true."""
Second = dict[Cell, int]
"""{cell: +1 or -1}: what makes a second table of the first; it leaves every sum true."""


class _Table:
    """What is hidden so far, and the cells known to be safe."""

    def __init__(
        self, values: Mapping[Cell, int], places: Axis, figures: Axis, least: int, before: frozenset[Cell]
    ) -> None:
        self.values, self.places, self.figures, self.least, self.before = values, places, figures, least, before
        self.hidden: set[Cell] = set()
        self.safe: set[Cell] = set()

    def protect(self, cell: Cell) -> None:
        """Hide the least that leaves a second table in which this cell is another.

        One always exists: where nothing can be exchanged, the cell and all totals above it may be one more.
        """
        best = min(self._second_tables(cell), key=self._price)
        self.hidden.update(best)
        self.safe.update(best)

    def _second_tables(self, cell: Cell) -> Iterator[Second]:
        """A change of places, and for each of them a change of figures: exchanged with a part beside, or up to the top.

        Ends early with one that costs nothing.
        """
        place, figure = cell
        for way in (1, -1):
            starts = ((figure, self._over(figure, across), across) for across in self._shifts(place, figure, way))
            for node, second, across in chain(starts, self._through_whole(place, figure, way)):
                for found in self._climb(second, node, across):
                    yield found
                    if self.hidden.issuperset(found):
                        return

    # Along the figures ------------------------------------------------------------------------------------------------

    def _through_whole(self, place: str, figure: str, way: int) -> Iterator[tuple[str, Second | None, Shift]]:
        """The whole is exchanged between places, here by this part and there by another."""
        if figure not in self.figures.above or self.figures.above[figure][0] in self.figures.apart:
            return
        whole, number = self.figures.above[figure]
        for across in self._shifts(place, whole, way):
            second = self._halves(self.figures.families[whole][number], across, here=figure, way=way)
            yield whole, second and self._with_whole(second, whole, number, across), across

    def _climb(self, second: Second | None, figure: str, across: Shift) -> Iterator[Second]:
        """``second`` changes the figure in these places; what it takes that all wholes above stay true."""
        opposite = {place: -sign for place, sign in across.items()}
        while second is not None:
            if figure not in self.figures.above:
                yield second
                return
            whole, number = self.figures.above[figure]
            parts = [] if whole in self.figures.apart else self._cheapest(self.figures.families[whole][number], across)
            beside = (part for part in parts if part != figure)
            others = (other for part in beside if (other := self._over(part, opposite)) is not None)
            for other in islice(others, TRIES):
                yield second | other
            second = self._with_whole(second, whole, number, across)
            figure = whole

    def _with_whole(self, second: Second, whole: str, number: int, across: Shift) -> Second | None:
        """The whole changes along, and one part of each other way in which it is divided."""
        cells = self._fitting(whole, across)
        if cells is None:
            return None
        second = second | cells
        for other, parts in enumerate(self.figures.families[whole]):
            if other != number:
                below = self._one_of(parts, across)
                if below is None:
                    return None
                second |= below
        return second

    def _over(self, figure: str, across: Shift) -> Second | None:
        """The figure changes in all these places, and with it its parts down to the bottom; None if nothing fits."""
        second = self._fitting(figure, across)
        for parts in self.figures.families.get(figure, ()) if second is not None else ():
            below = self._one_of(parts, across)
            if second is None or below is None:
                return None
            second |= below
        return second

    def _one_of(self, parts: Sequence[str], across: Shift) -> Second | None:
        """One part takes the change in all places, or one what rises and another what falls."""
        for part in self._cheapest(parts, across):
            found = self._over(part, across)
            if found is not None:
                return found
        return self._halves(parts, across)

    def _halves(self, parts: Sequence[str], across: Shift, *, here: str = "", way: int = 1) -> Second | None:
        """One part (``here``, or any) takes what goes ``way``, another the opposite; the places above both, where the
        whole stays as it is, have one more of the one and one less of the other."""
        mine = {place: sign for place, sign in across.items() if sign == way}
        theirs = {place: sign for place, sign in across.items() if sign != way}
        if not mine or not theirs:
            return None
        shared = self._shared(across)
        mine |= dict.fromkeys(shared, way)
        theirs |= dict.fromkeys(shared, -way)
        for one in [here] if here else self._cheapest(parts, mine):
            own = self._over(one, mine)
            for other in self._cheapest(parts, theirs) if own is not None else ():
                found = self._over(other, theirs) if other != one else None
                if own is not None and found is not None:
                    return own | found
        return None

    def _shared(self, across: Shift) -> list[str]:
        """The places above both sides of an exchange."""
        place, found = next(iter(across)), []
        while place in self.places.above:
            place = self.places.above[place][0]
            if place not in across:
                found.append(place)
        return found

    def _fitting(self, figure: str, across: Shift) -> Second | None:
        second = {(place, figure): sign for place, sign in across.items()}
        return second if all(self._may(cell, sign) for cell, sign in second.items()) else None

    def _cheapest(self, parts: Sequence[str], across: Shift) -> list[str]:
        return sorted(parts, key=lambda part: (sum(self._worth((place, part)) for place in across), part))

    # Along the places -------------------------------------------------------------------------------------------------

    def _shifts(self, place: str, figure: str, way: int) -> Iterator[Shift]:
        """``way`` at this place: exchanged with a neighbour of it or of one of the places above, or up to the top."""
        shift = self._down(place, figure, way)
        while shift is not None:
            if place not in self.places.above:
                yield shift
                return
            upper, number = self.places.above[place]
            beside = (one for one in self._nearest(self.places.families[upper][number], figure) if one != place)
            others = (other for one in beside if (other := self._down(one, figure, -way)) is not None)
            for other in islice(others, TRIES):
                yield shift | other
            shift = {**shift, upper: way} if self._may((upper, figure), way) else None
            place = upper

    def _down(self, place: str, figure: str, sign: int) -> Shift | None:
        """The place with one below it, down to the bottom; None if nothing fits."""
        if not self._may((place, figure), sign):
            return None
        shift = {place: sign}
        for parts in self.places.families.get(place, ()):
            below = (self._down(part, figure, sign) for part in self._nearest(parts, figure))
            found = next((one for one in below if one is not None), None)
            if found is None:
                return None
            shift |= found
        return shift

    def _nearest(self, places: Sequence[str], figure: str) -> list[str]:
        return sorted(places, key=lambda place: (self._worth((place, figure)), place))

    # One cell ---------------------------------------------------------------------------------------------------------

    def _may(self, cell: Cell, by: int) -> bool:
        """Whether a reader can take the cell for one more or less: shown as hidden it is at least 1 (or 0, see
        ``hide``), and what stands nowhere at least 0."""
        if cell[1] in self.figures.known:
            return False
        least = 0 if cell[1] in self.figures.unshown else self.least
        value = self.values[cell]
        return value >= least and value + by >= least

    def _worth(self, cell: Cell) -> int:
        """What readers lose with it."""
        if cell in self.hidden:
            return 0
        return 1 if cell in self.before else NEWLY * (1 + self.values[cell])

    def _price(self, second: Second) -> tuple[int, int, list[Cell]]:
        return sum(self._worth(cell) for cell in second), len(second), sorted(second)
