"""到期提醒: that a firm was told in time. One row per vacancy, confirmation and lead, so that nobody is told twice."""

from django.db import models
from django.utils import timezone

from employers.models.vacancy import Vacancy


class ExpiryReminder(models.Model):
    """Its contacts were told that ``vacancy``, last confirmed at ``refreshed_at``, goes ``days`` days later.

    Whoever confirms it begins a new count, with reminders of its own.
    """

    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="expiry_reminders", verbose_name="岗位")
    refreshed_at = models.DateTimeField("当时的最近确认")
    days = models.PositiveSmallIntegerField("提前天数")
    at = models.DateTimeField("提醒时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "到期提醒"
        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint("vacancy", "refreshed_at", "days", name="expiry_reminded_once"),)

    def __str__(self) -> str:
        return f"到期提醒 {self.pk}"
