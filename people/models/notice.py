"""消息: what somebody should look at. Written by ``jobs.notify`` alone, which also tells her by mail."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils import timezone


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, user) -> Self:
        """A person's own, latest first."""
        return self.filter(user=user).order_by("-at", "-pk")

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notice(models.Model):
    """One line with an address to go to. ``text`` is for the screen and carries no personal data: it stays on file
    when what it speaks of has long changed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices", verbose_name="收件人")
    text = models.CharField("内容", max_length=200)
    # By name, so that an address may move; "" for a notice that only tells.
    url_name = models.CharField("去处", max_length=60, blank=True)
    url_args = models.JSONField("去处参数", default=list, blank=True)
    at = models.DateTimeField("时间", default=timezone.now)
    read_at = models.DateTimeField("看过时间", null=True, blank=True)
    mailed_at = models.DateTimeField("邮件提醒时间", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["user", "-at"], name="notice_of_user"),)

    def __str__(self) -> str:
        return f"消息 {self.pk}"

    @property
    def href(self) -> str:
        """Where to go; "" when nowhere, or when that page has gone since."""
        args: list[Any] = self.url_args
        try:
            return reverse(self.url_name, args=args) if self.url_name else ""
        except NoReverseMatch:
            return ""
