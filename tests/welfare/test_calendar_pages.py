"""工作日历 on the screen: the years that count, a notice pasted, looked at by another, confirmed."""

from datetime import date

import pytest
from django.urls import reverse

from tests.cast import a_client, a_manager, a_social_worker, a_welfare_officer
from tests.welfare.applications import an_application
from tests.welfare.test_holiday_notice import NOTICE_OF_2026
from welfare import apply
from welfare.calendar import load_notice
from welfare.holiday_notice import OFF, Arranged
from welfare.models import CalendarNotice

pytestmark = pytest.mark.django_db

SOURCE = "国务院办公厅关于2027年部分节假日安排的通知"
TEXT = (
    "一、元旦：1月1日（周五）至4日（周一）放假调休，共4天。1月9日（周六）上班。\n二、国庆节：10月1日至7日放假，共7天。"
)


def sent(client, user, **changes):
    client.force_login(user)
    asked = {"year": 2027, "source": SOURCE, "text": TEXT} | changes
    return client.post(reverse("welfare:calendar_new"), asked)


def test_everybody_at_the_desk_reads_it_and_a_social_worker_changes_nothing(client):
    client.force_login(a_social_worker())

    answer = client.get(reverse("welfare:calendar"))

    assert "国庆节" in answer.content.decode()
    assert reverse("welfare:calendar_new") not in answer.content.decode()
    assert client.get(reverse("welfare:calendar_new")).status_code == 404


def test_stretches_are_shown_together(client):
    client.force_login(a_manager())

    answer = client.get(reverse("welfare:calendar") + "?year=2026")

    assert "10月1日（周四）至10月7日（周三）" in answer.content.decode()
    assert answer.context["workdays"] == 248


def test_a_notice_goes_from_paste_to_a_second_person(client):
    written = sent(client, a_welfare_officer())
    notice = CalendarNotice.objects.get(year=2027)
    own = client.get(written.url)
    client.force_login(a_manager())
    other = client.get(written.url)
    done = client.post(reverse("welfare:calendar_act", args=[notice.pk, "confirm"]), follow=True)

    assert "请另一位同事核对" in own.content.decode()
    assert "核对无误，生效" not in own.content.decode()
    assert "核对无误，生效" in other.content.decode()
    assert "5月1日是法定节日，却没有列为放假" in other.content.decode()
    assert "已生效" in done.content.decode()


def test_the_own_notice_cannot_be_confirmed_by_address_either(client):
    sent(client, a_welfare_officer())
    notice = CalendarNotice.objects.get(year=2027)

    answer = client.post(reverse("welfare:calendar_act", args=[notice.pk, "confirm"]), follow=True)

    notice.refresh_from_db()
    assert not notice.counts
    assert "录入的人不能自己核对" in answer.content.decode()


def test_a_notice_of_another_year_is_named_by_its_lines(client):
    answer = sent(client, a_welfare_officer(), text=NOTICE_OF_2026)

    assert answer.status_code == 422
    assert "第 3 行：1月1日是周五，写的是周四" in answer.content.decode()
    assert not CalendarNotice.objects.filter(year=2027).exists()


def test_text_without_days_asks_for_the_notice(client):
    answer = sent(client, a_welfare_officer(), text="各省、自治区、直辖市人民政府")

    assert "没有读到放假或者上班的日期" in answer.content.decode()


def test_what_moves_is_shown_before_and_after_to_whom_it_concerns(client):
    officer, manager = a_welfare_officer(), a_manager()
    application = an_application(client=a_client(a_social_worker(), "王建军"))
    apply.move(officer, application, "accept", date(2026, 11, 20))
    notice = load_notice(officer, 2027, [Arranged(date(2027, 1, 1), OFF, "元旦")], SOURCE)
    client.force_login(manager)
    address = reverse("welfare:calendar_notice", args=[notice.pk])

    before = client.get(address).content.decode()
    client.post(reverse("welfare:calendar_act", args=[notice.pk, "confirm"]))
    after = client.get(address).content.decode()
    client.force_login(a_social_worker("张伟"))
    elsewhere = client.get(address).content.decode()

    for shown in (before, after):
        assert "王建军" in shown
        assert "2027年1月4日" in shown
    assert "王建军" not in elsewhere
    assert "都是别的辖区的" in elsewhere


def test_what_waits_can_be_thrown_away(client):
    sent(client, a_welfare_officer())
    notice = CalendarNotice.objects.get(year=2027)

    client.post(reverse("welfare:calendar_act", args=[notice.pk, "discard"]))

    assert not CalendarNotice.objects.filter(year=2027).exists()


@pytest.mark.parametrize("query", ["?year=x", "?year=99999999999999999999", "?year=1998", "?year=%00"])
def test_a_silly_year_gives_the_latest(client, query):
    client.force_login(a_manager())

    assert client.get(reverse("welfare:calendar") + query).status_code == 200
