"""What happened to a vacancy: one row per move, written in the same transaction."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from employers.models.vacancy import Vacancy
from employers.models.vacancy_moves import ADVICE, BESIDE, MOVES, By, Cause, Result, State

# The lucide icon of each move, on its button and in the history.
ICONS = {
    "record": "file-plus",
    "edit": "pencil",
    "look": "check",
    "submit": "send",
    "take_back": "undo-2",
    "return": "undo-2",
    "publish": "send",
    "refresh": "refresh-cw",
    "pause": "pause",
    "reopen": "send",
    "fill": "users",
    "withdraw": "archive",
    "expire": "archive",
}


class VacancyEvent(models.Model):
    """One step. ``actor`` None: the system took it (expiry, an import's own job has an actor), or another system did,
    whose name stands in ``reason``.

    ``cause`` is why staff ask the firm to mend it; ``result`` and the numbers are what a firm says when it closes one:
    how many it found here, and how many elsewhere.
    """

    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="events", verbose_name="岗位")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="操作人"
    )
    by = models.CharField("由谁", max_length=6, choices=By, default=By.STAFF)
    at = models.DateTimeField("时间", default=timezone.now)
    name = models.CharField("动作", max_length=10)
    source = models.CharField("原状态", max_length=10, choices=State)
    target = models.CharField("新状态", max_length=10, choices=State)
    cause = models.CharField("原因", max_length=10, choices=Cause, blank=True)
    reason = models.CharField("说明", max_length=200, blank=True)
    result = models.CharField("结果", max_length=10, choices=Result, blank=True)
    hired_here = models.PositiveSmallIntegerField("来自本平台", null=True, blank=True)
    hired_elsewhere = models.PositiveSmallIntegerField("来自其他途径", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "岗位变更"
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(by__in=["system", "sender"], actor=None)
                | ~Q(by__in=["system", "sender"]) & Q(actor__isnull=False),
                name="vacancy_event_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(name="return") & ~Q(cause="")
                | ~Q(name="return") & (Q(cause="") | Q(name="pause", by="staff")),
                name="vacancy_event_sent_back_for_a_cause",
            ),
            models.CheckConstraint(
                condition=Q(result="") | Q(name__in=["fill", "withdraw"], by="firm"),
                name="vacancy_event_result_on_closing",
            ),
            models.CheckConstraint(
                condition=Q(result="full", hired_here__isnull=False, hired_elsewhere__isnull=False)
                | ~Q(result="full") & Q(hired_here=None, hired_elsewhere=None),
                name="vacancy_event_counts_who_was_hired",
            ),
        )

    def __str__(self) -> str:
        return f"{self.vacancy_id} {self.name}"

    @property
    def label(self) -> str:
        """The move in words; some entries are no moves but stand in the history too."""
        return BESIDE.get(self.name) or MOVES[self.name].label

    @property
    def icon(self) -> str:
        return ICONS[self.name]

    @property
    def is_for_the_firm(self) -> bool:
        """Whether its words are the firm's own or were written for it; what staff note otherwise stays on the desk."""
        return self.by in (By.FIRM, By.SENDER) or self.cause != ""

    @property
    def advice(self) -> str:
        """What the firm can do about the cause; "" without one."""
        return ADVICE[Cause(self.cause)] if self.cause else ""
