"""Telling somebody: a line in the inbox, and a mail that says only that there is one."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from jobs.models import Job
from jobs.notify import mark_read, notify
from jobs.run import run
from people.models import Notice
from tests.cast import a_user

pytestmark = pytest.mark.django_db


def mailed() -> int:
    for pk in Job.objects.filter(kind="notices.mail").values_list("pk", flat=True):
        run(pk)
    return len(mail.outbox)


def test_the_mail_says_that_there_is_something_and_not_what():
    notify(a_user("周丽", email="zhouli@firm.example"), "蒙泰热电的资料已核对通过。", "portal:home")

    assert mailed() == 1
    (letter,) = mail.outbox
    assert letter.to == ["zhouli@firm.example"]
    assert "蒙泰热电" not in letter.subject + letter.body
    assert "核对" not in letter.subject + letter.body


def test_several_within_the_hour_are_one_mail(time_machine):
    time_machine.move_to("2026-11-23 09:00 +08:00", tick=False)
    zhou = a_user("周丽", email="zhouli@firm.example")
    notify(zhou, "一")
    assert mailed() == 1
    notify(zhou, "二")
    assert mailed() == 1

    time_machine.move_to(timezone.now() + timedelta(hours=1, minutes=1))
    notify(zhou, "三")

    assert mailed() == 2


@pytest.mark.parametrize("why", ["read", "no address", "gone"])
def test_who_need_not_or_cannot_be_mailed_is_not(why):
    zhou = a_user("周丽", email="" if why == "no address" else "zhouli@firm.example", is_active=why != "gone")
    notify(zhou, "一")
    if why == "read":
        mark_read(zhou)

    assert mailed() == 0


def test_reading_one_leaves_the_others_and_other_people_alone():
    zhou, zhao = a_user("周丽"), a_user("赵强")
    first, _, other = notify(zhou, "一"), notify(zhou, "二"), notify(zhao, "三")

    assert mark_read(zhou, first.pk) == 1
    assert mark_read(zhou, first.pk) == 0
    assert mark_read(zhou, other.pk) == 0
    assert mark_read(zhou) == 1
    assert Notice.objects.unread().get() == other
