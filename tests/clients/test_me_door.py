"""The door of the client's own pages: a link shows nothing by itself, and every link that does not work looks alike."""

import logging
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse

from clients import give_consent, personal_links
from clients.models import Consent
from tests.cast import MONDAY_9, a_client, a_social_worker
from tests.clients.consents import asked, last_four

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
# What must not stand on any of them.
TELLING = ("戒毒", "康复", "禁毒", "吸毒", "毒品", "服务对象", "归航", "强制隔离", "社区")


@pytest.fixture(autouse=True)
def monday(time_machine):
    cache.clear()
    time_machine.move_to(MONDAY_9, tick=False)
    return time_machine


@pytest.fixture
def wang():
    return a_client(a_social_worker("李敏"))


@pytest.fixture
def phone():
    return Browser()


def opened(phone, link, answer=None):
    """She opens the link and answers; where it leads."""
    return phone.post(personal_links.address(link), {"last": answer or last_four(link.client)}, follow=True)


def own_page(phone, client):
    return opened(phone, give_consent.make_own_link(client.caseworker, client))


def text(page) -> str:
    return page.content.decode()


def drawn(page) -> str:
    """The page without the token against forged forms, which is another each time."""
    return re.sub(r'"x-csrftoken": "\w+"', "", text(page))


def everything() -> dict[str, list]:
    """All rows of all tables, but for sessions and the ledger."""
    with connection.cursor() as cursor:
        tables = [t for t in connection.introspection.table_names(cursor) if "session" not in t and "access" not in t]
        rows = {}
        for table in tables:
            if table.endswith("ledgerhead"):
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            rows[table] = cursor.fetchall()
    return rows


# The door ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_a_link_asks_one_question_and_changes_nothing(wang, phone, method):
    _, link = asked(wang)
    before = everything()

    page = getattr(phone, method)(personal_links.address(link), headers={"user-agent": "a bot that draws previews"})

    assert page.status_code == 200
    assert everything() == before
    for telling in ("蒙泰热电", wang.name, "同意", "工作", "企业", wang.phone, last_four(wang)):
        assert telling not in text(page).replace("就业援助平台", "")


def test_the_question_is_the_same_for_both_purposes(wang, phone):
    links = asked(wang)[1], give_consent.make_own_link(wang.caseworker, wang)

    pages = [phone.get(personal_links.address(link)) for link in links]

    first, second = (text(page).split("csrfmiddlewaretoken")[0] for page in pages)
    assert first.split("hx-headers")[0] == second.split("hx-headers")[0]


def test_nothing_of_it_is_kept_indexed_or_passed_on(wang, phone):
    page = phone.get(personal_links.address(asked(wang)[1]))

    assert "no-store" in page["Cache-Control"]
    assert '<meta name="robots" content="noindex, nofollow">' in text(page)
    assert page["Referrer-Policy"] == "same-origin"
    assert "og:" not in text(page)
    assert "<title>请本人打开 · 就业援助平台</title>" in text(page)


def test_the_right_answer_leads_in_and_the_address_is_left_behind(wang, phone):
    page = opened(phone, asked(wang)[1])

    assert page.redirect_chain == [(reverse("me:answer"), 302)]
    assert "蒙泰热电" in text(page)


def test_a_wrong_answer_says_how_often_she_may_try_and_keeps_the_door_shut(wang, phone):
    _, link = asked(wang)

    page = opened(phone, link, "0000")

    assert page.status_code == 200
    assert "还可以试 4 次" in text(page)
    assert phone.get(reverse("me:answer")).status_code == 410


def test_dead_links_are_all_alike(wang, monday):
    worker = wang.caseworker
    _, used = asked(wang, "甲公司")
    give_consent.answer(used, False)
    question, recalled = asked(wang, "乙公司")
    give_consent.recall(worker, question)
    locked = asked(wang, "丙公司")[1]
    for _ in range(5):
        personal_links.open_with(locked, "0000")
    over = asked(wang, "丁公司")[1]
    replaced = give_consent.make_own_link(worker, wang)
    give_consent.make_own_link(worker, wang)
    dead = [personal_links.address(link) for link in (used, recalled, locked, replaced)] + ["/me/forged/", "/me/a.b/"]

    right = {"last": last_four(wang)}
    answers = {
        (where, method): getattr(Browser(), method)(where, right) for where in dead for method in ("get", "post")
    }
    monday.move_to(MONDAY_9 + timedelta(days=7))
    answers["over", "get"] = Browser().get(personal_links.address(over))

    assert {answer.status_code for answer in answers.values()} == {410}
    assert len({drawn(answer) for answer in answers.values()}) == 1
    same = {"Expires": "", "X-Request-ID": ""}  # another one each time
    assert len({tuple(sorted({**answer.headers, **same}.items())) for answer in answers.values()}) == 1
    assert "请工作人员再发一个" in text(answers["over", "get"])


def test_the_fifth_wrong_answer_shows_the_same_page(wang, phone):
    _, link = asked(wang)

    pages = [opened(phone, link, "0000") for _ in range(5)]

    assert [page.status_code for page in pages] == [200, 200, 200, 200, 410]
    assert drawn(pages[-1]) == drawn(phone.get("/me/forged/"))


def test_no_number_of_links_lets_anybody_guess_on(wang, phone):
    for _ in range(25):
        _, link = asked(wang)
        for _ in range(4):
            answer = opened(phone, link, "0000")
    assert answer.status_code == 200

    _, link = asked(wang)

    assert opened(phone, link).status_code == 429


def test_the_phone_remembers_for_half_an_hour(wang, phone, monday):
    _, link = asked(wang)
    opened(phone, link)

    monday.move_to(MONDAY_9 + timedelta(minutes=29))
    assert phone.get(reverse("me:answer")).status_code == 200
    assert phone.get(personal_links.address(link)).url == reverse("me:answer")
    monday.move_to(MONDAY_9 + timedelta(minutes=31))
    assert phone.get(reverse("me:answer")).status_code == 410


def test_she_can_shut_it_herself(wang, phone):
    own_page(phone, wang)

    phone.post(reverse("me:leave"))

    assert phone.get(reverse("me:own")).status_code == 410


def test_a_link_that_is_taken_back_shuts_the_phone_that_has_it_open(wang, phone):
    own_page(phone, wang)

    give_consent.make_own_link(wang.caseworker, wang)

    assert phone.get(reverse("me:own")).status_code == 410


def test_each_link_is_for_its_own_page(wang, phone):
    opened(phone, asked(wang)[1])
    assert phone.get(reverse("me:own")).status_code == 410

    own_page(phone, wang)
    assert phone.get(reverse("me:answer")).status_code == 410


def test_the_key_of_the_session_changes_on_the_way_in(wang, phone):
    phone.get("/account/login/")
    session = phone.session
    session["laid out"] = "before"
    session.save()
    before = phone.cookies["sessionid"].value if "sessionid" in phone.cookies else session.session_key

    opened(phone, asked(wang)[1])

    assert phone.cookies["sessionid"].value != before


def test_nobody_answers_where_staff_are_signed_in(wang, phone):
    consent, link = asked(wang)
    phone.force_login(wang.caseworker, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = opened(phone, link)

    assert page.status_code == 410
    assert "有工作人员登录着" in text(page)
    # Not even the try is spent.
    assert personal_links.find(personal_links.address(link).split("/")[-2]).tries == 0
    assert consent.links.get().opened_at is None


def test_who_signs_in_on_the_clients_phone_finds_it_shut(wang, phone):
    own_page(phone, wang)

    phone.force_login(wang.caseworker, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert phone.get(reverse("me:own")).status_code == 410


def test_a_form_of_another_site_opens_and_answers_nothing(wang):
    strict = Browser(enforce_csrf_checks=True)
    consent, link = asked(wang)

    assert strict.post(personal_links.address(link), {"last": last_four(wang)}).status_code == 403
    assert strict.post(reverse("me:answer"), {"say": "yes"}).status_code == 403
    assert Consent.objects.unscoped("test").get(pk=consent.pk).state == "asked"


def test_no_log_line_holds_the_address_of_a_link(wang, phone, caplog):
    strict = Browser(enforce_csrf_checks=True)
    _, link = asked(wang)
    (handler,) = [one for one in logging.getLogger().handlers if type(one.formatter).__name__ == "WithoutTexts"]
    with caplog.at_level(logging.DEBUG):
        strict.post(personal_links.address(link), {"last": "0000"})
        for _ in range(6):
            opened(phone, link, "0000")

    written = [handler.format(record) for record in caplog.records]
    assert any("route=me:link" in line for line in written)
    assert [line for line in written if link.uid.hex in line] == []
    assert [line for line in written if last_four(wang) in line] == []
