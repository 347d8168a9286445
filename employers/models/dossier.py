"""申报材料: what an incentive needs on paper, for one hire or for a firm's year; what was handed in, and what came."""

import uuid
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from employers.incentives.catalogue import CATALOGUE
from employers.models.contact import Contact
from employers.models.enterprise import Enterprise
from employers.models.hire import Hire
from people.models import Recorded
from people.vault import SealedFiles

DOSSIER_FILES = SealedFiles("DOSSIERS_DIR")


def check_incentive(code: str) -> None:
    """Validator: a code of the catalogue."""
    if code not in CATALOGUE:
        raise ValidationError("没有这项扶持政策，请从列表里选。")


class OfAFirm(models.QuerySet):
    """Rows with an ``enterprise``."""

    def of_firm(self, contact: Contact) -> Self:
        """Those of the firm that she acts for; whether she still does is asked anew."""
        firms = Contact.objects.active().filter(pk=contact.pk).values("enterprise")
        return self.filter(enterprise__in=firms)

    def kept_by(self, actor) -> Self:
        """Those of firms that the member of staff keeps."""
        return self.filter(enterprise__in=Enterprise.objects.kept_by(actor))


class Dossier(Recorded):
    """One incentive for one hire, or (``hire`` None) for the firm in one year. It is dropped with a reason, never
    deleted. Its papers are the firm's: one contract serves every dossier of its hire."""

    class State(models.TextChoices):
        OPEN = "open", "准备中"
        DROPPED = "dropped", "不办了"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="dossiers", verbose_name="企业")
    hire = models.ForeignKey(Hire, models.PROTECT, null=True, blank=True, related_name="dossiers", verbose_name="用工")
    incentive = models.CharField("扶持政策", max_length=40, validators=[check_incentive])
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    state = models.CharField("状态", max_length=8, choices=State, default=State.OPEN)
    # Codes of papers that the office has said it will not ask for.
    waived = models.JSONField("不用交的材料", default=list, blank=True)

    objects = OfAFirm.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "申报材料"
        ordering = ("-recorded_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["hire", "incentive"],
                condition=Q(hire__isnull=False),
                name="dossier_of_a_hire_once",
                violation_error_message="这个人的这项扶持已经建过材料。",
            ),
            models.UniqueConstraint(
                fields=["enterprise", "incentive", "year"],
                condition=Q(hire=None),
                name="dossier_of_a_year_once",
                violation_error_message="这一年的这项扶持已经建过材料。",
            ),
            models.CheckConstraint(
                condition=Q(hire=None, year__isnull=False) | Q(hire__isnull=False, year=None),
                name="dossier_of_a_hire_or_of_a_year",
            ),
        )

    def __str__(self) -> str:
        return f"申报材料 #{self.pk}"


class DossierPaperQuerySet(OfAFirm):
    def to_look_at(self) -> Self:
        """Handed in, and nobody has looked at them since."""
        return self.filter(state=DossierPaper.State.UPLOADED)


class DossierPaper(models.Model):
    """One uploaded paper of a firm. A newer one of the same kind replaces it; the older stays for the record.

    document  code of ``incentives.incentive.Document``; ``hire`` None for a paper of the firm
    period    the month, quarter or year that it is about, as ``2025-Q1``; "" where it is about none
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", "已上传，待核对"
        CHECKED = "checked", "已核对"
        SENT_BACK = "sent_back", "需要更换"
        REPLACED = "replaced", "已由新的代替"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="dossier_papers", verbose_name="企业")
    hire = models.ForeignKey(Hire, models.PROTECT, null=True, blank=True, related_name="papers", verbose_name="用工")
    document = models.CharField("材料", max_length=40)
    period = models.CharField("所属期", max_length=15, blank=True)
    media_type = models.CharField("文件类型", max_length=20)
    size = models.PositiveIntegerField("大小（字节）")
    # Whether its text could be read and looked through for words that tell; a photograph is for people to read.
    text_was_read = models.BooleanField("已检查文字", default=False)
    issued_on = models.DateField("开具日期", null=True, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间", default=timezone.now)
    state = models.CharField("状态", max_length=10, choices=State, default=State.UPLOADED)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核对人"
    )
    looked_at = models.DateTimeField("核对时间", null=True, blank=True)
    words = models.CharField("更换原因", max_length=200, blank=True)

    objects = DossierPaperQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "材料"
        ordering = ("-uploaded_at", "-pk")
        indexes = (models.Index(fields=["enterprise", "document"], name="dossier_paper_by_kind"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=["uploaded", "replaced"]) | Q(looked_by__isnull=False, looked_at__isnull=False),
                name="dossier_paper_looked_at_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent_back") | ~Q(words=""), name="dossier_paper_sent_back_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(issued_on=None) | Q(expires_on__gte=F("issued_on")),
                name="dossier_paper_expires_after_issue",
                violation_error_message="有效期不能早于开具日期。",
            ),
            # One paper in one place: SQLite tells two empty hires apart, so that there are two.
            models.UniqueConstraint(
                fields=["hire", "document", "period"],
                condition=Q(hire__isnull=False) & ~Q(state="replaced"),
                name="dossier_paper_of_a_hire_once",
            ),
            models.UniqueConstraint(
                fields=["enterprise", "document", "period"],
                condition=Q(hire=None) & ~Q(state="replaced"),
                name="dossier_paper_of_a_firm_once",
            ),
        )

    def __str__(self) -> str:
        return f"材料 #{self.pk}"


class Claim(Recorded):
    """One handing-in of a dossier for a period, and what came of it. Amounts in yuan."""

    class State(models.TextChoices):
        HANDED_IN = "handed_in", "已递交"
        PAID = "paid", "已到账"
        REFUSED = "refused", "未通过"
        TAKEN_BACK = "taken_back", "已撤回"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="claims", verbose_name="申报材料")
    period = models.CharField("所属期", max_length=15)
    amount = models.DecimalField("申报金额", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    handed_in_on = models.DateField("递交日期")
    state = models.CharField("状态", max_length=10, choices=State, default=State.HANDED_IN)
    settled_on = models.DateField("办结日期", null=True, blank=True)
    paid = models.DecimalField(
        "到账金额", max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    words = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "申报"
        ordering = ("-handed_in_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["dossier", "period"],
                condition=Q(state__in=["handed_in", "paid"]),
                name="claim_once_for_a_period",
                violation_error_message="这个所属期已经申报过。",
            ),
            models.CheckConstraint(
                condition=Q(state="paid", paid__isnull=False, settled_on__isnull=False)
                | Q(state__in=["refused", "taken_back"], paid=None, settled_on__isnull=False)
                | Q(state="handed_in", paid=None, settled_on=None),
                name="claim_settled_with_a_day",
                violation_error_message="请填办结日期；已到账的还要填到账金额。",
            ),
        )

    def __str__(self) -> str:
        return f"申报 #{self.pk}"


class DossierEvent(models.Model):
    """What happened to a dossier: one row per step, written in the same transaction. ``actor`` None: the system."""

    class Name(models.TextChoices):
        OPENED = "opened", "建立材料"
        UPLOADED = "uploaded", "上传"
        CHECKED = "checked", "核对通过"
        SENT_BACK = "sent_back", "退回更换"
        WAIVED = "waived", "免交"
        REQUIRED = "required", "恢复为要交"
        PACKED = "packed", "打包下载"
        HANDED_IN = "handed_in", "递交"
        PAID = "paid", "到账"
        REFUSED = "refused", "未通过"
        TAKEN_BACK = "taken_back", "撤回申报"
        DROPPED = "dropped", "不办了"
        RESUMED = "resumed", "继续办"

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="events", verbose_name="申报材料")
    name = models.CharField("动作", max_length=10, choices=Name)
    at = models.DateTimeField("时间", default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="操作人"
    )
    paper = models.ForeignKey(DossierPaper, models.PROTECT, null=True, blank=True, related_name="+")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "材料经过"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.name}"
