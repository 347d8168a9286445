"""Reporting in, the agreement after it, and the papers that the police send."""

from datetime import date

import pytest

from law.case_clocks import MeasureFacts, ReportIn, agreement, hand_over, report_in
from law.workdays import Calendar

RECEIVED = date(2025, 3, 1)
REPORTED = date(2025, 3, 10)


@pytest.mark.parametrize(
    ("cause", "counted_from", "due", "article"),
    [
        ("decision", date(2025, 3, 1), date(2025, 3, 16), "第十四条"),
        # A published page makes five days of the fifteen of 戒毒条例第三十八条.
        ("release", date(2026, 11, 1), date(2026, 11, 16), "第三十八条"),
        ("moved", date(2026, 5, 1), date(2026, 5, 16), "第二十二条"),
        # Calendar days, over new year and over a holiday alike.
        ("moved", date(2026, 12, 25), date(2027, 1, 9), "第二十二条"),
    ],
)
def test_fifteen_days_whatever_they_are_counted_from(cause, counted_from, due, article):
    clock = report_in(ReportIn(counted_from, cause))

    assert (clock.due_on, clock.counted_from, clock.article.article) == (due, counted_from, article)


def test_a_decision_for_social_recovery_stands_on_its_own_article():
    assert report_in(ReportIn(RECEIVED, "decision", kind="community_recovery")).article.article == "第三十八条"


def test_only_after_the_decision_for_community_treatment_lateness_can_be_a_refusal():
    def why(cause, kind=""):
        return report_in(ReportIn(RECEIVED, cause, kind=kind)).why

    assert "没有正当理由逾期不报到的，视为拒绝接受社区戒毒" in why("decision")
    assert "由街道和公安认定" in why("decision")
    for other in (why("release"), why("moved"), why("decision", "community_recovery")):
        assert "视为" not in other
        assert "先问清理由" in other


def test_the_last_day_is_in_time_and_the_next_is_late():
    in_time = report_in(ReportIn(RECEIVED, "decision", date(2025, 3, 16)))
    late = report_in(ReportIn(RECEIVED, "decision", date(2025, 3, 17)))

    assert in_time.why == "2025年3月1日收到决定书，15日内报到，到2025年3月16日。已于2025年3月16日报到。"
    assert "晚了1天，理由要记下来" in late.why
    assert late.due_on == in_time.due_on


def test_late_at_a_new_place_is_told_without_a_threat():
    late = report_in(ReportIn(date(2026, 5, 1), "moved", date(2026, 5, 20)))

    assert late.why.endswith("晚了4天，理由要记下来。")


def test_a_change_of_place_says_that_time_runs_on():
    assert "原来的期限不中断，接着算。" in report_in(ReportIn(date(2026, 5, 1), "moved")).why


def test_before_the_regulation_no_day_is_named():
    clock = report_in(ReportIn(date(2011, 6, 25), "decision"))

    assert clock.due_on is None
    assert "期限待核实" in clock.open_question
    assert report_in(ReportIn(date(2011, 6, 26), "decision")).due_on == date(2011, 7, 11)


def test_an_unknown_cause_is_an_error():
    with pytest.raises(ValueError, match="holiday"):
        report_in(ReportIn(RECEIVED, "holiday"))


@pytest.mark.parametrize(
    ("kind", "words", "article"),
    [
        ("community_treatment", "和本人签订社区戒毒协议", "第十六条"),
        ("community_recovery", "和本人签订社区康复协议", "第三十八条"),
    ],
)
def test_the_agreement_is_due_without_a_number_of_days(kind, words, article):
    clock = agreement(MeasureFacts(kind, REPORTED))

    assert (clock.words, clock.due_on, clock.open_question) == (words, None, "")
    assert clock.article.article == article
    assert "及时签订；条文没有写几天" in clock.why


@pytest.mark.parametrize(
    "measure",
    [
        MeasureFacts("community_treatment", REPORTED, agreement_on=date(2025, 3, 12)),
        MeasureFacts("community_treatment", None),
        MeasureFacts("community_treatment", REPORTED, end=date(2026, 1, 1)),
        MeasureFacts("compulsory_isolation", REPORTED),
        MeasureFacts("maintenance", REPORTED),
    ],
)
def test_no_agreement_is_asked_for(measure):
    assert agreement(measure) is None


def test_a_new_place_asks_for_a_new_agreement_until_it_is_signed():
    """戒毒条例第二十二条."""
    moved_on = date(2026, 5, 10)
    signed_before = MeasureFacts("community_treatment", REPORTED, agreement_on=date(2025, 3, 12))
    signed_again = MeasureFacts("community_treatment", REPORTED, agreement_on=moved_on)

    clock = agreement(signed_before, moved_on)

    assert (clock.words, clock.counted_from, clock.article.article) == (
        "和本人签订新的社区戒毒协议",
        moved_on,
        "第二十二条",
    )
    assert agreement(signed_again, moved_on) is None


def test_ordos_hands_over_within_seven_working_days():
    """鄂府发〔2014〕75号. 1 to 8 October 2025 are holidays, Saturday the 11th is worked."""
    clock = hand_over(date(2025, 9, 29), "150602")

    assert (clock.due_on, clock.provisional) == (date(2025, 10, 15), False)
    assert clock.article.number == "鄂府发〔2014〕75号"


def test_days_in_a_year_without_a_calendar_are_provisional():
    clock = hand_over(date(2025, 9, 29), "150602", Calendar(frozenset(), frozenset(), frozenset()))

    assert (clock.due_on, clock.provisional) == (date(2025, 10, 8), True)
    assert "节假日安排公布以后再核一次" in clock.why


@pytest.mark.parametrize(
    ("region", "day"), [("150202", date(2026, 1, 5)), ("", date(2026, 1, 5)), ("150602", date(2014, 11, 4))]
)
def test_no_other_place_takes_the_number_of_ordos(region, day):
    clock = hand_over(day, region)

    assert clock.due_on is None
    assert "当地规定待核实" in clock.open_question
