"""Calendars of tests and visits: by measure, by place, and nothing where a place has none."""

from datetime import date, timedelta

import pytest

from law import case_clocks
from law.article import Article
from law.case_clocks import Kind, MeasureFacts, Pause, Phase, Schedule
from law.case_clocks.calendars import TESTS, VISITS
from law.dated import Dated

TODAY = date(2026, 11, 23)
START = date(2025, 3, 10)
DONGSHENG = "150602003"


def treatment(**facts):
    return MeasureFacts("community_treatment", START, **facts)


RECOVERY = MeasureFacts("community_recovery", START)


def test_ordos_tests_twenty_two_times_in_three_years_of_community_treatment():
    """鄂府发〔2014〕75号: monthly, every two months, every three months."""
    series = case_clocks.tests(treatment(), DONGSHENG, TODAY)

    assert series.frequency == ("第1年：每月1次，共12次", "第2年：每2个月1次，共6次", "第3年：每3个月1次，共4次")
    assert (len(series.clocks), series.total) == (12 + 6 + 4, 22)
    assert [one.due_on for one in series.clocks[:2]] == [date(2025, 4, 10), date(2025, 5, 10)]
    assert [one.due_on for one in series.clocks[11:13]] == [date(2026, 3, 10), date(2026, 5, 10)]
    assert series.clocks[-1].due_on == date(2028, 3, 10)
    assert series.source.number == "鄂府发〔2014〕75号"


def test_ordos_tests_twelve_times_in_social_recovery():
    series = case_clocks.tests(RECOVERY, DONGSHENG, TODAY)

    assert series.frequency == ("第1年：每2个月1次，共6次", "第2年：每3个月1次，共4次", "第3年：每半年1次，共2次")
    assert [len(series.clocks), series.total] == [6 + 4 + 2, 12]
    assert [one.due_on for one in series.clocks[-2:]] == [date(2027, 9, 10), date(2028, 3, 10)]


def test_each_day_says_which_it_is_and_in_what_span_it_lies():
    third = case_clocks.tests(treatment(), DONGSHENG, TODAY).clocks[2]

    assert (third.kind, third.number, third.total, third.words) == (Kind.TEST, 3, 22, "第3次到检")
    assert (third.opens_on, third.due_on) == (date(2025, 5, 11), date(2025, 6, 10))
    assert third.why == "2025年3月10日起满3个月，这一次在2025年5月11日到2025年6月10日之间。"


@pytest.mark.parametrize("region", ["150202", "440106", "15", "150000", ""])
def test_no_place_takes_a_neighbours_calendar(region):
    series = case_clocks.tests(treatment(), region, TODAY)

    assert series.clocks == ()
    assert series.open_question == "当地的检测日程待核实，先按派出所的通知安排。"


def test_before_the_document_there_was_no_calendar():
    assert case_clocks.tests(treatment(), DONGSHENG, date(2014, 11, 4)).clocks == ()
    assert len(case_clocks.tests(treatment(), DONGSHENG, date(2014, 11, 5)).clocks) == 22


def test_another_district_of_the_same_city_keeps_every_day():
    """戒毒条例第二十二条: time runs on over a change of place."""
    assert case_clocks.tests(treatment(), "150602", TODAY) == case_clocks.tests(treatment(), "150603", TODAY)


def test_a_pause_moves_the_days_behind_it_and_the_last_one_stays_the_end():
    pause = Pause(date(2026, 1, 1), date(2026, 1, 31))
    plain = case_clocks.tests(treatment(), DONGSHENG, TODAY).clocks
    paused = case_clocks.tests(treatment(pauses=(pause,)), DONGSHENG, TODAY).clocks

    assert [one.due_on for one in paused[:9]] == [one.due_on for one in plain[:9]]
    assert [one.due_on for one in paused[9:]] == [one.due_on + timedelta(days=30) for one in plain[9:]]
    assert "中止30天，已经顺延。" in paused[9].why
    assert paused[-1].due_on == case_clocks.term_end(treatment(pauses=(pause,)), TODAY).due_on


def test_while_it_stands_still_the_days_behind_have_no_date():
    clocks = case_clocks.tests(treatment(pauses=(Pause(date(2025, 5, 10), None),)), DONGSHENG, TODAY).clocks

    assert [one.due_on for one in clocks[:3]] == [date(2025, 4, 10), date(2025, 5, 10), None]
    assert len(clocks) == 22
    assert clocks[-1].open_question == "2025年5月10日起中止，恢复以后顺延。"


def test_what_can_only_lie_behind_the_end_is_no_open_day_either():
    standing_still = (Pause(date(2026, 1, 1), None),)

    running = case_clocks.tests(treatment(carried_days=200), DONGSHENG, TODAY).clocks
    paused = case_clocks.tests(treatment(carried_days=200, pauses=standing_still), DONGSHENG, TODAY).clocks

    assert [one.number for one in paused] == [one.number for one in running] == list(range(1, 20))


def test_days_behind_the_end_are_left_out():
    ended = treatment(end=date(2025, 6, 9))
    changed = treatment(carried_days=1096 - 90)

    assert [one.number for one in case_clocks.tests(ended, DONGSHENG, TODAY).clocks] == [1, 2]
    assert [one.number for one in case_clocks.tests(changed, DONGSHENG, TODAY).clocks] == [1, 2]
    assert case_clocks.tests(changed, DONGSHENG, TODAY).total == 22


@pytest.mark.parametrize(
    ("measure", "asked"),
    [
        (MeasureFacts("community_treatment", None), "还没有报到"),
        (treatment(carried_days=None), "天数没有登记"),
    ],
)
def test_without_the_first_or_the_last_day_nothing_is_planned(measure, asked):
    series = case_clocks.tests(measure, DONGSHENG, TODAY)

    assert series.clocks == ()
    assert asked in series.open_question
    assert len(series.frequency) == 3


@pytest.mark.parametrize("kind", ["voluntary", "maintenance", "compulsory_isolation"])
def test_other_measures_have_no_calendar_and_no_question(kind):
    measure = MeasureFacts(kind, START)

    for series in (case_clocks.tests(measure, DONGSHENG, TODAY), case_clocks.visits(measure, DONGSHENG, TODAY)):
        assert (series.clocks, series.open_question) == ((), "")


@pytest.mark.parametrize("region", [DONGSHENG, "440106", "520102", ""])
def test_visits_are_known_for_no_place(region):
    """The grades of 广州 say how many look after one, not how often, and are not recorded here."""
    series = case_clocks.visits(treatment(), region, TODAY)

    assert not any(VISITS.values())
    assert series.open_question == "当地的走访次数待核实，先按帮扶计划安排。"


def test_a_city_that_enters_its_own_calendar_is_followed():
    monthly = Schedule((Phase.monthly(every=1, times=36),))
    own = Dated(monthly, date(2026, 1, 1), Article("本市走访安排"), date(2027, 1, 1))

    series = case_clocks.visits(treatment(), "440106", TODAY, own)

    assert (series.frequency, series.total, len(series.clocks)) == (("第1至36个月：每月1次，共36次",), 36, 36)
    assert series.clocks[0].words == "第1次走访"
    assert series.source == Article("本市走访安排")


def test_the_published_schedule_of_twenty_eight_is_not_among_ours():
    """Half-monthly for half a year, monthly for half a year, every two and every three months. No place is known."""
    declared = [dated.value for places in TESTS.values() for line in places.values() for dated in line.values]
    assert [schedule.total for schedule in declared] == [22, 12]
    assert all("" not in places for places in TESTS.values())


def test_a_city_that_follows_the_schedule_of_twenty_eight_can_enter_it():
    """12 + 6 + 6 + 4."""
    phases = (Phase(1, 12), Phase.monthly(1, 6), Phase.monthly(2, 6), Phase.monthly(3, 4))
    own = Dated(Schedule(phases), date(2026, 1, 1), Article("本市检测安排"), date(2027, 1, 1))

    series = case_clocks.tests(treatment(), "440106", TODAY, own)

    assert (series.total, len(series.clocks)) == (28, 28)
    assert series.frequency[:2] == ("第1至6个月：每半个月1次，共12次", "第7至12个月：每月1次，共6次")
    assert [one.due_on for one in series.clocks[:3]] == [date(2025, 3, 25), date(2025, 4, 10), date(2025, 4, 25)]
    assert series.clocks[-1].due_on == date(2028, 3, 10)


def test_spans_that_are_no_whole_months_are_told_in_halves():
    schedule = Schedule((Phase(1, 3), Phase(3, 1), Phase.monthly(12, 1)))

    assert schedule.frequency() == (
        "满0个月到满1.5个月：每半个月1次，共3次",
        "满1.5个月到满3个月：每1.5个月1次，共1次",
        "第4至15个月：每年1次，共1次",
    )


def test_a_calendar_fills_the_three_years_of_the_term():
    declared = [dated.value for places in TESTS.values() for line in places.values() for dated in line.values]

    assert {schedule.ends()[-1] for schedule in declared} == {2 * 36}


@pytest.mark.parametrize(("half_months", "times"), [(0, 12), (1, 0)])
def test_a_phase_has_a_length(half_months, times):
    with pytest.raises(ValueError, match="no calendar"):
        Phase(half_months, times)
