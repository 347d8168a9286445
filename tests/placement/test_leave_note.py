"""A vacancy says which leave it needs: to staff, on the card, with the way to prepare it; to a firm never."""

from datetime import timedelta

import pytest
from django.urls import reverse

from clients.models import RehabMeasure
from placement.best_vacancies import for_client
from placement.desk.match_card import match_card
from tests.cast import KANGBASHI, MONDAY, a_social_worker
from tests.placement.builders import a_case, an_open_vacancy, days_before

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def case():
    return a_case("王建军", a_social_worker(), districts=())


def card_of(case, vacancy):
    matches = for_client(case, case.caseworker, MONDAY)
    return match_card(matches, matches.pool.cards[vacancy.pk])


def test_work_in_another_county_names_the_leave_and_leads_to_it(case, enter):
    vacancy = an_open_vacancy(region=KANGBASHI)

    page = enter(case.caseworker, "matches", case.pk).content.decode()

    assert "一次离开3日以上的，走之前书面报告" in page
    assert "《戒毒条例》第十九条" in page
    assert f"{reverse('clients:leave_new', args=[case.pk])}?why=work" in page
    assert reverse("clients:transfer", args=[case.pk]) in page
    assert card_of(case, vacancy).leave.outside


def test_travel_from_the_own_county_asks_for_leave_but_for_no_change_of_place(case, enter):
    vacancy = an_open_vacancy(features=["travel"])

    note = card_of(case, vacancy).leave

    assert "要出差" in note.text
    assert not note.outside
    assert "办执行地变更" not in enter(case.caseworker, "matches", case.pk).content.decode()


def test_the_list_of_candidates_says_it_of_each_client_whom_it_concerns(case, enter):
    vacancy = an_open_vacancy(region=KANGBASHI)
    a_case("孙丽", case.caseworker, districts=(), measures=())

    page = enter(case.caseworker, "candidates", vacancy.pk).content.decode()

    assert page.count("岗位不在执行地的县") == 1


def test_after_the_measure_nothing_is_said(case):
    RehabMeasure.objects.unscoped("test").update(end=MONDAY - timedelta(days=1), ended_how="expired")
    vacancy = an_open_vacancy(region=KANGBASHI)

    assert card_of(case, vacancy).leave is None


def test_the_day_of_tests_is_asked_for_and_then_a_limit(case, enter):
    case.fixed_times.create(kind="sign_in", every="month", weekday=2, half_day="am")
    an_open_vacancy(on=days_before(1))

    def asked():
        return [one.fact for one in for_client(case, case.caseworker, MONDAY).missing]

    assert "client.appointment_days" in asked()
    case.fixed_times.create(kind="test", every="month", weekday=4, half_day="pm")

    assert "client.appointment_days" not in asked()
    assert "到检（周四14:00–17:30）" in enter(case.caseworker, "matches", case.pk).content.decode()
