"""工作日历: which days are worked, year by year, with the notice that says so."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class CalendarNotice(models.Model):
    """The arrangement of one year as it was written down: one person enters it, another looks again, then it counts.

    ``loaded_by`` None: it came with the system. The latest that counts is the year's; earlier ones stay as history.
    ``moved`` says which terms it moved: [kind, id, day before, day after].
    """

    year = models.PositiveSmallIntegerField("年份")
    source = models.CharField("依据", max_length=120)
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="录入人"
    )
    loaded_at = models.DateTimeField("录入时间")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核对人"
    )
    confirmed_at = models.DateTimeField("核对时间", null=True, blank=True)
    moved = models.JSONField("变动的期限", default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "放假安排"
        ordering = ("-year", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(loaded_by=F("confirmed_by")), name="calendar_needs_two_persons"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(confirmed_at__isnull=False), name="calendar_confirmed_when"
            ),
            models.UniqueConstraint(
                fields=["year"], condition=Q(confirmed_at__isnull=True), name="one_notice_of_a_year_waits"
            ),
        )

    def __str__(self) -> str:
        return f"{self.year}年放假安排"

    @property
    def counts(self) -> bool:
        return self.confirmed_at is not None


class CalendarDay(models.Model):
    """One day that differs from the week. Only ``confirmed`` ones are counted by.

    A year without a confirmed notice is not announced: deadlines that reach into it are 暂定.
    """

    class Kind(models.TextChoices):
        HOLIDAY = "holiday", "放假"
        MAKE_UP = "make_up", "调休上班"

    notice = models.ForeignKey(CalendarNotice, models.CASCADE, related_name="days", verbose_name="放假安排")
    day = models.DateField("日期")
    kind = models.CharField("安排", max_length=8, choices=Kind.choices)
    name = models.CharField("节日", max_length=20, blank=True)
    source = models.CharField("依据", max_length=120)
    confirmed = models.BooleanField("已核对", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "工作日历"
        ordering = ("day",)
        constraints = (
            models.UniqueConstraint(fields=["notice", "day"], name="one_arrangement_per_day_of_notice"),
            models.UniqueConstraint(
                fields=["day"], condition=Q(confirmed=True), name="one_arrangement_that_counts_per_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"
