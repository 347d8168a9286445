"""就业服务: what public employment services did for a client besides a referral, and what came of it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from clients.models.scoped import CaseRecord
from people.vault import EncryptedTextField


class EmploymentService(CaseRecord):
    """One service on one day. ``result`` is filled in when it is known: unknown is not "none".

    ``with_client``: she was there herself, so that the day counts as a contact as well.
    """

    class Kind(models.TextChoices):
        REGISTRATION = "registration", "失业登记"
        GUIDANCE = "guidance", "职业指导"
        INTRODUCTION = "introduction", "职业介绍"
        COACHING = "coaching", "面试辅导"

    class Result(models.TextChoices):
        UNKNOWN = "", "还不知道"
        DONE = "done", "办成了"
        NOT_DONE = "not_done", "没办成"

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="employment_services")
    kind = models.CharField("服务", max_length=14, choices=Kind.choices)
    on = models.DateField("日期")
    provider = models.CharField("谁提供的", max_length=60, blank=True, default="")
    with_client = models.BooleanField("本人在场", default=True)
    note = EncryptedTextField("情况", max_length=500, blank=True, default="")
    result = models.CharField("结果", max_length=10, choices=Result.choices, blank=True, default=Result.UNKNOWN)
    result_on = models.DateField("有结果的日期", null=True, blank=True)
    result_note = EncryptedTextField("结果说明", max_length=300, blank=True, default="")

    ICONS: ClassVar = {
        Kind.REGISTRATION: "clipboard-list",
        Kind.GUIDANCE: "compass",
        Kind.INTRODUCTION: "briefcase",
        Kind.COACHING: "messages-square",
    }

    class Meta:
        verbose_name = verbose_name_plural = "就业服务"
        ordering = ("-on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(result="", result_on=None)
                | (~Q(result="") & Q(result_on__isnull=False, result_on__gte=F("on"))),
                name="service_result_has_its_day",
                violation_error_message="填了结果，还要填日期；结果不能早于服务。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"

    @property
    def icon(self) -> str:
        """The lucide icon of the kind."""
        return self.ICONS[self.Kind(self.kind)]
