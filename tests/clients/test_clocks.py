"""What falls due in a case: the clocks of the law over its records, for one and for a caseload."""

from datetime import date, timedelta

import pytest

from clients import clocks
from clients.clock_facts import absences, carried_days
from clients.models import Client, KeptDay, Leave, MeasurePause, RehabMeasure
from law.case_clocks import Clock, Kind, Series
from tests.cast import MONDAY, MONDAY_9, a_client, a_social_worker
from tests.clients.casework import a_leave, a_report_in, all_kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(MONDAY_9)


@pytest.fixture
def li():
    return a_social_worker("李敏")


@pytest.fixture
def wang(li):
    """社区戒毒 since 2025-06-02 in 东胜区: monthly tests for a year, then every second month."""
    return a_client(li)


def by_kind(client, as_of=MONDAY):
    return {one.kind: one for one in clocks.of_client(client, as_of).due}


def test_a_report_in_is_due_on_the_fifteenth_day(li):
    newcomer = a_client(li, "孙丽", measure=None)
    waiting = a_report_in(newcomer, date(2026, 11, 20))

    due = by_kind(newcomer)[Kind.REPORT_IN]

    assert (due.clock.due_on, due.record) == (date(2026, 12, 5), waiting.pk)


@pytest.mark.parametrize("settled", [{"reported_on": MONDAY}, {"dropped_on": MONDAY}])
def test_a_report_that_is_settled_is_due_no_more(li, settled):
    newcomer = a_client(li, "孙丽", measure=None)
    a_report_in(newcomer, date(2026, 11, 20), **settled)

    assert Kind.REPORT_IN not in by_kind(newcomer)


def test_the_next_test_stands_once_with_what_went_by_unwritten(wang):
    soon, far = by_kind(wang, date(2026, 11, 25))[Kind.TEST], by_kind(wang)[Kind.TEST]

    assert (soon.clock.number, soon.clock.due_on, soon.late) == (15, date(2026, 12, 2), 14)
    assert clocks.said(soon) == "第15次到检，前面还有14次没有记"
    # As long as the next one is far, the last that went by is what there is to do.
    assert (far.clock.number, far.clock.due_on, far.late) == (14, date(2026, 10, 2), 13)


def test_with_all_kept_the_next_test_is_near_in_its_last_week_only(wang):
    all_kept(wang.measures.get(), 14)

    due = by_kind(wang)[Kind.TEST]

    assert (due.late, due.is_near(date(2026, 11, 24)), due.is_near(date(2026, 11, 25))) == (0, False, True)


def test_a_test_kept_early_in_its_span_leads_to_the_next_one(wang):
    all_kept(wang.measures.get(), 15)

    due = by_kind(wang)[Kind.TEST]

    assert (due.clock.number, due.clock.due_on) == (16, date(2027, 2, 2))


def test_days_before_the_case_was_opened_here_wait_for_nobody(li):
    late_comer = a_client(li, opened_on=date(2026, 9, 1))

    (shown,) = clocks.of_client(late_comer, MONDAY).measures

    assert [day.state for day in shown.test_days[11:16]] == ["before", "before", "late", "now", "ahead"]


@pytest.mark.parametrize("outcome", KeptDay.Outcome)
def test_each_outcome_settles_a_day_and_none_is_a_result(wang, outcome):
    measure = wang.measures.get()
    KeptDay.objects.create(measure=measure, kind="test", number=15, outcome=outcome, on=MONDAY)

    (shown,) = clocks.of_client(wang, MONDAY).measures

    assert shown.test_days[14].state == outcome
    assert shown.missed == (outcome == KeptDay.Outcome.MISSED)


def test_while_a_measure_stands_still_nothing_of_its_calendar_is_due(wang):
    MeasurePause.objects.create(measure=wang.measures.get(), since=date(2026, 11, 1))

    case = clocks.of_client(wang, MONDAY)

    assert case.measures[0].is_paused
    assert Kind.TEST not in {one.kind for one in case.due}
    assert any("中止" in one.open_question for one in case.questions)


def test_a_pause_that_is_over_moves_the_end_and_the_tests(wang):
    MeasurePause.objects.create(measure=wang.measures.get(), since=date(2026, 7, 1), until=date(2026, 7, 31))

    due = by_kind(wang)

    assert due[Kind.TERM_END].clock.due_on == date(2028, 6, 2) + timedelta(days=30)
    assert due[Kind.TEST].clock.due_on == date(2026, 10, 2) + timedelta(days=30)


def test_a_measure_without_a_place_that_sets_tests_asks(li):
    elsewhere = a_client(li, "孙丽", region="510104")

    case = clocks.of_client(elsewhere, MONDAY)

    assert Kind.TEST not in {one.kind for one in case.due}
    assert "当地的检测日程待核实，先按派出所的通知安排。" in [one.open_question for one in case.questions]


def test_an_agreement_has_no_day_and_is_always_near(wang):
    due = by_kind(wang)[Kind.AGREEMENT]

    assert due.clock.due_on is None
    assert due.is_near(MONDAY)


def test_after_a_change_of_place_a_new_agreement_is_due(wang):
    measure = wang.measures.get()
    measure.agreement_on = date(2025, 6, 5)
    measure.save()
    assert Kind.AGREEMENT not in by_kind(wang)

    a_report_in(wang, date(2026, 11, 1), cause="moved", measure=measure, reported_on=date(2026, 11, 9))

    assert by_kind(Client.objects.unscoped("test").get(pk=wang.pk))[Kind.AGREEMENT].clock.counted_from == date(
        2026, 11, 9
    )


def test_what_was_served_inside_counts_once_it_is_written_down(wang):
    isolation = RehabMeasure.objects.create(
        client=wang, kind="compulsory_isolation", start=date(2024, 12, 2), end=date(2025, 6, 1), ended_how="changed"
    )
    measure = wang.measures.get(kind="community_treatment")

    assert carried_days(measure, [isolation, measure]) is None
    assert Kind.TERM_END not in by_kind(wang)

    measure.carried_days = 181
    measure.save()
    again = Client.objects.unscoped("test").get(pk=wang.pk)

    assert by_kind(again)[Kind.TERM_END].clock.due_on == date(2028, 6, 2) - timedelta(days=181)


def test_leave_that_was_given_waits_for_her_return(wang):
    a_leave(wang, date(2026, 11, 18), date(2026, 11, 24), granted=True)
    a_leave(wang, date(2026, 10, 1), date(2026, 10, 4), granted=True, returned_on=date(2026, 10, 5))
    a_leave(wang, date(2026, 12, 1), date(2026, 12, 4))

    assert by_kind(wang)[Kind.LEAVE_RETURN].clock.due_on == date(2026, 11, 24)


def test_absences_with_leave_without_it_and_not_known():
    given = {"destination": "包头市", "why": "work"}
    on = date(2026, 10, 1)
    granted = Leave(since=on, until=on + timedelta(days=3), granted=True, asked_on=on, **given)
    late_back = Leave(
        since=on, until=on + timedelta(days=3), granted=True, asked_on=on, returned_on=on + timedelta(days=7), **given
    )
    untold = Leave(since=on, until=on, granted=False, returned_on=on, **given)
    refused = Leave(since=on, until=on, granted=False, asked_on=on, **given)
    undecided = Leave(since=on, until=on, asked_on=on, **given)

    def spells(leave):
        return [(one.since, one.until, one.with_leave) for one in absences([leave])]

    assert spells(granted) == [(on, on + timedelta(days=3), True), (on + timedelta(days=4), None, None)]
    assert spells(late_back)[1] == (on + timedelta(days=4), on + timedelta(days=6), None)
    assert spells(untold) == [(on, on, False)]
    assert spells(refused) == []
    assert spells(undecided) == [(on, None, None)]


def test_a_visit_within_its_span_settles_that_day_and_no_other():
    def span(number, first, last):
        return Clock(Kind.VISIT, last, first, f"第{number}次走访", "", None, number, 2, opens_on=first)

    series = Series(
        Kind.VISIT,
        (span(1, date(2026, 9, 1), date(2026, 9, 30)), span(2, date(2026, 10, 1), date(2026, 10, 31))),
    )

    first, second = clocks.planned(series, {}, [date(2026, 9, 30)], date(2026, 1, 1), MONDAY)

    assert (first.state, first.seen_on, second.state) == ("seen", date(2026, 9, 30), "late")


def test_a_closed_case_has_no_clocks(wang):
    wang.status = "closed"

    assert clocks.of_client(wang, MONDAY).due == ()


def test_somebody_who_is_assisted_for_another_reason_has_none(li):
    plain = a_client(li, "赵志强", category="hard_to_place", measure=None)

    case = clocks.of_client(plain, MONDAY)

    assert (case.due, case.questions, case.measures) == ((), (), ())


def test_a_caseload_costs_as_many_queries_as_one_client(li, django_assert_num_queries):
    def fill(name):
        client = a_client(li, name)
        measure = client.measures.get()
        MeasurePause.objects.create(measure=measure, since=date(2026, 7, 1), until=date(2026, 7, 9))
        all_kept(measure, 3)
        a_leave(client, date(2026, 11, 18), date(2026, 11, 24), granted=True)
        a_report_in(client, date(2025, 5, 30), reported_on=date(2025, 6, 2), measure=measure)

    def caseload():
        return list(Client.objects.visible_to(li).select_related("residence_region"))

    fill("王建军")
    one = caseload()
    with django_assert_num_queries(5):
        clocks.of_clients(one, MONDAY)
    for name in ("孙丽", "赵强", "高娃", "那日苏"):
        fill(name)
    many = caseload()

    with django_assert_num_queries(5):
        found = clocks.of_clients(many, MONDAY)

    assert len(found) == 5


def test_the_list_of_one_client_takes_what_is_near_and_has_a_day(wang):
    all_kept(wang.measures.get(), 14)
    a_leave(wang, date(2026, 11, 18), date(2026, 11, 24), granted=True)

    said = [(task.text, task.on, task.place) for task in clocks.tasks_of(wang, MONDAY)]

    assert said == [("外出到期，联系本人确认返回", date(2026, 11, 24), "clocks")]
