"""The gallery as people meet it: readable by all, at home on a phone, its few behaviours working."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser import PHONE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.ui.urls")]

PAGES = ["/ui/", "/ui/portal/", "/ui/entrance/"]
OPEN_EVERYTHING = "document.querySelectorAll('details').forEach(part => part.open = true)"
TOO_SMALL_FOR_A_FINGER = """
    [...document.querySelectorAll(
        'button, .btn, select, summary, input:not([type=checkbox], [type=radio]), .menu a, .dock a, .pages a, ' +
        '.tabs a, .facet label, .option, .pick')]
      .filter(element => element.checkVisibility())
      .map(element => [element.outerHTML.slice(0, 80), element.getBoundingClientRect().height])
      .filter(([html, height]) => height < 43.5)
"""


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO = True


@pytest.mark.parametrize("address", PAGES)
def test_nothing_keeps_anybody_out_and_all_fits_the_screen(page, live_server, address):
    page.goto(live_server.url + address)
    is_narrow_enough = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    too_small = page.evaluate(TOO_SMALL_FOR_A_FINGER) if page.viewport_size == PHONE else []
    page.evaluate(OPEN_EVERYTHING)

    found = Axe().run(page).response["violations"]

    assert [(fault["impact"], fault["id"], fault["nodes"][0]["html"]) for fault in found] == []
    assert is_narrow_enough
    assert too_small == []


def test_two_vacancies_are_picked_to_compare(page, live_server):
    page.goto(live_server.url + "/ui/")
    bar = page.locator("#compare")
    expect(bar).to_be_hidden()

    page.locator("[data-pick]").nth(0).check()
    expect(bar).to_contain_text("再选一个")
    expect(bar.get_by_role("button")).to_be_disabled()
    page.locator("[data-pick]").nth(1).check()

    expect(bar).to_contain_text("已选 2 个")
    expect(bar.get_by_role("button")).to_be_enabled()


def test_purpose_is_asked_in_a_dialog(page, live_server):
    page.goto(live_server.url + "/ui/")

    page.get_by_role("button", name="查看别人名下的记录").click()

    dialog = page.get_by_role("dialog", name="为什么要查看这份记录")
    expect(dialog).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    dialog.get_by_role("button", name="不看了").click()
    expect(dialog).to_be_hidden()


def test_message_is_put_away(page, live_server):
    page.goto(live_server.url + "/ui/")
    messages = page.locator(".message")
    expect(messages).to_have_count(2)

    messages.first.get_by_role("button", name="关闭这条提示").click()

    expect(messages).to_have_count(1)


def test_long_list_narrows_while_one_types_and_keeps_what_is_chosen(page, live_server):
    page.goto(live_server.url + "/ui/")

    page.get_by_label("在下面的选项里查找").fill("准格尔")

    listed = page.locator("#id_districts .option:visible")
    expect(listed).to_have_text(["东胜区", "康巴什区", "准格尔旗"])


def test_menu_opens_on_a_phone(phone, live_server):
    phone.goto(live_server.url + "/ui/")
    menu = phone.get_by_role("navigation", name="主菜单")
    expect(menu).to_be_hidden()

    phone.get_by_role("button", name="菜单").click()

    expect(menu).to_be_visible()
    phone.keyboard.press("Escape")
    expect(menu).to_be_hidden()


def test_roles_are_switched_from_the_top_bar(page, live_server):
    page.goto(live_server.url + "/ui/")

    page.get_by_text("东胜区 · 禁毒社工 李敏").locator("..").click()

    expect(page.get_by_role("button", name="东胜区 · 禁毒办负责人")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="东胜区 · 禁毒办负责人")).to_be_hidden()


def test_a_filter_applies_at_once_and_stays_in_the_address(page, live_server):
    page.goto(live_server.url + "/ui/")
    page.locator("#results").evaluate("part => part.dataset.old = 'yes'")
    if page.locator(".fold > summary").is_visible():
        page.locator(".fold > summary").click()

    page.get_by_role("checkbox", name="康巴什区").first.check()

    expect(page).to_have_url(re.compile("district=150603"))
    expect(page.locator("#results:not([data-old])")).to_have_count(1)
    expect(page.get_by_role("main")).to_have_count(1)


def test_filters_work_without_scripts(browser, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/ui/")

    page.get_by_role("checkbox", name="康巴什区").first.check()
    page.get_by_role("button", name="应用筛选").click()

    expect(page).to_have_url(re.compile("district=150602&district=150603"))
    context.close()


def test_a_failed_request_is_said_where_messages_stand(phone, live_server):
    phone.route("**/ui/?*", lambda route: route.abort())
    phone.goto(live_server.url + "/ui/")
    phone.locator(".fold > summary").click()

    phone.get_by_role("checkbox", name="康巴什区").first.check()

    expect(phone.get_by_role("status").filter(has_text="连不上服务器")).to_be_visible()
    phone.complaints.clear()
