"""A firm limits and pauses what it is sent: at once, undone by a press, and seen by the staff who keep it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from employers import manage_contacts, receive
from employers.models import Contact, Enterprise
from people.errors import Refused
from people.models import AccessEvent
from tests.cast import a_contact, a_social_worker, an_enterprise

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def on_monday(time_machine):
    time_machine.move_to("2026-11-23 09:00 +08:00", tick=False)


def press(client, user, **data: str):
    client.force_login(user)
    return client.post(reverse("portal:receiving"), data, follow=True)


def firm() -> Enterprise:
    return Enterprise.objects.get()


def test_a_pause_holds_through_its_last_day(client):
    zhou = a_contact()

    press(client, zhou.user, deed="pause", until="2026-12-06")

    assert not firm().accepts_referrals(date(2026, 12, 6))
    assert firm().accepts_referrals(date(2026, 12, 7))


def test_a_pause_is_not_forgotten_on_the_firms_first_page(client):
    zhou = a_contact()
    press(client, zhou.user, deed="pause", until="2026-12-06")
    paused = client.get(reverse("portal:home")).content.decode()

    press(client, zhou.user, deed="resume")

    assert "到2026年12月6日为止，想早点要人可以马上恢复" in paused
    assert "已暂停接收候选人" not in client.get(reverse("portal:home")).content.decode()


def test_one_press_takes_a_pause_back(client):
    zhou = a_contact()
    page = press(client, zhou.user, deed="pause", until="2026-12-06").content.decode()
    assert "暂停到2026年12月6日" in page

    page = press(client, zhou.user, deed="resume").content.decode()

    assert "正在接收" in page
    assert firm().accepts_referrals(timezone.localdate())


def test_the_weeks_on_the_buttons_count_today(client):
    page = press(client, a_contact().user).content.decode()

    for last in (TODAY + timedelta(days=6), TODAY + timedelta(days=13), TODAY + timedelta(days=27)):
        assert f'value="{last:%Y-%m-%d}"' in page


def test_a_cap_is_set_and_lifted(client):
    zhou = a_contact()

    press(client, zhou.user, deed="limit", weekly_cap="3")
    assert firm().weekly_cap == 3

    press(client, zhou.user, deed="limit", weekly_cap="")
    assert firm().weekly_cap is None


@pytest.mark.parametrize("typed", ["0", "-1", "201", "三"])
def test_a_silly_number_is_refused_with_words(client, typed):
    answer = press(client, a_contact().user, deed="limit", weekly_cap=typed)

    assert answer.status_code == 422
    assert firm().weekly_cap is None


@pytest.mark.parametrize(
    ("until", "words"), [(TODAY - timedelta(days=1), "已经过去"), (TODAY + timedelta(days=181), "最多暂停 180 天")]
)
def test_a_day_that_has_gone_or_is_far_away_is_refused(client, until, words):
    answer = press(client, a_contact().user, deed="pause", until=until.isoformat())

    assert words in answer.content.decode()
    assert firm().referrals_paused_until is None


def test_members_decide_it_too_and_it_stands_in_the_ledger(client):
    zhao = a_contact("赵强", role=Contact.Role.MEMBER)

    press(client, zhao.user, deed="limit", weekly_cap="5")

    assert firm().weekly_cap == 5
    assert AccessEvent.objects.filter(kind="enterprise", actor=zhao.user).count() == 1


def test_who_has_left_meanwhile_changes_nothing():
    a_contact()
    zhao = a_contact("赵强", role=Contact.Role.MEMBER)
    manage_contacts.leave(zhao)

    with pytest.raises(Refused, match="不再是这家企业的联系人"):
        receive.limit(zhao, 1)

    assert firm().weekly_cap is None


def test_a_firm_changes_its_own_settings_only(client):
    other = an_enterprise("恒晟物业", weekly_cap=2)

    press(client, a_contact().user, deed="limit", weekly_cap="9")

    other.refresh_from_db()
    assert other.weekly_cap == 2


def test_staff_and_the_firm_read_it_on_its_page(client):
    zhou = a_contact()
    receive.limit(zhou, 4)
    receive.pause(zhou, date(2026, 12, 6))
    pages = []

    for user, name, args in (
        (a_social_worker("李敏"), "employers:firm", [zhou.enterprise.pk]),
        (zhou.user, "portal:firm", []),
    ):
        client.force_login(user)
        pages.append(client.get(reverse(name, args=args)).content.decode())

    for page in pages:
        assert "暂停到2026年12月6日" in page
        assert "4 位" in page
