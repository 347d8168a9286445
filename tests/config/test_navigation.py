"""The menus: each role gets pages that it may enter, and nothing else."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from config.navigation import MAIN, TABS, Navigation, start_page
from people.models import Role
from tests.cast import a_manager, a_social_worker

pytestmark = pytest.mark.django_db


def test_a_social_worker_begins_with_today():
    assert start_page(a_social_worker("李敏")) == reverse("placement:today")


def test_a_manager_begins_with_her_district():
    assert start_page(a_manager("高峰")) == reverse("placement:district")


def test_each_menu_entry_can_be_opened_by_each_role_it_is_shown_to(client):
    worker, manager = a_social_worker("李敏"), a_manager("高峰")

    for role, user in ((Role.SOCIAL_WORKER, worker), (Role.MANAGER, manager)):
        client.force_login(user)
        for entry in MAIN:
            if role in entry.roles:
                assert client.get(reverse(entry.name)).status_code == 200, entry.label


@pytest.mark.parametrize("entry", [entry for entry in MAIN if Role.SOCIAL_WORKER not in entry.roles])
def test_what_is_not_in_the_menu_is_not_found(client, entry):
    client.force_login(a_social_worker("李敏"))

    assert client.get(reverse(entry.name)).status_code == 404


def test_every_tab_has_an_address_of_its_own():
    names = [entry.name for tabs in TABS.values() for entry in tabs]

    assert len(names) == len(set(names))


def test_top_bar_says_who_is_at_work_and_offers_her_other_memberships(rf):
    request = rf.get("/desk/me/")
    request.user, request.resolver_match = a_social_worker("李敏"), None

    nav = Navigation(request)

    assert nav.person.endswith("禁毒社工 李敏")
    assert [(role.value, role.current) for role in nav.roles] == [(request.user.acting.pk, True)]
    assert nav.search.href == reverse("placement:vacancies")


def test_top_bar_of_a_visitor_is_empty(rf):
    request = rf.get("/")
    request.user, request.resolver_match = AnonymousUser(), None

    nav = Navigation(request)

    assert (nav.main, nav.person, nav.roles, nav.search) == ([], "", [], None)
