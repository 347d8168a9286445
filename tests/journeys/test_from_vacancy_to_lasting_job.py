"""One journey through all of it: three people signed in, and the client's phone.

周丽华 registers her firm, is verified and posts a vacancy; 李敏 finds it for 巴特尔, asks him on his phone and proposes
him; the firm invites him, takes him and says that he has begun; after thirty days 李敏 asks whether he is still there.
"""

import re
import time
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from clients.models import Consent
from employers.models import State as VacancyState
from employers.models import Vacancy
from placement.models import FollowUp, Placement, Referral
from placement.models.referral import State
from tests.journeys.test_portal import STEPS, register_on_the_phone, verify
from tests.placement.builders import a_case

pytestmark = pytest.mark.django_db(transaction=True)

THREE_MINUTES = 180
TITLE = "仓库电工"


@pytest.fixture
def pages(browser):
    """``pages()``: another person's screen; what goes wrong on it fails the test."""
    opened, complaints = [], []

    def another(width: int = 1440, height: int = 900):
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
        )  # fmt: skip
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        opened.append(context)
        return page

    yield another
    for context in opened:
        context.close()
    assert complaints == []


@pytest.fixture(autouse=True)
def fresh(settings, tmp_path):
    cache.clear()
    STEPS.clear()
    settings.PAPERS_DIR = tmp_path / "papers"


def test_from_a_vacancy_to_a_job_that_lasts(city, pages, sign_in, live_server):
    bater = a_case("巴特尔", city.li, phone="13847712345", certificates=("electrician_low",))
    firm, li, his_phone = pages(390, 844), pages(), pages(390, 844)
    register_on_the_phone(firm, live_server)
    assert len(STEPS) <= 12
    sign_in(li, city.li)
    verify(li, live_server)

    began = time.monotonic()
    typed = post_vacancy(firm, live_server)
    assert typed <= 12
    assert time.monotonic() - began < THREE_MINUTES
    publish(li, live_server)

    link = propose(li, live_server, bater)
    agree(his_phone, link, city.li, bater)
    send(li, city.li, bater)

    candidate = invite(firm, live_server)
    take_on(firm, candidate)
    assert Placement.objects.visible_to(city.li).get(client=bater).enterprise.name == "远望仓储"

    with time_machine.travel(timezone.now() + timedelta(days=31), tick=True):
        ask_after_thirty_days(li, live_server, city.li, bater, sign_in)


def post_vacancy(firm, live_server) -> int:
    """Ten fields and two presses; returns how many fields were filled."""
    firm.goto(live_server.url + reverse("portal:home"))
    firm.get_by_role("link", name="岗位").first.click()
    firm.get_by_role("link", name="发布岗位").first.click()
    filled = {
        "岗位名称": TITLE,
        "招几个人": "2",
        "具体地点": "铜川镇物流园 3 号库",
        "每月最低": "4200",
        "每月最高": "5000",
        "每天做什么，怎么做": "检修库区照明和配电箱，更换开关插座。",
    }
    for label, text in filled.items():
        firm.get_by_label(label).first.fill(text)
    firm.get_by_label("在哪个旗区、街道").select_option(label="东胜区")
    firm.get_by_label("白班").check()
    firm.get_by_label("全职").check()
    firm.get_by_role("button", name="存好，看一遍").click()
    firm.get_by_role("button", name="提交审核").first.click()
    expect(firm.get_by_text("待审核").first).to_be_visible()
    return len(filled) + 3


def publish(li, live_server) -> None:
    li.goto(live_server.url + reverse("employers:vacancy_reviews"))
    li.get_by_role("link", name=TITLE).click()
    li.get_by_role("button", name="发布").first.click()
    expect(li.get_by_role("status").first).to_be_visible()
    li.wait_for_url("**" + reverse("employers:vacancy_reviews"))
    assert Vacancy.objects.get(title=TITLE).state == VacancyState.PUBLISHED


def propose(li, live_server, bater) -> str:
    """From the matches of 巴特尔 to the link for his phone."""
    li.goto(live_server.url + reverse("placement:matches", args=[bater.pk]))
    post = Vacancy.objects.get(title=TITLE)
    li.locator(f"a[href='{reverse('placement:refer', args=[bater.pk, post.pk])}']").first.click()
    expect(li.get_by_role("heading", name="可以推荐")).to_be_visible()
    expect(li.get_by_text("还不能发送，还差：")).to_be_visible()
    li.get_by_role("button", name="让本人用手机答复").click()
    expect(li.get_by_text("等本人在手机上答复")).to_be_visible()
    return re.search(r"http://[^\s\"<]+/me/[^\s\"<]+/", li.content()).group()


def agree(phone, link: str, li, bater) -> None:
    """On his phone: the link asks who he is, says what it is about, and a press answers."""
    phone.goto(link)
    assert "远望仓储" not in phone.content()
    phone.get_by_label("最后四位").fill(bater.phone[-4:])
    phone.get_by_role("button", name="打开").click()
    expect(phone.get_by_text("远望仓储").first).to_be_visible()
    phone.get_by_label("姓名").check()
    phone.get_by_label("手机号码").check()
    phone.get_by_role("button", name="同意", exact=True).click()
    phone.get_by_role("heading", name="记下了：同意").wait_for()
    assert Consent.objects.visible_to(li).get(client=bater).fields == ["profile", "name", "phone"]


def send(page, li, bater) -> None:
    """李敏's page has noticed by itself."""
    page.get_by_role("button", name="发送推荐").click()
    expect(page.get_by_text("已发送").first).to_be_visible()
    assert Referral.objects.visible_to(li).get(client=bater).state == State.SENT


def invite(firm, live_server) -> str:
    """The firm reads without a name, asks him to an interview, and then has name and telephone."""
    firm.goto(live_server.url + reverse("candidates:candidates"))
    firm.get_by_role("link", name=re.compile("候选人 [0-9A-Z]{6}")).first.click()
    page = firm.url
    assert "巴特尔" not in firm.content()
    firm.get_by_role("link", name="约面试").click()
    firm.get_by_role("button", name="约面试").click()
    expect(firm.get_by_role("heading", name="巴特尔")).to_be_visible()
    expect(firm.locator("a[href^='tel:']").first).to_be_visible()
    return page


def take_on(firm, candidate: str) -> None:
    for deed, press in (("决定录用", "决定录用"), ("已到岗", "登记到岗")):
        firm.goto(candidate)
        firm.get_by_role("link", name=deed).click()
        firm.get_by_role("button", name=press).click()
        firm.get_by_role("heading", name="巴特尔").wait_for()
    expect(firm.get_by_text("已上岗").first).to_be_visible()


def ask_after_thirty_days(page, live_server, li, bater, sign_in) -> None:
    """Signed out meanwhile; she finds the question on her day's page and answers it with one press."""
    page.goto(live_server.url + reverse("account_login"))
    sign_in(page, li)
    page.goto(live_server.url + reverse("placement:follow_ups"))
    row = page.locator("tr, li, article", has_text="巴特尔").first
    row.get_by_role("button", name="还在岗").click()
    expect(page.get_by_role("button", name="撤回")).to_be_visible()
    asked = FollowUp.objects.visible_to(li).get(placement__client=bater, day=30)
    assert asked.outcome == FollowUp.Outcome.WORKING
    page.goto(live_server.url + reverse("placement:retention"))
    expect(page.get_by_text("30 天").first).to_be_visible()
