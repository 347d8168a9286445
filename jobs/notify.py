"""Telling somebody: a line in her inbox now, and a mail that says only that there is one."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from jobs.models import Job
from jobs.progress import Progress
from jobs.run import ask, job
from people.models import Notice, User

# Who has not come since the last mail is not mailed again so soon.
QUIET = timedelta(hours=1)
SUBJECT = "有事项待处理"
BODY = """您好：

您有新的事项待处理，请登录平台，在“消息”里查看。

这封邮件由平台自动发出，请不要回复。
"""


@transaction.atomic
def notify(user: User, text: str, url_name: str = "", args: Sequence[object] = ()) -> Notice:
    """Put ``text`` into the inbox of ``user``, in the caller's transaction; the mail goes out after its commit.

    text      Chinese, for the screen, without personal data
    url_name  the page to go to, with its ``args`` (numbers or short texts)
    """
    notice = Notice.objects.create(user=user, text=text, url_name=url_name, url_args=list(args))
    ask(None, "notices.mail", key=str(notice.pk), notice=notice.pk)
    return notice


def mark_read(user: User, notice_id: int | None = None) -> int:
    """Mark one of her notices, or all, as read; returns how many were not before."""
    mine = Notice.objects.of(user).unread()
    if notice_id is not None:
        mine = mine.filter(pk=notice_id)
    return mine.update(read_at=timezone.now())


@job("notices.mail", title="邮件提醒")
def mail(row: Job, progress: Progress) -> dict[str, int]:
    """Mail that there is something to see; not to who has read it, has no address, or was mailed within the hour."""
    notice = Notice.objects.select_related("user").filter(pk=row.payload["notice"], mailed_at=None).first()
    if notice is None or notice.read_at or not notice.user.email or not notice.user.is_active:
        return {"sent": 0}
    now = timezone.now()
    if Notice.objects.of(notice.user).unread().filter(mailed_at__gt=now - QUIET).exists():
        return {"sent": 0}
    send_mail(f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{SUBJECT}", BODY, None, [notice.user.email])
    Notice.objects.filter(pk=notice.pk).update(mailed_at=now)
    return {"sent": 1}
