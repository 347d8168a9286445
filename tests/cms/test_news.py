"""News, questions, contact: what was told and when; on time, neutral, and found again after it has moved."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from cms.models import ContactPage, FaqPage, NewsItemPage, NewsPage, SiteSettings
from cms.neutral import why_not_neutral
from cms.tasks import keep_time
from jobs.kinds import recurring
from jobs.schedule import tick
from people.errors import Refused
from tests.cast import MONDAY_9
from tests.cms.pages import an_editor, an_image
from tests.cms.sections import a_section
from tests.employers.portal import work_off

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]


@pytest.fixture
def section():
    return a_section(NewsPage)


def an_item(section, title="社会保险补贴开始受理", **fields) -> NewsItemPage:
    known = {"on": date(2026, 11, 20), "lead": "材料齐全的，当天收件。"} | fields
    return section.add_child(instance=NewsItemPage(title=title, **known))


# Reading --------------------------------------------------------------------------------------------------------------


def test_the_newest_stands_first_with_its_day(section, client):
    an_item(section, "九月的事", on=date(2026, 9, 1))
    an_item(section, "十一月的事", on=date(2026, 11, 2))

    page = client.get("/news/").content.decode()

    assert page.index("十一月的事") < page.index("九月的事")
    assert 'datetime="2026-11-02' in page


def test_the_list_is_paged_and_costs_the_same_however_long_it_is(section, client):
    def read(where):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(where)
        return len(queries), answer.content.decode()

    an_item(section, "第一条")
    read("/news/")
    few, _ = read("/news/")
    for number in range(11):
        an_item(section, f"补充消息{number}", on=date(2026, 11, 1) + timedelta(days=number))

    many, first = read("/news/")
    _, second = read("/news/?page=2")
    assert many <= few + 1 <= 14
    assert "共 12 条，第 1 页，共 2 页" in first
    assert "补充消息0" in second
    assert client.get("/news/?page=%00x").status_code == 200


def test_a_page_sets_no_cookie_and_its_address_is_latin(section, client):
    item = an_item(section)

    answer = client.get(item.url)

    assert item.slug == "she-hui-bao-xian-bu-tie-kai-shi-shou-li"
    assert answer.status_code == 200
    assert answer.cookies == {}


def test_two_items_of_one_title_have_two_addresses(section):
    assert [an_item(section).slug[-8:], an_item(section).slug[-8:]] == ["-shou-li", "hou-li-2"]


def test_an_old_address_leads_to_the_new_one(section, client, django_capture_on_commit_callbacks):
    item = an_item(section, slug="levy")
    item.save_revision().publish()
    item.slug = "levy-2026"
    with django_capture_on_commit_callbacks(execute=True):
        item.save_revision().publish()

    answer = client.get("/news/levy/")

    assert (answer.status_code, answer.url) == (301, "/news/levy-2026/")


# On time --------------------------------------------------------------------------------------------------------------


def test_what_was_approved_for_a_time_stands_there_from_that_time(section, client):
    item = an_item(section, slug="levy", live=False)
    item.go_live_at = MONDAY_9 + timedelta(hours=2)
    item.expire_at = MONDAY_9 + timedelta(days=2)
    item.save_revision(user=an_editor()).publish()
    codes = []

    for later in (timedelta(hours=1), timedelta(hours=2), timedelta(days=1), timedelta(days=2)):
        with time_machine.travel(MONDAY_9 + later, tick=False):
            keep_time(MONDAY_9 + later)
            codes.append(client.get("/news/levy/").status_code)

    assert codes == [404, 200, 200, 404]


def test_a_round_comes_every_five_minutes_and_what_was_missed_is_caught_up(section, client):
    assert next(kind for kind in recurring() if kind.name == "site.on_time").title == "页面定时上线和下线"
    item = an_item(section, slug="levy", live=False)
    item.go_live_at = MONDAY_9 + timedelta(minutes=1)
    item.save_revision(user=an_editor()).publish()
    tick(MONDAY_9)

    with time_machine.travel(MONDAY_9 + timedelta(hours=7), tick=False):
        asked = tick(MONDAY_9 + timedelta(hours=7))
        work_off()

    assert "site.on_time" in asked
    assert client.get("/news/levy/").status_code == 200


# Neutral --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"title": "康复中心招聘护工"}, "标题"),
        ({"lead": "为康 复人员提供岗位"}, "开头的话"),
        ({"summary": "康复"}, "摘要"),
        ({"slug": "rehab"}, ""),
        ({"body": [("paragraph", "<p>社区<b>康</b>复</p>")]}, "正文"),
        ({"body": [("qa", {"items": [{"question": "谁可以来？", "answer": "<p>康复人员</p>"}]})]}, "正文"),
    ],
)
def test_a_word_that_tells_keeps_a_page_back_and_is_named(section, fields, where):
    with pytest.raises(Refused, match=f"{where}.*里有不能出现在网站上的词“(康复|rehab)”"):
        an_item(section, **fields)


def test_the_names_of_pictures_are_words_of_the_page(section):
    item = an_item(section)
    item.picture = an_image("康复车间")

    assert why_not_neutral(item) == ["图片“康复车间”的名称或说明里有不能出现在网站上的词“康复”，请换一种说法。"]


def test_an_identity_number_is_refused(section):
    with pytest.raises(Refused, match="像身份证号"):
        an_item(section, lead="请携带 150602198803050011 的证件。")


def test_a_draft_may_say_what_it_likes(section):
    item = an_item(section, "康复两个字不能登", live=False)

    with pytest.raises(Refused):
        item.save_revision().publish()

    assert not Page.objects.get(pk=item.pk).live


# Questions and contact ------------------------------------------------------------------------------------------------


def test_questions_unfold_and_machines_read_them(client):
    body = [("qa", {"items": [{"question": "要交费吗？", "answer": "<p>不用。</p><p>都不收。</p>"}]})]
    faq = a_section(FaqPage)
    faq.body = body
    faq.save()

    page = client.get("/questions/").content.decode()

    assert "要交费吗？" in page
    assert '"@type": "FAQPage"' in page
    assert '"text": "不用。 都不收。"' in page


def test_contact_says_whom_to_call_and_asks_nothing(client):
    a_section(ContactPage)
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    settings.phone, settings.hours, settings.address = "0477-812 3456", "工作日 9:00—17:30", "康巴什区二楼"
    settings.save()

    page = client.get("/contact/").content.decode()

    assert 'href="tel:0477-8123456"' in page
    assert "康巴什区二楼" in page
    assert "<form" not in page
    assert '"telephone": "0477-812 3456"' in page


# On other pages -------------------------------------------------------------------------------------------------------


def test_a_block_shows_the_newest_and_the_way_to_all(section, client):
    an_item(section, "九月的事", on=date(2026, 9, 1))
    an_item(section, "十一月的事", on=date(2026, 11, 2))
    home = section.get_parent().specific
    home.body = [("news", {"title": "最新消息", "count": 1}), ("stories", {"title": "企业故事", "count": 3})]
    home.save()

    page = client.get("/").content.decode()

    assert "十一月的事" in page
    assert "九月的事" not in page
    assert 'href="/news/"' in page
