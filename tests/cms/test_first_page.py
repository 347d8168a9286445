"""The first page: what one hire brings is worked out, and a firm reads at once what it gives and gets."""

import re
from datetime import date

import pytest
from django.test import Client as Browser

from cms.models import SiteSettings
from cms.pages.home import made_of
from cms.templatetags.site import phrases
from employers.incentives.catalogue.key_group_rules import QUOTA
from tests.cms.site import a_site

OUR_CITY = "1506"


def test_an_unknown_local_number_is_told_between_what_the_country_allows():
    made = made_of(date(2026, 11, 23), OUR_CITY, "/calculator/")

    assert (made.total, made.total_label) == ("18,000—23,400", "36 个月一共可以少缴税费")
    assert ("每年定额", "6,000—7,800 元") in made.rows
    assert "还在核实" in made.note
    assert "执行到2027年12月31日" in made.note


def test_a_known_local_number_gives_one_sum():
    known = next(stem for stem, line in QUOTA.places.items() if line.at(date(2026, 12, 31)))

    made = made_of(date(2026, 11, 23), known, "/calculator/")

    assert "—" not in made.total
    assert "还在核实" not in made.note


@pytest.mark.parametrize("day", [date(2028, 1, 1), date(2030, 6, 1)])
def test_no_sum_is_told_of_a_policy_that_is_over(day):
    made = made_of(day, OUR_CITY, "/calculator/")

    assert (made.ended, made.rows, made.total) == (True, (), "")
    assert "执行到2027年12月31日" in made.note


def test_a_headline_breaks_after_its_marks_and_keeps_what_it_was_given():
    made = phrases("您给一个岗位，<b>政策</b>给您一份支持。")

    assert made == (
        '<span class="phrase">您给一个岗位，</span><span class="phrase">&lt;b&gt;政策&lt;/b&gt;给您一份支持。</span>'
    )


@pytest.mark.django_db
def test_the_first_page_tells_what_one_gives_what_one_gets_and_who_stands_behind_it():
    home = a_site()
    home.heading, home.lead = "您给一个岗位，政策给您一份支持。", "招用本地求职者，签合同、缴社保。"
    give = {"text": "一份正规的合同", "note": "按月发工资。"}
    get = {"text": "有人一起备材料"}
    home.body = [
        (
            "exchange",
            {"give_title": "您提供", "give": [give], "get_title": "您得到", "get": [get]},
        ),
        ("behind", {"title": "谁在做这件事", "items": [{"name": "税务局", "text": "窗口有专人解答。"}]}),
    ]
    home.body.append(("vacancies", {"count": 3}))
    home.body.append(("steps", {"items": [{"title": "注册企业"}, {"title": "发布岗位"}]}))
    home.body.append(("call", {"title": "从一个岗位开始", "link_text": "现在注册"}))
    home.save_revision().publish()
    SiteSettings.objects.create(site=home.get_site(), city="鄂尔多斯", organisation="鄂尔多斯市就业服务中心")

    answer = Browser().get("/")

    page = answer.content.decode()
    assert "<title>就业援助平台 · 鄂尔多斯：您给一个岗位，政策给您一份支持。</title>" in page
    for words in ("您提供", "一份正规的合同", "有人一起备材料", "窗口有专人解答。", "个月一共可以少缴税费", "企业登录"):
        assert words in page
    assert "None" not in page
    assert not re.search(r"<script(?! type=.application/ld)|style=", page)
    assert not answer.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/qiye/meiyou/", "/favicon.ico", "/files/7/form.pdf", "/media/images/7.webp"])
def test_a_visitor_who_is_lost_finds_the_menu_and_no_cookie(address):
    a_site()

    answer = Browser().get(address)

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "没有找到这一页" in page
    assert 'href="/incentives/"' in page
    assert not answer.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/contact/", "/assistance/minimum-living/"])
def test_what_is_only_read_takes_nothing_else(address):
    a_site()

    assert [Browser().generic(method, address).status_code for method in ("POST", "PUT", "DELETE")] == [405] * 3


@pytest.mark.django_db
def test_the_foot_leads_to_every_section_also_to_those_that_are_not_in_the_menu():
    home = a_site()

    page = Browser().get("/").content.decode()

    foot = page[page.index('class="site-foot-menu"') :]
    sections = [child.get_url() for child in home.get_children().live() if child.slug != "search"]
    assert sections
    assert [address for address in sections if f'href="{address}"' not in foot] == []


@pytest.mark.django_db
def test_the_example_leads_straight_to_its_own_form():
    a_site()

    page = Browser().get("/").content.decode()

    assert 'href="/calculator/key_group_hire/"' in page
