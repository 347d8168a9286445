"""What the clock does to referrals: a reminder on the fifth working day, the end after the tenth."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from employers import publish
from employers.models import State as VacancyState
from employers.models import Vacancy
from jobs.models import Job
from jobs.schedule import tick
from people.errors import Refused
from people.models import Notice
from placement import answer, refer
from placement.models import Referral
from placement.models.referral import By, State
from placement.referral_news import LAPSED, NEW, REMINDER
from placement.tasks import look_at_referrals
from tests.cast import MONDAY, MONDAY_9, a_contact, a_welfare_officer
from tests.placement.builders import a_case
from tests.placement.referrals import a_referral
from welfare.calendar import confirm_notice, load_notice
from welfare.holiday_notice import OFF, Arranged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

# Sent on Monday the 23rd: five working days later is the 30th, ten are the 7th of December.
FIFTH, TENTH = date(2026, 11, 30), date(2026, 12, 7)


def morning(day: date) -> datetime:
    return datetime.combine(day, time(6, 20), ZoneInfo("Asia/Shanghai")).astimezone(UTC)


@pytest.fixture
def run_on(time_machine):
    """The daily job as of the morning of a day."""

    def run(day: date) -> dict[str, int]:
        time_machine.move_to(morning(day), tick=False)
        return look_at_referrals(Job(kind="placement.referrals"), lambda *args: None)

    return run


def texts_for(user) -> list[str]:
    return [notice.text for notice in Notice.objects.filter(user=user).order_by("pk")]


def test_a_referral_runs_out_after_its_last_day_and_both_sides_are_told(run_on):
    referral, zhou = a_referral(), a_contact()

    on_its_day, after = run_on(TENTH), run_on(TENTH + timedelta(days=1))

    referral.refresh_from_db()
    event = referral.events.last()
    assert referral.answer_due == TENTH
    assert (on_its_day["lapse_all"], after["lapse_all"]) == (0, 1)
    assert (referral.state, event.name, event.by, event.recorded_by) == (State.LAPSED, "lapse", By.SYSTEM, None)
    assert referral.closed_at == morning(TENTH + timedelta(days=1))
    assert texts_for(zhou.user) == [NEW, REMINDER, LAPSED]
    assert "没有在期限内答复" in texts_for(referral.client.caseworker)[-1]


def test_a_run_that_comes_twice_finds_nothing_to_do(run_on):
    referral, zhou = a_referral(), a_contact()

    runs = [run_on(FIFTH), run_on(FIFTH), run_on(date(2026, 12, 8)), run_on(date(2026, 12, 8))]

    assert [(one["remind_all"], one["lapse_all"]) for one in runs] == [(1, 0), (0, 0), (0, 1), (0, 0)]
    assert referral.events.count() == 2
    assert texts_for(zhou.user) == [NEW, REMINDER, LAPSED]


def test_a_firm_is_reminded_on_the_fifth_working_day_and_not_before(run_on):
    referral, zhou = a_referral(), a_contact()

    before, then = run_on(FIFTH - timedelta(days=1)), run_on(FIFTH)

    referral.refresh_from_db()
    assert (before["remind_all"], then["remind_all"]) == (0, 1)
    assert referral.reminded_at == morning(FIFTH)
    assert texts_for(zhou.user) == [NEW, REMINDER]


def test_a_missed_week_is_caught_up_with_the_end_and_without_a_reminder_that_comes_too_late(run_on):
    referral, zhou = a_referral(), a_contact()

    done = run_on(TENTH + timedelta(days=7))

    referral.refresh_from_db()
    assert (done["remind_all"], done["lapse_all"], referral.state) == (0, 1, State.LAPSED)
    assert texts_for(zhou.user) == [NEW, LAPSED]


@pytest.mark.parametrize("upto", ["prepare", "invite", "offer", "start", "decline", "turn_down", "withdraw"])
def test_what_waits_for_no_answer_does_not_run_out(run_on, upto):
    referral = a_referral(upto=upto)
    before = referral.state

    done = run_on(TENTH + timedelta(days=1))

    referral.refresh_from_db()
    assert (done["remind_all"], done["lapse_all"], referral.state) == (0, 0, before)


def test_a_firm_that_has_only_looked_still_owes_an_answer(run_on):
    referral = a_referral(upto="see")

    run_on(TENTH + timedelta(days=1))

    referral.refresh_from_db()
    assert referral.state == State.LAPSED


def test_who_answers_after_the_end_is_told_that_it_is_over(run_on):
    referral, zhou = a_referral(), a_contact()
    run_on(TENTH + timedelta(days=1))

    with pytest.raises(Refused, match="现在是“已过答复期”"):
        answer.decline(zhou, referral.uid, reason="filled")


def test_one_that_is_sent_anew_has_a_new_term_and_a_reminder_of_its_own(run_on, time_machine):
    referral, worker = a_referral(), a_case().caseworker
    refer.undo(worker, referral, at=MONDAY_9)
    time_machine.move_to(morning(date(2026, 12, 1)))
    refer.send(worker, referral)

    run_on(TENTH)
    done = run_on(date(2026, 12, 8))

    referral.refresh_from_db()
    assert (referral.answer_due, done["remind_all"], referral.state) == (date(2026, 12, 15), 1, State.SENT)


def test_a_term_is_counted_again_when_the_calendar_has_changed(run_on):
    referral = a_referral()
    # The arrangement of a year may reach into the December before.
    day_off = [Arranged(date(2026, 12, 2), OFF, "调休"), Arranged(date(2027, 1, 1), OFF, "元旦")]
    notice = load_notice(a_welfare_officer("乌云"), 2027, day_off, "国务院办公厅关于2027年部分节假日安排的通知")
    confirm_notice(a_welfare_officer("娜仁"), notice)

    done = run_on(TENTH + timedelta(days=1))

    referral.refresh_from_db()
    assert (done["recount"], done["lapse_all"]) == (1, 0)
    assert (referral.answer_due, referral.state) == (date(2026, 12, 8), State.SENT)


def test_the_caseworker_is_told_once_that_a_vacancy_is_no_longer_offered(run_on):
    referral = a_referral()
    worker, vacancy = referral.client.caseworker, referral.vacancy
    Vacancy.objects.filter(pk=vacancy.pk).update(state=VacancyState.PAUSED)

    runs = [run_on(date(2026, 11, day)) for day in (24, 25)]

    assert [one["tell_of_gone_vacancies"] for one in runs] == [1, 0]
    assert "已经停招" in texts_for(worker)[-1]
    referral.refresh_from_db()
    assert referral.state == State.SENT


def test_a_vacancy_that_is_still_offered_is_nothing_to_tell_of(run_on):
    referral = a_referral()
    publish.refresh(a_contact(), referral.vacancy_id)

    assert run_on(date(2026, 11, 24))["tell_of_gone_vacancies"] == 0


def test_all_that_ran_out_is_ended_by_one_run(run_on):
    for name in ("王建军", "赵强", "钱勇"):
        a_referral(a_case(name))

    done = run_on(TENTH + timedelta(days=1))

    assert done["lapse_all"] == 3
    assert not Referral.objects.unscoped("test").running().exists()


def test_the_job_comes_round_every_morning_and_once_for_all_that_was_missed(time_machine):
    time_machine.move_to(morning(MONDAY))
    tick()

    asked = [tick(morning(MONDAY) + timedelta(hours=hours)) for hours in (23, 25, 26, 24 * 8)]

    assert ["placement.referrals" in kinds for kinds in asked] == [False, True, False, True]
