"""The menus: each role gets pages that it may enter, and nothing else."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import resolve, reverse

from clients.desk.fact_forms import GROUPS
from clients.desk.wishes import ANSWERS
from config.navigation import MAIN, TABS, Navigation, start_page
from people.models import Role
from tests.cast import a_manager, a_member, a_social_worker, a_vacancy, a_welfare_officer

pytestmark = pytest.mark.django_db


def test_a_social_worker_begins_with_today():
    assert start_page(a_social_worker("李敏")) == reverse("placement:today")


def test_a_manager_begins_with_her_district():
    assert start_page(a_manager("高峰")) == reverse("placement:district")


def test_each_menu_entry_can_be_opened_by_each_role_it_is_shown_to(client):
    administrator = a_member("乌兰", Role.ADMINISTRATOR, "1506")

    for user in (a_social_worker("李敏"), a_manager("高峰"), a_welfare_officer("乌云"), administrator):
        client.force_login(user)
        for entry in MAIN:
            if user.role in entry.roles:
                assert client.get(reverse(entry.name)).status_code == 200, entry.label


def in_the_menu_of(role):
    return {entry.name for entry in MAIN if role in entry.roles}


@pytest.mark.parametrize("name", sorted({entry.name for entry in MAIN} - in_the_menu_of(Role.SOCIAL_WORKER)))
def test_what_is_not_in_the_menu_is_not_found(client, name):
    client.force_login(a_social_worker("李敏"))

    assert client.get(reverse(name)).status_code == 404


@pytest.mark.parametrize("role", Role)
def test_no_menu_shows_a_page_twice(role):
    names = [entry.name for entry in MAIN if role in entry.roles]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("role", Role)
def test_what_belongs_together_stands_together(role):
    groups = [entry.group for entry in MAIN if role in entry.roles]

    parts = [group for before, group in zip([None, *groups], groups, strict=False) if group != before]
    assert len(parts) == len(set(parts))


def test_a_welfare_officer_begins_with_assistance():
    assert start_page(a_welfare_officer()) == reverse("welfare:home")


@pytest.mark.parametrize(
    ("kind", "page"),
    [(kind, group.page) for kind, group in GROUPS.items()]
    + [(kind, answers.page) for kind, answers in ANSWERS.items()],
)
def test_the_form_of_a_fact_stands_under_the_tab_that_shows_the_fact(rf, kind, page):
    request = rf.get("/")
    request.user = a_social_worker("李敏")
    request.resolver_match = resolve(reverse("clients:facts", args=[1, kind]))

    tabs = Navigation(request).tabs("client", 1)

    assert [tab.href for tab in tabs if tab.current] == [reverse(f"clients:{page}", args=[1])]


@pytest.mark.parametrize("name", ["edit", "help", "close"])
def test_what_is_done_with_the_case_stands_under_its_overview(rf, name):
    request = rf.get("/")
    request.user = a_social_worker("李敏")
    request.resolver_match = resolve(reverse(f"clients:{name}", args=[1]))

    tabs = Navigation(request).tabs("client", 1)

    assert [tab.label for tab in tabs if tab.current] == ["概况"]


def test_a_vacancy_and_its_candidates_have_one_way_back_up(client):
    client.force_login(a_social_worker("李敏"))
    vacancy = a_vacancy("电工")

    pages = [client.get(reverse(name, args=[vacancy.pk])) for name in ("employers:vacancy", "placement:candidates")]

    ways = [page.content.decode().split('aria-label="所在位置">')[1].split("</nav>")[0] for page in pages]
    assert ways[0] == ways[1]
    assert [reverse("placement:vacancies") in way for way in ways] == [True, True]


def test_every_tab_has_an_address_of_its_own():
    for tabs in TABS.values():
        names = [entry.name for entry in tabs]

        assert len(names) == len(set(names))


def test_top_bar_says_who_is_at_work_and_offers_her_other_memberships(rf):
    request = rf.get("/desk/me/")
    request.user, request.resolver_match = a_social_worker("李敏"), None

    nav = Navigation(request)

    assert nav.person.endswith("禁毒社工 李敏")
    assert [(role.value, role.current) for role in nav.roles] == [(request.user.acting.pk, True)]
    assert nav.search.href == reverse("find")


def test_top_bar_of_a_visitor_is_empty(rf):
    request = rf.get("/")
    request.user, request.resolver_match = AnonymousUser(), None

    nav = Navigation(request)

    assert (nav.main, nav.person, nav.roles, nav.search) == ([], "", [], None)
