"""A job begins, is put right, and ends."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from clients.close_case import close
from clients.door import KIND
from clients.models import UnscopedQuery
from employers.models import Enterprise
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose
from placement.models import EndReason, FollowUp, Placement, PlacementEvent
from placement.place import correct, end, last_seen, place, place_from_referral, take_end_back, unplace
from tests.cast import MONDAY, a_contact, a_manager, a_social_worker
from tests.placement.builders import a_case, a_firm, days_before
from tests.placement.jobs import a_job, an_offer, at_day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

Name, Outcome = PlacementEvent.Name, FollowUp.Outcome


def history(placement: Placement) -> list[str]:
    return [event.name for event in placement.events.all()]


def outcomes(placement: Placement) -> dict[int, str]:
    return {one.day: one.outcome for one in placement.follow_ups.all()}


def test_a_start_makes_the_four_follow_ups_and_is_written_down():
    client = a_case("王建军")

    job = place(
        client.caseworker, client, kind="public_welfare", job_title="保洁员", started_on=MONDAY, workplace="交通街道"
    )

    due = [(one.day, one.due_on, one.outcome) for one in job.follow_ups.all()]
    assert due == [(day, MONDAY + timedelta(days=day), "") for day in (30, 90, 180, 365)]
    assert history(job) == [Name.STARTED]
    (row,) = ledger.of(KIND, client.pk)
    assert (row.action, row.purpose) == (Action.CREATE, Purpose.FOLLOW_UP)


def test_a_second_job_is_refused_while_the_first_runs():
    job = a_job()

    with pytest.raises(Refused, match="已有一份在岗记录"):
        a_job(job.client, firm="恒晟物业")


def test_a_start_ahead_is_refused_and_so_is_a_job_nowhere():
    client = a_case()

    with pytest.raises(Refused, match="还没有到"):
        a_job(client, MONDAY + timedelta(days=1))
    with pytest.raises(Refused, match="在哪里工作"):
        a_job(client, enterprise=None)
    with pytest.raises(Refused, match="合同到期要晚于合同开始"):
        a_job(client, contract_from=MONDAY, contract_until=days_before(1))
    assert not client.placements.exists()


def test_only_who_answers_for_her_places_her():
    client, colleague = a_case(), a_social_worker("张伟")

    with pytest.raises(Refused, match="不归您负责"):
        place(colleague, client, kind="flexible", job_title="送货", started_on=MONDAY, workplace="东胜区")

    assert a_job(client).client == client
    with pytest.raises(UnscopedQuery):
        list(Placement.objects.all())
    assert not Placement.objects.visible_to(colleague).exists()
    assert Placement.objects.visible_to(a_manager()).exists()


# By way of a referral -------------------------------------------------------------------------------------------------


def test_a_referral_brings_its_firm_its_title_and_the_wage_that_was_offered():
    referral = an_offer(offer_wage=Decimal(4300))

    job = place_from_referral(referral.client.caseworker, referral, days_before(1), by_firm=False)

    assert (job.where, job.job_title, job.wage) == ("蒙泰热电", referral.vacancy.title, Decimal(4300))
    assert job.referral == referral
    assert not job.events.get().by_firm


def test_a_firm_that_cannot_start_her_is_told_nothing_of_other_firms():
    client = a_case()
    a_job(client, firm="恒晟物业")
    zhou = a_contact("周丽").user

    with pytest.raises(Refused) as no:
        place_from_referral(zhou, an_offer(client), MONDAY, by_firm=True)

    assert str(no.value) == "现在不能登记这位候选人上岗。请联系工作人员。"


def test_a_firm_starts_her_and_its_person_stands_in_the_history():
    referral, zhou = an_offer(), a_contact("周丽").user

    job = place_from_referral(zhou, referral, MONDAY, by_firm=True)

    event = job.events.get()
    assert (event.recorded_by, event.by_firm) == (zhou, True)


def test_an_untouched_start_is_taken_back_whole():
    referral = an_offer()
    place_from_referral(None, referral, MONDAY, by_firm=False)

    unplace(referral)

    assert not referral.client.placements.exists()
    assert not FollowUp.objects.unscoped("test").exists()
    assert place_from_referral(None, referral, MONDAY, by_firm=False)


def test_work_to_live_on_ends_with_the_job_and_goes_on_when_the_start_is_undone():
    client = a_case()
    portering = a_job(client, days_before(40), kind="flexible", enterprise=None, workplace="东胜区菜市场")
    referral = an_offer(client)

    job = place_from_referral(None, referral, days_before(2), by_firm=True)

    portering.refresh_from_db()
    assert (portering.ended_on, portering.end_reason) == (days_before(2), EndReason.BETTER_JOB)
    assert client.placements.current().get() == job
    unplace(referral)
    assert client.placements.current().get() == portering
    assert outcomes(portering)[30] == ""


def test_what_somebody_has_touched_is_not_taken_back():
    referral = an_offer()
    job = place_from_referral(None, referral, MONDAY, by_firm=False)
    correct(job.client.caseworker, job, wage=Decimal(4500))

    with pytest.raises(Refused, match="已经有新的登记"):
        unplace(referral)

    assert referral.client.placements.get() == job


# The end --------------------------------------------------------------------------------------------------------------


def test_an_end_after_fifty_days_answers_the_first_follow_up_and_spares_the_others():
    job = a_job(started_on=days_before(60))

    end(job.client.caseworker, job, days_before(10), EndReason.WAGE, "想去跑运输")

    assert outcomes(job) == {
        30: Outcome.WORKING,
        90: Outcome.NOT_NEEDED,
        180: Outcome.NOT_NEEDED,
        365: Outcome.NOT_NEEDED,
    }
    assert at_day(job, 30).settled_on == days_before(10)
    assert not FollowUp.objects.unscoped("test").waiting().exists()
    assert history(job) == [Name.STARTED, Name.LEFT]
    assert job.events.last().reason == EndReason.WAGE


def test_who_leaves_on_the_very_day_was_not_there_beyond_it():
    job = a_job(started_on=days_before(60))

    end(job.client.caseworker, job, days_before(30), EndReason.QUIT)

    assert outcomes(job)[30] == Outcome.NOT_NEEDED


def test_she_can_begin_anew_after_the_end_and_nothing_of_the_old_job_is_lost():
    old = a_job(started_on=days_before(40))
    end(old.client.caseworker, old, days_before(5), EndReason.DISMISSED)

    new = a_job(old.client, days_before(2), firm="恒晟物业")

    assert [job.where for job in old.client.placements.all()] == ["恒晟物业", "蒙泰热电"]
    assert old.client.placements.current().get() == new


@pytest.mark.parametrize(
    ("on", "reason", "note", "told"),
    [
        (MONDAY + timedelta(days=1), "quit", "", "今天之间"),
        (days_before(61), "quit", "", "上岗日期和今天之间"),
        (MONDAY, "", "", "请选离岗原因"),
        (MONDAY, "bored", "", "请选离岗原因"),
        (MONDAY, "other", " ", "要写明"),
    ],
)
def test_an_end_needs_its_day_and_its_reason(on, reason, note, told):
    job = a_job(started_on=days_before(60))

    with pytest.raises(Refused, match=told):
        end(job.client.caseworker, job, on, reason, note)

    job.refresh_from_db()
    assert job.ended_on is None
    assert history(job) == [Name.STARTED]


def test_she_cannot_have_left_before_the_day_on_which_she_said_that_she_works():
    job = a_job(started_on=days_before(60))
    job.follow_ups.filter(day=30).update(outcome=Outcome.WORKING, settled_on=days_before(25), asked_on=days_before(25))

    with pytest.raises(Refused, match="回访时还在岗"):
        end(job.client.caseworker, job, days_before(26), EndReason.QUIT)

    assert last_seen(job) == days_before(25)


def test_of_two_who_end_one_job_the_second_is_told():
    job = a_job(started_on=days_before(60))
    same = Placement.objects.visible_to(job.client.caseworker).get()
    end(job.client.caseworker, job, MONDAY, EndReason.QUIT)

    with pytest.raises(Refused, match="已经登记过离岗"):
        end(job.client.caseworker, same, days_before(1), EndReason.HEALTH)

    assert history(job) == [Name.STARTED, Name.LEFT]


def test_a_mistaken_end_is_taken_back_with_what_followed_from_it():
    job = a_job(started_on=days_before(60))
    worker = job.client.caseworker
    end(worker, job, days_before(10), EndReason.QUIT, "记错人了")

    take_end_back(worker, job)

    assert (job.ended_on, job.end_reason, job.end_note) == (None, "", "")
    assert set(outcomes(job).values()) == {""}
    assert history(job) == [Name.STARTED, Name.LEFT, Name.LEFT_BACK]


def test_an_end_stays_once_she_has_another_job():
    old = a_job(started_on=days_before(60))
    worker = old.client.caseworker
    end(worker, old, days_before(10), EndReason.BETTER_JOB)
    a_job(old.client, days_before(9), firm="恒晟物业")

    with pytest.raises(Refused, match="已有一份在岗记录"):
        take_end_back(worker, old)


# 更正 -----------------------------------------------------------------------------------------------------------------


def test_a_correction_says_what_was_and_what_is():
    job = a_job(wage=Decimal(4200))

    correct(job.client.caseworker, job, wage=Decimal(4600), kind="concentrated", job_title="维修电工")

    job.refresh_from_db()
    assert (job.wage, job.kind) == (Decimal(4600), "concentrated")
    assert job.events.last().note == "月工资：4200 → 4600；安置方式：分散安置 → 集中安置"


def test_a_correction_of_nothing_leaves_no_trace():
    job = a_job(wage=Decimal(4200))

    correct(job.client.caseworker, job, wage=Decimal(4200))

    assert history(job) == [Name.STARTED]


def test_another_first_day_moves_the_follow_ups_and_opens_an_answer_that_came_too_early():
    job = a_job(started_on=days_before(31))
    job.follow_ups.filter(day=30).update(outcome=Outcome.WORKING, settled_on=days_before(1), asked_on=days_before(1))

    correct(job.client.caseworker, job, started_on=days_before(28))

    assert at_day(job, 30).due_on == MONDAY + timedelta(days=2)
    assert outcomes(job)[30] == ""


def test_the_firm_of_a_referral_is_not_exchanged():
    referral = an_offer()
    job = place_from_referral(None, referral, MONDAY, by_firm=False)

    with pytest.raises(Refused, match="企业不能改"):
        correct(referral.client.caseworker, job, enterprise=a_firm("恒晟物业"))

    assert Enterprise.objects.count() == 2


def test_nothing_is_written_in_a_closed_case():
    job = a_job(started_on=days_before(60))
    worker = job.client.caseworker
    close(worker, job.client, "moved", date(2026, 11, 23))

    for deed in (lambda: end(worker, job, MONDAY, EndReason.QUIT), lambda: correct(worker, job, job_title="电工")):
        with pytest.raises(Refused, match="已经结案"):
            deed()
