"""正在享受: what a household receives, written once; the facts of rules follow from it."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from clients.models import Grade
from clients.models.scoped import CaseManager, CaseQuerySet, CaseRecord
from people.vault import EncryptedTextField
from welfare.models.choices import EntitlementField, OfEntitlement


class BenefitQuerySet(CaseQuerySet):
    def running(self, as_of: date):
        """What is received on that day; on the day it stops it is not."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=as_of), since__lte=as_of)


BenefitManager = CaseManager.from_queryset(BenefitQuerySet)


class Benefit(OfEntitlement, CaseRecord):
    """One entitlement received from a day. ``amount`` in the entitlement's unit.

    ``until`` is the first day without it, the day itself for what was paid once; empty: it still runs.
    """

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="benefits")
    entitlement = EntitlementField()
    amount = models.DecimalField("金额", max_digits=10, decimal_places=2, null=True, blank=True)
    since = models.DateField("开始享受")
    until = models.DateField("停止享受", null=True, blank=True)
    grade = models.CharField("佐证等级", max_length=12, choices=Grade.choices, default=Grade.CLAIMED)
    application = models.ForeignKey(
        "welfare.Application", on_delete=models.SET_NULL, null=True, blank=True, related_name="benefits"
    )
    note = EncryptedTextField("备注", max_length=200, blank=True, default="")

    objects: ClassVar[Any] = BenefitManager()

    class Meta:
        verbose_name = verbose_name_plural = "正在享受的救助"
        ordering = ("-since", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="benefit_ends_after_start",
                violation_error_message="停止日期不能早于开始日期。",
            ),
            models.UniqueConstraint(
                fields=["client", "entitlement"], condition=Q(until__isnull=True), name="one_running_benefit"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="benefit_not_negative",
                violation_error_message="金额不能是负数。",
            ),
        )

    def __str__(self) -> str:
        return f"正在享受 #{self.pk}"

    def runs(self, as_of: date) -> bool:
        """As ``running`` in a queryset."""
        return self.since <= as_of and (self.until is None or as_of < self.until)
