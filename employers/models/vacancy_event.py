"""What happened to a vacancy: one row per move, written in the same transaction."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from employers.models.vacancy import MOVES, State, Vacancy

# The lucide icon of each move, on its button and in the history.
ICONS = {
    "record": "file-plus",
    "edit": "pencil",
    "publish": "send",
    "refresh": "refresh-cw",
    "pause": "pause",
    "reopen": "send",
    "fill": "users",
    "withdraw": "archive",
}


class VacancyEvent(models.Model):
    """One step. ``actor`` None: the system took it (expiry, an import's own job has an actor)."""

    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="events", verbose_name="岗位")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="操作人"
    )
    at = models.DateTimeField("时间", default=timezone.now)
    name = models.CharField("动作", max_length=10)
    source = models.CharField("原状态", max_length=10, choices=State)
    target = models.CharField("新状态", max_length=10, choices=State)
    reason = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "岗位变更"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.vacancy_id} {self.name}"

    @property
    def label(self) -> str:
        """The move in words; 登记 and 修改 are no moves but stand in the history too."""
        return {"record": "登记", "edit": "修改"}.get(self.name) or MOVES[self.name].label

    @property
    def icon(self) -> str:
        return ICONS[self.name]
