"""结对帮扶: who is paired with whom, and what came of it."""

from datetime import date

import pytest
from django.urls import reverse

from clients import close_case
from clients.models import Cadre, Pairing
from clients.pair import cadres_near, end_pairing, pair, register_cadre
from clients.record_help import record_help
from people.errors import Refused
from tests.cast import KANGBASHI, MONDAY, MONDAY_9, a_client, a_manager, a_region, a_social_worker
from tests.clients.pairing import a_cadre

pytestmark = pytest.mark.django_db
TODAY = MONDAY


@pytest.fixture(autouse=True)
def on_monday(time_machine):
    time_machine.move_to(MONDAY_9, tick=False)


@pytest.fixture
def li():
    return a_social_worker("李敏")


@pytest.fixture
def wang(li):
    return a_client(li, "王建军", opened_on=date(2026, 3, 2))


def test_a_client_is_paired_with_a_cadre_of_the_county(li, wang):
    made = pair(li, wang, a_cadre("乌兰", li), TODAY)

    assert made.cadre.name == "乌兰"
    assert wang.pairings.count() == 1


def test_the_same_pair_twice_is_refused(li, wang):
    cadre = a_cadre("乌兰", li)
    pair(li, wang, cadre, TODAY)

    with pytest.raises(Refused, match="已经和乌兰结对"):
        pair(li, wang, cadre, TODAY)


def test_a_cadre_of_another_county_is_not_near(li, wang):
    far = a_cadre("白梅", a_manager("白音", KANGBASHI))

    assert far not in cadres_near(li)
    with pytest.raises(Refused, match="不在本旗县区"):
        pair(li, wang, far, TODAY)


def test_nobody_registers_a_cadre_for_another_county(li):
    with pytest.raises(Refused, match="不归您登记"):
        register_cadre(li, Cadre(name="白梅", unit="农牧局", region=a_region(KANGBASHI)))


def test_another_worker_does_not_pair_her_client(li, wang):
    zhang = a_social_worker("张伟")

    with pytest.raises(Refused, match="不归您负责"):
        pair(zhang, wang, a_cadre("乌兰", li), TODAY)


@pytest.mark.parametrize("since", [date(2026, 3, 1), date(2026, 11, 24)])
def test_a_pair_begins_while_the_case_is_open(li, wang, since):
    with pytest.raises(Refused, match="结对日期"):
        pair(li, wang, a_cadre("乌兰", li), since)


def test_an_end_says_what_came_of_it_and_comes_once(li, wang):
    made = pair(li, wang, a_cadre("乌兰", li), date(2026, 5, 4))

    end_pairing(li, made, until=TODAY, result=Pairing.Result.WORKING, note="在蒙泰热电上班了")

    with pytest.raises(Refused, match="已经结束"):
        end_pairing(li, made, until=TODAY, result=Pairing.Result.STEADY)
    made = wang.pairings.get()
    assert (made.result, made.result_note) == ("working", "在蒙泰热电上班了")


def test_once_the_case_is_closed_what_came_of_it_can_still_be_said(client, li, wang):
    made = pair(li, wang, a_cadre("乌兰", li), date(2026, 6, 1))
    close_case.close(li, wang, "finished", date(2026, 11, 20))
    client.force_login(li)

    listed = client.get(reverse("clients:pairings"))
    assert (listed.context["pairs"], listed.context["paired"]) == (0, 0)
    assert (
        reverse("clients:pairing_end", args=[wang.pk, made.pk])
        in client.get(reverse("clients:client_pairings", args=[wang.pk])).content.decode()
    )
    made.refresh_from_db()
    with pytest.raises(Refused, match="结案日期之间"):
        end_pairing(li, made, until=date(2026, 11, 21), result="steady")
    end_pairing(li, made, until=date(2026, 11, 20), result="steady")

    with pytest.raises(Refused, match="已经结案"):
        pair(li, wang, a_cadre("其其格", li), date(2026, 11, 20))


def test_ended_she_may_be_paired_with_the_same_cadre_again(li, wang):
    cadre = a_cadre("乌兰", li)
    first = pair(li, wang, cadre, date(2026, 5, 4))
    end_pairing(li, first, until=date(2026, 6, 1), result="moved")

    pair(li, wang, cadre, TODAY)

    assert wang.pairings.count() == 2


def test_the_list_names_only_clients_whom_the_reader_may_see(client, li, wang):
    zhang = a_social_worker("张伟")
    cadre = a_cadre("乌兰", li)
    pair(li, wang, cadre, TODAY)
    client.force_login(zhang)

    page = client.get(reverse("clients:pairings")).content.decode()

    assert "乌兰" in page
    assert "王建军" not in page


def test_the_visits_of_a_cadre_are_counted(client, li, wang):
    made = pair(li, wang, a_cadre("乌兰", li), date(2026, 5, 4))
    visit = record_help(li, wang, kind="visit", at=MONDAY_9, note="乌兰上门看望")
    visit.pairing = made
    visit.save()
    client.force_login(li)

    page = client.get(reverse("clients:client_pairings", args=[wang.pk])).content.decode()

    assert "走访 1 次" in page


def test_the_list_asks_as_much_for_many_as_for_few(client, li, wang, django_assert_max_num_queries):
    for number in range(12):
        pair(li, wang, a_cadre(f"乌兰{number}", li), TODAY)
    client.force_login(li)

    with django_assert_max_num_queries(20):
        client.get(reverse("clients:pairings"))
