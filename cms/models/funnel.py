"""招募漏斗: how many came how far, by day. Counts alone: nobody is followed."""

from django.db import models


class DailyCount(models.Model):
    """How often a step was taken on a day."""

    class Step(models.TextChoices):
        VISIT = "visit", "打开网站"
        CALCULATED = "calculated", "用计算器"

    day = models.DateField("日期")
    step = models.CharField("步骤", max_length=12, choices=Step)
    count = models.PositiveIntegerField("次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "每日次数"
        ordering = ("day", "step")
        constraints = (models.UniqueConstraint("day", "step", name="counted_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.day} {self.get_step_display()} {self.count}"
