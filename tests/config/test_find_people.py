"""The search box finds people: within one's scope, by what one knows of them, and with the look written down."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from clients import close_case, find_clients
from people.models import AccessEvent
from tests.cast import (
    DONGSHENG,
    GONGYUAN,
    JIAOTONG,
    KANGBASHI,
    MONDAY_9,
    a_client,
    a_manager,
    a_social_worker,
    a_welfare_officer,
    an_auditor,
    an_id_number,
)

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def asked(client, words):
    return client.post(reverse("find"), {"q": words}, headers=HTMX)


def people(response):
    return [hit for group in response.context["groups"] if group.key == "people" for hit in group.hits]


def names(response):
    return [hit.label for hit in people(response) if hit.label.isalpha() and not hit.method]


def looks(user):
    return list(
        AccessEvent.objects.filter(actor=user, action__in=["view", "look_up"])
        .order_by("pk")
        .values_list("action", "kind", "purpose")
    )


@pytest.fixture
def li(client):
    worker = a_social_worker("李敏")
    client.force_login(worker)
    return worker


@pytest.mark.parametrize(
    "words",
    ["王建军", "建军", "王", "wjj", "WJ", "wangj", "wangjianjun", "jianjun", "DS-000001", "000001",
     "13847712345", "2345", " 王建军 ", "王 建军"],
)  # fmt: skip
def test_her_own_client_is_found_by_any_part_of_what_she_knows(client, li, words):
    wang = a_client(li, "王建军", phone="13847712345")
    a_client(li, "赵志强", phone="13900001111")

    response = asked(client, words)

    assert names(response) == ["王建军"]
    assert people(response)[0].href == reverse("clients:overview", args=[wang.pk])


def test_a_sign_that_no_database_of_ours_takes_is_left_out(client, li):
    a_client(li, "王建军")

    response = asked(client, "王建军\x00")

    assert names(response) == ["王建军"]
    assert response.context["words"] == "王建军"


def test_the_end_of_an_id_number_is_enough_and_says_why(client, li):
    a_client(li, "王建军", phone="13847710000", id_number=an_id_number("王建军"))

    (hit, *_) = people(asked(client, an_id_number("王建军")[-4:].lower()))

    assert hit.label == "王建军"
    assert "身份证号相符" in hit.about


@pytest.mark.parametrize("words", ["345", "军建", "x", "wangjianjunn", "-", "·", "DS"])
def test_what_does_not_fit_finds_nobody(client, li, words):
    a_client(li, "王建军", phone="13847712345")

    assert names(asked(client, words)) == []


def test_the_whole_name_comes_before_the_part_and_the_open_case_before_the_closed(client, li):
    a_client(li, "王小建军", id_number="")
    closed = a_client(li, "建军", id_number="")
    close_case.close(li, closed, "finished")
    a_client(li, "建军", id_number="")
    a_client(li, "建军华", id_number="")

    hits = people(asked(client, "建军"))

    assert [(hit.label, hit.mark) for hit in hits[:4]] == [
        ("建军", ""), ("建军华", ""), ("王小建军", ""), ("建军", "已结案"),
    ]  # fmt: skip


def test_who_is_alone_in_the_list_comes_with_what_is_done_next(client, li):
    wang = a_client(li, "王建军")

    hits = people(asked(client, "wjj"))

    assert [hit.label for hit in hits[1:]] == ["王建军：记一次联系", "王建军：推荐岗位", "王建军：家庭"]
    assert [client.get(hit.href).status_code for hit in hits] == [200] * 4
    assert hits[1].href == reverse("clients:help", args=[wang.pk])


@pytest.mark.parametrize("words", ["王建军 联系", "wjj jyclx", "王 同意"])
def test_a_name_and_a_deed_lead_straight_there(client, li, words):
    a_client(li, "王建军")
    a_client(li, "赵志强")

    assert [hit.label.split("：")[0] for hit in people(asked(client, words))] == ["王建军"]


def test_of_a_colleagues_client_it_says_only_that_there_is_one(client, li):
    a_client(a_social_worker("其其格", JIAOTONG), "王建军", phone="13847712345")

    for words in ("王建军", "DS-000001", "13847712345", an_id_number("王建军")):
        response = asked(client, words)

        (hit,) = people(response)
        assert (hit.label, hit.href, hit.method) == ("另有 1 人相符", reverse("clients:find"), "post")
        shown = response.content.decode().replace(f'value="{words}"', "")
        for secret in ("王建军", "王**", "DS-000001", "13847712345", "其其格"):
            assert secret not in shown


def test_the_line_leads_to_the_look_up_that_asks_for_a_purpose(client, li):
    wang = a_client(a_social_worker("其其格", JIAOTONG), "王建军")
    (hit,) = people(asked(client, "王建军"))

    answer = client.post(hit.href, hit.sends)

    assert reverse("clients:look_up", args=[wang.pk]) in answer.content.decode()


@pytest.mark.parametrize("words", ["王", "建军", "wjj", "2345", "王建"])
def test_a_part_says_nothing_of_colleagues_clients(client, li, words):
    a_client(a_social_worker("其其格", JIAOTONG), "王建军", phone="13847712345")

    assert people(asked(client, words)) == []


def test_another_street_is_as_if_nobody_were_there(client, li):
    a_client(a_social_worker("张伟", GONGYUAN), "王建军")

    there, nobody = asked(client, "王建军"), asked(client, "王军建")

    assert people(there) == []
    assert there.content.decode().replace("王建军", "王军建") == nobody.content.decode()


def test_a_manager_finds_everybody_of_her_region_and_nobody_else(client):
    a_client(a_social_worker("李敏"), "王建军")
    a_client(a_social_worker("张伟", GONGYUAN), "王建华")
    a_client(a_social_worker("刘洋", "150603001"), "王建国")
    client.force_login(a_manager(region=DONGSHENG))

    response = asked(client, "王建")

    assert names(response) == ["王建军", "王建华"]
    assert "责任社工 李敏" in people(response)[0].about


def test_a_long_list_needs_the_whole_name_and_says_so(client, monkeypatch):
    monkeypatch.setattr(find_clients, "NAMES_AT_ONCE", 1)
    a_client(a_social_worker("李敏"), "王建军")
    a_client(a_social_worker("李敏"), "赵志强")
    client.force_login(a_manager())

    for words in ("王建军", "wjj", "DS-000001", an_id_number("王建军")):
        assert names(asked(client, words)) == ["王建军"]
    part = asked(client, "王建")
    assert names(part) == []
    assert "都要写完整" in part.content.decode()


def test_a_welfare_officer_finds_the_household_by_the_whole_name_alone(client):
    wang = a_client(a_social_worker("李敏"), "王建军")
    client.force_login(a_welfare_officer())

    (hit, *_) = people(asked(client, "王建军"))

    assert hit.href == reverse("welfare:household", args=[wang.pk])
    assert client.get(hit.href).status_code == 200
    assert people(asked(client, "建军")) == []
    client.force_login(a_welfare_officer("其木格", region=KANGBASHI))
    assert people(asked(client, "王建军")) == []


def test_an_auditor_finds_no_people(client):
    a_client(a_social_worker("李敏"), "王建军")
    client.force_login(an_auditor())

    assert "王建军" not in asked(client, "王").content.decode()


def test_one_search_is_one_look_however_many_letters_it_takes(client, li):
    a_client(li, "王建军")

    with time_machine.travel(MONDAY_9, tick=False) as clock:
        for words in ("w", "wj", "wjj"):
            asked(client, words)
        assert looks(li) == [("view", "caseload", "case_work")]
        clock.shift(find_clients.ONE_LOOK + timedelta(seconds=1))
        asked(client, "wjj")

    assert len(looks(li)) == 2


def test_what_shows_nobody_is_no_look(client, li):
    a_client(li, "王建军")

    asked(client, "zzq")

    assert looks(li) == []


def test_each_find_in_the_region_is_written_down_without_the_words(client, li):
    a_client(a_social_worker("其其格", JIAOTONG), "王建军")

    for _ in range(2):
        asked(client, "王建军")

    assert looks(li) == [("look_up", "caseload", "look_up")] * 2
    assert not [row for row in AccessEvent.objects.values() if "王" in str(row)]


def test_a_number_that_is_nobodys_is_a_look_as_well(client, li):
    for words in ("13800001111", "13800002222", an_id_number("王建军")):
        assert people(asked(client, words)) == []

    assert looks(li) == [("look_up", "caseload", "look_up")] * 3


def test_a_look_up_of_an_officer_is_written_down(client):
    a_client(a_social_worker("李敏"), "王建军")
    officer = a_welfare_officer()
    client.force_login(officer)

    asked(client, "王建军")

    assert looks(officer) == [("look_up", "household_list", "welfare")]
