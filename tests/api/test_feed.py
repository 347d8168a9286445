"""GET /vacancies: exactly what the public site shows, where the key reaches, and how to keep up with it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from employers import announce, publish
from employers.models import Announced, Enterprise, State, Vacancy
from employers.post_vacancy import edit
from employers.public.vacancies import shown
from people.models import Scope
from tests.api.tokens import a_caller
from tests.cast import DONGSHENG, KANGBASHI, a_manager, a_region, a_social_worker, a_vacancy, an_enterprise

pytestmark = pytest.mark.django_db


def a_public_one(title: str = "锅炉操作工", firm: str = "蒙泰热电", region: str = DONGSHENG, **fields) -> Vacancy:
    known = an_enterprise(firm, region, verified_at=timezone.now(), verified_by=a_social_worker())
    usual = {"is_public": True, "public_agreed_by": "人事周丽", "refreshed_at": timezone.now()}
    return a_vacancy(title, known, region=region, **(usual | fields))


def read(caller, **query):
    """Everything from here on: titles put up, uids taken down, and where to read on."""
    up, down, more = [], [], True
    while more:
        answer = caller.ask("GET", "vacancies", **query)
        assert answer.status_code == 200, answer.content
        page = answer.json()
        up += [item["title"] for item in page["items"]]
        down += page["gone"]
        more, query = page["more"], {"cursor": page["next"], "limit": query.get("limit", 100)}
    return up, down, page["next"]


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Whoever reads sees what is there now."""
    monkeypatch.setattr(announce, "EVERY", 0)


@pytest.fixture
def caller():
    return a_caller(Scope.VACANCIES_READ)


def test_it_is_what_the_site_shows_and_nothing_else(caller):
    a_public_one(text="看管两台燃气锅炉。有意请打 13947712345 找周丽。", address="蒙泰路1号", headcount=3, filled=1)
    a_public_one("保安", text="限男性，无吸毒史。")
    a_public_one("保洁", is_public=False)
    a_public_one("门卫", is_public=None)
    a_public_one("司机", state=State.PAUSED)
    a_public_one("厨师", refreshed_at=timezone.now() - timedelta(days=40))
    a_vacancy("焊工", "恒晟物业", is_public=True, refreshed_at=timezone.now())

    answer = caller.ask("GET", "vacancies")
    (one,) = answer.json()["items"]

    assert [one["title"]] == [row.title for row in shown(timezone.localdate())] == ["锅炉操作工"]
    for hidden in ("13947712345", "蒙泰路", "filled", "credit_code", "contact", "agreed"):
        assert hidden not in answer.content.decode()
    assert caller.ask("GET", f"vacancies/{one['uid']}").json() == one


def test_a_key_reaches_no_further_than_its_region():
    here, there = a_public_one(), a_public_one("电工", "远望仓储", KANGBASHI)
    county = a_caller(Scope.VACANCIES_READ, region=DONGSHENG)

    assert read(county)[0] == ["锅炉操作工"]
    assert county.ask("GET", f"vacancies/{there.uid}").status_code == 404
    assert county.ask("GET", f"vacancies/{here.uid}").status_code == 200
    publish.withdraw(a_manager("白音", KANGBASHI), there.pk)
    assert read(county, changed_since="2026-01-01T00:00:00Z")[:2] == (["锅炉操作工"], [])


def test_reading_on_tells_what_is_new_changed_and_gone(caller):
    manager = a_manager()
    first, second = a_public_one(), a_public_one("电工")
    _, _, start = read(caller)

    assert read(caller, cursor=start) == ([], [], start)
    edit(manager, first.pk, title="锅炉工")
    publish.pause(manager, second.pk)
    a_public_one("钳工")
    up, down, then = read(caller, cursor=start)
    publish.reopen(manager, second.pk)

    assert (sorted(up), down) == (["钳工", "锅炉工"], [str(second.uid)])
    assert read(caller, cursor=then)[:2] == (["电工"], [])


@pytest.mark.parametrize("how", ["aged", "firm", "words", "word", "full"])
def test_whatever_takes_it_off_the_site_takes_it_down(caller, how, time_machine):
    vacancy = a_public_one(headcount=1)
    _, _, start = read(caller)

    if how == "aged":
        time_machine.move_to(timezone.now() + timedelta(days=31))
    elif how == "firm":
        Enterprise.objects.update(verified_at=None, verified_by=None)
    elif how == "words":
        edit(a_manager(), vacancy.pk, text="限女性。")
    elif how == "word":
        edit(a_manager(), vacancy.pk, is_public=False)
    else:
        publish.take_place(vacancy.pk)

    assert read(caller, cursor=start)[:2] == ([], [str(vacancy.uid)])
    assert caller.ask("GET", f"vacancies/{vacancy.uid}").status_code == 404


def test_what_the_site_takes_down_is_not_told_even_before_the_feed_knows(caller, monkeypatch):
    vacancy = a_public_one()
    read(caller)
    monkeypatch.setattr(announce, "EVERY", 3600)
    publish.pause(a_manager(), vacancy.pk)

    assert read(caller)[0] == []
    assert read(caller, changed_since="2026-01-01T00:00:00Z")[:2] == ([], [str(vacancy.uid)])


def test_who_begins_is_not_told_what_was_gone_before(caller):
    vacancy = a_public_one()
    read(caller)
    publish.withdraw(a_manager(), vacancy.pk)
    read(caller)

    assert read(a_caller(Scope.VACANCIES_READ))[:2] == ([], [])


def test_what_goes_while_somebody_reads_is_told_to_her(caller):
    first, _ = a_public_one(), a_public_one("电工")
    page = caller.ask("GET", "vacancies", limit=1).json()
    publish.withdraw(a_manager(), first.pk)

    assert page["more"] is True
    assert read(caller, cursor=page["next"])[:2] == (["电工"], [str(first.uid)])


def test_one_that_moves_is_gone_where_it_was_and_stands_where_it_is():
    city, county = a_caller(Scope.VACANCIES_READ), a_caller(Scope.VACANCIES_READ, region=DONGSHENG)
    vacancy = a_public_one()
    _, _, of_city = read(city)
    _, _, of_county = read(county)

    edit(a_manager(), vacancy.pk, region=a_region(KANGBASHI))

    assert read(county, cursor=of_county)[:2] == ([], [str(vacancy.uid)])
    assert read(city, cursor=of_city)[:2] == (["锅炉操作工"], [])


def test_changed_since_gives_what_changed_since(caller, time_machine):
    time_machine.move_to("2026-11-23T01:00:00Z", tick=False)
    a_public_one()
    read(caller)
    time_machine.move_to("2026-11-23T03:00:00Z", tick=False)
    a_public_one("电工")

    assert read(caller, changed_since="2026-11-23T02:00:00Z")[0] == ["电工"]
    assert read(caller, changed_since="2026-11-23T08:30:00+08:00")[0] == ["锅炉操作工", "电工"]
    assert caller.ask("GET", "vacancies", changed_since="2026-11-23T02:00:00").status_code == 422


def test_pages_hold_each_once_whatever_their_size(caller):
    for number in range(7):
        a_public_one(f"{number}号岗")

    assert sorted(read(caller, limit=3)[0]) == sorted(read(caller)[0]) == [f"{number}号岗" for number in range(7)]


def test_reading_costs_the_same_for_many_and_writes_nothing_where_nothing_changed(caller):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert caller.ask("GET", "vacancies").status_code == 200
        return len(queries)

    a_public_one()
    read(caller)
    few = asked()
    for number in range(6):
        a_public_one(f"{number}号岗")
    read(caller)
    before = set(Announced.objects.values_list("pk", "number", "stamp"))

    assert asked() == few
    assert set(Announced.objects.values_list("pk", "number", "stamp")) == before


def test_the_feed_is_looked_at_now_and_then_only():
    now = timezone.now()
    a_public_one()
    announce.catch_up(now, every=15)
    a_public_one("电工")
    announce.catch_up(now + timedelta(seconds=14), every=15)
    one = Announced.objects.count()
    announce.catch_up(now + timedelta(seconds=15), every=15)

    assert (one, Announced.objects.count()) == (1, 2)
