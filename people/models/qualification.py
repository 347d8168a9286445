"""社会工作师 and the like: what a worker is qualified as, and until when."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from people.models.recorded import Recorded


class Qualification(Recorded):
    """One certificate of a staff member. ``expires_on`` None: it does not say."""

    class Kind(models.TextChoices):
        ASSISTANT = "assistant", "助理社会工作师（初级）"
        SOCIAL_WORKER = "social_worker", "社会工作师（中级）"
        SENIOR = "senior", "高级社会工作师"
        COUNSELLOR = "counsellor", "心理咨询师"
        CAREER = "career", "职业指导员"
        OTHER = "other", "其他证书"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="qualifications", verbose_name="工作人员"
    )
    kind = models.CharField("资格", max_length=16, choices=Kind.choices)
    name = models.CharField("证书名称", max_length=60, blank=True)
    number = models.CharField("证书编号", max_length=40, blank=True)
    issued_on = models.DateField("发证日期")
    expires_on = models.DateField("登记有效期至", null=True, blank=True)
    # When she and her manager were told that it runs out; None again once it was prolonged.
    reminded_on = models.DateField("已提醒", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "职业资格"
        ordering = ("-issued_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                name="qualification_expires_after_issue",
                violation_error_message="有效期不能早于发证日期。",
            ),
            models.CheckConstraint(
                condition=~Q(kind="other") | ~Q(name=""),
                name="other_qualification_has_a_name",
                violation_error_message="其他证书请填证书名称。",
            ),
        )

    def __str__(self) -> str:
        return self.name or self.get_kind_display()

    def holds_on(self, day: date) -> bool:
        """Whether it was issued by then and has not run out; the last day is still inside."""
        return self.issued_on <= day and (self.expires_on is None or day <= self.expires_on)
