"""核实: somebody says that she acts for a firm, and hands in its licence; somebody else decides."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from employers.may import KEEPERS, kept_code
from employers.models.contact import Contact
from employers.models.enterprise import Enterprise
from employers.models.stated import Stated
from people.scope import code_range

# How long an owner has to say whether somebody is of her firm: she may have left it herself.
PATIENCE = timedelta(days=7)


class Reason(models.TextChoices):
    UNREADABLE = "unreadable", "营业执照看不清楚"
    CODE = "code", "代码与营业执照不一致"
    NAME = "name", "企业名称与营业执照不一致"
    CONTACT = "contact", "联系人没有核对上"
    CLOSED = "closed", "企业已注销或吊销"
    ELSEWHERE = "elsewhere", "企业不在本地区用工"
    OTHER = "other", "其他原因"


# What the contact can do about it.
ADVICE = {
    Reason.UNREADABLE: "请在光线好的地方重新拍一张，四角完整、文字清楚，再提交一次。",
    Reason.CODE: "请对照营业执照逐位核对代码，改正后再提交一次。",
    Reason.NAME: "请按营业执照上的全称填写，改正后再提交一次。",
    Reason.CONTACT: "请核对手机号能否打通；单位里已经有人使用本平台的，请他在“联系人”里邀请您。核对后可以再提交一次。",
    Reason.CLOSED: "如果登记信息已经恢复，请上传最新的营业执照再提交一次。",
    Reason.ELSEWHERE: "请选实际用工所在的旗区，再提交一次。",
    Reason.OTHER: "请按说明改正，再提交一次。",
}


class VerificationQuerySet(models.QuerySet["Verification"]):
    def open(self) -> Self:
        return self.filter(state=Verification.State.SUBMITTED)

    def with_calculation(self, user) -> Self:
        """Hers that brought a calculation along, the latest first."""
        return self.filter(user=user, calculation__isnull=False).order_by("-at", "-pk")

    def for_owner_of(self, firm: Enterprise) -> Self:
        """Open ones that the owners of ``firm`` decide: people who say that they act for it too."""
        return self.open().filter(credit_code=firm.credit_code)

    def for_staff(self, actor) -> Self:
        """Open ones that the actor decides: of firms in her county, by the firm's place where it is known and by the
        stated one where it is not. What an owner of the firm can decide comes here when she has not for PATIENCE."""
        if actor.region is None or actor.role not in KEEPERS:
            return self.none()
        low, high = code_range(kept_code(actor.region.code))
        same = Enterprise.objects.filter(credit_code=OuterRef("credit_code"))
        here = {"region__code__gte": low, "region__code__lte": high}
        owners = Contact.objects.owners().filter(enterprise__credit_code=OuterRef("credit_code"))
        return (
            self.open()
            .filter(Exists(same.filter(**here)) | ~Exists(same) & Q(**here))
            .filter(~Exists(owners) | Q(at__lt=timezone.now() - PATIENCE))
            .order_by("at", "pk")
        )


class Verification(Stated):
    """One submission and what became of it; a corrected one is a new row with ``previous``. Rows are never deleted.

    ``calculation`` is what she worked out on the public site before she registered, until she puts it away.
    """

    class State(models.TextChoices):
        SUBMITTED = "submitted", "待核对"
        VERIFIED = "verified", "已通过"
        REFUSED = "refused", "未通过"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="verifications", verbose_name="提交人"
    )
    calculation = models.JSONField("官网算过的", null=True, blank=True, editable=False)
    state = models.CharField("状态", max_length=10, choices=State, default=State.SUBMITTED)
    at = models.DateTimeField("提交时间", default=timezone.now)
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="following", verbose_name="上一次"
    )
    reason = models.CharField("未通过原因", max_length=12, choices=Reason, blank=True)
    words = models.CharField("说明", max_length=200, blank=True)
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="决定人"
    )
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="verifications", verbose_name="企业"
    )

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "企业核实"
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                "user", "credit_code", condition=Q(state="submitted"), name="verification_open_once"
            ),
            models.CheckConstraint(
                condition=Q(state="submitted", decided_at=None, decided_by=None)
                | ~Q(state="submitted") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="verification_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(reason="") | ~Q(state="refused") & Q(reason="", words=""),
                name="verification_refused_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="verified", enterprise__isnull=False) | ~Q(state="verified") & Q(enterprise=None),
                name="verification_of_a_firm",
            ),
        )

    def __str__(self) -> str:
        return f"核实 {self.pk}"

    @property
    def advice(self) -> str:
        """What to do after a refusal; "" otherwise."""
        return ADVICE[Reason(self.reason)] if self.reason else ""
