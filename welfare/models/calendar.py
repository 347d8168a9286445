"""工作日历: which days are worked, year by year, with the notice that says so."""

from django.db import models


class CalendarDay(models.Model):
    """One day that differs from the week, or any day of a year whose notice is loaded.

    A year without rows is not announced: deadlines that reach into it are 暂定.
    """

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", "放假"
        MAKE_UP = "make_up", "调休上班"

    day = models.DateField("日期", unique=True)
    kind = models.CharField("安排", max_length=8, choices=Kind.choices)
    name = models.CharField("节日", max_length=20, blank=True)
    source = models.CharField("依据", max_length=120)
    confirmed = models.BooleanField("已核对", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "工作日历"
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"
