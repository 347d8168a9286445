"""推介会 on the public site: what is to come, one fair, the registration of a firm without a script, its own page."""

import json
import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from cms.models import FairPage, FairsPage
from employers import hold_fair
from employers.models import Fair, FairGuest
from tests.cast import MONDAY_9, a_contact, a_social_worker
from tests.cms.sections import a_section
from tests.employers.fairs import PLACE, TITLE, a_fair, a_fair_begun, a_guest
from tests.employers.portal import link_in, work_off
from tests.leaks.test_portal_words import telling

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_monday")]
FIRM = {
    "firm_name": "远望仓储", "credit_code": "", "contact_name": "韩梅", "phone": "139 4770 1234",
    "email": "hanmei@yuanwang.example", "people": "2", "posts": "装卸工 5 人",
}  # fmt: skip


@pytest.fixture(autouse=True)
def section() -> FairsPage:
    cache.clear()
    return a_section(FairsPage)


def address(fair: Fair) -> str:
    return f"/fairs/{fair.uid}/"


def a_page(section: FairsPage, fair: Fair | None, **fields) -> FairPage:
    known = {"title": "冬季推介会：把岗位送到家门口", "slug": "winter", "lead": "来之前看一眼安排。"} | fields
    return section.add_child(instance=FairPage(fair=fair, **known))


def register(client, fair: Fair, **fields):
    return client.post(address(fair), FIRM | fields)


def text_of(answer) -> str:
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", answer.content.decode())))


# Reading --------------------------------------------------------------------------------------------------------------


def test_the_list_says_when_where_and_how_many_seats_are_left(client):
    li = a_social_worker()
    fair = a_fair(seats=8)
    a_guest(fair)
    hold_fair.hold(li, a_fair_begun("秋季就业推介会", li).pk)
    a_fair("筹备中的推介会", is_open=False)

    answer = client.get("/fairs/")

    text = text_of(answer)
    assert TITLE in text
    assert PLACE in text
    assert "还能报7家" in text
    assert text.index(TITLE) < text.index("往期") < text.index("秋季就业推介会")
    assert "筹备中" not in text
    assert "远望仓储" not in text
    assert not answer.cookies
    assert telling(answer) == []


def test_a_site_without_fairs_says_what_to_do(client):
    assert "近期没有推介会" in text_of(client.get("/fairs/"))


def test_a_fair_tells_people_and_machines_when_and_where(client):
    fair = a_fair()

    answer = client.get(address(fair))

    page = answer.content.decode()
    told = [json.loads(one) for one in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]
    event = next(one for one in told if one.get("@type") == "Event")
    assert event["name"] == TITLE
    assert event["startDate"].startswith(f"{timezone.localtime(fair.starts_at):%Y-%m-%dT%H:%M}")
    assert event["eventStatus"].endswith("EventScheduled")
    assert "0477-8588123" in page
    assert "请带营业执照复印件和招聘简章" in page
    assert "no-store" in answer["Cache-Control"]
    assert telling(answer) == []


def test_what_nobody_has_made_public_is_not_there(client):
    planned = a_fair(is_open=False)

    for where in (address(planned), f"{address(planned)}calendar/", f"/fairs/{uuid4()}/", "/fairs/guest/x/"):
        assert client.get(where).status_code == 404


def test_a_page_that_an_editor_wrote_takes_its_place(client, section):
    fair = a_fair()
    agenda = [{"type": "part", "value": {"time": "9:00—9:30", "what": "企业签到", "words": ""}}]
    page = a_page(section, fair, agenda=json.dumps(agenda))

    answer = client.get(address(fair))
    shown = client.get(page.url)

    assert (answer.status_code, answer.url) == (302, "/fairs/winter/")
    assert page.url in client.get("/fairs/").content.decode()
    for words in ("把岗位送到家门口", "来之前看一眼安排。", "9:00—9:30", "企业签到", PLACE, "企业报名"):
        assert words in text_of(shown)
    assert "企业签到" in page.search_text()
    assert client.post(page.url, FIRM).url == f"/fairs/guest/{FairGuest.objects.get().uid}/"


def test_a_page_without_a_fair_says_that_the_time_is_not_set(client, section):
    for fair in (None, a_fair(is_open=False)):
        page = a_page(section, fair, slug=f"later-{fair is None}")

        assert "时间还没有定" in text_of(client.get(page.url))


def test_a_calendar_takes_the_fair_along(client):
    fair = a_fair(words="请带招聘简章；\n" + "有展位、电源和桌椅，" * 8)

    answer = client.get(f"{address(fair)}calendar/")

    lines = answer.content.decode().split("\r\n")
    assert answer["Content-Type"].startswith("text/calendar")
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = answer.content.decode().replace("\r\n ", "")
    assert f"DTSTART:{fair.starts_at:%Y%m%dT%H%M%SZ}" in whole
    assert f"SUMMARY:{TITLE}" in whole
    assert "简章；\\n有展位" in whole
    assert telling(answer) == []


# Registering ----------------------------------------------------------------------------------------------------------


def test_a_firm_registers_and_lands_on_its_own_page(client):
    fair = a_fair()

    answer = client.post(address(fair), FIRM | {"once": str(uuid4())}, follow=True)
    work_off()

    guest = FairGuest.objects.get()
    assert answer.redirect_chain == [(f"/fairs/guest/{guest.uid}/", 302)]
    assert "报名成功" in text_of(answer)
    assert "noindex" in answer.content.decode()
    assert link_in(mail.outbox[0]) == f"/fairs/guest/{guest.uid}/"
    assert telling(answer) == []


def test_the_form_sent_twice_makes_one_guest_and_shows_its_page_twice(client):
    fair, once = a_fair(), str(uuid4())

    first, second = (register(client, fair, once=once) for _ in range(2))

    assert first.url == second.url == f"/fairs/guest/{FairGuest.objects.get().uid}/"


def test_filled_in_again_it_tells_nothing_and_sends_the_link_again(client):
    fair = a_fair()
    register(client, fair, once=str(uuid4()))

    answer = register(client, fair, once=str(uuid4()))

    assert answer.url == "/fairs/registered/"
    page = client.get(answer.url)
    assert "去邮箱里找链接" in text_of(page)
    assert "远望仓储" not in text_of(page)


def test_what_is_wrong_is_said_and_nothing_that_was_typed_is_lost(client):
    fair = a_fair()

    answer = register(client, fair, phone="12345", credit_code="91150602")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "11 位手机号" in page
    assert "应为 18 位" in page
    for typed in ("远望仓储", "韩梅", "12345", "hanmei@yuanwang.example", "装卸工 5 人"):
        assert typed in page
    assert not FairGuest.objects.exists()


def test_full_while_one_was_typing(client):
    fair = a_fair(seats=1)
    a_guest(fair, "恒信物流")

    answer = register(client, fair)

    assert answer.status_code == 422
    assert "名额已经报满" in text_of(answer)
    assert "韩梅" in answer.content.decode()
    assert 'name="firm_name"' not in client.get(address(fair)).content.decode()


def test_a_crowd_from_one_network_is_asked_to_wait_and_keeps_what_it_typed(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "fair_register": "1/h/ip"}
    fair = a_fair()
    register(client, fair)

    answer = register(client, fair, firm_name="恒信物流")

    assert answer.status_code == 429
    assert "恒信物流" in answer.content.decode()
    assert FairGuest.objects.count() == 1


def test_a_fourth_letter_within_the_hour_is_not_written(client):
    fair = a_fair()
    for number in range(3):
        register(client, fair, phone=f"1394770123{number}")

    assert register(client, fair, phone="13947701239").status_code == 429


def test_a_cancelled_fair_says_why_and_takes_nobody(client):
    fair = a_fair()
    hold_fair.cancel(a_social_worker(), fair.pk, "场地检修，改期再办")

    page = client.get(address(fair))

    assert "场地检修，改期再办" in text_of(page)
    assert "EventCancelled" in page.content.decode()
    assert register(client, fair).status_code == 422
    assert not page.cookies


def test_who_is_signed_in_for_a_firm_finds_its_name_in_the_form(client):
    contact = a_contact("周丽", "蒙泰热电")
    client.force_login(contact.user)
    fair = a_fair()

    page = client.get(address(fair)).content.decode()
    register(client, fair, firm_name="蒙泰热电", credit_code=contact.enterprise.credit_code)

    assert 'value="蒙泰热电"' in page
    assert FairGuest.objects.get().enterprise == contact.enterprise


# The own page ---------------------------------------------------------------------------------------------------------


def test_a_guest_changes_and_takes_back_by_its_link(client):
    fair = a_fair()
    own = register(client, fair).url

    changed = client.post(own, {**FIRM, "people": "4"}, follow=True)
    gone = client.post(own, {"withdraw": "yes"}, follow=True)

    assert "4人" in text_of(changed)
    assert "已保存" in text_of(changed)
    # Else a browser keeps the place of the form, and the words stand above it, out of sight.
    assert changed.redirect_chain == [(f"{own}?saved#main", 302)]
    assert "已经取消报名" in text_of(gone)
    assert FairGuest.objects.get().people == 4
    assert not FairGuest.objects.standing().exists()


def test_what_a_guest_mistypes_is_said_without_an_error_in_the_log(client):
    own = register(client, a_fair()).url

    answer = client.post(own, {**FIRM, "phone": "12"})

    assert answer.status_code == 200
    assert "11 位手机号" in answer.content.decode()
    assert "13947701234" not in answer.content.decode()


def test_too_late_to_take_back_is_said_on_the_page(client, time_machine):
    fair = a_fair()
    own = register(client, fair).url
    time_machine.move_to(fair.ends_at + timedelta(hours=1))

    before, answer = client.get(own), client.post(own, {"withdraw": "yes"})

    for page in (before, answer):
        assert page.status_code == 200
        assert "韩梅" not in page.content.decode()
    assert "已经结束" in text_of(answer)


def test_a_link_that_nobody_has_opens_nothing(client):
    assert client.get(f"/fairs/guest/{uuid4()}/").status_code == 404


@pytest.mark.parametrize("fairs", [1, 6])
def test_reading_costs_the_same_however_many_fairs(client, fairs, django_assert_max_num_queries):
    for number in range(fairs):
        a_guest(a_fair(f"第 {number} 场推介会", starts_at=MONDAY_9 + timedelta(days=3 + number)))
    client.get("/fairs/")

    with django_assert_max_num_queries(16):
        client.get("/fairs/")
