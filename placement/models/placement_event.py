"""安置的经过: how a job began, what was put right, what was asked and said, how it ended."""

from django.db import models
from django.utils import timezone

from clients.models.scoped import CaseRecord
from people.vault import EncryptedTextField
from placement.models.placement import Placement
from placement.models.reasons import EndReason


class PlacementEvent(CaseRecord):
    """One deed. ``by_firm``: the firm itself said so. ``day``: which follow-up it was about, if any."""

    class Name(models.TextChoices):
        STARTED = "started", "登记上岗"
        CORRECTED = "corrected", "更正了登记"
        WORKING = "working", "回访：还在岗"
        UNREACHABLE = "unreachable", "回访：联系不上"
        GIVEN_UP = "given_up", "回访：多次联系不上，不再追问"
        ANSWER_BACK = "answer_back", "撤回了一次回访结果"
        LEFT = "left", "登记离岗"
        LEFT_BACK = "left_back", "撤回了离岗登记"

    TO_CLIENT = "placement__client__"

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField("时间", default=timezone.now)
    name = models.CharField("动作", max_length=12, choices=Name.choices)
    day = models.PositiveSmallIntegerField("第几天", null=True, blank=True)
    by_firm = models.BooleanField("企业登记", default=False)
    reason = models.CharField("原因", max_length=16, choices=EndReason.choices, blank=True, default="")
    note = EncryptedTextField("说明", max_length=400, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "安置经过"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"安置经过 #{self.pk}"
