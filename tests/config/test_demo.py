"""The demo city: whole, plausible, and nobody in it can be meant."""

import io
import re
from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.db import connections, transaction
from django.utils import timezone

from clients.identity import read_id_number
from clients.models import (
    Client,
    Duty,
    FactCheck,
    HandOver,
    HelpEvent,
    HouseholdFact,
    Pairing,
    Plan,
    ReportIn,
    Transfer,
)
from config.demo.build import INTRODUCED, SIGN_INS, build
from config.demo.city import AREA, FIRM_MARK, TELEPHONE
from employers import licences
from employers.models import Contact, Enterprise, Vacancy, Verification
from employers.models.vacancy import State
from figures.models import FigureSet, StoredFigure
from law.outcome import Outcome
from people import ledger
from people.models import Qualification, Region, Role, User
from placement.models import Shortlist
from welfare.answers import as_answered
from welfare.models import Benefit, Determination, StandardRow, TakeUpGap

# One process builds the city, not both.
pytestmark = pytest.mark.xdist_group("demo city")


@pytest.fixture(scope="module")
def city(django_db_setup, django_db_blocker):
    """The city as ``manage.py demo`` builds it, taken back when this file is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        out = io.StringIO()
        build(out)
        yield out
        transaction.set_rollback(True)
    with django_db_blocker.unblock():
        connections["default"].close()


@pytest.fixture
def clients(city):
    return Client.objects.unscoped("test of the demo city").select_related("caseworker", "residence_region")


def test_the_city_has_the_size_it_promises(city, clients):
    assert clients.count() == 1200
    assert Enterprise.objects.count() == 60
    assert Vacancy.objects.count() == 505
    assert {vacancy.state for vacancy in Vacancy.objects.all()} == set(State)


def test_there_is_one_social_worker_for_thirty_clients(clients):
    workers = User.objects.filter(memberships__role=Role.SOCIAL_WORKER).count()

    assert clients.count() / workers <= 30


def test_no_number_can_belong_to_anybody(clients):
    assert not Region.objects.filter(code=AREA).exists()
    for client in clients:
        assert client.id_number.startswith(AREA)
        assert not client.phone or client.phone.startswith(TELEPHONE)
    for firm in Enterprise.objects.all():
        assert firm.credit_code[2:8] == AREA
        assert firm.name.endswith(FIRM_MARK)


def test_id_numbers_say_the_birth_date_and_sex_of_the_record(clients):
    for client in clients[:200]:
        number = read_id_number(client.id_number, as_of=client.opened_on)

        assert (number.birth_date, number.sex) == (client.birth_date, client.sex)


# What the database itself demands of each row it has taken need not be asked again, one query for each constraint.
def test_every_client_stands_the_check_of_the_forms(clients):
    for client in clients[:100]:
        client.full_clean(validate_constraints=False)


def test_every_vacancy_stands_the_check_of_the_forms(city):
    for vacancy in Vacancy.objects.select_related("enterprise"):
        vacancy.full_clean(validate_constraints=False)


def test_nothing_in_the_history_lies_ahead(city):
    events = HelpEvent.objects.unscoped("test of the demo city")

    assert events.count() > 10_000
    assert not events.filter(at__gt=timezone.now()).exists()


def test_the_ledger_of_five_years_holds(city):
    assert len(ledger.years()) >= 5
    assert [ledger.verify(year) for year in ledger.years()] == [None] * len(ledger.years())


def test_hand_overs_are_on_their_way(city):
    assert HandOver.objects.unscoped("test of the demo city").waiting().count() == 3


def test_everybody_on_the_console_can_sign_in(city):
    for sign_in in SIGN_INS:
        assert User.objects.get(username=sign_in.username).check_password(sign_in.password)
        assert User.objects.get(username=sign_in.username).role == sign_in.role


def test_whoever_is_introduced_can_sign_in(city):
    assert all(User.objects.get(username=one.username).check_password(one.password) for one in INTRODUCED)


def test_a_firm_is_at_home_in_the_portal_and_others_wait(city):
    zhouli = Contact.objects.get(user__username="zhouli")
    limin = User.objects.get(username="limin")
    waiting = Verification.objects.for_staff(limin)
    refused = Verification.objects.get(state="refused")

    assert zhouli.is_owner
    assert zhouli.enterprise.is_verified
    assert waiting.count() == 2
    assert Verification.objects.for_owner_of(zhouli.enterprise).count() == 1
    assert refused.words
    for row in Verification.objects.all():
        assert row.credit_code[2:8] == AREA
        assert row.name.endswith(FIRM_MARK)
        assert row.phone.startswith(TELEPHONE)
        assert licences.read(row)


def test_a_second_run_leaves_what_was_entered_alone(city, clients):
    client = clients.first()
    client.name = "改过的名字"
    client.save()

    build(io.StringIO())

    assert clients.get(pk=client.pk).name == "改过的名字"
    assert clients.count() == 1200


def test_every_step_is_announced(city):
    said = city.getvalue()

    assert re.search("区划", said)
    assert re.search("演示城市", said)


def test_workers_have_set_vacancies_aside_and_some_are_gone_since(city):
    limin = User.objects.get(username="limin")
    kept = Shortlist.objects.visible_to(limin)

    today = timezone.localdate()
    still_open = kept.filter(vacancy__in=Vacancy.objects.open(today))
    assert 10 <= still_open.count() < kept.count()


# Assistance


@pytest.fixture
def determinations(city):
    return Determination.objects.unscoped("test of the demo city").current()


@pytest.mark.parametrize(
    "code", ["minimum_living", "near_minimum", "disability_allowance", "housing_aid", "school_aid"]
)
def test_the_lists_of_an_entitlement_have_work_in_them(determinations, code):
    of = determinations.filter(entitlement=code)

    for outcome in Outcome:
        assert of.filter(outcome=outcome.value).count() >= 20
    assert of.filter(outcome="undetermined", missing_count=1).count() >= 10


def test_some_of_those_entitled_receive_it_and_some_do_not(city, determinations):
    entitled = determinations.filter(entitlement="minimum_living", outcome="eligible").values("client")
    receiving = Benefit.objects.unscoped("test").filter(entitlement="minimum_living")
    gaps = TakeUpGap.objects.unscoped("test").open().filter(entitlement="minimum_living")

    assert receiving.filter(client__in=entitled).count() >= 20
    assert gaps.filter(client__in=entitled).count() >= 20
    assert not set(gaps.values_list("client", flat=True)) & set(receiving.values_list("client", flat=True))


def test_no_standard_of_the_demo_passes_for_a_real_one(city):
    assert all("虚构" in row.source_title for row in StandardRow.objects.all())


def test_every_answer_of_a_family_is_one_that_its_form_takes(city):
    for fact in HouseholdFact.objects.unscoped("test").filter(client__residence_region__code__startswith="150602"):
        as_answered(fact.code, fact.value)


def test_the_worker_has_people_to_report_plans_to_review_and_cadres_beside_her(city):
    reports = ReportIn.objects.unscoped("test of the demo city")
    today = timezone.localdate()

    assert 5 <= reports.waiting().count() <= 10
    assert reports.waiting().filter(counted_from__lt=today - timedelta(days=15)).exists()
    assert Plan.objects.unscoped("test of the demo city").filter(closed_on__isnull=True).count() > 300
    assert Pairing.objects.unscoped("test of the demo city").filter(until__isnull=True).count() > 30
    assert Qualification.objects.count() > 20


def test_cases_are_between_districts_and_offices_are_asked(city):
    gaofeng = User.objects.get(username="gaofeng")
    duties = Duty.objects.unscoped("test of the demo city")

    assert Transfer.objects.involving(gaofeng).waiting().count() == 2
    assert {duty.state for duty in duties} >= {"open", "returned", "done"}
    assert FactCheck.objects.visible_to(gaofeng).filter(result="").exists()


def test_the_months_are_closed_and_last_month_was_put_right_since(city):
    last = timezone.localdate().replace(day=1) - relativedelta(months=1)
    closed, recounted = (
        StoredFigure.objects.get(figure_set__month=last, figure_set__kind=kind, code="help.contacts.visit")
        for kind in ("closed", "recount")
    )

    assert FigureSet.objects.filter(kind="closed").count() == 14
    assert sum(recounted.counts.values()) - sum(closed.counts.values()) == 6
