"""A map of tiles: everybody on a square of his own, neighbours in their order, the same map every time."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ui.cells import HIDDEN
from ui.gallery_pictures import BANNERS
from ui.tiles import Place, quantile_steps, tiles

LOCATED = [place for place in BANNERS if place.longitude is not None]
corners = st.tuples(st.integers(0, 40), st.integers(0, 40))
countries = st.lists(corners, min_size=1, max_size=24).map(
    lambda all_: [Place(f"1506{at:02}", f"{at}号旗", 105 + x / 10, 37 + y / 10, at) for at, (x, y) in enumerate(all_)]
)


def _squares(regions, columns=6):
    rows = tiles(regions, columns).rows
    return {tile.name: (across, down) for down, row in enumerate(rows) for across, tile in enumerate(row) if tile}


@settings(max_examples=40, deadline=None)
@given(countries, st.integers(1, 7))
def test_each_region_has_one_square_within_the_width(regions, columns):
    squares = _squares(regions, columns)

    assert len(squares) == len(set(squares.values())) == len(regions)
    assert max(across for across, _ in squares.values()) < columns


@settings(max_examples=40, deadline=None)
@given(countries)
def test_neighbours_keep_their_order(regions):
    squares = _squares(regions)

    for one, other in combinations(regions, 2):
        (x1, y1), (x2, y2) = squares[one.name], squares[other.name]
        if y1 == y2 and one.longitude < other.longitude:
            assert x1 < x2
        if x1 == x2 and one.latitude < other.latitude:
            assert y1 > y2


@settings(max_examples=20, deadline=None)
@given(countries, st.randoms(use_true_random=False))
def test_order_of_the_list_does_not_matter(regions, chance):
    mixed = list(regions)
    chance.shuffle(mixed)

    assert tiles(mixed) == tiles(regions)


def test_the_nine_banners_stand_where_people_look_for_them():
    names = [[tile.name if tile else "" for tile in row] for row in tiles(LOCATED).rows]

    assert names == [
        ["杭锦旗", "达拉特旗", "准格尔旗"],
        ["鄂托克旗", "康巴什区", "东胜区"],
        ["鄂托克前旗", "乌审旗", "伊金霍洛旗"],
    ]


def test_regions_without_a_place_on_earth_follow_by_code():
    streets = [Place("150602003", "天骄街道", None, None, 3), Place("150602001", "交通街道", None, None, 8)]

    rows = tiles([*streets, *LOCATED]).rows

    assert [tile.name for tile in rows[-1] if tile] == ["交通街道", "天骄街道"]
    assert len(rows[-1]) == len(rows[0])


def test_regions_may_be_mappings_and_streets_alone_make_a_map():
    plot = tiles([{"code": "150602001", "name": "交通街道", "value": 8}])

    assert plot.columns == 1
    assert plot.rows[0][0].step == 1


def test_no_regions_make_an_empty_map():
    assert tiles([]).rows == []


def test_ink_follows_the_fifths_and_equal_values_look_equal():
    assert quantile_steps([10, 20, 30, 40, 50]) == [1, 2, 3, 4, 5]
    assert quantile_steps([7, 7, 7]) == [1, 1, 1]
    assert quantile_steps([1, 1, 1, 1, 90]) == [1, 1, 1, 1, 5]
    assert quantile_steps([HIDDEN, 3, None]) == [0, 1, 0]


@given(st.lists(st.integers(0, 1000), max_size=40))
def test_more_is_never_lighter(values):
    steps = quantile_steps(values)

    assert all(1 <= step <= 5 for step in steps)
    for (one, ink), (other, other_ink) in combinations(zip(values, steps, strict=True), 2):
        assert (one < other) <= (ink <= other_ink)
        assert (one == other) <= (ink == other_ink)


def test_hidden_and_unknown_are_told_apart_and_neither_enters_the_legend():
    plot = tiles(BANNERS)

    why = {tile.name: tile.why for tile in plot.listed if tile.why}
    assert why == {"鄂托克前旗": "hidden", "杭锦旗": "unknown"}
    assert [(band.low, band.high) for band in plot.legend] == [(7, 9), (12, 16), (27, 27), (38, 41), (64, 64)]
    assert [tile.name for tile in plot.ranked][:2] == ["东胜区", "准格尔旗"]
    assert {tile.name for tile in plot.ranked[-2:]} == set(why)


def test_a_word_in_the_place_of_a_number_is_an_error():
    with pytest.raises(ValueError, match="not '很多'"):
        tiles([Place("150602", "东胜区", 110, 39.8, "很多")])
