"""经办记录: who did what about one 应享未享, in words; what the screening did itself stands in the gap."""

from django.db import models

from clients.models.scoped import CaseRecord
from people.vault import EncryptedTextField
from welfare.models.gap import TakeUpGap


class TakeUpGapEvent(CaseRecord):
    """One deed of one person. ``said`` holds what changed, one line each, as people read it."""

    TO_CLIENT = "gap__client__"

    class Deed(models.TextChoices):
        TAKEN = "taken", "接手办理"
        ARRANGED = "arranged", "改了安排"
        APPLIED = "applied", "发起申请"
        CLOSED = "closed", "办结"

    gap = models.ForeignKey(TakeUpGap, on_delete=models.CASCADE, related_name="events")
    deed = models.CharField("经办", max_length=10, choices=Deed.choices)
    said = EncryptedTextField("内容", max_length=800, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "经办记录"
        ordering = ("-recorded_at", "-pk")

    def __str__(self) -> str:
        return f"经办记录 #{self.pk}"
