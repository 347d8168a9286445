"""How many are still at work: counts, and the estimate for those of whom not everything is known."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from placement.follow_up import unreachable, working
from placement.models import EndReason, Placement
from placement.place import end
from placement.retention import LASTING, Estimate, Spell, estimate, grouped, retention, spell, spells_of, steps
from tests.cast import MONDAY, a_social_worker
from tests.placement.builders import a_case, days_before
from tests.placement.jobs import a_job, at_day

# Six placements, a year ago: three left after 20, 45 and 100 days; three were last seen at work after 30, 90 and 120.
SIX = [
    Spell(20, True, 365),
    Spell(30, False, 365),
    Spell(45, True, 365),
    Spell(90, False, 365),
    Spell(100, True, 365),
    Spell(120, False, 365),
]


# By hand --------------------------------------------------------------------------------------------------------------


def test_six_placements_by_hand():
    """At risk on day 20: 6, one leaves, 5/6. On day 45: 45, 90, 100 and 120 are left, one of four leaves, 5/6 · 3/4 =
    0.625. On day 100 one of two leaves: 0.3125."""
    shares = {day: told.share if (told := estimate(SIX, day)) else None for day in (19, 20, 30, 90, 100, 120, 180)}

    assert shares == {
        19: 1.0,
        20: pytest.approx(5 / 6),
        30: pytest.approx(5 / 6),
        90: pytest.approx(0.625),
        100: pytest.approx(0.3125),
        120: pytest.approx(0.3125),
        180: None,
    }


def test_the_interval_of_day_ninety_by_hand():
    """Greenwood: 1/(6·5) + 1/(4·3) = 0.116667; 1.959964 · √0.116667 / -ln 0.625 = 1.42433; 0.625 to the power of
    e^±1.42433 is 0.1418 and 0.8931."""
    told = estimate(SIX, 90)

    assert told is not None
    assert (told.low, told.high) == (pytest.approx(0.1418, abs=1e-4), pytest.approx(0.8931, abs=1e-4))


def test_the_interval_is_that_of_the_library():
    sample = ecdf(CensoredData(uncensored=[20, 45, 100], right=[30, 90, 120])).sf
    interval = sample.confidence_interval(0.95, method="log-log")

    for day in (20, 45, 90, 110):
        told = estimate(SIX, day)
        assert (told.low, told.high) == (
            pytest.approx(interval.low.evaluate(day)),
            pytest.approx(interval.high.evaluate(day)),
        )


def test_counts_say_what_is_known_and_what_is_not():
    found = {one.day: one for one in retention(SIX).at}

    assert (found[30].due, found[30].working, found[30].left, found[30].unknown) == (6, 5, 1, 0)
    assert (found[90].due, found[90].working, found[90].left, found[90].unknown) == (6, 3, 2, 1)
    assert (found[180].due, found[180].working, found[180].left, found[180].unknown) == (6, 0, 3, 3)
    assert found[180].estimate is None


def test_who_began_lately_is_not_due_but_bears_on_the_estimate():
    young = [*SIX, Spell(40, False, 50)]

    found = retention(young)

    assert (found.started, found.lasting.due, found.young) == (7, 6, 1)
    assert estimate(young, 30).share == pytest.approx(6 / 7)


def test_the_curve_has_a_step_for_each_end_and_stops_where_nobody_was_seen():
    assert [(day, round(told.share, 4)) for day, told in steps(SIX)] == [
        (0, 1.0),
        (20, 0.8333),
        (45, 0.625),
        (100, 0.3125),
        (120, 0.3125),
    ]
    assert steps([]) == []


def test_nobody_placed_is_no_share():
    found = retention([])

    assert (found.started, found.lasting.due, found.lasting.estimate) == (0, 0, None)
    assert found.is_small


def test_without_an_end_there_is_no_interval_to_speak_of():
    assert estimate([Spell(95, False, 100)] * 3, 90) == Estimate(1.0)


def test_when_everybody_has_left_nobody_is_there_later_either():
    assert estimate([Spell(10, True, 400), Spell(20, True, 400)], 365) == Estimate(0.0)


def test_nobody_is_seen_for_longer_than_she_was_placed():
    with pytest.raises(ValueError, match="seen for 9 days"):
        Spell(9, False, 8)


# Properties -----------------------------------------------------------------------------------------------------------

a_spell = st.builds(
    lambda days, more, left: Spell(days, left, days + more), st.integers(0, 400), st.integers(0, 200), st.booleans()
)
some_spells = st.lists(a_spell, min_size=1, max_size=25)


@given(some_spells)
def test_the_share_never_rises_and_stays_between_nothing_and_all(spells):
    told = [one for day in range(0, 401, 20) if (one := estimate(spells, day)) is not None]

    shares = [one.share for one in told]
    assert all(0.0 <= share <= 1.0 for share in shares)
    assert all(later <= earlier + 1e-12 for earlier, later in pairwise(shares))
    assert all(one.low <= one.share <= one.high for one in told if one.low is not None)


@given(st.lists(st.integers(0, 400), min_size=1, max_size=25), st.integers(0, 400))
def test_who_is_only_ever_seen_at_work_leaves_the_share_whole(days, day):
    told = estimate([Spell(one, False, one) for one in days], day)

    assert told == (Estimate(1.0) if max(days) >= day else None)


@given(st.lists(st.integers(0, 400), min_size=1, max_size=25), st.integers(0, 400))
def test_when_everything_is_known_it_is_the_plain_share(days, day):
    told = estimate([Spell(one, True, 400) for one in days], day)

    assert told is not None
    assert told.share == pytest.approx(sum(one > day for one in days) / len(days))


@given(some_spells)
def test_everybody_who_is_due_is_counted_once(spells):
    for one in retention(spells).at:
        assert one.due == one.working + one.left + one.unknown
        assert min(one.working, one.left, one.unknown) >= 0


# From the records -----------------------------------------------------------------------------------------------------


def test_a_spell_ends_with_the_job_or_with_what_was_last_heard():
    start = MONDAY - timedelta(days=100)

    assert spell(start, MONDAY - timedelta(days=60), None, as_of=MONDAY) == Spell(40, True, 100)
    assert spell(start, None, MONDAY - timedelta(days=5), as_of=MONDAY) == Spell(95, False, 100)
    assert spell(start, None, None, as_of=MONDAY) == Spell(0, False, 100)


@pytest.mark.django_db
@pytest.mark.usefixtures("monday")
def test_nobody_counts_as_at_work_because_nobody_asked():
    worker = a_social_worker()
    asked, never, away, gone = (
        a_job(a_case(name, worker), days_before(100)) for name in ("王建军", "孙丽", "赵强", "刘洋")
    )
    working(worker, at_day(asked, 90), days_before(3))
    unreachable(worker, at_day(away, 30), days_before(60))
    end(worker, gone, days_before(50), EndReason.QUIT)
    a_job(a_case("孟和", worker), days_before(10))

    found = retention(spells_of(Placement.objects.visible_to(worker), MONDAY))

    assert found.started == 5
    assert (found.lasting.due, found.lasting.working, found.lasting.left, found.lasting.unknown) == (4, 1, 1, 2)
    # Two were never heard of after their first day: they say nothing about day 50, on which one of the other two left.
    assert found.lasting.estimate.share == pytest.approx(1 / 2)
    assert never.follow_ups.due(MONDAY).count() == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("monday")
def test_groups_and_scope(django_assert_num_queries):
    li, zhang = a_social_worker("李敏"), a_social_worker("张伟")
    mine = a_job(a_case("王建军", li), days_before(40), kind="concentrated")
    a_job(a_case("孙丽", zhang), days_before(40))
    a_job(a_case("赵强", li), date(2026, 1, 5), enterprise=None, workplace="自家小店", kind="self_employed")

    with django_assert_num_queries(1):
        spells = spells_of(Placement.objects.visible_to(li), MONDAY)

    assert {kind: len(found) for kind, found in grouped(spells, "kind").items()} == {
        "concentrated": 1,
        "self_employed": 1,
    }
    assert set(grouped(spells, "firm")) == {mine.enterprise_id, None}
    assert LASTING == 90
