"""What holds for every case: unknown is never a number, a pause never shortens, a place never changes a term."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law import case_clocks
from law.case_clocks import Clock, Kind, MeasureFacts, Pause, ReportIn
from law.case_clocks.pauses import moved, suspending
from law.terms import Measure
from law.truth import Truth

TODAY = date(2026, 11, 23)
ORDOS, SHANGHAI, NOWHERE = "150602", "310101", "440106"
days = st.dates(date(2014, 12, 1), date(2030, 12, 31))
community = st.sampled_from(["community_treatment", "community_recovery"])


@st.composite
def over(draw):
    start = draw(days)
    return Pause(start, start + timedelta(days=draw(st.integers(0, 400))))


pauses = st.lists(over(), max_size=4).map(tuple)


@given(community, days, pauses, st.integers(1, 300))
def test_a_longer_pause_never_ends_a_term_earlier(kind, start, stood, more):
    measure = MeasureFacts(kind, start, pauses=stood)
    before = case_clocks.statutory_end(measure)

    longer = [replace(one, end=one.end + timedelta(days=more)) for one in stood]
    for n, one in enumerate(longer):
        after = case_clocks.statutory_end(replace(measure, pauses=(*stood[:n], one, *stood[n + 1 :])))
        assert before <= after


@given(community, days, pauses, over())
def test_one_more_pause_never_brings_a_test_forward(kind, start, stood, another):
    def dates(all_of_them):
        series = case_clocks.tests(MeasureFacts(kind, start, pauses=all_of_them), ORDOS, TODAY)
        return [one.due_on for one in series.clocks]

    assert all(early <= late for early, late in zip(dates(stood), dates((*stood, another)), strict=True))


@given(days, pauses)
def test_the_end_is_found_by_counting_day_after_day(start, stood):
    """The slow twin: walk from the first day and count only those on which it does not stand still."""
    measure = MeasureFacts("community_treatment", start, pauses=stood)
    due = case_clocks.years_after(start, 3)
    left, day = (due - start).days, start
    while left:
        left -= not case_clocks.is_paused(measure, day)
        day += timedelta(days=1)

    assert case_clocks.statutory_end(measure) == day


@given(days, pauses)
def test_the_calendar_has_its_number_of_days_in_order_within_the_term(start, stood):
    for kind, total in (("community_treatment", 22), ("community_recovery", 12)):
        measure = MeasureFacts(kind, start, pauses=stood)
        clocks = case_clocks.tests(measure, ORDOS, TODAY).clocks

        assert [one.number for one in clocks] == list(range(1, total + 1))
        assert all(one.opens_on <= one.due_on for one in clocks)
        assert all(one.due_on < two.opens_on for one, two in pairwise(clocks))
        assert clocks[-1].due_on == case_clocks.statutory_end(measure)


@given(community, days, pauses, days)
def test_moving_changes_neither_the_term_nor_a_day_in_the_same_city(kind, start, stood, moved_on):
    measure = MeasureFacts(kind, start, pauses=stood)

    again = case_clocks.report_in(ReportIn(moved_on, "moved", kind=kind))

    assert again.due_on == moved_on + timedelta(days=15)
    assert case_clocks.tests(measure, "150602", TODAY) == case_clocks.tests(measure, "150621", TODAY)
    # A term is asked for without a place: there is none that it could depend on.
    assert case_clocks.term_end(measure, TODAY) == case_clocks.term_end(replace(measure), TODAY)


anything = st.builds(
    MeasureFacts,
    kind=st.sampled_from([one.value for one in Measure]),
    start=st.none() | days,
    decided_on=st.none() | days,
    end=st.none() | days,
    carried_days=st.none() | st.integers(0, 1096),
    pauses=st.lists(over() | st.builds(Pause, days, st.none()), max_size=3).map(tuple),
    agreement_on=st.none() | days,
)


def every_clock(measure: MeasureFacts, region: str) -> list[Clock]:
    one_by_one = [
        case_clocks.term_end(measure, TODAY),
        case_clocks.agreement(measure),
        case_clocks.control_end([measure], region, TODAY),
        case_clocks.end_notice(measure),
    ]
    series = [case_clocks.tests(measure, region, TODAY), case_clocks.visits(measure, region, TODAY)]
    found = [clock for clock in one_by_one if clock]
    return [*found, *case_clocks.release_contact(measure, region, TODAY), *(c for s in series for c in s.clocks)]


@given(anything, st.sampled_from([ORDOS, SHANGHAI, NOWHERE, ""]))
def test_a_clock_names_a_day_with_its_article_or_says_what_is_open(measure, region):
    for clock in every_clock(measure, region):
        if clock.due_on is None:
            assert clock.open_question or clock.kind is Kind.AGREEMENT
        else:
            assert clock.article
            assert clock.why.endswith("。")
            assert not clock.open_question


@given(anything)
def test_what_is_unknown_never_becomes_a_number(measure):
    no_start = replace(measure, start=None, end=None, decided_on=None)
    no_days = replace(measure, kind="community_treatment", carried_days=None, end=None)
    still = replace(no_days, carried_days=0, start=date(2025, 3, 10), pauses=(Pause(date(2026, 1, 1), None),))

    for unknown in (no_start, no_days, still):
        assert case_clocks.statutory_end(unknown) is None
    for unknown in (no_start, no_days):
        assert case_clocks.tests(unknown, ORDOS, TODAY).clocks == ()
    assert case_clocks.tests(measure, NOWHERE, TODAY).clocks == ()
    assert case_clocks.visits(measure, ORDOS, TODAY).clocks == ()


@given(st.none() | st.integers(0, 40), st.none() | st.booleans())
def test_leave_is_only_answered_by_what_is_known(length, outside):
    found = case_clocks.leave_needed(length, outside)
    possible = {
        case_clocks.leave_needed(days, place).truth
        for days in ([length] if length is not None else range(8))
        for place in ([outside] if outside is not None else (True, False))
    }

    if len(possible) == 1:
        assert possible == {found.truth}
    else:
        assert (found.truth, bool(found.missing)) == (Truth.UNKNOWN, True)


@given(days, pauses)
def test_a_day_behind_all_pauses_moves_by_the_days_that_stood_still(start, stood):
    measure = MeasureFacts("community_treatment", start, pauses=stood)
    late = date(2033, 1, 1)

    still = sum(case_clocks.is_paused(measure, start + timedelta(days=n)) for n in range((late - start).days))

    assert moved(late, suspending(measure)) == late + timedelta(days=still)


def test_a_clock_with_a_day_and_a_question_cannot_be_made():
    with pytest.raises(ValueError, match="never becomes a day"):
        Clock(Kind.TEST, TODAY, None, "到检", "", None, open_question="当地日程待核实")


def test_a_clock_is_overdue_from_the_day_after():
    clock = Clock(Kind.TEST, TODAY, None, "到检", "", None)

    assert not clock.is_overdue(TODAY)
    assert clock.is_overdue(TODAY + timedelta(days=1))
    assert not replace(clock, due_on=None).is_overdue(TODAY)
