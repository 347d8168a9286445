"""Around a release, and the end of 动态管控."""

from datetime import date

import pytest

from law.case_clocks import Kind, MeasureFacts, control_end, end_notice, release_contact
from law.workdays import Calendar

TODAY = date(2026, 11, 23)
DECIDED, INSIDE = date(2025, 5, 20), date(2025, 6, 2)
ISOLATION = MeasureFacts("compulsory_isolation", INSIDE, DECIDED)
RELEASED = MeasureFacts("compulsory_isolation", INSIDE, DECIDED, end=date(2026, 6, 1))
TREATMENT = MeasureFacts("community_treatment", date(2025, 3, 10))
RECOVERY = MeasureFacts("community_recovery", date(2026, 6, 10))


def around(region, measure=ISOLATION, **more):
    return {one.kind: one for one in release_contact(measure, region, TODAY, **more)}


def test_the_site_tells_who_decided_three_days_before():
    """戒毒条例第三十四条."""
    notice = around("150602")[Kind.RELEASE_NOTICE]

    assert (notice.due_on, notice.article.article, notice.provisional) == (date(2027, 5, 17), "第三十四条", True)
    assert "按期限2027年5月20日出所（提前解除或者延长的，重新算），提前3日" in notice.why


def test_a_day_that_the_site_has_named_goes_before_the_one_by_law():
    notice = around("150602", announced_on=date(2026, 12, 15))[Kind.RELEASE_NOTICE]

    assert (notice.due_on, notice.provisional) == (date(2026, 12, 12), False)
    assert notice.why == "2026年12月15日出所，提前3日，到2026年12月12日。"


def test_contact_half_a_year_before_is_known_for_one_province():
    in_guizhou, in_ordos = (around(region)[Kind.RELEASE_CONTACT] for region in ("520102", "150602"))

    assert in_guizhou.due_on == date(2026, 11, 20)
    assert "提前6个月" in in_guizhou.why
    assert (in_ordos.due_on, in_ordos.open_question) == (None, "提前多久对接，当地规定待核实。")


def test_shanghai_counts_seven_working_days_before_and_three_after():
    """上海市禁毒条例第三十六条. 19 June 2026 is a holiday, Saturday and Sunday are not counted."""
    clocks = around("310101", announced_on=date(2026, 6, 22))

    assert clocks[Kind.RELEASE_NOTICE].due_on == date(2026, 6, 10)
    assert clocks[Kind.RELEASE_PAPERS].due_on == date(2026, 6, 25)
    assert Kind.RELEASE_PAPERS not in around("150602")


def test_working_days_without_a_calendar_are_provisional():
    blank = Calendar(frozenset(), frozenset(), frozenset())

    clocks = around("310101", announced_on=date(2026, 6, 22), calendar=blank)

    assert clocks[Kind.RELEASE_NOTICE].due_on == date(2026, 6, 11)
    assert clocks[Kind.RELEASE_NOTICE].provisional
    assert clocks[Kind.RELEASE_PAPERS].provisional


def test_before_the_regulation_the_notice_is_open():
    clocks = {one.kind: one for one in release_contact(ISOLATION, "150602", date(2011, 6, 25))}

    assert clocks[Kind.RELEASE_NOTICE].open_question == "当时的规定待核实。"


def test_other_measures_and_unknown_days_have_no_release():
    assert release_contact(TREATMENT, "520102", TODAY) == ()
    assert release_contact(MeasureFacts("compulsory_isolation", None), "520102", TODAY) == ()


@pytest.mark.parametrize(
    ("kind", "words", "article"),
    [
        ("community_treatment", "公安机关把解除社区戒毒通知街道（乡镇）", "第二十三条"),
        ("community_recovery", "公安机关把解除社区康复通知街道（乡镇）", "第四十条"),
    ],
)
def test_the_street_hears_within_seven_days_of_the_end(kind, words, article):
    notice = end_notice(MeasureFacts(kind, date(2023, 3, 10), end=date(2026, 3, 10)))

    assert (notice.words, notice.due_on, notice.article.article) == (words, date(2026, 3, 17), article)


def test_no_notice_while_it_runs_nor_for_other_measures():
    assert end_notice(TREATMENT) is None
    assert end_notice(RELEASED) is None
    assert end_notice(MeasureFacts("community_treatment", date(2009, 1, 1), end=date(2011, 1, 1))) is None


# 动态管控 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("region", ["310101", "370102"])
def test_community_treatment_counts_from_its_first_day(region):
    clock = control_end([TREATMENT], region, TODAY)

    assert (clock.due_on, clock.counted_from) == (date(2028, 3, 10), date(2025, 3, 10))
    assert "3年没有吸毒行为的" in clock.why
    assert clock.why.endswith("由公安机关认定。")


@pytest.mark.parametrize("region", ["310101", "370102"])
@pytest.mark.parametrize("measures", [[RELEASED], [RECOVERY, RELEASED]])
def test_after_isolation_the_release_counts_whatever_follows(region, measures):
    assert control_end(measures, region, TODAY).due_on == date(2029, 6, 1)


def test_social_recovery_counts_by_itself_where_the_release_is_not_on_record():
    assert control_end([RECOVERY], "310101", TODAY).due_on == date(2029, 6, 10)
    assert control_end([ISOLATION, RECOVERY], "310101", TODAY).due_on == date(2029, 6, 10)


def test_isolation_that_runs_has_no_day_yet():
    assert "还没有解除" in control_end([TREATMENT, ISOLATION], "310101", TODAY).open_question


def test_a_change_counts_from_the_release_in_shanghai_and_is_open_in_shandong():
    """上海市禁毒条例第二十九条第三款; 山东省禁毒条例第三十六条 is silent."""
    changed = [RELEASED, MeasureFacts("community_treatment", date(2026, 6, 5), carried_days=364)]

    assert control_end(changed, "310101", TODAY).due_on == date(2029, 6, 1)
    assert "当地没有写明" in control_end(changed, "370102", TODAY).open_question


def test_a_change_that_is_not_fully_on_record_is_a_question():
    unknown = MeasureFacts("community_treatment", date(2026, 6, 5), carried_days=None)
    alone = MeasureFacts("community_treatment", date(2026, 6, 5), carried_days=364)

    assert "没有登记" in control_end([RELEASED, unknown], "310101", TODAY).open_question
    assert "没有登记" in control_end([ISOLATION, alone], "310101", TODAY).open_question


def test_the_latest_measure_counts_not_the_first():
    earlier = MeasureFacts("community_treatment", date(2020, 1, 1), end=date(2023, 1, 1))

    assert control_end([TREATMENT, earlier], "310101", TODAY).counted_from == date(2025, 3, 10)


def test_who_has_not_reported_yet_is_asked_about():
    assert "还没有报到" in control_end([MeasureFacts("community_treatment", None)], "310101", TODAY).open_question


@pytest.mark.parametrize(("region", "day"), [("150602", TODAY), ("", TODAY), ("310101", date(2016, 3, 31))])
def test_elsewhere_the_country_says_three_years_and_not_from_when(region, day):
    old = MeasureFacts("community_treatment", date(2015, 1, 5))

    clock = control_end([old], region, day)

    assert (clock.due_on, clock.article.article) == (None, "第七条")
    assert "从哪一天起算，国家没有写明" in clock.open_question


@pytest.mark.parametrize(
    "measures", [[], [MeasureFacts("voluntary", INSIDE)], [MeasureFacts("community_treatment", date(2027, 1, 1))]]
)
def test_without_a_measure_that_has_begun_nothing_counts(measures):
    assert control_end(measures, "310101", TODAY) is None


def test_the_exception_is_told_as_each_place_writes_it():
    assert "；拒绝接受或者严重违反协议的除外。" in control_end([RELEASED], "310101", TODAY).why
    assert "按社区戒毒、社区康复起算的" in control_end([RELEASED], "370102", TODAY).why
