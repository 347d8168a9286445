"""A client on her own phone, in a real browser: readable for everybody, no wider than the screen, and her forms pass
the guard against forged ones, which looks at what only a browser sends."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients import give_consent, personal_links
from clients.models import Consent
from tests.cast import a_client, a_contact, a_social_worker
from tests.clients.consents import asked, given, last_four
from tests.journeys.test_every_page import OPEN_EVERYTHING, let_in, serious_faults

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def wang(settings, tmp_path):
    settings.PAPERS_DIR = tmp_path / "papers"
    return a_client(a_social_worker("李敏"))


@pytest.fixture
def today():
    """For ``asked``: now, and half a year."""
    return {"at": timezone.now(), "until": timezone.localdate() + timedelta(days=180)}


def faults(page) -> list:
    """What is wrong with the page as it stands, everything unfolded."""
    page.evaluate(OPEN_EVERYTHING)
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [*serious_faults(page), *(["wider than the screen"] if wide else [])]


def open_link(page, live_server, link) -> list:
    """Open it, answer; what was wrong with the question's page."""
    page.goto(live_server.url + personal_links.address(link))
    found = faults(page)
    page.get_by_label("最后四位").fill(last_four(link.client))
    page.get_by_role("button", name="打开").click()
    return found


def test_she_agrees_to_what_she_ticks_and_takes_it_back(page, live_server, wang, today):
    consent, link = asked(wang, **today)
    found = open_link(page, live_server, link)
    found += faults(page)

    page.get_by_label("手机号码").check()
    page.get_by_role("button", name="同意", exact=True).click()
    page.get_by_role("heading", name="记下了：同意").wait_for()
    found += faults(page)
    assert Consent.objects.unscoped("test").get(pk=consent.pk).fields == ["profile", "phone"]
    page.get_by_role("button", name="确定撤回").click()
    page.get_by_role("heading", name="已经撤回").wait_for()

    assert found == []
    assert Consent.objects.unscoped("test").get(pk=consent.pk).state == "withdrawn"


def test_her_own_page_and_the_way_out(page, live_server, wang, today):
    consent = given(wang, **today)
    give_consent.record_disclosure(consent, a_contact("周丽").user, ["name"])
    asked(wang, "恒源物流", **today)
    found = open_link(page, live_server, give_consent.make_own_link(wang.caseworker, wang))
    found += faults(page)

    page.get_by_role("button", name="看完了，关上").click()
    page.get_by_role("heading", name="关上了").wait_for()
    page.goto(live_server.url + reverse("me:own"))
    page.get_by_role("heading", name="这个链接打不开").wait_for()
    found += faults(page)
    # The browser says of itself that the page is gone, which is what we wanted.
    page.complaints.clear()

    assert found == []


def test_the_worker_shows_the_code_and_takes_in_the_paper(page, live_server, wang, today):
    consent, _ = asked(wang, **today)
    given(wang, "恒源物流", **today)
    give_consent.make_own_link(wang.caseworker, wang)
    let_in(page.context, live_server, wang.caseworker)
    found = []

    for name, args in (
        ("clients:consents", [wang.pk]),
        ("clients:consent_paper", [wang.pk, consent.uid]),
        ("clients:consent_sheet", [wang.pk, consent.uid]),
    ):
        page.goto(live_server.url + reverse(name, args=args))
        found += [(name, fault) for fault in faults(page)]

    assert found == []
