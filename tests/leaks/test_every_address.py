"""Every address of the site as every role: markers appear only where they may, and nobody learns what is there."""

import re
from itertools import product

import pytest
from django.urls import reverse

from clients.models import Client
from people.models import AccessEvent
from tests.leaks.addresses import ADDRESSES, OF_A_PHONE, OF_LI_ALONE, OF_THE_CASE, PUBLIC, names
from tests.leaks.crawl import Answer, answer_of, browser_of, each
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
PLAIN = [("get", {}), ("post", {})]
FROM_PAGES = [*PLAIN, ("get", HTMX), ("post", HTMX)]
WAYS = [*FROM_PAGES, ("head", {}), ("put", {}), ("delete", {})]
# Who stands nearest: of the street, of the county, of the assistance, of the firm that knows her, nobody at all. The
# nearest of them tries every way, the others those of a page; whoever stands further off gets no further, and asks
# plainly.
NEAREST = ("mate", "zhang", "officer", "zhou", None)


def to_sign_in(response) -> bool:
    return answer_of(response).is_to_sign_in


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


@pytest.mark.parametrize("who", each(EVERYBODY))
def test_markers_are_read_by_those_who_answer_for_the_case_and_nobody_else(crawled, who):
    answers = {name: page.got for name, page in crawled.items()}

    assert misread(who, answers) == []
    # The crawl would prove nothing if the markers were nowhere to be seen.
    assert (NAME in seen_in(answers)) is (who in READERS or who in ("mate", "officer", "zhou"))


@pytest.mark.parametrize("who", each(EVERYBODY))
def test_markers_are_in_no_part_of_a_page_for_anybody_else(crawled, town, who):
    browser = browser_of(town, who)

    # A door that stays shut is the same door for a part of the page: test_who_is_out_of_scope tries it.
    open_to_her = [name for name, page in crawled.items() if page.got.status == 200]
    answers = {name: answer_of(browser.get(address(town, name), headers=HTMX)) for name in open_to_her}

    assert misread(who, answers) == []
    assert (NAME in seen_in(answers)) is (who in READERS or who in ("mate", "officer", "zhou"))


def seen_in(answers: dict[str, Answer]) -> set[str]:
    return {marker for answer in answers.values() for marker in answer.markers}


def misread(who: str | None, answers: dict[str, Answer]) -> list[tuple[str, object]]:
    """The addresses that broke, and those that told ``who`` what is not for her."""
    wrong: list[tuple[str, object]] = []
    for name, answer in answers.items():
        if answer.status >= 500 or answer.status == 403:
            wrong.append((name, answer.status))
        if found := answer.markers:
            # She has said why she looks her up: for half an hour the name is hers to see, and nothing else.
            of_a_household = who == "officer" and name.startswith(OF_ASSISTANCE) and OF_A_HOUSEHOLD.issuperset(found)
            looked_up = (who, name, found) == ("mate", "clients:look_up", [NAME])
            # The client agreed that this firm may know name and telephone, and it has invited her.
            disclosed = (who, name) == ("zhou", "candidates:candidate") and OF_A_CANDIDATE.issuperset(found)
            if who not in READERS and not of_a_household and not looked_up and not disclosed:
                wrong.append((name, found))
        if who is None and answer.status == 200 and not name.startswith(("healthz", "readyz", *PUBLIC)):
            wrong.append((name, "open to strangers"))
    return wrong


@pytest.mark.parametrize("who", OUTSIDERS)
def test_who_is_out_of_scope_cannot_tell_a_case_from_nothing(town, who):
    browser = browser_of(town, who)
    before, looks = stored(town), AccessEvent.objects.of("client", town.client.pk).count()
    # A worker of the same street may know that somebody is on file: she is asked for her purpose.
    open_to_mate = ("clients:overview", "clients:look_up") if who == "mate" else ()
    # To a welfare officer of the region the household is in scope, and nothing else of the case.
    cases = [name for name in OF_THE_CASE if not (who == "officer" and name.startswith("welfare:"))]
    ways = WAYS if who == "mate" else FROM_PAGES if who in NEAREST else PLAIN
    wrong = []

    for name, (method, headers) in product(cases, ways):
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


@pytest.mark.parametrize("who", each(["li", "manager", None]))
def test_every_answer_carries_the_guards(crawled, town, who):
    browser = browser_of(town, who)
    elsewhere = {where: answer_of(browser.get(where)) for where in ("/nowhere/", reverse("account_login"))}
    wrong = []

    for name, answer in [*((name, page.got) for name, page in crawled.items()), *elsewhere.items()]:
        policy = answer.headers.get("Content-Security-Policy", "")
        guards = {
            "policy": "default-src 'none'" in policy and "unsafe" not in policy and "*" not in policy,
            "frames": answer.headers.get("X-Frame-Options") == "DENY",
            "sniffing": answer.headers.get("X-Content-Type-Options") == "nosniff",
            "referrer": answer.headers.get("Referrer-Policy") == "same-origin",
            "kept nowhere": who is None or "no-store" in answer.headers.get("Cache-Control", ""),
        }
        wrong += [(name, guard) for guard, holds in guards.items() if not holds]

    assert wrong == []


@pytest.mark.parametrize("who", each(READERS))
def test_titles_headers_and_links_name_nobody(crawled, who):
    wrong = []

    for name, page in crawled.items():
        places = [
            *re.findall(r"<title>(.*?)</title>", page.got.text, re.DOTALL),
            *re.findall(r"(?:href|action|src|hx-[a-z]+)=\"(?!tel:)([^\"]*)\"", page.got.text),
            *(f"{key}: {value}" for key, value in page.got.headers.items()),
            page.got.cookies,
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

    # Figures for a program with a key: no session opens them.
    open_to_all = {"healthz", "readyz", "metrics", "ui:gallery", "ui:gallery_portal", "ui:gallery_entrance"}
    assert set(got_in) <= {*open_to_all, *PUBLIC, *OF_A_PHONE}
