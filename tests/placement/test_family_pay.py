"""家庭每月约 X 元 on the cards of 推荐岗位: what a job leaves the family with, and nothing where nobody can say."""

import pytest
from django.urls import reverse

from placement import pool as pools
from placement.desk.family_pay import FamilyPay
from tests.cast import MONDAY
from tests.placement.builders import a_case, an_open_vacancy
from tests.welfare.families import a_known_family, on_minimum_living, the_line_is
from welfare.net_income import CASH
from welfare.restricted import RESTRICTED_ENTITLEMENTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
ASK = "家庭收入还没问清，算不出净收入"


@pytest.fixture
def case():
    the_line_is("1090", least="0.075")
    return a_case(wage_floor=2000)


def family_lines(response):
    return [card.family for card in response.context["cards"]]


def test_a_card_says_what_the_family_has_with_its_lowest_wage_and_leads_to_why(enter, case):
    a_known_family(case, wage=0)
    on_minimum_living(case, 2180)
    an_open_vacancy(wage_min=4200, wage_max=5000)

    response = enter(case.caseworker, "matches", case.pk)

    (pay,) = family_lines(response)
    assert (pay.text, pay.beside, pay.tone) == ("家庭每月约 4,200 元", "现在 2,180 元", "")
    assert pay.href == reverse("welfare:net_income", args=(case.pk,)) + "?wage=4200"
    assert pay.href in response.content.decode()
    assert ASK not in response.content.decode()


def test_less_than_now_is_a_warning(enter, case):
    a_known_family(case, wage=2100)
    on_minimum_living(case, "163.50")
    an_open_vacancy(wage_min=2200, wage_max=2600)

    response = enter(case.caseworker, "matches", case.pk)

    (pay,) = family_lines(response)
    assert (pay.text, pay.beside, pay.tone) == ("家庭每月约 2,200 元，少于现在", "现在 2,264 元", "wait")
    assert "家庭每月约 2,200 元，少于现在" in response.content.decode()


def test_what_was_never_applied_for_is_not_called_now(enter, case):
    a_known_family(case, wage=2100)
    an_open_vacancy(wage_min=2200, wage_max=2600)

    (pay,) = family_lines(enter(case.caseworker, "matches", case.pk))

    assert (pay.text, pay.beside) == ("家庭每月约 2,200 元，少于现在应有", "现在应有 2,264 元")


def test_a_family_that_is_not_known_gets_one_line_and_no_numbers(enter, case):
    an_open_vacancy("维修电工")
    an_open_vacancy("电工")

    response = enter(case.caseworker, "matches", case.pk)

    assert family_lines(response) == [None, None]
    assert response.content.decode().count(ASK) == 1
    assert "家庭每月" not in response.content.decode()


def test_a_vacancy_without_a_wage_says_nothing_and_asks_nothing(enter, case):
    a_known_family(case)
    an_open_vacancy(wage_min=None, wage_max=None)

    response = enter(case.caseworker, "matches", case.pk)

    assert family_lines(response) == [None]
    assert ASK not in response.content.decode()


def test_comparing_sets_the_families_months_side_by_side(enter, case):
    a_known_family(case, wage=2100)
    on_minimum_living(case, "163.50")
    low = an_open_vacancy("电工一", wage_min=2200, wage_max=2600)
    high = an_open_vacancy("电工二", wage_min=4200, wage_max=5000)

    html = enter(case.caseworker, "compare", case.pk, pick=[low.pk, high.pk]).content.decode()

    assert "约 2,200 元，少于现在（现在 2,264 元）" in html
    assert "约 4,200 元（现在 2,264 元）" in html


def test_the_line_costs_eight_queries_for_a_whole_page_of_vacancies(case, django_assert_num_queries):
    a_known_family(case)
    for number in range(4):
        an_open_vacancy(f"电工{number}", wage_min=3000 + 100 * number)
    cards = pools.of_actor(case.caseworker).cards.values()

    with django_assert_num_queries(8):
        family = FamilyPay(case, MONDAY)
        assert len([card for card in cards if family.of(card)]) == 4


def test_nothing_restricted_is_part_of_the_sum():
    assert not RESTRICTED_ENTITLEMENTS.intersection(one.code for one in CASH)
