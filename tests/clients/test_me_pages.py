"""The client's own pages: a link opens nothing by itself, an answer opens it, a press changes something."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse

from clients import door, give_consent, personal_links
from clients.models import Client, Consent
from people import ledger
from people.models import Action, Purpose
from tests.cast import MONDAY_9, a_client, a_contact, a_manager, a_social_worker
from tests.clients.consents import NAME, PHONE, PROFILE, asked, given, last_four

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


def say(phone, link, **said):
    """She presses on the page that asks; where it leads."""
    return phone.post(reverse("me:answer"), {"asked": link.uid.hex, **said}, follow=True)


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


# Answering -----------------------------------------------------------------------------------------------------------


def test_the_question_stands_there_in_its_own_words_and_nothing_is_ticked(wang, phone):
    consent, link = asked(wang)

    page = text(opened(phone, link))

    for line in consent.words.splitlines():
        assert line.split("：", 1)[1] in page
    assert "checked" not in page
    assert page.count('name="fields"') == 2


def test_looking_at_the_question_changes_nothing(wang, phone):
    opened(phone, asked(wang)[1])
    before = everything()

    for name in ("answer", "done", "own"):
        phone.get(reverse(f"me:{name}"))
        phone.head(reverse(f"me:{name}"))

    assert everything() == before


def test_yes_with_what_she_ticked(wang, phone):
    _, link = asked(wang)
    opened(phone, link)

    page = say(phone, link, say="yes", fields=["name"])

    assert page.redirect_chain == [(reverse("me:done"), 302)]
    assert "记下了：同意" in text(page)
    assert wang.consents.get().fields == ["profile", "name"]
    assert "李敏" in text(page)


def test_no_is_as_good_an_answer(wang, phone):
    _, link = asked(wang)
    opened(phone, link)

    page = text(say(phone, link, say="no", fields=["name"]))

    assert "记下了：不同意" in page
    assert "别的帮助一样也不少" in page
    assert wang.consents.get().state == "refused"


@pytest.mark.parametrize("sent", [{}, {"say": "maybe"}, {"fields": ["name"]}])
def test_a_form_without_an_answer_is_none(wang, phone, sent):
    _, link = asked(wang)
    opened(phone, link)

    page = say(phone, link, **sent)

    assert page.status_code == 200
    assert wang.consents.get().state == "asked"


def test_a_field_that_was_not_asked_is_refused_in_words(wang, phone):
    _, link = asked(wang, fields=[PROFILE])
    opened(phone, link)

    page = text(say(phone, link, say="yes", fields=["phone"]))

    assert "选的内容和问的不一样" in page
    assert wang.consents.get().state == "asked"


def test_pressing_twice_is_one_answer(wang, phone):
    _, link = asked(wang)
    opened(phone, link)
    say(phone, link, say="no")

    page = say(phone, link, say="yes")

    assert page.redirect_chain[-1][0] == reverse("me:done")
    assert "记下了：不同意" in text(page)
    assert wang.consents.get().state == "refused"


@pytest.mark.parametrize("answered", [False, True])
def test_a_page_left_open_answers_no_other_question(wang, phone, answered):
    (about_mengtai, left_open), (about_tongda, link) = asked(wang), asked(wang, "通达汽修")
    opened(phone, left_open)
    opened(phone, link)
    if answered:
        say(phone, link, say="no")

    page = say(phone, left_open, say="yes", fields=["name", "phone"])

    assert page.status_code == 410
    assert "回到工作人员发给您的链接，再点一次" in text(page)
    about_mengtai.refresh_from_db()
    about_tongda.refresh_from_db()
    assert (about_mengtai.state, about_tongda.state) == ("asked", "refused" if answered else "asked")


def test_the_page_that_asks_says_which_question_it_is(wang, phone):
    _, link = asked(wang)

    assert f'name="asked" value="{link.uid.hex}"' in text(opened(phone, link))


def test_the_used_link_leads_to_the_receipt_as_long_as_the_phone_remembers(wang, phone):
    _, link = asked(wang)
    opened(phone, link)
    say(phone, link, say="yes")

    page = phone.get(personal_links.address(link), follow=True)

    assert page.redirect_chain[-1][0] == reverse("me:done")
    assert Browser().get(personal_links.address(link)).status_code == 410


def test_a_yes_can_be_taken_back_on_its_receipt_and_no_other_there(wang, phone):
    other = given(wang, "通达汽修")
    consent, link = asked(wang)
    opened(phone, link)
    say(phone, link, say="yes")

    assert phone.post(reverse("me:withdraw", args=[other.uid])).status_code == 404
    page = phone.post(reverse("me:withdraw", args=[consent.uid]), follow=True)

    assert "已经撤回" in text(page)
    assert [one.state for one in wang.consents.order_by("pk")] == ["given", "withdrawn"]


def test_who_says_no_to_more_is_told_what_still_stands_and_can_end_it(wang, phone):
    old = given(wang, fields=[])
    _, link = asked(wang, at=MONDAY_9)
    page = opened(phone, link)
    assert "您以前同意过这家企业" in text(page)

    page = say(phone, link, say="no")
    assert "现在还算数" in text(page)
    phone.post(reverse("me:withdraw", args=[old.uid]))

    assert Consent.objects.unscoped("test").get(pk=old.pk).state == "withdrawn"


# Her own page --------------------------------------------------------------------------------------------------------


def test_her_own_page_shows_what_stands_what_was_shown_and_who_looked(wang, phone, rf):
    consent = given(wang, fields=[NAME, PHONE])
    give_consent.record_disclosure(consent, a_contact("周丽").user, ["name"], MONDAY_9)
    request = rf.get("/desk/")
    request.user = a_manager("苏日娜")
    door.open_case(request, wang.pk, Purpose.SUPERVISION)

    page = text(own_page(phone, wang))

    assert "蒙泰热电" in page
    assert "到2027年5月20日为止" in page
    assert "周*看了：姓名" in page
    assert "负责人 苏**" in page
    assert "督导检查" in page
    assert "东胜区" in page
    assert "周丽" not in page
    assert "苏日娜" not in page


def test_she_sees_what_was_done_with_her_record_and_what_was_not_by_a_person(wang, phone):
    ledger.record(None, Action.CHANGE, "household", wang.pk, Purpose.WELFARE)

    page = text(own_page(phone, wang))

    assert "平台自动处理" in page


def test_she_takes_back_what_she_gave_and_sees_it(wang, phone):
    consent, other = given(wang), given(wang, "通达汽修")
    own_page(phone, wang)

    page = text(phone.post(reverse("me:withdraw", args=[consent.uid]), follow=True))

    assert f"已经撤回。{consent.enterprise_name}从现在起看不到您的情况了。" in page
    assert "2026年11月23日撤回" in page
    assert [one.state for one in wang.consents.order_by("pk")] == ["withdrawn", "given"]
    assert reverse("me:withdraw", args=[other.uid]) in page
    assert reverse("me:withdraw", args=[consent.uid]) not in page


def test_pressing_withdraw_twice_is_no_fault(wang, phone):
    consent = given(wang)
    own_page(phone, wang)

    answers = [phone.post(reverse("me:withdraw", args=[consent.uid])) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]


def test_nobody_withdraws_for_somebody_else(wang, phone):
    zhao = given(a_client(wang.caseworker, "赵志强"))
    own_page(phone, wang)

    answer = phone.post(reverse("me:withdraw", args=[zhao.uid]))

    assert answer.status_code == 404
    assert Consent.objects.unscoped("test").get(pk=zhao.pk).state == "given"


def test_a_question_can_be_seen_there_but_not_answered(wang, phone):
    asked(wang)

    page = text(own_page(phone, wang))

    assert "您还没有答复" in page
    assert 'name="say"' not in page


def test_every_page_is_neutral_for_either_category(wang, phone):
    told = {}
    for category in Client.Category:
        Client.objects.unscoped("test").filter(pk=wang.pk).update(category=category)
        pages = [phone.get(personal_links.address(asked(wang, "甲公司")[1]))]
        _, link = asked(wang)
        pages += [opened(phone, link), say(phone, link, say="yes")]
        pages += [own_page(phone, wang), phone.post(reverse("me:leave")), phone.get("/me/forged/")]
        told[category] = [word for page in pages for word in TELLING if word in text(page)]
        phone = Browser()

    assert told == {category: [] for category in Client.Category}


def test_no_file_that_her_pages_load_tells_it(wang, phone):
    page = text(own_page(phone, wang))
    loaded = re.findall(rf'(?:href|src)="{settings.STATIC_URL}([^"]+)"', page)

    assert "clients/me.css" in loaded
    for name in loaded:
        content = Path(finders.find(name)).read_text(encoding="utf-8")
        assert [word for word in TELLING if word in content] == [], name
