"""A name that is typed to find somebody filters the list at once and never stands in an address."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from tests.journeys.test_every_page import let_in, serious_faults


def test_a_typed_name_narrows_the_list_and_stays_out_of_the_address(page, city, sign_in, live_server):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page, city.li)
    page.goto(live_server.url + reverse("clients:caseload"))
    if page.locator(".fold > summary").first.is_visible():
        page.locator(".fold > summary").first.click()

    page.get_by_role("searchbox", name="姓名、拼音首字母或编号").press_sequentially("wjj")

    expect(page).to_have_url(re.compile("words="))
    expect(page.get_by_role("link", name="王建军")).to_be_visible()
    expect(page.locator("#caseload tbody tr")).to_have_count(1)
    page.reload()
    expect(page.locator("#id_q")).to_have_value("wjj")
    assert not [url for url in asked if "wjj" in url]


def test_the_search_box_is_worked_by_keys_alone(page, city, live_server):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    let_in(page.context, live_server, city.li)
    page.goto(live_server.url + reverse("clients:hand_overs"))
    box = page.get_by_role("combobox", name="搜索服务对象、岗位、企业、页面")

    page.keyboard.press("/")
    expect(box).to_be_focused()
    box.press_sequentially("wjj")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_text(re.compile("王建军"))
    expect(page.get_by_role("status").filter(has_text="找到")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(chosen).to_have_text("王建军：记一次联系")
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    assert serious_faults(page) == []

    page.context.set_offline(True)
    box.press_sequentially("x")
    expect(page.locator("#find-found")).to_contain_text("连不上服务器，没有查到结果。")
    expect(box).to_have_value("wjjx")
    page.context.set_offline(False)
    page.complaints.clear()

    box.fill("没有这个人")
    expect(page.locator("#find-found")).to_contain_text("没有找到")
    expect(chosen).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(chosen).to_contain_text("新建档案")
    assert serious_faults(page) == []
    box.fill("")
    expect(page.locator("#find-start")).to_be_visible()
    expect(page.locator("#find-found")).to_be_empty()

    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    page.keyboard.press("Control+k")
    box.fill("wjj")
    expect(chosen).to_have_text(re.compile("王建军"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(live_server.url + reverse("clients:overview", args=[city.wang.pk]))
    assert not [url for url in asked if "wjj" in url]
