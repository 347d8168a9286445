"""救助政策 in public: plain pages with a place to choose, and a check of which nothing stays anywhere."""

import logging
import re
from datetime import date
from html import unescape

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import AssistanceIndexPage, AssistancePage
from tests.cast import DONGSHENG, a_region
from tests.cms.sections import a_section
from tests.leaks.test_portal_words import telling
from welfare.public.results import NO_DECISION
from welfare.public.which import BY_CODE, PUBLIC

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]
CHECK = "/assistance/self-check/"
CODES = ("minimum_living", "medical_aid", "school_aid", "unattended_child", "housing_aid")


@pytest.fixture(autouse=True)
def site():
    a_region(DONGSHENG)
    index = a_section(AssistanceIndexPage)
    for code in CODES:
        title = BY_CODE[code].name
        index.add_child(instance=AssistancePage(code=code, slug=code.replace("_", "-"), title=title))
    return index


def text_of(answer) -> str:
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", answer.content.decode())))


def fields_of(answer) -> dict[str, str]:
    """What a browser would send back: hidden fields, chosen options, numbers."""
    form = answer.content.decode().split('<form method="post"')[1].split("</form>")[0]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = (re.search(rf'{one}="([^"]*)"', tag) for one in ("name", "value"))
        if name and (" checked" in tag or 'type="radio"' not in tag):
            sent[name[1]] = unescape(value[1]) if value else ""
    for select in re.findall(r"<select.*?</select>", form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', select)
        sent[re.search(r'name="([^"]*)"', select)[1]] = chosen[1] if chosen else ""
    return sent


def asked_in(answer) -> list[str]:
    return re.findall(r'<fieldset class="aid-question" id="q-(\w+)"', answer.content.decode())


A_MOTHER = {
    "urban": "town", "m1-age": "35", "m2-relation": "child", "m2-age": "8", "m2-where": "home",
    "standing": "none", "child": "no", "m1-work": "900", "m1-other": "0",
    "savings": "0", "dwellings": "0", "shops": "no", "car": "no", "business": "no",
    "disability-gate": "none", "illness-gate": "none", "school-gate": "yes", "m2-level": "primary",
    "m2-school_poor": "no", "incident": "none", "severe": "no", "matter": "none", "danger": "no", "supporter": "no",
}  # fmt: skip


def gone_through(client, replies=A_MOTHER, place=DONGSHENG):
    """Every page of a check, as its form is sent back with these replies; the last is what came out."""
    pages = [client.get(CHECK, {"place": place})]
    while asked_in(pages[-1]):
        shown = fields_of(pages[-1])
        names = set(re.findall(r'name="([\w-]+)"', pages[-1].content.decode()))
        pages.append(client.post(CHECK, shown | {name: value for name, value in replies.items() if name in names}))
        assert len(pages) < 9
    return pages


# Pages


def test_the_index_leads_from_a_need_to_a_page(client):
    answer = client.get("/assistance/")

    page = answer.content.decode()
    assert "看不起病" in page
    assert 'href="/assistance/medical-aid/"' in page
    assert f'href="{CHECK}"' in page
    assert not answer.cookies
    assert telling(answer) == []


def test_every_public_entitlement_has_a_page_that_reads_to_its_end(client, site):
    for entitlement in PUBLIC:
        if entitlement.code not in CODES:
            slug = entitlement.code.replace("_", "-")
            site.add_child(instance=AssistancePage(code=entitlement.code, slug=slug, title=entitlement.name))

        answer = client.get(f"/assistance/{entitlement.code.replace('_', '-')}/", {"place": DONGSHENG})

        assert answer.status_code == 200, entitlement.code
        assert telling(answer) == [], entitlement.code
        assert not answer.cookies
        for heading in ("谁能申请", "能得到多少", "要带什么", "怎么办，要多久", "依据"):
            assert heading in answer.content.decode(), entitlement.code


def test_the_numbers_are_those_of_the_place_that_was_chosen(client):
    a_region("44", "广东省")
    everywhere = client.get("/assistance/minimum-living/", {"place": ""})
    here = client.get("/assistance/minimum-living/", {"place": DONGSHENG})

    assert "现在看的是全国的标准" in text_of(everywhere)
    assert 'value="44"' in everywhere.content.decode()
    assert "现在看的是内蒙古自治区鄂尔多斯市东胜区的标准" in text_of(here)
    assert "低保标准（每人）（城镇）以前是950元/月（只到2023年12月31日，已经过期，不能按它算）" in text_of(here)


def test_unknown_numbers_are_told_in_one_line_for_each_group_of_people(client):
    page = text_of(client.get("/assistance/medical-aid/", {"place": DONGSHENG}))

    assert "低保对象：起付线、报销比例、一年最多" in page


def test_a_number_past_its_review_says_so_beside_it(client):
    with time_machine.travel(date(2027, 1, 4), tick=False):
        answer = client.get("/assistance/school-aid/")

    assert "1,250元/年2024年2月1日起过了复核日期，请再问一次" in text_of(answer)
    assert "有的数字过了复核日期" in text_of(answer)


@pytest.mark.parametrize("place", ["99", "150602001", "x", "1" * 500, "\x00", "150602'"])
def test_a_place_that_is_none_is_left_aside(client, place):
    assert client.get("/assistance/minimum-living/", {"place": place}).status_code == 200
    assert client.get(CHECK, {"place": place}).context["place"].code == ""


def test_the_place_goes_along(client):
    index = client.get("/assistance/", {"place": DONGSHENG}).content.decode()
    page = client.get("/assistance/minimum-living/", {"place": DONGSHENG}).content.decode()

    assert f"/assistance/medical-aid/?place={DONGSHENG}" in index
    assert f"{CHECK}?place={DONGSHENG}" in page
    assert f"/assistance/medical-aid/?place={DONGSHENG}" in page


def test_an_editors_words_stand_around_and_what_is_declared_stays(client, site):
    page = AssistancePage.objects.get(code="minimum_living")
    page.lead = "周二、周四有社工在街道帮忙填表。"
    page.save()

    answer = text_of(client.get("/assistance/minimum-living/"))

    assert "周二、周四有社工在街道帮忙填表。" in answer
    assert "全家每月的收入，除以家里的人数，每人比当地低保标准少" in answer


def test_a_page_whose_declaration_went_is_not_found(client, site):
    site.add_child(instance=AssistancePage(code="maintenance_support", slug="gone", title="某项补贴"))

    assert client.get("/assistance/gone/").status_code == 404


def test_search_finds_a_page_by_what_it_declares(site):
    words = AssistancePage.objects.get(code="medical_aid").search_text()

    assert "医保报销以后" in words
    assert "没有公布" not in words
    assert "没有房子" in site.search_text()


# The check


def test_the_check_goes_step_by_step_to_what_is_likely(client):
    pages = gone_through(client)

    assert [asked_in(page) for page in pages[:2]] == [["urban", "people"], ["standing", "income", "assets"]]
    assert len(pages) <= 6
    last = text_of(pages[-1])
    assert "查出来的结果" in last
    assert f"这不是决定{NO_DECISION}" in last
    assert [telling(page) for page in pages] == [[]] * len(pages)


def test_where_the_line_is_known_the_sum_is_told_and_what_to_bring(client):
    from tests.welfare.families import the_line_is

    the_line_is(1100)
    last = text_of(gone_through(client)[-1])

    assert "很可能符合" in last
    assert "大约1,300元/月" in last
    assert "户口簿" in last
    assert "办下别的，再看这些" in last
    assert "先办低保。" in last


def test_an_error_is_said_in_chinese_and_the_answers_stay(client):
    sent = fields_of(client.get(CHECK, {"place": DONGSHENG})) | {"m1-age": "三十五", "m2-relation": "child"}

    answer = client.post(CHECK, sent)

    assert answer.status_code == 422
    assert "一家人有谁？请只填数字，比如1200。" in text_of(answer)
    assert "您家算城镇的，还是农村的？请选一项。" in text_of(answer)
    assert fields_of(answer)["m2-relation"] == "child"
    assert asked_in(answer) == ["urban", "people"]


def test_one_can_go_back_and_find_ones_answers(client):
    pages = gone_through(client)
    sent = fields_of(pages[-2]) | {"go": "back:means"}

    answer = client.post(CHECK, sent)

    assert asked_in(answer)[:3] == ["standing", "income", "assets"]
    shown = fields_of(answer)
    assert (shown["m1-work"], shown["standing"], shown["disability-gate"]) == ("900", "none", "none")


def test_one_can_stop_and_see_what_is_known_so_far(client):
    first = client.get(CHECK, {"place": DONGSHENG})
    sent = fields_of(first) | {"urban": "town", "m1-age": "35"}
    second = client.post(CHECK, sent)

    answer = client.post(CHECK, fields_of(second) | {"m1-work": "900", "go": "finish"})

    assert answer.status_code == 200
    assert "查出来的结果" in text_of(answer)
    assert "再答几个问题" in text_of(answer)
    assert {"standing", "assets"} & set(asked_in(client.post(CHECK, fields_of(answer))))


def test_one_cannot_stop_before_the_family_is_told(client):
    answer = client.post(CHECK, fields_of(client.get(CHECK)) | {"go": "finish"})

    assert asked_in(answer) == ["urban", "people"]


def test_a_large_family_has_more_rows(client):
    first = client.get(CHECK)
    more = client.post(CHECK, fields_of(first) | {"m4-relation": "child", "go": "more"})

    assert 'name="m4-relation"' in first.content.decode()
    assert 'name="m6-relation"' in more.content.decode()
    assert 'name="m9-relation"' not in more.content.decode()
    assert fields_of(more)["m4-relation"] == "child"
    assert "最多写8个人" in text_of(client.post(CHECK, fields_of(more) | {"go": "more"}))


def test_nothing_of_it_is_stored_logged_or_kept_by_a_browser(client, caplog):
    # The settings of the site are made when first looked for.
    client.get(CHECK)
    caplog.set_level(logging.DEBUG)
    with CaptureQueriesContext(connection) as queries:
        pages = gone_through(client, A_MOTHER | {"m1-work": "907.31"})

    statements = [query["sql"] for query in queries.captured_queries]
    assert [sql for sql in statements if not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE"))] == []
    assert [sql for sql in statements if "907.31" in sql] == []
    assert "907.31" not in caplog.text
    for page in pages:
        assert page["Cache-Control"] == "no-store"
        assert set(page.cookies) <= {"csrftoken"}
    assert not Session.objects.exists()
    assert "907.31" in fields_of(pages[-2])["m1-work"]


def test_the_check_needs_the_token_of_its_form(site):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)

    assert strict.post(CHECK, {"asked": "urban"}).status_code == 403


@pytest.mark.parametrize(
    "sent",
    [
        {"asked": "urban people nonsense", "go": "back:nowhere"},
        {"asked": "people", "rows": "999", "m1-age": "9" * 400},
        {"asked": "urban", "urban": "<script>", "go": "finish"},
        {"name": "王建军", "id_number": "150602198503011234", "rows": "²"},
    ],
)
def test_whatever_is_sent_a_page_comes_back_and_nothing_foreign_in_it(client, sent):
    answer = client.post(CHECK, sent)

    assert answer.status_code in (200, 422)
    page = answer.content.decode()
    for foreign in ("<script>", "王建军", "150602198503011234"):
        assert foreign not in page


def test_every_field_has_a_name_for_who_cannot_see_it(client):
    for page in gone_through(client)[:-1]:
        body = page.content.decode()
        for one in re.findall(r'<(?:select|input type="text")[^>]* id="([\w-]+)"', body):
            assert f'for="{one}"' in body, one
