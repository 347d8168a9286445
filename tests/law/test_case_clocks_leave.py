"""Leave from three days on, and counts that people judge."""

from datetime import date

import pytest

from law.case_clocks import Absence, Kind, absences, days_away, leave_needed, leave_return
from law.truth import Truth

TODAY = date(2026, 11, 23)


def test_the_first_and_the_last_day_away_count():
    assert days_away(date(2026, 11, 2), date(2026, 11, 4)) == 3
    assert days_away(date(2026, 11, 2), date(2026, 11, 2)) == 1
    with pytest.raises(ValueError, match="before the first"):
        days_away(date(2026, 11, 2), date(2026, 11, 1))


@pytest.mark.parametrize(
    ("days", "outside", "truth"),
    [
        (3, True, Truth.YES),
        (2, True, Truth.NO),
        (30, False, Truth.NO),
        (None, False, Truth.NO),
        (2, None, Truth.NO),
        (None, True, Truth.UNKNOWN),
        (3, None, Truth.UNKNOWN),
        (None, None, Truth.UNKNOWN),
    ],
)
def test_leave_is_needed_outside_the_county_for_three_days_or_more(days, outside, truth):
    """戒毒条例第十九条."""
    assert leave_needed(days, outside).truth is truth


def test_an_open_leave_names_what_is_asked_and_a_settled_one_its_numbers():
    assert leave_needed(None, True).missing == {"离开几天"}
    assert leave_needed(None, None).missing == {"离开几天", "是不是离开执行地所在的县（市、区）"}

    found = leave_needed(5, True, TODAY)

    assert (found.missing, found.detail) == (frozenset(), "离开5天，在县（市、区）以外")
    assert found.article.article == "第十九条"
    assert leave_needed(5, False).detail == "离开5天，在本县（市、区）以内"


def test_before_the_regulation_it_is_open():
    assert leave_needed(5, True, date(2011, 6, 25)).truth is Truth.UNKNOWN


def test_who_was_given_leave_is_to_be_back_on_its_last_day():
    clock = leave_return(date(2026, 11, 30))

    assert (clock.kind, clock.due_on) == (Kind.LEAVE_RETURN, date(2026, 11, 30))


def counts(spells, **more):
    return {one.name: (one.count, one.unclear, one.reached) for one in absences(spells, TODAY, **more)}


def away(first, last, with_leave=False):
    return Absence(date(2026, *first), date(2026, *last) if last else None, with_leave)


def test_three_times_reach_the_threshold_and_two_do_not():
    """戒毒条例第二十条."""
    twice = [away((1, 1), (1, 3)), away((2, 1), (2, 3))]

    assert counts(twice)["擅自离开的次数"] == (2, 0, Truth.NO)
    assert counts([*twice, away((3, 1), (3, 3))])["擅自离开的次数"] == (3, 0, Truth.YES)


def test_who_was_back_before_leave_was_needed_is_not_said_to_have_left_without():
    """戒毒条例第十九条: a written report from three days on."""
    two_days = [away((month, 1), (month, 2)) for month in (1, 2, 3)]

    assert counts(two_days) == {"擅自离开的次数": (0, 3, Truth.UNKNOWN), "擅自离开的天数": (0, 6, Truth.NO)}
    assert "另有3次待核实（时间短、按规定不用书面报告）" in absences(two_days, TODAY)[0].words
    assert counts([away((11, 22), None)])["擅自离开的次数"] == (1, 0, Truth.NO)


def test_thirty_days_are_not_more_than_thirty():
    assert counts([away((1, 1), (1, 30))])["擅自离开的天数"] == (30, 0, Truth.NO)
    assert counts([away((1, 1), (1, 31))])["擅自离开的天数"] == (31, 0, Truth.YES)


def test_leave_given_counts_for_nothing_and_an_open_one_only_as_unclear():
    spells = [away((1, 1), (1, 20)), away((3, 1), (3, 20), True), away((5, 1), (5, 11), None)]

    assert counts(spells) == {"擅自离开的次数": (1, 1, Truth.NO), "擅自离开的天数": (20, 11, Truth.UNKNOWN)}


def test_a_day_in_two_spells_counts_once_and_who_is_still_away_counts_until_today():
    assert counts([away((1, 1), (1, 10)), away((1, 5), (1, 12))])["擅自离开的天数"] == (12, 0, Truth.NO)
    assert counts([away((11, 20), None)])["擅自离开的天数"] == (4, 0, Truth.NO)
    assert counts([away((11, 24), None)])["擅自离开的次数"] == (0, 0, Truth.NO)


def test_tests_are_told_only_when_somebody_counted_them():
    assert "逃避或者拒绝检测的次数" not in counts([])
    assert counts([], tests_dodged=2)["逃避或者拒绝检测的次数"] == (2, 0, Truth.NO)
    assert counts([], tests_dodged=3)["逃避或者拒绝检测的次数"] == (3, 0, Truth.YES)


def test_people_decide_and_the_words_say_so():
    spells = [away((1, 1), (1, 5)), away((2, 1), (2, 5)), away((3, 1), (3, 2), None)]

    times, days = absences(spells, TODAY)

    assert times.words == (
        "擅自离开的次数：2次，另有1次待核实（不清楚有没有请假）；条例写的是3次以上。是不是严重违反协议，由街道和公安认定。"
    )
    assert "累计超过30天" in days.words
    assert {one.article.article for one in (times, days)} == {"第二十条"}


def test_nothing_is_held_against_anybody_before_the_regulation():
    assert absences([Absence(date(2010, 1, 1), None, False)], date(2011, 6, 25), tests_dodged=9) == ()


def test_back_before_leaving_is_refused():
    with pytest.raises(ValueError, match="before leaving"):
        Absence(date(2026, 1, 2), date(2026, 1, 1), None)
