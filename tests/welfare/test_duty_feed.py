"""救助申请 and 部门事项: an application makes offices owe, follows from desk to desk and ends what it began."""

from datetime import date, timedelta

import pytest
import time_machine

from clients import close_case, owe
from clients.models import Client, Department
from law.workdays import add_workdays
from people.errors import Refused
from tests.cast import DONGSHENG, JIAOTONG, a_client, a_manager, a_social_worker, a_welfare_officer
from tests.clients.casework import a_report_in
from tests.clients.transfers import a_transfer, received
from tests.welfare.applications import START, SUMS, USUAL, an_application
from tests.welfare.test_calendar import NEW_YEAR
from welfare import apply, departments
from welfare.calendar import calendar, confirm_notice, load_notice
from welfare.catalogue.table import CATALOGUE
from welfare.models import Application
from welfare.models.choices import BY_CODE
from welfare.plain import is_delicate

pytestmark = pytest.mark.django_db

OFFICES = {
    "minimum_living": ("street", "civil"),
    "medical_aid": ("street", "health"),
    "school_aid": ("school", "school"),
    "insurance_premium_aid": ("health", "health"),
    "temporary_relief": ("street", "civil"),
    "disability_allowance": ("street", "civil"),
}


def the_duty(application):
    return owe.of_source("application", application.pk).get()


def move(application: Application, name: str, day: int, **told) -> None:
    apply.move(a_welfare_officer(), application, name, START + timedelta(days=day), amount=SUMS.get(name), **told)


def test_from_the_start_the_street_owes_and_no_term_runs():
    duty = the_duty(an_application())

    assert (duty.department, duty.region.code, duty.what) == ("street", JIAOTONG, "最低生活保障")
    assert (duty.counted_from, duty.due_on, duty.state) == (START, None, "open")


def test_once_accepted_the_term_that_ends_first_is_the_day():
    application = an_application(upto="accept")

    duty, first = the_duty(application), application.deadlines.to_keep().earliest("due_on")
    assert (duty.due_on, duty.counted_from, duty.article) == (first.due_on, first.counted_from, first.article)


def test_papers_that_are_missing_hand_it_back_and_the_acceptance_takes_it_up_again():
    application = an_application()
    move(application, "ask_papers", 0, note="缺户口簿、银行流水")

    duty = the_duty(application)
    assert (duty.state, duty.events.last().note) == ("returned", "要补正材料，见救助申请")
    move(application, "accept", 4)

    duty.refresh_from_db()
    assert duty.state == "open"
    assert list(duty.events.values_list("step", flat=True)) == ["sent", "returned", "resent"]


def test_sent_up_it_is_the_affair_of_the_county():
    application = an_application(upto="submit")

    duty = the_duty(application)
    assert (duty.department, duty.region.code) == ("civil", DONGSHENG)
    assert duty.due_on == application.deadlines.to_keep().earliest("due_on").due_on


def test_the_first_payment_ends_it_though_reviews_go_on():
    application = an_application(upto="pay")

    duty = the_duty(application)
    assert application.deadlines.running().exists()
    assert (duty.state, duty.state_on) == ("done", START + timedelta(days=USUAL["pay"]))


def test_a_refusal_is_owed_in_writing_and_then_done():
    application = an_application(upto="submit")
    move(application, "refuse", 25, note="家庭收入超过标准")

    duty = the_duty(application)
    assert (duty.state, duty.department) == ("open", "street")
    move(application, "notify", 26)

    duty.refresh_from_db()
    assert duty.state == "done"


def test_withdrawn_is_no_longer_needed():
    application = an_application(upto="accept")
    move(application, "withdraw", 5)

    assert the_duty(application).state == "dropped"


def test_by_hand_it_is_neither_ended_nor_passed_on():
    application = an_application(upto="accept")

    with pytest.raises(Refused, match="救助申请"):
        owe.done(application.client.caseworker, the_duty(application))
    assert owe.possible(application.client.caseworker, the_duty(application)) == []


@pytest.mark.parametrize(("code", "offices"), OFFICES.items())
def test_each_entitlement_goes_to_its_offices(code, offices):
    entitlement = BY_CODE[code]

    first = departments.office_at_work(entitlement, [])
    before_grant = departments.office_at_work(entitlement, ["accept", "survey", "check", "publicise", "submit"])

    assert (first, before_grant) == offices


@pytest.mark.parametrize("code", ["legal_aid", "student_loan"])
def test_what_no_office_of_ours_deals_with_brings_nothing(code):
    assert departments.office_at_work(BY_CODE[code], []) is None
    assert not an_application(code).client.duties.exists()


@pytest.mark.parametrize("code", [one.code for one in CATALOGUE if one.restricted])
def test_what_only_her_own_worker_may_know_of_brings_nothing(code):
    worker = a_social_worker()
    client = a_client(worker)

    apply.start(worker, client, code, on=START)

    assert not client.duties.exists()


@pytest.mark.parametrize("code", [one.code for one in CATALOGUE if not one.restricted])
def test_no_name_that_tells_reaches_an_office(code):
    worker = a_social_worker()
    client = a_client(worker)

    apply.start(worker, client, code, on=START)

    for duty in client.duties.all():
        assert not is_delicate(duty.what)
        assert duty.department in Department


def test_a_closed_case_keeps_its_application_and_what_is_owed_for_it():
    application = an_application(upto="accept")
    worker = application.client.caseworker
    close_case.close(worker, application.client, Client.ClosedHow.FINISHED)

    assert the_duty(application).state == "open"
    closed = Application.objects.unscoped("test").select_related("client").get(pk=application.pk)
    apply.move(worker, closed, "withdraw")
    assert the_duty(application).state == "dropped"


def test_after_a_move_the_offices_of_the_new_place_owe_it_unless_she_is_registered_at_the_old_one():
    here = an_application(upto="accept")
    registered = a_client(a_social_worker(), "赵强")
    registered.registered_region = registered.residence_region
    registered.save()
    stays = an_application(upto="accept", client=registered)

    received(a_transfer(here.client))
    received(a_transfer(registered))

    assert the_duty(here).region.code == "150603001"
    assert the_duty(stays).region.code == JIAOTONG


def test_several_at_once_bring_one_each():
    worker = a_social_worker()
    client = a_client(worker)

    apply.start_all(worker, client, ["minimum_living", "school_aid", "minimum_living"])

    assert sorted(client.duties.values_list("department", flat=True)) == ["school", "street"]


def test_a_new_calendar_moves_what_offices_owe_and_what_waits_to_be_received():
    day = date(2026, 12, 28)
    with time_machine.travel(day, tick=False):
        application = an_application(on=day)
        apply.move(a_welfare_officer(), application, "accept", day)
        moving = a_client(a_social_worker(), "赵强")
        row = a_transfer(moving)
        police = owe.police_file(moving.caseworker, a_report_in(moving, day))
        before = [the_duty(application).due_on, row.due_on, police.due_on]

        confirm_notice(a_manager(), load_notice(a_welfare_officer("娜仁"), 2027, NEW_YEAR, "放假安排的通知"))

    term = application.deadlines.to_keep().earliest("due_on")
    duty = the_duty(application)
    row.refresh_from_db()
    police.refresh_from_db()
    assert (duty.due_on, duty.due_is_provisional) == (term.due_on, term.due_is_provisional)
    assert [duty.due_on, row.due_on, police.due_on] != before
    assert (row.due_on, row.due_is_provisional) == add_workdays(day, 7, calendar())
    assert police.due_on == row.due_on
