"""What was heard 30, 90, 180 and 365 days after the start, and what follows from it."""

from datetime import date, timedelta

import pytest

from clients.models import HelpEvent
from clients.record_help import record_help
from people.errors import Refused
from placement.follow_up import give_up, left, take_back, unreachable, working
from placement.models import EndReason, FollowUp, PlacementEvent
from placement.place import last_seen
from tests.cast import MONDAY, MONDAY_9, a_social_worker
from tests.placement.builders import days_before
from tests.placement.jobs import a_job, at_day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

Outcome, Name = FollowUp.Outcome, PlacementEvent.Name


def test_still_at_work_settles_the_question_and_is_a_contact():
    job = a_job(started_on=days_before(32))

    others = working(job.client.caseworker, at_day(job, 30), MONDAY, "工资按时发")

    first = at_day(job, 30)
    assert (first.outcome, first.settled_on, first.note) == (Outcome.WORKING, MONDAY, "工资按时发")
    assert others == 0
    call = job.client.help_events.get()
    assert (call.kind, call.note) == (HelpEvent.Kind.CALL, "回访（上岗满 30 天）：还在岗。工资按时发")
    job.client.refresh_from_db()
    assert job.client.last_contact_on == MONDAY
    assert job.events.last().day == 30


def test_still_at_work_after_ninety_days_was_at_work_after_thirty():
    job = a_job(started_on=days_before(95))
    unreachable(job.client.caseworker, at_day(job, 30), days_before(60))

    others = working(job.client.caseworker, at_day(job, 90), MONDAY)

    assert others == 1
    assert (at_day(job, 30).outcome, at_day(job, 30).settled_on) == (Outcome.WORKING, MONDAY)
    assert at_day(job, 180).outcome == ""


def test_one_call_answers_every_day_that_has_come():
    job = a_job(started_on=days_before(200))

    others = working(job.client.caseworker, at_day(job, 30), MONDAY)

    assert others == 2
    assert [at_day(job, day).outcome for day in (30, 90, 180, 365)] == [Outcome.WORKING] * 3 + [""]


def test_nobody_is_at_work_after_thirty_days_on_the_twenty_eighth():
    job = a_job(started_on=days_before(28))

    with pytest.raises(Refused, match="才满 30 天"):
        working(job.client.caseworker, at_day(job, 30), MONDAY)

    assert last_seen(job) == job.started_on


def test_what_was_agreed_for_the_next_contact_stands():
    job = a_job(started_on=days_before(32))
    worker, client = job.client.caseworker, job.client
    agreed = MONDAY + timedelta(days=3)
    record_help(worker, client, kind="visit", at=MONDAY_9, note="家里都好", next_on=agreed, next_what="陪去领证")

    working(worker, at_day(job, 30), MONDAY)

    client.refresh_from_db()
    assert client.next_contact_on == agreed
    assert client.help_events.first().next_what == "陪去领证"


# 离岗 -----------------------------------------------------------------------------------------------------------------


def test_she_left_and_the_job_ends_with_it():
    job = a_job(started_on=days_before(95))

    left(
        job.client.caseworker, at_day(job, 90), MONDAY, ended_on=days_before(40), reason=EndReason.SHIFT,
        note="夜班太多",
    )  # fmt: skip

    job.refresh_from_db()
    assert (job.ended_on, job.end_reason, job.end_note) == (days_before(40), EndReason.SHIFT, "夜班太多")
    assert [at_day(job, day).outcome for day in (30, 90, 180, 365)] == [
        Outcome.WORKING,
        Outcome.LEFT,
        Outcome.NOT_NEEDED,
        Outcome.NOT_NEEDED,
    ]
    assert [event.name for event in job.events.all()] == [Name.STARTED, Name.LEFT]


def test_asked_late_she_had_left_after_the_day_in_question():
    job = a_job(started_on=days_before(60))

    answered = left(
        job.client.caseworker, at_day(job, 30), MONDAY, ended_on=days_before(15), reason=EndReason.QUIT
    )  # fmt: skip

    assert answered.outcome == Outcome.WORKING
    assert at_day(job, 90).outcome == Outcome.NOT_NEEDED


def test_an_end_that_is_refused_leaves_the_question_open():
    job = a_job(started_on=days_before(60))

    with pytest.raises(Refused, match="请选离岗原因"):
        left(job.client.caseworker, at_day(job, 30), MONDAY, ended_on=MONDAY, reason="")
    with pytest.raises(Refused, match="晚于回访日期"):
        left(job.client.caseworker, at_day(job, 30), days_before(5), ended_on=MONDAY, reason=EndReason.QUIT)

    assert at_day(job, 30).outcome == ""
    assert not job.client.help_events.exists()


# 联系不上 -------------------------------------------------------------------------------------------------------------


def test_who_is_not_reached_is_asked_again_three_working_days_later():
    job = a_job(started_on=days_before(32))

    unreachable(job.client.caseworker, at_day(job, 30), MONDAY)

    waits = at_day(job, 30)
    assert (waits.outcome, waits.attempts, waits.settled_on) == (Outcome.UNREACHABLE, 1, None)
    assert waits.again_on == date(2026, 11, 26)
    assert waits in job.follow_ups.due(MONDAY)
    job.client.refresh_from_db()
    assert job.client.last_contact_on is None
    assert job.client.help_events.get().kind == HelpEvent.Kind.ATTEMPT


def test_three_attempts_may_be_enough_and_an_answer_still_comes_later(time_machine):
    job = a_job(started_on=days_before(32))
    worker = job.client.caseworker
    for on in (days_before(2), days_before(1)):
        unreachable(worker, at_day(job, 30), on)
    with pytest.raises(Refused, match="至少试过 3 次"):
        give_up(worker, at_day(job, 30))
    unreachable(worker, at_day(job, 30), MONDAY)

    give_up(worker, at_day(job, 30))

    closed = at_day(job, 30)
    assert (closed.outcome, closed.settled_on) == (Outcome.UNREACHABLE, MONDAY)
    assert not job.follow_ups.due(MONDAY).exists()
    assert last_seen(job) == job.started_on
    time_machine.move_to(MONDAY_9 + timedelta(days=60))
    assert working(worker, at_day(job, 90), MONDAY + timedelta(days=60)) == 1
    assert at_day(job, 30).outcome == Outcome.WORKING


# Who, when, and mistakes ----------------------------------------------------------------------------------------------


def test_a_colleague_records_nothing():
    job = a_job(started_on=days_before(32))

    with pytest.raises(Refused, match="不归您负责"):
        working(a_social_worker("张伟"), at_day(job, 30), MONDAY)


def test_of_two_answers_the_second_is_told():
    job = a_job(started_on=days_before(32))
    worker, same = job.client.caseworker, at_day(job, 30)
    working(worker, at_day(job, 30), MONDAY)

    with pytest.raises(Refused, match="刚刚有人登记过"):
        unreachable(worker, same, MONDAY)

    assert job.client.help_events.count() == 1


def test_an_answer_from_tomorrow_is_refused():
    job = a_job(started_on=days_before(40))

    with pytest.raises(Refused, match="在将来"):
        working(job.client.caseworker, at_day(job, 30), MONDAY + timedelta(days=1))


def test_an_answer_taken_back_takes_back_what_followed_from_it():
    job = a_job(started_on=days_before(95))
    worker = job.client.caseworker
    unreachable(worker, at_day(job, 30), days_before(60))
    working(worker, at_day(job, 90), MONDAY)

    take_back(worker, at_day(job, 90))

    assert [(at_day(job, day).outcome, at_day(job, day).settled_on) for day in (30, 90)] == [
        (Outcome.UNREACHABLE, None),
        ("", None),
    ]
    assert last_seen(job) == job.started_on


def test_an_attempt_taken_back_was_none():
    job = a_job(started_on=days_before(32))
    worker = job.client.caseworker
    unreachable(worker, at_day(job, 30), MONDAY)

    take_back(worker, at_day(job, 30))

    waits = at_day(job, 30)
    assert (waits.outcome, waits.attempts, waits.again_on) == ("", 0, None)
    with pytest.raises(Refused, match="没有可以撤回"):
        take_back(worker, waits)


def test_an_answer_of_a_job_that_ended_stays():
    job = a_job(started_on=days_before(95))
    worker = job.client.caseworker
    working(worker, at_day(job, 30), days_before(60))
    left(worker, at_day(job, 90), MONDAY, ended_on=days_before(10), reason=EndReason.PLACE)

    with pytest.raises(Refused, match="先撤回离岗"):
        take_back(worker, at_day(job, 30))
