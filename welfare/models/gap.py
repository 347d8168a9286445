"""应享未享: entitled and not receiving, with why, what next, by when and who."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from clients.models.scoped import CaseManager, CaseQuerySet, CaseRecord
from people.vault import EncryptedTextField
from welfare.models.choices import EntitlementField, OfEntitlement


class TakeUpGapQuerySet(CaseQuerySet):
    def open(self):
        return self.filter(closed_on__isnull=True)


TakeUpGapManager = CaseManager.from_queryset(TakeUpGapQuerySet)


class TakeUpGap(OfEntitlement, CaseRecord):
    """One household that has not what it is entitled to. Opened by a screening; closed with a reason."""

    class Why(models.TextChoices):
        NOT_TOLD = "not_told", "不知道能享受"
        PAPERS = "papers", "材料不齐"
        NO_TIME = "no_time", "没人去办"
        ASHAMED = "ashamed", "怕别人知道"
        UNWILLING = "unwilling", "本人不愿申请"
        REFUSED = "refused", "申请过，没有批准"
        OTHER = "other", "其他"

    class Closed(models.TextChoices):
        RECEIVED = "received", "已经享受"
        DECLINED = "declined", "本人书面放弃"
        CHANGED = "changed", "情况变化，不再符合"
        MISTAKEN = "mistaken", "经核实，认定有误"

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="take_up_gaps")
    entitlement = EntitlementField()
    opened_on = models.DateField("发现日期")
    why = models.CharField("没有享受的原因", max_length=12, choices=Why.choices, blank=True, default="")
    missing_paper = models.CharField("还缺的材料", max_length=120, blank=True, default="")
    next_action = EncryptedTextField("下一步", max_length=200, blank=True, default="")
    due_on = models.DateField("办理期限", null=True, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="经办人",
    )
    closed_on = models.DateField("办结日期", null=True, blank=True)
    closed_how = models.CharField("办结方式", max_length=12, choices=Closed.choices, blank=True, default="")
    closed_reason = EncryptedTextField("办结说明", max_length=200, blank=True, default="")

    objects: ClassVar[Any] = TakeUpGapManager()

    class Meta:
        verbose_name = verbose_name_plural = "应享未享"
        ordering = ("due_on", "opened_on", "pk")
        indexes = (models.Index(fields=["closed_on", "due_on"], name="take_up_gap_due"),)
        constraints = (
            models.UniqueConstraint(
                fields=["client", "entitlement"], condition=Q(closed_on__isnull=True), name="one_open_gap"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_how="") | (Q(closed_on__isnull=False) & ~Q(closed_how="")),
                name="gap_closed_says_how",
            ),
        )

    def __str__(self) -> str:
        return f"应享未享 #{self.pk}"
