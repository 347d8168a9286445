"""小数隐去: an attacker who knows every sum and every number shown recovers no small cell."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from figures.suppression import LEAST, Axis, hide

FLAT = Axis({"city": [["east", "west", "north"]]})
TREE = Axis({"city": [["east", "west"]], "east": [["e1", "e2", "e3"]], "west": [["w1", "w2"]]})
LEAVES = ("e1", "e2", "e3", "w1", "w2")
ONE_FIGURE = Axis({})
# Divided twice, once again below, and with a rest that stands in no table.
FIGURES = Axis(
    {"open": [["women", "men"], ["at_work", "~open"]], "at_work": [["firm", "base", "own"]]}, frozenset({"~open"})
)


def a_row(east: int, west: int, north: int) -> dict[tuple[str, str], int]:
    """One figure of three places, with its total."""
    return {
        ("east", "open"): east, ("west", "open"): west, ("north", "open"): north, ("city", "open"): east + west + north
    }  # fmt: skip


def a_town(counts: list[tuple[int, ...]]) -> dict[tuple[str, str], int]:
    """Of each leaf women and men at a firm, a base, on their own, or without work."""
    values = {}
    for leaf, (firm, base, own, none, women) in zip(LEAVES, counts, strict=True):
        everybody = firm + base + own + none
        values |= {
            (leaf, "firm"): firm, (leaf, "base"): base, (leaf, "own"): own, (leaf, "~open"): none,
            (leaf, "at_work"): firm + base + own, (leaf, "open"): everybody,
            (leaf, "women"): min(women, everybody), (leaf, "men"): everybody - min(women, everybody),
        }  # fmt: skip
    figures = ("open", "women", "men", "at_work", "~open", "firm", "base", "own")
    for place, parts in (("east", LEAVES[:3]), ("west", LEAVES[3:]), ("city", LEAVES)):
        values |= {(place, figure): sum(values[part, figure] for part in parts) for figure in figures}
    return values


def sums_of(values, places: Axis, figures: Axis) -> list[tuple]:
    """Every sum that the reader knows to hold: the whole and its parts."""
    down = [((p, f), [(part, f) for part in parts]) for p, f in values for parts in places.families.get(p, ())]
    along = [((p, f), [(p, part) for part in parts]) for p, f in values for parts in figures.families.get(f, ())]
    return down + along


def recovered(
    values, hidden, places: Axis, figures: Axis, zeros: bool = True, *, along: bool = False, told=()
) -> set[tuple[str, str]]:
    """The attack: the small cells for which all sums together leave one value only.

    told  what the reader knows besides: sums of cells, each {cell: 1 or -1}, whose value she has from elsewhere
    """
    cells = sorted(values)
    column, sums = {cell: index for index, cell in enumerate(cells)}, sums_of(values, places, figures)
    matrix = np.zeros((len(sums) + len(told), len(cells)))
    for row, (whole, parts) in enumerate(sums):
        matrix[row, column[whole]] = 1
        matrix[row, [column[part] for part in parts]] = -1
    for row, terms in enumerate(told, len(sums)):
        matrix[row, [column[cell] for cell in terms]] = list(terms.values())
    comes_to = matrix @ np.array([values[cell] for cell in cells], dtype=float)
    least = {cell: 0 if along or not zeros or cell[1] in figures.unshown else 1 for cell in cells}
    bounds = [(least[cell], None) if cell in hidden else (values[cell],) * 2 for cell in cells]
    # Each solution is a table that could be the true one; the true one is known to be possible.
    low = high = np.array([values[cell] for cell in cells], dtype=float)
    small = {cell for cell in cells if (1 if zeros else 0) <= values[cell] < LEAST} - {
        cell for cell in cells if cell[1] in figures.assumed
    }
    for cell in small:
        for sign in (1, -1):
            if np.floor(high[column[cell]] + 1e-6) > np.ceil(low[column[cell]] - 1e-6):
                break
            goal = np.zeros(len(cells))
            goal[column[cell]] = sign
            # An end somewhere: how far up a cell may go does not matter.
            ends = [(floor, 1_000 if top is None else top) for floor, top in bounds]
            table = linprog(goal, A_eq=matrix, b_eq=comes_to, bounds=ends, method="highs").x
            low, high = np.minimum(low, table), np.maximum(high, table)
    return {cell for cell in small if np.floor(high[column[cell]] + 1e-6) <= np.ceil(low[column[cell]] - 1e-6)}


def nothing_is_recovered(values, places: Axis, figures: Axis, zeros: bool = True) -> None:
    hidden = hide(values, places, figures, zeros=zeros)

    assert {cell for cell, value in values.items() if (1 if zeros else 0) <= value < LEAST} <= hidden
    assert not recovered(values, hidden, places, figures, zeros)


def test_the_attacker_knows_how_to_subtract():
    values = {("city", "open"): 28, ("east", "open"): 3, ("west", "open"): 25, ("north", "open"): 0}

    assert recovered(values, {("east", "open")}, FLAT, ONE_FIGURE) == {("east", "open")}


counts = st.one_of(st.integers(0, 6), st.integers(0, 60))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(counts, counts, counts, counts, counts), min_size=5, max_size=5), st.booleans())
def test_nobody_recovers_a_small_cell(town, zeros):
    nothing_is_recovered(a_town(town), TREE, FIGURES, zeros)


@settings(max_examples=60, deadline=None)
@given(st.lists(counts, min_size=3, max_size=3))
def test_nor_from_one_row_and_its_total(row):
    nothing_is_recovered(a_row(*row), FLAT, ONE_FIGURE)


# What came and what went, of which the reader knows how far they carry the stock on.
TURN = Axis(
    {"turn": [["before", "came"], ["after", "went"]], "went": [["home", "away"]]},
    frozenset({"turn"}),
    known=frozenset({"before", "after"}),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(counts, counts, counts), min_size=5, max_size=5))
def test_nor_from_what_two_months_tell_of_the_change(town):
    values = {}
    for place, parts in (
        *((leaf, (leaf,)) for leaf in LEAVES),
        ("east", LEAVES[:3]),
        ("west", LEAVES[3:]),
        ("city", LEAVES),
    ):
        came, home, away = (sum(town[LEAVES.index(leaf)][index] for leaf in parts) for index in range(3))
        values |= {
            (place, "came"): came, (place, "went"): home + away, (place, "home"): home, (place, "away"): away,
            (place, "before"): home + away, (place, "after"): came, (place, "turn"): came + home + away,
        }  # fmt: skip

    hidden = hide(values, TREE, TURN, along=True)

    assert {cell[1] for cell in hidden} & {"before", "after"} == set()
    assert not recovered(values, hidden, TREE, TURN, along=True)


def test_one_small_cell_takes_a_second_one_with_it():
    hidden = hide(a_row(east=3, west=40, north=25), FLAT, ONE_FIGURE)

    assert hidden == {("east", "open"), ("north", "open")}


def test_what_the_month_before_hid_along_is_hidden_along_again():
    # Were the west shown now, and had nobody come or gone, it would tell the east of the last month.
    hidden = hide(
        a_row(east=3, west=40, north=25), FLAT, ONE_FIGURE, before=frozenset({("east", "open"), ("west", "open")})
    )

    assert hidden == {("east", "open"), ("west", "open")}


def test_who_is_not_at_work_may_be_few_too():
    # 3 of 50 have no work: both numbers are large, and tell it.
    values = {("city", "open"): 50, ("city", "at_work"): 47, ("city", "~open"): 3}

    hidden = hide(values, Axis({}), Axis({"open": [["at_work", "~open"]]}, frozenset({"~open"})))

    assert ("city", "at_work") in hidden or ("city", "open") in hidden


def test_nothing_is_hidden_where_nothing_is_small():
    assert not hide(a_row(east=0, west=40, north=5), FLAT, ONE_FIGURE)


def test_without_zeros_nobody_is_small_as_well():
    hidden = hide(a_row(east=0, west=40, north=5), FLAT, ONE_FIGURE, zeros=False)

    assert hidden == {("east", "open"), ("north", "open")}


def test_a_table_that_does_not_add_up_is_refused():
    values = a_row(east=3, west=3, north=2) | {("city", "open"): 9}

    with pytest.raises(ValueError, match="parts are not"):
        hide(values, FLAT, ONE_FIGURE)


def test_a_node_is_part_of_one_whole():
    with pytest.raises(ValueError, match="is part of"):
        _ = Axis({"a": [["x"]], "b": [["x"]]}).above
