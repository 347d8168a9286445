"""How long a measure lasts: counted from, standing still, carried over, over."""

from datetime import date, timedelta

import pytest

from law.case_clocks import MeasureFacts, Pause, is_paused, statutory_end, term_end, years_after
from law.case_clocks.terms import months_after

TODAY = date(2026, 11, 23)
REPORTED = date(2025, 3, 10)


def treatment(start=REPORTED, **facts):
    return MeasureFacts("community_treatment", start, **facts)


@pytest.mark.parametrize(
    ("first", "years", "last"),
    [
        # The example of the work's policy: reported on 10 March 2025, three years. The first day is left out.
        (date(2025, 3, 10), 3, date(2028, 3, 10)),
        (date(2024, 2, 29), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2025, 1, 1), 2, date(2027, 1, 1)),
    ],
)
def test_a_term_of_years_ends_on_the_same_day_of_the_month(first, years, last):
    assert years_after(first, years) == last


def test_months_end_on_the_last_day_of_a_shorter_month():
    assert months_after(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert months_after(date(2025, 12, 15), 1) == date(2026, 1, 15)
    assert months_after(date(2025, 1, 31), -2) == date(2024, 11, 30)


@pytest.mark.parametrize(
    ("kind", "decided_on", "start", "end", "article"),
    [
        # From the report-in, not from the decision.
        ("community_treatment", date(2025, 2, 28), REPORTED, date(2028, 3, 10), "第十四条"),
        # From the decision, not from the first day inside.
        ("compulsory_isolation", date(2025, 2, 28), REPORTED, date(2027, 2, 28), "第二十七条"),
        ("community_recovery", date(2025, 2, 28), REPORTED, date(2028, 3, 10), "第三十七条"),
    ],
)
def test_each_measure_counts_from_its_own_day(kind, decided_on, start, end, article):
    clock = term_end(MeasureFacts(kind, start, decided_on), TODAY)

    assert (clock.due_on, clock.article.article, clock.provisional) == (end, article, False)


@pytest.mark.parametrize("kind", ["voluntary", "maintenance"])
def test_what_is_agreed_or_open_has_no_clock(kind):
    assert term_end(MeasureFacts(kind, REPORTED), TODAY) is None
    assert statutory_end(MeasureFacts(kind, REPORTED)) is None


def test_a_kind_that_the_law_does_not_know_is_an_error():
    with pytest.raises(ValueError, match="detention"):
        term_end(MeasureFacts("detention", REPORTED), TODAY)


def test_a_recorded_end_goes_before_the_law_and_stops_the_clock_once_it_is_there():
    ended = treatment(end=date(2026, 12, 1))

    assert term_end(ended, date(2026, 11, 30)).due_on == date(2026, 12, 1)
    assert term_end(ended, date(2026, 12, 1)) is None
    assert statutory_end(ended) == date(2026, 12, 1)


def test_a_pause_moves_the_end_by_its_days_and_says_so():
    clock = term_end(treatment(pauses=(Pause(date(2026, 1, 1), date(2026, 1, 31)),)), TODAY)

    assert clock.due_on == date(2028, 4, 9)
    assert clock.why == "2025年3月10日报到，期限3年；中止30天，顺延（《戒毒条例》第二十四条）；到2028年4月9日。"


def test_pauses_that_overlap_count_once_and_days_before_the_start_do_not():
    overlapping = (
        Pause(date(2026, 1, 20), date(2026, 1, 31)),
        Pause(date(2026, 1, 1), date(2026, 1, 25)),
        Pause(date(2025, 2, 1), date(2025, 3, 11)),
    )

    assert term_end(treatment(pauses=overlapping), TODAY).due_on == date(2028, 3, 10) + timedelta(days=31)


def test_a_pause_after_the_end_moves_nothing_and_one_in_the_days_won_does():
    after = Pause(date(2028, 3, 10), date(2028, 3, 20))
    early = Pause(date(2026, 1, 1), date(2026, 1, 31))

    assert statutory_end(treatment(pauses=(after,))) == date(2028, 3, 10)
    assert statutory_end(treatment(pauses=(after, early))) == date(2028, 4, 19)


def test_while_it_stands_still_no_end_is_named():
    clock = term_end(treatment(pauses=(Pause(date(2026, 5, 3), None),)), TODAY)

    assert clock.due_on is None
    assert clock.open_question == "2026年5月3日起中止，恢复以后才能算期满日。"


def test_compulsory_isolation_runs_on_through_a_detention():
    """戒毒条例第三十六条: there the time is counted without a break."""
    isolation = MeasureFacts("compulsory_isolation", REPORTED, REPORTED, pauses=(Pause(date(2026, 1, 1), None),))

    clock = term_end(isolation, TODAY)

    assert clock.due_on == date(2027, 3, 10)
    assert "连续计算" in clock.why
    assert not is_paused(isolation, date(2026, 2, 1))


def test_a_pause_holds_until_the_day_on_which_it_goes_on():
    measure = treatment(pauses=(Pause(date(2026, 1, 1), date(2026, 1, 31)), Pause(date(2026, 6, 1), None)))

    paused = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 30), date(2026, 1, 31), date(2027, 1, 1)]

    assert [is_paused(measure, day) for day in paused] == [False, True, True, False, True]


def test_days_served_before_a_change_count_toward_the_three_years():
    """戒毒条例第三十一条."""
    clock = term_end(treatment(carried_days=200), TODAY)

    assert clock.due_on == date(2028, 3, 10) - timedelta(days=200)
    assert "已经执行200天，折抵" in clock.why


def test_more_days_than_the_term_end_it_on_its_first_day():
    assert statutory_end(treatment(carried_days=1200)) == REPORTED


def test_unknown_days_are_asked_for_and_the_latest_day_is_only_told():
    clock = term_end(treatment(carried_days=None), TODAY)

    assert (clock.due_on, clock.article.article) == (None, "第三十一条")
    assert "没有登记" in clock.open_question
    assert "2028年3月10日" in clock.open_question


@pytest.mark.parametrize("kind", ["compulsory_isolation", "community_recovery"])
def test_a_change_leads_to_community_treatment_alone(kind):
    plain = MeasureFacts(kind, REPORTED, REPORTED)

    assert statutory_end(MeasureFacts(kind, REPORTED, REPORTED, carried_days=200)) == statutory_end(plain)
    assert statutory_end(MeasureFacts(kind, REPORTED, REPORTED, carried_days=None)) == statutory_end(plain)


def test_isolation_without_the_day_of_the_decision_is_provisional():
    clock = term_end(MeasureFacts("compulsory_isolation", REPORTED), TODAY)

    assert (clock.due_on, clock.provisional) == (date(2027, 3, 10), True)
    assert "决定日期没有登记" in clock.why


@pytest.mark.parametrize(
    ("measure", "asked"),
    [
        (treatment(start=None), "还没有报到"),
        (MeasureFacts("compulsory_isolation", None), "决定日期没有登记"),
        # 禁毒法 is in force since 1 June 2008.
        (treatment(start=date(2008, 5, 31)), "2008年5月31日还没有施行禁毒法"),
    ],
)
def test_what_cannot_be_counted_is_a_question(measure, asked):
    clock = term_end(measure, TODAY)

    assert clock.due_on is None
    assert asked in clock.open_question
    assert statutory_end(measure) is None


def test_the_law_counts_from_the_day_on_which_it_came_into_force():
    assert statutory_end(treatment(start=date(2008, 6, 1))) == date(2011, 6, 1)


def test_social_recovery_says_that_three_years_are_the_most():
    clock = term_end(MeasureFacts("community_recovery", REPORTED), TODAY)

    assert clock.words == "社区康复最迟在这一天期满"
    assert "最长3年" in clock.why


def test_facts_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="2026-01-01"):
        Pause(date(2026, 1, 2), date(2026, 1, 1))
    with pytest.raises(ValueError, match="-1"):
        treatment(carried_days=-1)
