"""A funnel: bars on one scale, shares that hold whatever the unknown turn out to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.cells import HIDDEN
from ui.funnel import funnel

YEAR = [
    {"label": "被推荐", "count": 80, "href": "/desk/referrals/"},
    {"label": "上岗", "count": 40},
    {"label": "在岗满 90 天", "count": 20, "unknown": 10},
]


def test_each_step_is_held_against_the_one_before_and_the_first():
    referred, started, stayed = funnel(YEAR).stages

    assert (referred.of_previous, referred.of_first) == (None, None)
    assert (started.of_previous, started.of_first) == ((50, 50), (50, 50))
    assert stayed.of_previous == (50, 75)
    assert stayed.of_first == (25, 38)


def test_a_step_that_more_took_than_the_one_before_is_no_share_of_it():
    counted_apart = [{"label": "企业注册", "count": 4}, {"label": "第一位员工满九十天", "count": 8}]

    _, stayed = funnel(counted_apart).stages

    assert (stayed.of_previous, stayed.of_first, stayed.length) == (None, None, 100)


def test_bars_share_one_scale_and_the_unknown_are_added_to_them():
    lengths = [(stage.length, stage.open) for stage in funnel(YEAR).stages]

    assert lengths == [(100, 0), (50, 0), (25, 12.5)]
    assert funnel(YEAR).unknown


def test_a_hidden_step_has_neither_bar_nor_share_and_gives_none_to_the_next():
    steps = [{"label": "录用", "count": 9}, {"label": "上岗", "count": HIDDEN}, {"label": "满 30 天", "count": 3}]

    _, started, stayed = funnel(steps).stages

    assert (started.length, started.of_previous, started.of_first, started.why) == (0, None, None, "hidden")
    assert stayed.of_previous is None
    assert stayed.of_first == (33, 33)


def test_where_the_unknown_are_hidden_no_share_gives_them_away():
    _, stayed = funnel([{"label": "上岗", "count": 40}, {"label": "满 30 天", "count": 31, "unknown": HIDDEN}]).stages

    assert (stayed.open, stayed.of_previous, stayed.of_first) == (0, None, None)


def test_nobody_at_the_start_is_no_share_of_anything():
    _, started = funnel([{"label": "被推荐", "count": 0}, {"label": "上岗", "count": 0}]).stages

    assert started.of_first is None


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8), st.data())
def test_the_truth_lies_within_the_share(people, data):
    """Each person went so many steps; of some it is not known whether they took the last one."""
    before = [steps >= 2 for steps in people]
    after = [steps >= 3 for steps in people]
    untold = [before[at] and data.draw(st.booleans()) for at in range(len(people))]
    known = sum(took for took, hidden in zip(after, untold, strict=True) if not hidden)
    steps = [{"label": "上岗", "count": sum(before)}, {"label": "满 90 天", "count": known, "unknown": sum(untold)}]

    share = funnel(steps).stages[1].of_previous

    if not sum(before):
        assert share is None
    else:
        assert share.low <= round(100 * sum(after) / sum(before)) <= share.high <= 100


def test_a_negative_count_is_an_error():
    with pytest.raises(ValueError, match="fewer than none"):
        funnel([{"label": "被推荐", "count": -1}])


def test_no_steps_draw_nothing():
    assert funnel([]).stages == []
