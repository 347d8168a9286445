"""A worker's morning on a phone: five things due, each done where it stands, in less than five minutes."""

import time

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from clients.models import HelpEvent, RehabMeasure, ReportIn
from placement.models import FollowUp
from placement.place import place
from tests.cast import a_social_worker
from tests.clients.casework import a_leave, a_report_in, all_kept
from tests.journeys.test_every_page import let_in, serious_faults
from tests.placement.builders import a_case, days_before

pytestmark = pytest.mark.django_db(transaction=True)

FIVE_MINUTES = 300
TWO_SCREENS = 2


@pytest.fixture
def morning():
    """李敏 and five people: one is called, one is tested, one is back, one reports, one is asked about the job."""
    today = timezone.localdate()
    li = a_social_worker("李敏", password="guihang-2026")
    seen = {"last_contact_on": days_before(3, today)}
    a_case("王建军", li, measures=(), next_contact_on=today, **seen)
    tested = a_case("孙丽", li, measures=(), opened_on=days_before(90, today), **seen)
    measure = RehabMeasure.objects.create(
        client=tested, kind="community_treatment", start=days_before(58, today), agreement_on=days_before(50, today)
    )
    all_kept(measure, 1)
    away = a_case("赵强", li, measures=(), **seen)
    a_leave(away, days_before(6, today), days_before(1, today), granted=True)
    newcomer = a_case("高娃", li, measures=(), **seen)
    a_report_in(newcomer, days_before(10, today))
    employed = a_case("那日苏", li, measures=(), **seen)
    place(li, employed, kind="flexible", job_title="送货", workplace="铁西市场", started_on=days_before(31, today))
    return li


def line(page, name):
    return page.locator("#due li.task", has=page.get_by_role("link", name=name, exact=True))


def test_five_things_are_done_before_the_first_walk(phone, live_server, morning):
    let_in(phone.context, live_server, morning)
    began = time.monotonic()
    phone.goto(live_server.url + reverse("placement:today"))
    heights = phone.evaluate("[document.documentElement.scrollHeight, window.innerHeight]")
    faults = serious_faults(phone)

    line(phone, "王建军").get_by_role("link", name="记一次联系").click()
    phone.locator("#due form.help-form").get_by_role("button", name="保存").click()
    expect(phone.locator("#due form.help-form")).to_have_count(0)
    line(phone, "孙丽").get_by_role("button", name="今天已到").click()
    expect(phone.get_by_text("孙丽：已记第2次到检。")).to_be_visible()
    line(phone, "赵强").get_by_role("button", name="今天已返回").click()
    expect(phone.get_by_text("赵强：已记返回。")).to_be_visible()
    line(phone, "高娃").get_by_role("button", name="今天已报到").click()
    expect(phone.get_by_text("高娃：已记报到。")).to_be_visible()
    phone.locator("#follow-ups > summary").click()
    phone.locator("#follow-ups").get_by_role("link", name="记结果").click()
    phone.get_by_role("button", name="还在岗").click()
    expect(phone.get_by_role("button", name="还在岗")).to_have_count(0)
    took = time.monotonic() - began

    phone.goto(live_server.url + reverse("placement:today"))
    for name in ("王建军", "孙丽", "赵强"):
        expect(line(phone, name)).to_have_count(0)
    # What has begun today brings the next thing: the agreement.
    expect(line(phone, "高娃")).to_contain_text("签订社区戒毒协议")
    assert heights[0] <= TWO_SCREENS * heights[1]
    assert faults == []
    assert took < FIVE_MINUTES
    # The call, and the question about the job: each is a contact that nobody writes down twice.
    assert HelpEvent.objects.unscoped("test").count() == 2
    assert ReportIn.objects.unscoped("test").get().reported_on == timezone.localdate()
    assert RehabMeasure.objects.unscoped("test").filter(start=timezone.localdate()).count() == 1
    assert FollowUp.objects.unscoped("test").filter(outcome="working").count() == 1
