"""Places in a drawing: everything inside, nothing lost, gaps stay gaps."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui import charts

PARTS = [{"label": "职业与技能", "value": 44}, {"label": "工资", "value": 18}, {"label": "距离", "value": 14}]
counts = st.integers(0, 500)


def test_parts_stand_side_by_side():
    segments = charts.stack(PARTS)

    assert [(s.x, s.width, s.ink) for s in segments] == [(0, 44, 1), (44, 18, 2), (62, 14, 3)]


@given(st.lists(st.integers(0, 25), max_size=4))
def test_parts_never_overlap_or_leave_the_bar(points):
    segments = charts.stack([{"label": str(i), "value": value} for i, value in enumerate(points)])

    for left, right in pairwise(segments):
        assert left.x + left.width == pytest.approx(right.x, abs=0.002)
    assert all(s.x >= 0 and s.x + s.width <= 100.01 for s in segments)


def test_a_negative_or_overfull_bar_is_an_error():
    with pytest.raises(ValueError, match="工资"):
        charts.stack([{"label": "工资", "value": -1}])
    with pytest.raises(ValueError, match="more than 100"):
        charts.stack([{"label": "工资", "value": 70}, {"label": "距离", "value": 70}])


def test_longest_bar_is_full_and_hidden_ones_have_no_length():
    rows = [
        {"label": "东胜区", "value": 418},
        {"label": "达拉特旗", "value": 209},
        {"label": "鄂托克前旗", "value": None},
    ]

    assert [bar.length for bar in charts.bars(rows)] == [100, 50, 0]
    assert charts.bars(rows)[2].value is None
    assert charts.bars([{"label": "乌审旗", "value": 0}])[0].length == 0


@given(st.integers(0, 100_000))
def test_ticks_are_few_round_and_reach_the_top(most):
    scale = charts.ticks(most)

    assert scale[0] == 0
    assert scale[-1] >= most
    assert 2 <= len(scale) <= 6


@given(st.lists(st.tuples(st.none() | counts, st.none() | counts), min_size=1, max_size=24))
def test_columns_stay_on_the_paper_and_stand_on_the_floor(pairs):
    labels = [f"{index}月" for index in range(len(pairs))]
    series = [{"label": "合同", "values": [a for a, _ in pairs]}, {"label": "灵活", "values": [b for _, b in pairs]}]

    plot = charts.months(labels, series)

    assert len(plot.boxes) == sum(bool(value) for pair in pairs for value in pair)
    for box in plot.boxes:
        assert box.y >= charts.ROOF - 0.1
        assert box.y + box.height <= charts.FLOOR + 0.1
        assert box.x >= charts.LEFT
        assert box.x + box.width <= 100


def test_a_missing_month_breaks_the_line():
    plot = charts.months(["1月", "2月", "3月", "4月"], [{"label": "留用", "values": [88, None, 84, 87]}], "lines")

    assert len(plot.strokes) == 1
    assert len(plot.dots) == 3


def test_series_must_fit_the_labels():
    with pytest.raises(ValueError, match="2 values for 1 labels"):
        charts.months(["1月"], [{"label": "留用", "values": [1, 2]}])
    with pytest.raises(ValueError, match="negative"):
        charts.months(["1月"], [{"label": "留用", "values": [-2]}])
    with pytest.raises(ValueError, match="columns or lines"):
        charts.months(["1月"], [{"label": "留用", "values": [2]}], "pie")


def test_sparkline_breaks_where_a_value_is_missing():
    assert charts.sparkline([]) == charts.sparkline([None]) == []
    assert charts.sparkline([1, 2, None, 4]) == ["2.0,22.0 34.0,15.3", "98.0,2.0"]


def test_amount_stands_below_its_line():
    scale = charts.against(594, 594, [{"label": "低保标准", "value": 950}, {"label": "低保边缘", "value": 1425}])

    assert scale.known
    assert scale.open == 0
    assert scale.sure < scale.lines[0].x < scale.lines[1].x < 100
    assert [line.anchor for line in scale.lines] == ["start", "end"]


def test_amount_without_a_bound_is_open_to_the_end_of_the_scale():
    scale = charts.against(594, None, [{"label": "低保标准", "value": 950}])

    assert not scale.known
    assert scale.low_label
    assert round(scale.sure + scale.open, 3) == 100


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.lists(st.floats(0, 1e6), max_size=4))
def test_nothing_leaves_the_scale(one, other, values):
    scale = charts.against(min(one, other), max(one, other), [{"label": "标准", "value": value} for value in values])

    assert 0 <= scale.sure <= scale.sure + scale.open <= 100.01
    assert all(0 <= line.x <= 100 for line in scale.lines)


def test_amount_below_nothing_is_an_error():
    with pytest.raises(ValueError, match="below nothing"):
        charts.against(-1, 2, [])
