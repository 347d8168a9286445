"""招募漏斗: visits are counted, visitors are not."""

from datetime import date

import pytest
from django.db import OperationalError, connection
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from cms import count
from cms.models import DailyCount, SiteSettings
from cms.recruiting import recruiting
from people.models import Role
from tests.cast import a_manager, a_member, a_social_worker

pytestmark = pytest.mark.django_db

PERSON = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36"}


@pytest.fixture(autouse=True)
def nothing_gathered():
    count._gathered.clear()
    yield
    count._gathered.clear()


def visits() -> int:
    today = timezone.localdate()
    return recruiting(today, today).stages[0].count


def test_who_comes_from_elsewhere_is_a_visit_and_who_turns_a_page_is_not(site):
    browser = Browser(headers=PERSON)

    browser.get("/", headers={"Referer": "https://www.example.com/s?q=1"})
    browser.get("/incentives/", headers={"Referer": "http://testserver/"})
    browser.get("/questions/")

    assert visits() == 2


@pytest.mark.parametrize("agent", ["", "Baiduspider/2.0", "python-requests/2.34"])
def test_machines_are_not_counted(site, agent):
    Browser(headers={"User-Agent": agent}).get("/")

    assert visits() == 0


def test_what_a_browser_fetches_ahead_is_not_counted(site):
    Browser(headers=PERSON | {"Sec-Purpose": "prefetch;prerender"}).get("/")

    assert visits() == 0


def test_a_reader_gets_her_page_while_nothing_can_be_written_and_is_counted_later(site, monkeypatch):
    SiteSettings.objects.get_or_create(site=Site.objects.get())
    monkeypatch.setattr(count, "_written_at", float("-inf"))

    def locked(execute, sql, *rest):
        if sql.startswith(("INSERT", "UPDATE")):
            raise OperationalError("database is locked")
        return execute(sql, *rest)

    with connection.execute_wrapper(locked):
        response = Browser(headers=PERSON).get("/")

    assert response.status_code == 200
    assert visits() == 1


def test_who_is_at_work_here_is_not_counted(site):
    browser = Browser(headers=PERSON)
    browser.force_login(a_social_worker("李敏"))

    browser.get("/")

    assert visits() == 0


def test_an_address_that_is_not_there_is_no_visit(site):

    Browser(headers=PERSON).get("/nowhere/")

    assert visits() == 0


def test_nothing_is_kept_of_who_came(site):
    browser = Browser(headers=PERSON)

    response = browser.get("/")
    count.write()

    assert not response.cookies
    assert list(DailyCount.objects.values("day", "step", "count")) == [
        {"day": timezone.localdate(), "step": "visit", "count": 1}
    ]


def test_what_gathered_in_two_processes_adds_up():
    DailyCount.objects.create(day=timezone.localdate(), step="visit", count=7)
    count.count(DailyCount.Step.VISIT)
    count.count(DailyCount.Step.CALCULATED)

    count.write()

    assert dict(DailyCount.objects.values_list("step", "count")) == {"visit": 8, "calculated": 1}


def test_days_without_anything_are_left_out():
    DailyCount.objects.create(day=date(2026, 11, 3), step="visit", count=40)
    DailyCount.objects.create(day=date(2026, 11, 20), step="visit", count=2)

    found = recruiting(date(2026, 11, 1), date(2026, 11, 23))

    assert [day for day, _ in found.days] == [date(2026, 11, 20), date(2026, 11, 3)]
    assert found.stages[0].count == 42


@pytest.mark.parametrize(
    ("who", "status"),
    [(Role.MANAGER, 200), (Role.EDITOR, 200), (Role.REVIEWER, 200), (Role.SOCIAL_WORKER, 404), (Role.AUDITOR, 404)],
)
def test_the_page_is_for_those_who_answer_for_the_site(client, who, status):
    user = a_manager() if who == Role.MANAGER else a_member("陈静", who, "1506")
    client.force_login(user)

    assert client.get(reverse("site:recruiting")).status_code == status


def test_queries_do_not_grow_with_the_days(django_assert_num_queries):
    for day in range(1, 21):
        DailyCount.objects.create(day=date(2026, 11, day), step="visit", count=day)

    with django_assert_num_queries(4):
        recruiting(date(2026, 11, 1), date(2026, 11, 23))
