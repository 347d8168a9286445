"""企业联系人: a person who acts for one firm. She may act for several, and a firm may have several."""

import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from employers.models.enterprise import Enterprise

INVITATION_LASTS = timedelta(days=14)


class ContactQuerySet(models.QuerySet["Contact"]):
    def active(self) -> Self:
        return self.filter(state=Contact.State.ACTIVE)

    def owners(self) -> Self:
        return self.active().filter(role=Contact.Role.OWNER)

    def invited(self) -> Self:
        """Invitations whose link still works."""
        return self.filter(state=Contact.State.INVITED, invited_at__gt=timezone.now() - INVITATION_LASTS)

    def former(self) -> Self:
        """Who has acted for a firm and does no more, the last one first; an invitation taken back is none."""
        return self.filter(state=Contact.State.LEFT, user__isnull=False).order_by("-until", "-pk")

    def of(self, user) -> Self:
        """The firms that she acts for today, the first one first."""
        return self.active().filter(user=user).select_related("enterprise__region__parent").order_by("since", "pk")


class Contact(models.Model):
    """invited → active → left. Rows stay: what somebody did for a firm refers to them.

    ``user`` is None until the invitation is taken up; ``email`` is where it went, "" for who came by a verification.
    ``end_cause`` is why staff ended it, "" where the firm or she herself did; ``end_words`` are for staff only.
    """

    class Role(models.TextChoices):
        OWNER = "owner", "负责人"
        MEMBER = "member", "成员"

    class State(models.TextChoices):
        INVITED = "invited", "已邀请"
        ACTIVE = "active", "在用"
        LEFT = "left", "已退出"

    class EndCause(models.TextChoices):
        GONE = "gone", "已不在这家企业"
        ASKED = "asked", "企业要求"
        MISTAKE = "mistake", "当时核对有误"
        ABUSE = "abuse", "使用不当"
        OTHER = "other", "其他原因"

    uid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name="联系人",
    )
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="contacts", verbose_name="企业")
    role = models.CharField("角色", max_length=10, choices=Role, default=Role.MEMBER)
    state = models.CharField("状态", max_length=10, choices=State)
    phone = models.CharField("手机", max_length=20, blank=True)
    email = models.EmailField("邀请邮箱", max_length=60, blank=True)
    # The site as the inviting owner sees it, for the link in the mail.
    origin = models.CharField("网址", max_length=200, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="邀请人"
    )
    invited_at = models.DateTimeField("邀请时间", null=True, blank=True)
    since = models.DateTimeField("开始时间", null=True, blank=True)
    until = models.DateTimeField("结束时间", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="结束人"
    )
    end_cause = models.CharField("结束原因", max_length=10, choices=EndCause, blank=True)
    end_words = models.CharField("结束说明", max_length=200, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "企业联系人"
        ordering = ("since", "pk")
        constraints = (
            models.UniqueConstraint("user", "enterprise", condition=Q(state="active"), name="contact_active_once"),
            models.UniqueConstraint("email", "enterprise", condition=Q(state="invited"), name="contact_invited_once"),
            models.CheckConstraint(
                condition=Q(state="active", user__isnull=False, since__isnull=False, until=None, ended_by=None)
                | Q(state="invited", user=None, since=None, until=None, invited_at__isnull=False) & ~Q(email="")
                | Q(state="left", until__isnull=False),
                name="contact_state_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(end_cause="", end_words="") | ~Q(end_cause="") & Q(state="left", ended_by__isnull=False),
                name="contact_ended_by_somebody_for_a_cause",
            ),
        )

    def __str__(self) -> str:
        return f"联系人 {self.pk}"

    @property
    def is_owner(self) -> bool:
        return self.role == self.Role.OWNER
