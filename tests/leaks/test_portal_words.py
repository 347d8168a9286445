"""Nothing that an employer or a visitor can reach names rehabilitation, nor the product that is known to serve it."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core import mail
from django.core.cache import cache
from django.test import Client as Browser
from django.urls import reverse

from employers.models import Reason
from tests.employers.portal import confirm, link_in, register, work_off
from tests.leaks.addresses import PUBLIC
from tests.leaks.crawl import browser_of, each
from tests.leaks.town import address

pytestmark = pytest.mark.django_db

WORDS = re.compile(
    "戒毒|康复|禁毒|吸毒|涉毒|毒品|社戒|维持治疗|强制隔离|美沙酮|归航|guihang|rehab|detox|drug", re.IGNORECASE
)
# Tokens and sealed words: in so many letters any short word may turn up by chance.
DRAWN_BY_LOT = re.compile(r"[0-9A-Za-z_=-]{32,}")
ACCOUNT = (
    "account_login", "account_logout", "account_inactive", "account_reauthenticate", "account_change_password",
    "account_set_password", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key_done", "mfa_index", "mfa_activate_totp", "mfa_view_recovery_codes",
)  # fmt: skip
FIRM = ("zhou", "waiting", None)
PLAIN = [("get", {})]
WAYS = [*PLAIN, ("get", {"HX-Request": "true"}), ("post", {}), ("post", {"HX-Request": "true"})]


def telling(answer) -> list[str]:
    """The words in a page, its headers, its cookies and its address."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    places = [
        body.decode("utf-8", "replace"),
        unquote("\n".join(f"{key}: {value}" for key, value in answer.items())),
        answer.cookies.output(),
        unquote(answer.request["PATH_INFO"]),
    ]
    return [found for place in places for found in WORDS.findall(DRAWN_BY_LOT.sub("", place))]


@pytest.mark.parametrize("who", each(FIRM))
def test_no_page_names_it_to_a_firm_or_a_visitor(crawled, town, who):
    browser = browser_of(town, who)
    told = {}

    for name, page in crawled.items():
        if name.startswith("ui:"):
            continue
        # What is shut to her says the same however she asks; what is not, she asks in every way of a page.
        ways = WAYS if page.got.status in (200, 405) else PLAIN
        for method, headers in ways:
            if name == "portal:leave" and method == "post":
                continue
            # The address itself may say what is not there: somebody typed it.
            answer = getattr(browser, method)(address(town, name), headers=headers)
            if found := telling(answer):
                told[name, method] = found
    for where in [*map(reverse, ACCOUNT), "/nowhere/", "/portal/nowhere/"]:
        if found := telling(browser.get(where, follow=True)):
            told[where] = found

    assert told == {}


@pytest.mark.parametrize("who", each(FIRM))
def test_nobody_of_a_firm_gets_onto_the_desk(crawled, who):
    inside = {
        name: page.got.status
        for name, page in crawled.items()
        if page.where.startswith("/desk/") and page.got.status != 404 and not (who is None and page.got.status == 302)
    }

    assert inside == {}


@pytest.mark.parametrize("who", each(["li", "manager", "officer", "auditor", "editor"]))
def test_staff_who_act_for_no_firm_find_nothing_in_the_portal(crawled, who):
    inside = {
        name: page.got.status
        for name, page in crawled.items()
        if name.startswith(("portal:", "candidates:")) and name not in PUBLIC and page.got.status not in (404, 405)
    }

    assert inside == {}


def test_errors_name_it_to_nobody(town):
    cache.clear()
    browser = Browser(raise_request_exception=False, enforce_csrf_checks=True)
    forged = browser.post(reverse("portal:register"), {"name": "蒙泰热电"})
    tired = Browser()
    answers = [register(tired) for _ in range(4)]

    assert (forged.status_code, answers[-1].status_code) == (403, 429)
    assert telling(forged) == telling(answers[-1]) == []
    for page in Path("ui/templates").glob("[45]*.html"):
        assert WORDS.findall(page.read_text(encoding="utf-8")) == [], page


def test_locked_out_names_it_to_nobody(town):
    browser = Browser()
    for _ in range(6):
        answer = browser.post(reverse("account_login"), {"login": "zhouli", "password": "猜一个"})

    assert answer.status_code == 429
    assert telling(answer) == []


def test_no_mail_names_it(town):
    cache.clear()
    browser = browser_of(town, "zhou")
    browser.post(reverse("portal:invite"), {"email": "zhaoqiang@firm.example", "role": "member"})
    guest = Browser()
    register(guest)
    register(guest, email="zhouli@firm.example")
    guest.post(reverse("account_reset_password"), {"email": "zhouli@firm.example"})
    work_off()
    links = [link_in(letter) for letter in mail.outbox if "http" in letter.body]
    for letter in mail.outbox:
        assert WORDS.findall(f"{letter.subject}{letter.body}{letter.from_email}") == []

    assert len(links) >= 4
    for link in links:
        assert WORDS.findall(unquote(link)) == []
        assert telling(guest.get(link, follow=True)) == []


def test_the_whole_way_of_a_newcomer_names_it_nowhere(town):
    cache.clear()
    guest = Browser()
    sent = register(guest, email="newcomer@firm.example", name="远望仓储", credit_code="91150602MA0Y900096")
    assert sent.status_code in (302, 422)
    work_off()
    answers = [sent]
    if sent.status_code == 302:
        answers += [guest.get(sent.url), confirm(guest), guest.get(reverse("portal:home"))]

    assert [telling(answer) for answer in answers] == [[]] * len(answers)


@pytest.mark.parametrize("reason", Reason)
def test_no_reason_for_a_refusal_names_it(reason):
    assert WORDS.findall(reason.label) == []


def test_no_file_that_a_page_of_the_portal_loads_names_it(town):
    page = browser_of(town, "zhou").get(reverse("portal:home")).content.decode()
    loaded = re.findall(rf'(?:href|src)="{settings.STATIC_URL}([^"]+)"', page)

    assert loaded
    for name in loaded:
        text = Path(finders.find(name)).read_text(encoding="utf-8")
        assert WORDS.findall(text) == [], name


def test_the_search_would_find_it(town):
    """What staff see on their own desk shows that the words are looked for in earnest."""
    assert telling(browser_of(town, "li").get(reverse("people:me")))
