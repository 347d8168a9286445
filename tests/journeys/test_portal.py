"""A firm comes in by itself: a visitor works out her incentive, registers with it, staff verify, she invites a
colleague."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from employers.models import Contact, Enterprise, Registration
from tests.cast import a_credit_code, a_region
from tests.clients.papers import a_png
from tests.employers.portal import EMAIL, PASSWORD, link_in, work_off

pytestmark = pytest.mark.django_db(transaction=True)

STEPS = []


def step(words: str) -> None:
    """One thing that she has to do: the journey counts them."""
    STEPS.append(words)


@pytest.fixture(autouse=True)
def quiet():
    cache.clear()
    STEPS.clear()


def fill(page, label: str, text: str) -> None:
    step(label)
    page.get_by_label(label, exact=True).fill(text)


def choose(page, label: str, value: str) -> None:
    step(label)
    page.get_by_label(label, exact=True).select_option(value)


def calculate_as_a_visitor(visitor, live_server) -> None:
    """From the first page of the public site to the form of the registration, with the result in hand."""
    visitor.goto(live_server.url + "/")
    visitor.get_by_role("link", name="按您的情况算一算").click()
    visitor.get_by_label("持有哪种证明").first.select_option("unemployed_half_year")
    visitor.get_by_label("增值税全年应纳税额").first.fill("20000")
    visitor.get_by_role("button", name="算一算").click()
    expect(visitor.get_by_text("怎么算的")).to_be_visible()
    assert visitor.context.cookies() == [] or {one["name"] for one in visitor.context.cookies()} == {"csrftoken"}
    visitor.get_by_role("button", name="带着这个结果注册").click()


def register(phone) -> None:
    """远望仓储 by its future owner."""
    fill(phone, "统一社会信用代码", a_credit_code("远望仓储").lower())
    fill(phone, "企业名称", "远望仓储")
    step("营业执照")
    scan = {"name": "IMG_0001.png", "mimeType": "image/png", "buffer": a_png()}
    phone.locator("input[type=file]").set_input_files(scan)
    choose(phone, "行业", "59")
    choose(phone, "用工所在旗区", str(a_region("150602").pk))
    choose(phone, "人数规模", "10_49")
    fill(phone, "联系人姓名", "周丽华")
    fill(phone, "联系电话", "139 4771 2345")
    fill(phone, "电子邮箱", EMAIL)
    fill(phone, "密码", PASSWORD)
    step("同意")
    phone.get_by_role("checkbox").check()
    assert len(STEPS) <= 12
    phone.get_by_role("button", name="注册").click()
    expect(phone.get_by_role("heading", name="请查收邮件")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert Registration.objects.count() == 1


def confirm_by_mail(phone, live_server) -> None:
    """Until she waits to be verified."""
    work_off()
    (letter,) = (letter for letter in mail.outbox if EMAIL in letter.to)
    phone.goto(live_server.url + link_in(letter))
    phone.get_by_label("注册时填的密码").fill(PASSWORD)
    phone.get_by_role("button", name="确认邮箱").click()
    expect(phone.get_by_text("正在核对营业执照和联系人")).to_be_visible()


def register_on_the_phone(phone, live_server) -> None:
    """From the form itself until she waits to be verified."""
    phone.goto(live_server.url + reverse("portal:register"))
    register(phone)
    confirm_by_mail(phone, live_server)


def verify(page, live_server) -> None:
    """By a social worker who is signed in."""
    page.goto(live_server.url + reverse("employers:verifications"))
    page.get_by_role("link", name="远望仓储").click()
    # As drawn by the browser: two pixels wide.
    expect(page.get_by_role("img", name="营业执照照片")).to_have_js_property("naturalWidth", 2)
    page.get_by_role("button", name="通过", exact=True).click()
    page.get_by_role("button", name="都核对过，通过").click()
    expect(page.get_by_text("已通过")).to_be_visible()


def test_from_a_visit_to_the_first_page_of_a_verified_firm(page, phone, city, sign_in, live_server):
    calculate_as_a_visitor(page, live_server)
    register(page)
    confirm_by_mail(page, live_server)
    expect(page.get_by_text("您在官网算过：招用重点群体抵减税费")).to_be_visible()
    sign_in(phone, city.li)
    verify(phone, live_server)
    assert Enterprise.objects.get(name="远望仓储").verified_by == city.li

    page.reload()
    expect(page.get_by_role("heading", name="远望仓储")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("消息 1"))).to_be_visible()
    assert Contact.objects.get(enterprise__name="远望仓储").is_owner
    page.get_by_role("link", name="接着算").click()
    expect(page.get_by_label("增值税全年应纳税额").first).to_have_value("20000")


def test_what_was_typed_stays_when_something_is_wrong(phone, city, live_server):
    phone.goto(live_server.url + reverse("portal:register"))
    fill(phone, "企业名称", "远望仓储")
    fill(phone, "电子邮箱", EMAIL)
    choose(phone, "人数规模", "10_49")

    phone.get_by_role("button", name="注册").click()

    expect(phone.get_by_text("文件要重新选择").first).to_be_visible()
    expect(phone.get_by_label("企业名称", exact=True)).to_have_value("远望仓储")
    expect(phone.get_by_label("人数规模", exact=True)).to_have_value("10_49")
    # The browser notes every answer from 400 upwards.
    phone.complaints.clear()
