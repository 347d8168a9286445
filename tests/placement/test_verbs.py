"""Keeping a vacancy for somebody, and deciding that a bar does not apply."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from clients.door import KIND
from clients.models import UnscopedQuery
from employers.models import Vacancy
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose
from placement import shortlist
from placement.models import BarOverride, Shortlist
from placement.override_bar import override_bar
from tests.cast import KANGBASHI, MONDAY, a_manager, a_social_worker
from tests.placement.builders import a_case, a_vacancy, an_open_vacancy

pytestmark = pytest.mark.django_db

CITATION = "《保安服务管理条例》第十七条第二项"


def changes_of(client) -> list[tuple[str, str]]:
    return [(event.action, event.purpose) for event in ledger.of(KIND, client.pk)]


def test_keeping_twice_keeps_the_first_and_letting_go_twice_is_nothing():
    client, vacancy = a_case(), a_vacancy()
    worker = client.caseworker

    first = shortlist.add(worker, client, vacancy, note="离家近")
    again = shortlist.add(worker, client, vacancy)

    assert (first.pk, first.recorded_by, first.note) == (again.pk, worker, "离家近")
    assert [shortlist.remove(worker, client, vacancy) for _ in range(2)] == [True, False]
    assert changes_of(client) == [(Action.CHANGE, Purpose.MATCHING)] * 2


def test_a_colleague_keeps_nothing():
    client, vacancy = a_case(), a_vacancy()

    with pytest.raises(Refused, match="不归您负责"):
        shortlist.add(a_social_worker("张伟"), client, vacancy)

    assert not client.shortlist.exists()
    assert changes_of(client) == []


def test_a_list_of_everything_is_no_choice(monkeypatch):
    client = a_case()
    monkeypatch.setattr(shortlist, "MOST", 1)
    shortlist.add(client.caseworker, client, a_vacancy("电工"))

    with pytest.raises(Refused, match="先取消"):
        shortlist.add(client.caseworker, client, a_vacancy("焊工"))


def test_shortlist_is_case_data_and_a_vacancy_knows_nothing_of_it():
    client, vacancy = a_case(), a_vacancy()
    shortlist.add(client.caseworker, client, vacancy)

    with pytest.raises(UnscopedQuery):
        list(Shortlist.objects.all())
    with pytest.raises(UnscopedQuery):
        BarOverride.objects.count()
    ways_back = Vacancy._meta.get_fields()
    to_case_zone = [way for way in ways_back if way.related_model in (Shortlist, BarOverride)]
    assert to_case_zone == []
    assert Shortlist.objects.visible_to(client.caseworker).count() == 1
    assert Shortlist.objects.visible_to(a_social_worker("张伟")).count() == 0


def test_a_manager_of_the_region_overrides_with_a_citation():
    client, vacancy, manager = a_case(), an_open_vacancy(), a_manager()

    made = override_bar(manager, client, "security_guard", CITATION, vacancy=vacancy, as_of=MONDAY)

    assert (made.decided_by, made.decided_on, made.vacancy) == (manager, MONDAY, vacancy)
    assert changes_of(client) == [(Action.CHANGE, Purpose.MATCHING)]


@pytest.mark.parametrize(
    ("who", "bar", "citation", "until", "words"),
    [
        (a_social_worker, "security_guard", CITATION, None, "负责人"),
        (lambda: a_manager("巴特尔", KANGBASHI), "security_guard", CITATION, None, "负责人"),
        (a_manager, "no_such_bar", CITATION, None, "没有这项"),
        (a_manager, "security_guard", " 同意 ", None, "依据"),
        (a_manager, "security_guard", CITATION, MONDAY - timedelta(days=1), "过去"),
    ],
)
def test_an_override_is_refused_to_others_and_without_a_law(who, bar, citation, until, words):
    client = a_case()

    with pytest.raises(Refused, match=words) as no:
        override_bar(who(), client, bar, citation, until=until, as_of=MONDAY)

    assert no.value.next_step
    assert not client.bar_overrides.exists()


def test_the_database_holds_no_override_without_a_citation():
    client = a_case()

    with pytest.raises(IntegrityError), transaction.atomic():
        BarOverride.objects.create(
            client=client, bar="taxi", citation="", decided_by=client.caseworker, decided_on=MONDAY
        )
