"""消息 on the desk: one's own notices, how many are unread, and where they lead."""

import pytest
from django.urls import reverse

from jobs.notify import notify
from people.models import Notice
from tests.cast import a_contact, a_social_worker, a_user

pytestmark = pytest.mark.django_db


def page_of(client, user, name: str = "jobs:inbox") -> str:
    client.force_login(user)
    return client.get(reverse(name)).content.decode()


def test_every_page_of_the_desk_says_how_much_is_unread(client):
    li = a_social_worker("李敏")
    notify(li, "蒙泰热电的岗位要审核。", "people:me")
    notify(li, "有人交接了案件。")
    notify(a_social_worker("张伟"), "别人的消息。")

    page = page_of(client, li, "people:me")

    assert 'aria-label="消息，2 条未读"' in page
    assert "要审核" not in page


def test_she_reads_her_own_and_nobody_elses(client):
    li = a_social_worker("李敏")
    notify(li, "蒙泰热电的岗位要审核。", "people:me")
    notify(a_social_worker("张伟"), "别人的消息。")

    page = page_of(client, li)

    assert "蒙泰热电的岗位要审核。" in page
    assert "别人的消息。" not in page


def test_going_marks_it_as_read_and_leads_on(client):
    li = a_social_worker("李敏")
    notice = notify(li, "蒙泰热电的岗位要审核。", "people:me")
    client.force_login(li)

    answer = client.post(reverse("jobs:inbox_go", args=[notice.pk]))

    assert answer.url == reverse("people:me")
    assert not Notice.objects.of(li).unread().exists()
    assert "未读" not in page_of(client, li)


def test_what_only_tells_leads_back_to_the_inbox(client):
    li = a_social_worker("李敏")
    notice = notify(li, "有人交接了案件。")
    client.force_login(li)

    assert client.post(reverse("jobs:inbox_go", args=[notice.pk])).url == reverse("jobs:inbox")


def test_somebody_elses_notice_is_not_there(client):
    notice = notify(a_social_worker("张伟"), "别人的消息。")
    client.force_login(a_social_worker("李敏"))

    assert client.post(reverse("jobs:inbox_go", args=[notice.pk])).status_code == 404
    assert Notice.objects.unread().get() == notice


def test_all_at_once(client):
    li, zhang = a_social_worker("李敏"), a_social_worker("张伟")
    for who in (li, li, zhang):
        notify(who, "有一条消息。")
    client.force_login(li)

    client.post(reverse("jobs:inbox_read"))

    assert [notice.user for notice in Notice.objects.unread()] == [zhang]


def test_the_count_is_not_for_people_of_firms(client):
    zhou = a_contact("周丽").user
    notify(zhou, "资料已核对通过。", "portal:home")
    client.force_login(zhou)

    assert client.get(reverse("jobs:inbox")).status_code == 404
    assert 'class="bell"' not in page_of(client, zhou, "portal:home")


def test_without_notices_she_reads_that_nothing_waits(client):
    assert "您现在不用做什么" in page_of(client, a_user("无任职"))
