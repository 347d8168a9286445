"""批量导入: one uploaded workbook on its way in. It is personal data, so it is encrypted and soon forgotten."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from people.vault import EncryptedTextField

KEPT_FOR = timedelta(days=7)


def forget_on() -> datetime:
    return timezone.now() + KEPT_FOR


class IntakeQuerySet(models.QuerySet):
    def of(self, user):
        """Uploads of this user only: nobody else may open them."""
        return self.filter(uploaded_by=user)

    def forget_old(self, now) -> int:
        """Empty what is past its day; the counts stay. Returns how many were emptied."""
        return (
            self.filter(forget_after__lte=now)
            .exclude(state=Intake.State.FORGOTTEN)
            .update(sheet=None, left_over=None, state=Intake.State.FORGOTTEN)
        )


class Intake(models.Model):
    """One upload. ``sheet`` is the read table, ``left_over`` the rows that were not taken, both as encrypted JSON;
    None once forgotten."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", "待确认"
        APPLYING = "applying", "正在导入"
        APPLIED = "applied", "已导入"
        FORGOTTEN = "forgotten", "已清除"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField("上传时间", default=timezone.now)
    forget_after = models.DateTimeField("清除时间", default=forget_on)
    # The post under which it was uploaded: region codes decide what its rows may say.
    membership = models.ForeignKey("people.Membership", on_delete=models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.UPLOADED)
    sheet = EncryptedTextField("表格", null=True, blank=True)
    left_over = EncryptedTextField("未导入的行", null=True, blank=True)
    # Column number (as text, JSON has no other keys) -> field of clients.intake.columns.
    mapping = models.JSONField("列对应", default=dict)
    rows = models.PositiveIntegerField("行数", default=0)
    added = models.PositiveIntegerField("已导入", default=0)
    known = models.PositiveIntegerField("已在册", default=0)
    refused = models.PositiveIntegerField("有问题", default=0)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "批量导入"
        ordering = ("-uploaded_at",)

    def __str__(self) -> str:
        return f"导入 #{self.pk}"
