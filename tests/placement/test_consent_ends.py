"""A consent that ends while the firm still has the referral: the worker is told, and can ask for it anew."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from clients import give_consent
from clients.models import Consent
from tests.cast import MONDAY, MONDAY_9
from tests.placement.builders import a_case
from tests.placement.referrals import UNTIL, a_referral

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

DAY = timedelta(days=1)
# A Monday; the referral was sent a week before.
LAST = date(2026, 11, 30)


def sent_until(until=LAST, upto="invite"):
    """王建军 before 蒙泰热电, with a consent whose last day is ``until``."""
    referral = a_referral(a_case(phone="13847712345"), upto=upto)
    Consent.objects.unscoped("test").filter(client=referral.client).update(until=until)
    return referral


def ending(response):
    return [
        (line.client.name, line.said)
        for group in response.context["referral_groups"]
        if group.code == "consents"
        for line in group.lines
    ]


@pytest.mark.parametrize(("days", "told"), [(-8, False), (-7, True), (0, True), (1, True), (30, True)])
def test_today_says_so_from_a_week_before_the_last_day_on(enter, time_machine, days, told):
    referral = sent_until(MONDAY + 20 * DAY)
    time_machine.move_to(MONDAY_9 + (20 + days) * DAY, tick=False)

    lines = ending(enter(referral.client.caseworker, "today"))

    said = [("王建军", "同意书到2026年12月13日为止，推荐还在进行，请再征求一次")]
    assert lines == (said if told else [])


@pytest.mark.parametrize("upto", ["prepare", "decline", "start", "withdraw"])
def test_nothing_is_asked_again_for_what_the_firm_does_not_have_before_it(enter, upto):
    referral = sent_until(upto=upto)

    assert ending(enter(referral.client.caseworker, "today")) == []


def test_it_leads_to_the_page_where_she_is_asked_again(enter):
    referral = sent_until()
    worker, where = referral.client.caseworker, [referral.client_id, referral.vacancy_id]

    today = enter(worker, "today").content.decode()
    its_page = enter(worker, "referral", referral.pk).content.decode()
    asking = enter(worker, "refer", *where)

    assert reverse("placement:refer", args=where) + "#consent" in today
    assert reverse("placement:refer", args=where) + "#consent" in its_page
    assert reverse("placement:refer_ask", args=where) in asking.content.decode()
    assert reverse("placement:refer_send", args=where) not in asking.content.decode()


def test_asked_again_it_waits_for_her_and_with_her_yes_nothing_is_to_be_done(enter, client):
    referral = sent_until()
    worker, where = referral.client.caseworker, [referral.client_id, referral.vacancy_id]
    client.force_login(worker)

    client.post(reverse("placement:refer_ask", args=where), {"fields_told": ["name"], "until": UNTIL.isoformat()})
    ((_, waits),) = ending(enter(worker, "today"))
    shown = enter(worker, "refer", *where)
    link = referral.client.personal_links.get()
    give_consent.answer(link, True, ["name"])

    assert waits.endswith("已经再次征求，等本人答复")
    assert "等本人在手机上答复" in shown.content.decode()
    assert ending(enter(worker, "today")) == []
    assert enter(worker, "refer", *where).url == reverse("placement:referral", args=[referral.pk])


def test_it_costs_no_query_more(enter, django_assert_num_queries, django_assert_max_num_queries):
    referral = sent_until(UNTIL)
    worker = referral.client.caseworker
    a_case("孙丽", worker)
    enter(worker, "today")
    with django_assert_max_num_queries(64) as before:
        enter(worker, "today")
    Consent.objects.unscoped("test").filter(client=referral.client).update(until=LAST)

    with django_assert_num_queries(len(before)):
        response = enter(worker, "today")

    assert ending(response)
