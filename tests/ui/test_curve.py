"""A curve in straight pieces: everything on the paper, the amount never drawn where it is not, jumps never hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.curve import SEEN, TALL, curve

LOW = {"x1": 0, "y1": 2344, "x2": 2180, "y2": 2344, "open_end": True}
HIGH = {"x1": 2180.01, "y1": 2180, "x2": 8000, "y2": 8000}


@st.composite
def curves(draw):
    """Pieces side by side, one step of 0.01 apart."""
    widths = draw(st.lists(st.integers(0, 4000), min_size=1, max_size=6))
    amount = st.integers(0, 20_000)
    pieces, x = [], 0.0
    for width in widths:
        pieces.append(
            {"x1": x, "y1": draw(amount), "x2": x + width, "y2": draw(amount), "open_end": draw(st.booleans())}
        )
        x += width + 0.01
    return pieces


@given(curves())
def test_all_of_it_stands_on_the_paper(pieces):
    plot = curve(pieces, [{"label": "现在", "x": pieces[0]["x1"], "y": pieces[0]["y1"]}])

    assert len(plot.ways) == len(pieces)
    for way in plot.ways:
        assert 0 <= way.x1 <= way.x2 <= 100
        assert plot.roof - 0.01 <= min(way.y1, way.y2) <= max(way.y1, way.y2) <= plot.floor + 0.01
    assert plot.floor - plot.roof == TALL
    assert all(0 <= end.x <= 100 for end in plot.ends)
    assert all(plot.roof - 0.01 <= tick.y <= plot.floor + 0.01 for tick in plot.ticks)


@given(curves())
def test_more_is_always_drawn_higher(pieces):
    plot = curve(pieces)
    ends = [(one[f"y{n}"], getattr(way, f"y{n}")) for one, way in zip(pieces, plot.ways, strict=True) for n in (1, 2)]

    for amount, y in ends:
        for other, lower in ends:
            assert (amount <= other) or y <= lower


@given(curves())
def test_every_jump_that_can_be_seen_has_both_its_ends_and_nothing_else_has(pieces):
    plot = curve(pieces)

    jumps = sum(abs(one.y2 - other.y1) >= SEEN for one, other in zip(plot.ways, plot.ways[1:], strict=False))

    assert len(plot.ends) == 2 * jumps


def test_a_jump_is_open_on_the_side_that_does_not_hold():
    plot = curve([LOW, HIGH])

    left, right = plot.ends
    assert (left.closed, right.closed) == (False, True)
    assert left.y < right.y


def test_a_band_is_shaded_from_where_it_was_left_to_where_it_is_reached_again():
    (zone,) = curve([LOW, HIGH], bands=[{"x1": 2180, "x2": 2343, "level": 2344}]).zones
    plot = curve([LOW, HIGH])

    assert zone.x + zone.width == pytest.approx(zone.end)
    assert zone.level == plot.ways[0].y2
    assert zone.end == pytest.approx(100 * 2343 / 8000, abs=0.01)


def test_each_name_has_a_row_of_its_own_and_stays_inside():
    marks = [{"label": "这份工作 7,900", "x": 7900, "y": 7900}, {"label": "现在 7,800", "x": 7800, "y": None}]

    first, second = curve([LOW, HIGH], marks).marks

    assert (first.label, first.y) == ("现在 7,800", None)
    assert first.text < second.text
    assert {first.anchor, second.anchor} == {"end"}


def test_the_upright_scale_leaves_out_what_nothing_reaches_down_to():
    assert [tick.label for tick in curve([LOW, HIGH]).ticks] == ["2,000", "4,000", "6,000", "8,000"]
    assert curve([{"x1": 0, "y1": 0, "x2": 8000, "y2": 8000}]).ticks[0].label == "0"


def test_a_share_stands_on_the_whole_scale():
    plot = curve([{"x1": 0, "y1": 95, "x2": 90, "y2": 95}], whole=True)

    assert (plot.ticks[0].label, plot.ticks[-1].label) == ("0", "100")


def test_how_far_off_the_amount_may_be_lies_around_it():
    piece = {"x1": 0, "y1": 60, "x2": 90, "y2": 60}

    plot = curve([piece], around=[{"x1": 0, "x2": 90, "low": 40, "high": 78}], whole=True)

    (margin,) = plot.margins
    assert (margin.x, margin.width) == (0, 100)
    assert margin.y < plot.ways[0].y1 < margin.y + margin.height <= plot.floor


@pytest.mark.parametrize(
    ("pieces", "problem"),
    [
        ([], "needs a piece"),
        ([HIGH, LOW], "in order"),
        ([LOW | {"y1": -1}], "below nothing"),
    ],
)
def test_what_cannot_be_drawn_is_refused(pieces, problem):
    with pytest.raises(ValueError, match=problem):
        curve(pieces)
