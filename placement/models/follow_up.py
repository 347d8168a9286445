"""回访: is she still at work? Asked 30, 90, 180 and 365 days after the start."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from clients.models.scoped import CaseManager, CaseQuerySet, CaseRecord
from people.vault import EncryptedTextField
from placement.models.placement import Placement

DAYS = (30, 90, 180, 365)


class FollowUpQuerySet(CaseQuerySet):
    def waiting(self):
        """Nobody has a definite answer yet."""
        return self.filter(settled_on__isnull=True)

    def due(self, as_of: date):
        """Its day has come, whether or not somebody is to try again later."""
        return self.waiting().filter(due_on__lte=as_of)


FollowUpManager = CaseManager.from_queryset(FollowUpQuerySet)


class FollowUp(CaseRecord):
    """One question at one age of a placement. All four are made when the job starts.

    ``asked_on`` is the last attempt, ``attempts`` counts those that reached nobody, ``again_on`` is when to try next.
    ``settled_on`` is set by a definite answer, or where there will be none: the job ended before the day, or nobody
    could be reached at all.
    """

    TO_CLIENT = "placement__client__"

    class Outcome(models.TextChoices):
        WORKING = "working", "还在岗"
        LEFT = "left", "离岗"
        UNREACHABLE = "unreachable", "联系不上"
        NOT_NEEDED = "not_needed", "已提前离岗"

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="follow_ups")
    day = models.PositiveSmallIntegerField("第几天", choices=[(day, f"{day} 天") for day in DAYS])
    due_on = models.DateField("应回访日期")
    outcome = models.CharField("结果", max_length=12, choices=Outcome.choices, blank=True, default="")
    asked_on = models.DateField("最近一次回访", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("没联系上的次数", default=0)
    again_on = models.DateField("再联系日期", null=True, blank=True)
    settled_on = models.DateField("得到答复的日期", null=True, blank=True)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="社工"
    )
    note = EncryptedTextField("情况", max_length=400, blank=True, default="")

    objects: ClassVar[Any] = FollowUpManager()

    class Meta:
        verbose_name = verbose_name_plural = "回访"
        ordering = ("due_on", "pk")
        indexes = (models.Index(fields=["settled_on", "due_on"], name="follow_up_by_due"),)
        constraints = (
            models.UniqueConstraint(fields=["placement", "day"], name="follow_up_once_at_each_age"),
            models.CheckConstraint(
                condition=Q(settled_on=None, outcome__in=["", "unreachable"])
                | (Q(settled_on__isnull=False) & ~Q(outcome="")),
                name="follow_up_settled_with_outcome",
            ),
        )

    def __str__(self) -> str:
        return f"回访 #{self.pk}"
