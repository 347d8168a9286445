"""Months in a drawing: what is closed stays, what runs is hollow, what is not known is a gap and never a zero."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.cells import HIDDEN
from ui.gallery_pictures import following
from ui.trend import FLOOR, ROOF, Point, trend

figures = st.none() | st.just(HIDDEN) | st.integers(0, 5_000)


@given(st.lists(figures, min_size=1, max_size=36))
def test_every_month_is_a_column_or_a_gap_inside_the_paper(values):
    plot = trend(following(2023, 12, values))

    assert len(plot.columns) + len(plot.gaps) == len(plot.rows) == len(values)
    for column in plot.columns:
        assert 0 <= column.x < column.x + column.width <= 100
        assert ROOF <= column.top <= column.top + column.height <= FLOOR + 0.02
    for one, other in pairwise(plot.columns):
        assert one.x + one.width < other.x


def test_only_the_running_month_is_hollow():
    plot = trend(following(2026, 9, [21, 24, 11]))

    assert [column.closed for column in plot.columns] == [True, True, False]
    assert plot.running
    assert [piece.sure for piece in plot.pieces] == [True, False]


def test_hidden_and_unrecorded_months_are_different_gaps_and_break_the_line():
    plot = trend(following(2026, 6, [21, HIDDEN, 24, None, 22, 25]))

    assert [gap.why for gap in plot.gaps] == ["hidden", "unknown"]
    assert len(plot.pieces) == 1
    assert plot.hidden
    assert plot.unknown


def test_a_closed_month_keeps_its_number_beside_its_correction():
    plot = trend([Point(date(2026, 10, 1), 24, corrected=23), Point(date(2026, 11, 1), 11, closed=False)])

    assert [row.value for row in plot.rows] == [24, 11]
    assert [(row.is_corrected, row.corrected) for row in plot.rows] == [(True, 23), (False, None)]
    (correction,) = plot.corrections
    assert correction.level > plot.columns[0].top > correction.sign


def test_a_correction_to_a_hidden_number_shows_the_sign_but_no_level():
    (correction,) = trend([Point(date(2026, 10, 1), 6, corrected=HIDDEN)]).corrections

    assert correction.level is None
    assert correction.sign < FLOOR


def test_last_year_is_a_line_with_gaps_on_the_same_scale():
    plot = trend(following(2026, 8, [20, 21, 24, 11]), [40, 38, None, 36])

    assert len(plot.reference) == 1
    assert plot.ticks[-1].label == "40"
    assert [row.reference for row in plot.rows] == [40, 38, None, 36]


def test_a_year_names_each_month_and_three_years_name_quarters():
    year = trend(following(2025, 11, [5] * 13))
    three = trend(following(2023, 12, [5] * 36))

    assert len(year.months) == 13
    assert [name.label for name in year.years] == ["2026年"]
    assert {name.label for name in three.months} == {"1月", "4月", "7月", "10月"}
    assert [name.label for name in three.years] == ["2024年", "2025年", "2026年"]
    assert not any(column.text for column in three.columns)


def test_a_month_that_is_left_out_is_an_error():
    with pytest.raises(ValueError, match="2026-11 does not follow 2026-09"):
        trend([Point(date(2026, 9, 1), 21), Point(date(2026, 11, 1), 11)])


def test_shares_end_at_a_hundred_and_bad_figures_are_errors():
    assert trend(following(2026, 1, [66]), most=100).ticks[-1].label == "100"
    with pytest.raises(ValueError, match="below nothing"):
        trend(following(2026, 1, [-1]))
    with pytest.raises(ValueError, match="2 values to hold 1 months against"):
        trend(following(2026, 1, [3]), [1, 2])


def test_no_months_draw_nothing():
    assert trend([]).rows == []
