"""Whole ways through the site, as people walk them, at a desk and on a phone."""

import re

from django.urls import reverse
from playwright.sync_api import Page, expect

from clients.door import KIND
from people import ledger
from people.models import Purpose


def card(page: Page, title: str):
    """The card of one vacancy."""
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name=title, exact=True))


def test_a_worker_reads_why_keeps_two_and_compares(page, city, sign_in, live_server):
    sign_in(page, city.li)
    expect(page.get_by_role("heading", name="今日", exact=True)).to_be_visible()
    expect(page.locator("#due")).to_contain_text("王建军")

    page.goto(live_server.url + reverse("clients:caseload"))
    page.get_by_role("link", name="王建军").click()
    page.get_by_role("link", name="推荐岗位").click()

    first = page.get_by_role("article").first
    expect(first.get_by_role("heading")).to_have_text("维修电工(低压)")
    expect(first).to_contain_text("与岗位是同一职业")
    expect(first).to_contain_text("比底线高 1,000")
    course = page.get_by_role("heading", name="取得叉车证（N1）")
    expect(page.locator(".card").filter(has=course)).to_contain_text("叉车电工")

    for title in ("维修电工(低压)", "物业水电工"):
        card(page, title).get_by_role("button", name="收藏").click()
        expect(card(page, title).get_by_role("button", name="已收藏")).to_be_visible()
        card(page, title).get_by_label("比较").check()
    page.get_by_role("button", name="比较", exact=True).click()

    expect(page.get_by_role("heading", name="比较 2 个岗位")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="月工资")).to_contain_text("4,200–5,000 元/月")
    assert city.wang.shortlist.count() == 2
    assert Purpose.MATCHING in {event.purpose for event in ledger.of(KIND, city.wang.pk)}


def test_a_facet_applies_at_once_and_its_counts_follow(page, city, sign_in, live_server):
    sign_in(page, city.li)
    page.goto(live_server.url + reverse("placement:vacancies"))
    if page.locator(".fold > summary").first.is_visible():
        page.locator(".fold > summary").first.click()

    page.get_by_role("radio", name="4,000 元起").check()

    expect(page).to_have_url(re.compile("wage=4000"))
    expect(page.get_by_role("row").filter(has_text="物业水电工")).to_have_count(0)
    expect(page.get_by_role("row").filter(has_text="维修电工(低压)")).to_have_count(1)
    page.locator(".active-filters").get_by_role("link", name="去掉条件：4,000 元起").click()
    expect(page.get_by_role("row").filter(has_text="物业水电工")).to_have_count(1)


def test_words_find_vacancies_while_one_types(page, city, sign_in, live_server):
    sign_in(page, city.li)
    page.goto(live_server.url + reverse("placement:vacancies"))
    if page.locator(".fold > summary").first.is_visible():
        page.locator(".fold > summary").first.click()

    page.get_by_label("岗位里的字").press_sequentially("保洁")

    expect(page.locator("tbody").get_by_role("row")).to_have_count(1)
    expect(page.get_by_label("岗位里的字")).to_have_value("保洁")


def test_a_manager_sees_the_district(page, city, sign_in):
    sign_in(page, city.manager)

    expect(page.get_by_role("heading", name="东胜区概况")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="李敏").first).to_contain_text("2")
    expect(page.locator("#silent")).to_contain_text("王建军")
    page.locator("#silent").get_by_role("link", name="王建军").click()
    expect(page.get_by_role("heading", name="王建军")).to_be_visible()


def test_a_worker_of_another_district_finds_nothing_there(page, city, sign_in, live_server):
    sign_in(page, city.qiqige)

    answer = page.goto(live_server.url + reverse("placement:matches", args=[city.wang.pk]))

    assert answer.status == 404
    expect(page.locator("body")).not_to_contain_text("王建军")
    assert Purpose.MATCHING not in {event.purpose for event in ledger.of(KIND, city.wang.pk)}
    page.complaints.clear()  # the browser reports the 404 as well


def test_candidates_of_a_vacancy_lead_to_the_person(page, city, sign_in, live_server):
    sign_in(page, city.li)
    page.goto(live_server.url + reverse("employers:vacancy", args=[city.first.pk]))
    page.get_by_role("link", name="推荐人选").click()

    page.get_by_role("heading", name="王建军").get_by_role("link").click()

    expect(page).to_have_url(re.compile(reverse("placement:matches", args=[city.wang.pk])))


def test_everything_works_without_scripts(browser, city, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + reverse("home"))
    page.get_by_label("用户名").or_(page.get_by_label("登录名")).fill(city.li.username)
    page.get_by_label("密码", exact=True).fill("guihang-2026")
    page.get_by_role("button", name="登录").click()
    page.goto(live_server.url + reverse("placement:matches", args=[city.wang.pk]))

    card(page, "维修电工(低压)").get_by_role("button", name="收藏").click()
    expect(page.get_by_role("status").filter(has_text="已收藏")).to_be_visible()
    page.get_by_label("只看收藏").check()
    page.get_by_role("button", name="应用筛选").click()

    expect(page.get_by_role("article")).to_have_count(1)
    context.close()
