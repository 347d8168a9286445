"""服务对象: the list, its filters, and finding somebody by a part of the name."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients import close_case, find_clients, record_help
from clients.models import ClientCertificate, HelpEvent, HouseholdMember, Limit, RehabMeasure, Skill
from tests.cast import a_client, a_manager, a_social_worker

pytestmark = pytest.mark.django_db

ADDRESS = "/desk/clients/"


@pytest.fixture
def li(client):
    worker = a_social_worker("李敏")
    client.force_login(worker)
    return worker


def names(response):
    return [person.name for person in response.context["page"]]


def test_her_own_open_cases_in_order_of_number(client, li):
    a_client(li, "王建军")
    closed = a_client(li, "赵志强")
    a_client(a_social_worker("张伟"), "孙浩")
    close_case.close(li, closed, "finished")

    assert names(client.get(ADDRESS)) == ["王建军"]
    assert names(client.get(ADDRESS, {"status": "closed"})) == ["赵志强"]
    assert names(client.get(ADDRESS, {"status": "all"})) == ["王建军", "赵志强"]


@pytest.mark.parametrize(
    "words", ["王建军", "王", "建军", "wjj", "WJJ", "DS-000001", "ds-0000", "13847712345", " 王建军 "]
)
def test_somebody_is_found_by_a_part_of_the_name(client, li, words):
    a_client(li, "王建军")
    a_client(li, "赵志强", phone="13900001111")

    assert names(client.post(ADDRESS, {"q": words}, follow=True))[0] == "王建军"


def test_in_a_long_list_the_whole_name_is_needed(client, li, monkeypatch):
    monkeypatch.setattr(find_clients, "NAMES_AT_ONCE", 1)
    a_client(li, "王建军")
    a_client(li, "赵志强")

    assert names(client.post(ADDRESS, {"q": "王"}, follow=True)) == []
    assert names(client.post(ADDRESS, {"q": "王建军"}, follow=True)) == ["王建军"]


def test_filters_narrow_the_list(client, li):
    today = timezone.localdate()
    a_client(
        li,
        "王建军",
        education="junior",
        certificates=("health", "forklift"),
        wish_text="想做电工",
        last_contact_on=today,
    )
    a_client(
        li,
        "赵志强",
        education="senior",
        last_contact_on=today - timedelta(days=31),
        next_contact_on=today - timedelta(days=1),
    )

    for query, expected in (
        ({"education": "junior"}, ["王建军"]),
        ({"education": ["junior", "senior"]}, ["王建军", "赵志强"]),
        ({"certificate": "forklift"}, ["王建军"]),
        ({"attention": "silent"}, ["赵志强"]),
        ({"attention": "wishless"}, ["赵志强"]),
        ({"attention": "overdue"}, ["赵志强"]),
        ({"place": "150602001"}, ["王建军", "赵志强"]),
        ({"education": "junior", "attention": "silent"}, []),
    ):
        assert names(client.get(ADDRESS, query)) == expected, query


def test_thirty_days_are_not_yet_silence(client, li):
    today = timezone.localdate()
    a_client(li, "王建军", last_contact_on=today - timedelta(days=30))
    a_client(li, "赵志强", opened_on=today - timedelta(days=5))

    assert names(client.get(ADDRESS, {"attention": "silent"})) == []


def test_a_manager_filters_by_worker(client, li):
    a_client(li, "王建军")
    a_client(a_social_worker("张伟"), "赵志强")
    client.force_login(a_manager())

    assert names(client.get(ADDRESS)) == ["王建军", "赵志强"]
    assert names(client.get(ADDRESS, {"caseworker": li.pk})) == ["王建军"]


def test_the_list_costs_the_same_number_of_queries_however_long(client, li, django_assert_num_queries):
    for _ in range(3):
        a_client(li, "王建军", id_number="", wish_text="电工", certificates=("health",))
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    # Read now: the next request empties the log.
    queries = len(few)
    assert queries > 5
    for number in range(30):
        person = a_client(li, "赵志强", id_number="", wish_text="电工", certificates=("health",))
        if number % 2:
            record_help.record_help(li, person, kind="call", at=timezone.now(), note="近况平稳")

    with django_assert_num_queries(queries):
        page = client.get(ADDRESS)
    assert len(page.context["page"]) == 25


@pytest.mark.parametrize("page", ["0", "99", "x", "-1"])
def test_a_silly_page_number_shows_a_page(client, li, page):
    a_client(li)

    assert client.get(ADDRESS, {"page": page}).status_code == 200


@pytest.mark.parametrize(
    "query", [{"education": "phd"}, {"place": "x"}, {"caseworker": "x"}, {"certificate": "x"}, {"status": "x"}]
)
def test_a_silly_filter_is_no_error(client, li, query):
    a_client(li)

    assert client.get(ADDRESS, query).status_code == 200


def test_htmx_gets_the_list_alone(client, li):
    a_client(li)

    fragment = client.get(ADDRESS, headers={"HX-Request": "true"}).content.decode()

    assert "王建军" in fragment
    assert "<html" not in fragment


def test_an_empty_list_says_what_to_do_next(client, li):
    page = client.get(ADDRESS).content.decode()
    assert "名下还没有服务对象" in page
    assert reverse("clients:enrol") in page

    a_client(li)
    nobody = client.post(ADDRESS, {"q": "孙浩"}, follow=True).content.decode()
    assert "没有符合条件的人" in nobody
    assert reverse("clients:find") in nobody


PAGES = ("overview", "wishes", "who_looked", "help")


def queries_of(client, wang):
    counts = {}
    for name in PAGES:
        with CaptureQueriesContext(connection) as ran:
            client.get(reverse(f"clients:{name}", args=[wang.pk]))
        counts[name] = len(ran)
    return counts


def test_the_pages_over_one_client_cost_the_same_however_much_is_recorded(client, li):
    wang = a_client(li, certificates=("health",), skills=("砌墙",), wish_text="想做电工")
    HouseholdMember.objects.create(client=wang, name="王小雨", relation="child", recorded_by=li)
    record_help.record_help(li, wang, kind="call", at=timezone.now(), note="近况平稳")
    client.get("/desk/clients/")
    little = queries_of(client, wang)
    assert min(little.values()) > 5

    for number, worker in enumerate((li, a_manager(), a_social_worker("张伟"))):
        stamp = {"client": wang, "recorded_by": worker}
        RehabMeasure.objects.create(
            **stamp, kind="voluntary", start=date(2020 + number, 1, 1), end=date(2020 + number, 6, 1)
        )
        HouseholdMember.objects.create(**stamp, name="王小雨", relation="child")
        ClientCertificate.objects.create(**stamp, code=f"证书{number}")
        Skill.objects.create(**stamp, name=f"技能{number}")
        Limit.objects.create(**stamp, feature=("height", "night", "dust")[number], answer="can")
        HelpEvent.objects.create(**stamp, worker=worker, kind="call", at=timezone.now(), note="近况平稳")

    assert queries_of(client, wang) == little


def test_the_hand_over_form_costs_the_same_for_few_and_many_colleagues(client, li):
    a_client(li)
    a_social_worker("张伟")
    address = reverse("clients:hand_over")
    client.get(address)
    with CaptureQueriesContext(connection) as ran:
        client.get(address)
    few = len(ran)

    for name in ("其其格", "红梅", "刘洋"):
        a_social_worker(name)
    with CaptureQueriesContext(connection) as ran:
        page = client.get(address).content.decode()

    assert "红梅（东胜区交通街道）" in page
    assert len(ran) == few > 3
