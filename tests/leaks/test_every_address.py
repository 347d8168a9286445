"""Every address of the site as every role: markers appear only where they may, and nobody learns what is there."""

import re
from itertools import product

import pytest
from django.conf import settings
from django.test import Client as Browser
from django.urls import reverse

from clients.models import Client
from people.models import AccessEvent
from tests.leaks.addresses import ADDRESSES, OF_A_PHONE, OF_LI_ALONE, OF_THE_CASE, PUBLIC, names
from tests.leaks.town import MARKERS, MOTHER, NAME, PHONE, address
from tests.leaks.who_may import EVERYBODY

pytestmark = pytest.mark.django_db

# The caseworker, and the managers above her, read the case.
READERS = ("li", "manager", "city")
# A welfare officer of the region reads who belongs to a household, on the pages of assistance and on no other.
OF_A_HOUSEHOLD = {NAME, MOTHER}
OF_ASSISTANCE = ("welfare:", "clients:duties", "clients:duty")
OF_A_CANDIDATE = {NAME, PHONE}
OUTSIDERS = tuple(who for who in EVERYBODY if who not in READERS)
HTMX = {"HX-Request": "true"}
# How somebody asks. Only what a browser sends by itself can come from htmx as well.
WAYS = [("get", {}), ("get", HTMX), ("post", {}), ("post", HTMX), ("head", {}), ("put", {}), ("delete", {})]


def browser_of(town, who, **options) -> Browser:
    opened = Browser(raise_request_exception=False, **options)
    if who is not None:
        opened.force_login(town.users[who], backend=settings.AUTHENTICATION_BACKENDS[1])
    return opened


def to_sign_in(answer) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))


def found_in(answer) -> list[str]:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return [marker for marker in MARKERS if marker in body.decode("utf-8", "replace")]


def shown(answer) -> str:
    """The page without what differs each time, or between the two addresses."""
    page = answer.content.decode().replace("/987654321/", "/N/")
    return re.sub(r"[0-9A-Za-z]{64}", "token", re.sub(r"/\d+/", "/N/", page))


def stored(town) -> dict[str, object]:
    """The row as it stands in the database, ciphertext and all."""
    row = Client.objects.unscoped("test").filter(pk=town.client.pk).values().get()
    return {key: getattr(value, "cell", value) for key, value in row.items()}


def test_the_list_of_addresses_is_complete():
    assert names() == set(ADDRESSES)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
@pytest.mark.parametrize("who", EVERYBODY)
def test_markers_are_read_by_those_who_answer_for_the_case_and_nobody_else(town, who, headers):
    browser = browser_of(town, who)
    wrong = []
    seen = set()

    for name in ADDRESSES:
        answer = browser.get(address(town, name), headers=headers)
        if answer.status_code >= 500 or answer.status_code == 403:
            wrong.append((name, answer.status_code))
        if found := found_in(answer):
            seen |= {*found}
            # She has said why she looks her up: for half an hour the name is hers to see, and nothing else.
            of_a_household = who == "officer" and name.startswith(OF_ASSISTANCE) and OF_A_HOUSEHOLD.issuperset(found)
            looked_up = (who, name, found) == ("mate", "clients:look_up", [NAME])
            # The client agreed that this firm may know name and telephone, and it has invited her.
            disclosed = (who, name) == ("zhou", "candidates:candidate") and OF_A_CANDIDATE.issuperset(found)
            if who not in READERS and not of_a_household and not looked_up and not disclosed:
                wrong.append((name, found))
        if who is None and answer.status_code == 200 and not name.startswith(("healthz", "readyz", *PUBLIC)):
            wrong.append((name, "open to strangers"))

    assert wrong == []
    # The crawl would prove nothing if the markers were nowhere to be seen.
    assert (NAME in seen) is (who in READERS or who in ("mate", "officer", "zhou"))


@pytest.mark.parametrize("who", OUTSIDERS)
def test_who_is_out_of_scope_cannot_tell_a_case_from_nothing(town, who):
    browser = browser_of(town, who)
    before, looks = stored(town), AccessEvent.objects.of("client", town.client.pk).count()
    # A worker of the same street may know that somebody is on file: she is asked for her purpose.
    open_to_mate = ("clients:overview", "clients:look_up") if who == "mate" else ()
    # To a welfare officer of the region the household is in scope, and nothing else of the case.
    cases = [name for name in OF_THE_CASE if not (who == "officer" and name.startswith("welfare:"))]
    wrong = []

    for name, (method, headers) in product(cases, WAYS):
        if name in open_to_mate:
            continue
        there = address(town, name)
        nowhere = there.replace(f"/{town.client.pk}/", "/987654321/", 1)
        real, none = (getattr(browser, method)(url, headers=headers) for url in (there, nowhere))
        if real.status_code != none.status_code or not (real.status_code in (404, 405) or to_sign_in(real)):
            wrong.append((name, method, real.status_code, none.status_code))
        if not to_sign_in(real) and shown(real) != shown(none):
            wrong.append((name, method, "the two answers differ"))

    assert wrong == []
    assert stored(town) == before
    assert AccessEvent.objects.of("client", town.client.pk).count() == looks


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "li"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_uploads_and_jobs_are_their_owners_alone(town, who, method):
    browser = browser_of(town, who)

    answers = {name: getattr(browser, method)(address(town, name)) for name in OF_LI_ALONE}

    assert [
        (name, answer.status_code)
        for name, answer in answers.items()
        if answer.status_code not in (404, 405) and not to_sign_in(answer)
    ] == []


def test_a_form_of_another_site_changes_nothing(town):
    browser = browser_of(town, "li", enforce_csrf_checks=True)

    answers = {name: browser.post(address(town, name)) for name in ADDRESSES}

    taken = {name: answer.status_code for name, answer in answers.items() if answer.status_code not in (403, 405)}
    # Only what asks for a role that she does not act in is decided before the form is looked at.
    assert taken == {}


@pytest.mark.parametrize("who", ["li", "manager", None])
def test_every_answer_carries_the_guards(town, who):
    browser = browser_of(town, who)
    wrong = []

    for where in [*(address(town, name) for name in ADDRESSES), "/nowhere/", reverse("account_login")]:
        answer = browser.get(where)
        policy = answer.get("Content-Security-Policy", "")
        guards = {
            "policy": "default-src 'none'" in policy and "unsafe" not in policy and "*" not in policy,
            "frames": answer.get("X-Frame-Options") == "DENY",
            "sniffing": answer.get("X-Content-Type-Options") == "nosniff",
            "referrer": answer.get("Referrer-Policy") == "same-origin",
            "kept nowhere": who is None or "no-store" in answer.get("Cache-Control", ""),
        }
        wrong += [(where, guard) for guard, holds in guards.items() if not holds]

    assert wrong == []


@pytest.mark.parametrize("who", READERS)
def test_titles_headers_and_links_name_nobody(town, who):
    browser = browser_of(town, who)
    wrong = []

    for name in ADDRESSES:
        answer = browser.get(address(town, name))
        page = answer.content.decode("utf-8", "replace")
        places = [
            *re.findall(r"<title>(.*?)</title>", page, re.DOTALL),
            *re.findall(r"(?:href|action|src|hx-[a-z]+)=\"(?!tel:)([^\"]*)\"", page),
            *(f"{key}: {value}" for key, value in answer.items()),
            answer.cookies.output(),
        ]
        wrong += [(name, place) for place in places for marker in MARKERS if marker in place]

    assert wrong == []


@pytest.mark.parametrize("who", ["li", "manager", "officer", "auditor"])
def test_without_the_second_factor_no_address_answers(town, who, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    browser = browser_of(town, who)

    got_in = {
        name: answer.status_code
        for name in ADDRESSES
        for method in ("get", "post")
        for answer in [getattr(browser, method)(address(town, name), headers=HTMX)]
        if not (answer.status_code == 302 and answer["Location"] == reverse("mfa_activate_totp"))
    }

    open_to_all = {"healthz", "readyz", "ui:gallery", "ui:gallery_portal", "ui:gallery_entrance"}
    assert set(got_in) <= {*open_to_all, *PUBLIC, *OF_A_PHONE}
