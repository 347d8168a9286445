"""Every address below ``/editor/``, found by walking them: no editor meets a case there, nobody else meets anything."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver, resolve
from wagtail.admin.viewsets import viewsets
from wagtail.models import ModelLogEntry, PageLogEntry, ReferenceIndex, Revision
from wagtail.snippets.models import get_snippet_models

from cms.editor.doors import EditorDoorMiddleware
from cms.models import NewsItemPage, NewsPage
from people.models import Membership, Role, User
from tests.cms.site import a_site
from tests.leaks.crawl import Answer, answer_of, browser_of
from tests.leaks.planting import CASE_ZONE
from tests.leaks.town import MARKERS, Town

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("the editors' admin")]

# What stands for a table in an address: what editors have, what is of cases, what is of people and firms.
TABLES = [
    *(("cms", "newsitempage"), ("cms", "sitesettings"), ("wagtailcore", "page"), ("wagtailimages", "image")),
    *(("clients", "client"), ("welfare", "application"), ("placement", "referral"), ("people", "user")),
]
OWN = ("cms", "wagtailcore", "wagtailimages", "wagtaildocs")
STRANGERS = ["li", "manager", "auditor", "officer", "zhou", "postless"]
# Addresses that are patterns of more than names and numbers.
WRITTEN_OUT = {
    r"^(\d+)/revisions/compare/(live|earliest|\d+)\.\.\.(live|latest|\d+)/$": (
        "{page}/revisions/compare/earliest...latest/"
    ),
    "^.*/$": "no/such/page/",
}


def patterns(entries=None, before: str = "") -> Iterator[str]:
    """What is written for each address below ``/editor/``, from the beginning."""
    for entry in get_resolver().url_patterns if entries is None else entries:
        written = WRITTEN_OUT.get(str(entry.pattern), str(entry.pattern).removeprefix("^").removesuffix("$"))
        if not isinstance(entry, URLPattern):
            if before or written == "editor/":
                yield from patterns(entry.url_patterns, before + written)
        elif before:
            yield before + written


def addresses(page: int = 1, above: int = 1) -> list[str]:
    """One address for each pattern, or one for each table where the address names one; whatever is no page is 1."""
    found = []
    for written in patterns():
        numbered = re.sub(r"{page}|<int:(?:page_id|page_pk|page_to_move_id)>", str(page), written)
        numbered = re.sub(r"<int:(?:parent_page_id|destination_id)>", str(above), numbered)
        numbered = re.sub(r"<int:\w+>", "1", numbered)
        for app, model in TABLES if re.search(r"app_label|app_name", numbered) else TABLES[:1]:
            filled = re.sub(r"<\w+:(?:content_type_)?app_(?:label|name)>", app, numbered)
            filled = re.sub(r"<\w+:(?:content_type_)?model_name>", model, filled)
            filled = re.sub(r"<str:(?:object_id|pk)>", str(page), filled)
            filled = filled.replace("<str:action>", "delete").replace("<slug:action_name>", "approve")
            filled = filled.replace("<str:action_name>", "publish").replace("<str:filter_spec>", "max-200x200")
            found.append("/" + re.sub(r"<(?:\w+:)?\w+>", "x", filled))
    return found


def a_draft() -> NewsItemPage:
    a_site()
    page = NewsItemPage(title="推介会报名开始", slug="open", live=False)
    NewsPage.objects.get().add_child(instance=page)
    page.save_revision()
    return page


def lets_in(user: User | AnonymousUser, where: str) -> bool:
    """Whether the door lets her through to this address: asked of the door itself, which is quick."""
    request = RequestFactory().get(where)
    request.user, request.resolver_match = user, resolve(where)
    try:
        EditorDoorMiddleware(lambda request: HttpResponse()).process_view(request, None, (), {})
    except Http404:
        return False
    return True


def opened(town: Town, who: str | None, where: list[str], post: bool = False) -> dict[str, Answer]:
    """What each address answers; whatever it does to the database is taken back."""
    browser, found = browser_of(town, who), {}
    for address in where:
        with transaction.atomic():
            found[address] = answer_of(browser.post(address) if post else browser.get(address))
            transaction.set_rollback(True)
    return found


def test_every_pattern_is_opened():
    found = addresses()

    assert {where for where in found if not resolve(where).route.startswith("editor/")} == set()
    assert {where for where in found if re.search(r"[<>^$({]", where)} == set()
    assert len(found) > 180


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER])
def test_no_editor_and_no_reviewer_meets_a_case(town, role):
    page = a_draft()
    user = town.users["editor"]
    Membership.objects.filter(user=user).update(role=role)
    user = User.objects.get(pk=user.pk)

    let_in = [where for where in addresses(page.pk, page.get_parent().pk) if lets_in(user, where)]
    answers = opened(town, "editor", let_in)
    # An editor may send nothing that a reviewer may not.
    posted = opened(town, "editor", let_in, post=True) if role == Role.REVIEWER else {}

    # The walk would prove nothing if the doors had been shut.
    assert sum(answer.status == 200 for answer in answers.values()) > 40
    for found in (answers, posted):
        assert {where: answer.markers for where, answer in found.items() if answer.markers} == {}
        assert {where for where, answer in found.items() if answer.status >= 500} == set()
    of_others = {where for app, model in TABLES if app not in OWN for where in let_in if f"/{app}/{model}" in where}
    assert of_others == set()


def test_the_door_lets_nobody_else_in(town):
    found = addresses()

    assert {where for who in STRANGERS for where in found if lets_in(town.users[who], where)} == set()


def test_who_is_not_let_in_finds_nothing_and_a_visitor_is_led_to_the_sign_in(town):
    found = addresses()

    hers, visitors = opened(town, "manager", found[:: len(found) // 20]), opened(town, None, found)

    assert {answer.status for answer in hers.values()} == {404}
    led = {where for where, answer in visitors.items() if answer.is_to_sign_in}
    assert {where for where in found if where not in led} == {"/editor/no/such/page/"}
    assert visitors["/editor/no/such/page/"].leads_to.startswith("/editor/login/")


def test_nothing_of_a_case_is_registered_with_wagtail(town):
    held = [viewset.model for viewset in viewsets.viewsets if getattr(viewset, "model", None)]
    shown = {apps.get_model(model) if isinstance(model, str) else model for model in held}
    registered = {*get_snippet_models(), *ReferenceIndex.tracked_models, *shown}

    by_app = {model._meta.app_label: model._meta.label for model in registered}
    assert {label for app, label in by_app.items() if app in (*CASE_ZONE, "employers", "figures", "jobs")} == set()
    # Wagtail's own list of accounts; its addresses are shut.
    assert by_app["people"] == "people.User"


def test_wagtail_keeps_nothing_of_a_case(town):
    kept = {ModelLogEntry: "content_type", ReferenceIndex: "content_type", Revision: "content_type"}

    found = {
        model._meta.label: model.objects.filter(**{f"{link}__app_label__in": (*CASE_ZONE, "employers")}).count()
        for model, link in kept.items()
    }

    assert set(found.values()) == {0}
    assert not any(marker in f"{entry.label}{entry.data}" for entry in PageLogEntry.objects.all() for marker in MARKERS)
