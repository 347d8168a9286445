"""An uploaded list of vacancies, kept until it is applied and its leftovers are fetched."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from employers.models.contact import Contact
from people.models import Membership

KEPT_DAYS = 30


class UploadQuerySet(models.QuerySet["Upload"]):
    def of(self, actor) -> Self:
        """Her own, latest first: those that somebody uploaded as staff, or those of a contact."""
        whose = {"contact": actor} if isinstance(actor, Contact) else {"uploaded_by": actor, "contact": None}
        return self.filter(**whose).order_by("-uploaded_at", "-pk")

    def forget_old(self, now: datetime) -> int:
        """Delete lists older than KEPT_DAYS; returns how many."""
        return self.filter(uploaded_at__lt=now - timedelta(days=KEPT_DAYS)).delete()[0]


class Upload(models.Model):
    """Rows as read from the file, by a member of staff or by a contact, for whose firm they are.

    ``report`` is what became of them: see ``import_vacancies``. ``publish``: the good rows are published at once, and
    those of a contact are handed in for review at once.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", "待确认"
        APPLYING = "applying", "导入中"
        APPLIED = "applied", "已导入"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    # As what she uploaded it: the job acts under this post or for this firm, not under whatever she chose since.
    membership = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="任职"
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="uploads", verbose_name="企业联系人"
    )
    uploaded_at = models.DateTimeField("上传时间", default=timezone.now)
    headings = models.JSONField("表头", default=list)
    # [[line number in the file, {heading: text}], …]
    rows = models.JSONField("内容", default=list)
    # What would become of each row, as ``check_rows.Row.shown``; None until somebody has looked the list over.
    preview = models.JSONField("预览", null=True, blank=True)
    publish = models.BooleanField("导入后直接发布", default=False)
    state = models.CharField("状态", max_length=10, choices=State, default=State.UPLOADED)
    # [[line number, outcome, [reasons]], …]
    report = models.JSONField("结果", default=list)
    added = models.PositiveIntegerField("新增", default=0)
    known = models.PositiveIntegerField("已有", default=0)
    refused = models.PositiveIntegerField("未导入", default=0)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "岗位导入"
        ordering = ("-uploaded_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(membership=None, contact__isnull=False) | Q(membership__isnull=False, contact=None),
                name="upload_by_staff_or_by_a_firm",
            ),
        )

    def __str__(self) -> str:
        return f"岗位导入 {self.pk}"

    @property
    def job_key(self) -> str:
        """The key of its jobs: one check and one import per list, however often the button is pressed."""
        return str(self.uid)
