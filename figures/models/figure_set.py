"""一个月的数字: counted once, stored by community, with the rows behind each."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class FigureSet(models.Model):
    """All figures of one month, counted at one time.

    running  the month that is not closed yet, counted again and again
    closed   as it was on the day of closing; it never changes again, a trigger sees to that
    recount  the same month counted again after its closing: where it differs, something was corrected since
    """

    class Kind(models.TextChoices):
        RUNNING = "running", "未结账"
        CLOSED = "closed", "已结账"
        RECOUNT = "recount", "复算"

    month = models.DateField("月份")
    kind = models.CharField("状态", max_length=8, choices=Kind.choices)
    counted_at = models.DateTimeField("统计时间")
    # None: by the schedule.
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="结账人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "月度数字"
        ordering = ("-month", "kind")
        constraints = (
            models.UniqueConstraint(fields=["month", "kind"], name="one_set_per_month_and_kind"),
            models.CheckConstraint(condition=Q(month__day=1), name="figure_month_is_its_first_day"),
        )

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.get_kind_display()}"


class StoredFigure(models.Model):
    """One figure of one set.

    counts  {region code, as deep as is known: number}; sums over regions are sums of these
    hidden  of a closed month: places whose number must not leave the house, as ``figures.mask`` names them
    rows    what was counted: ids of the figure's own table by region, as ``figures.stored.pack`` makes them
    """

    figure_set = models.ForeignKey(FigureSet, models.CASCADE, related_name="figures")
    code = models.CharField("指标", max_length=40)
    counts = models.JSONField("各地数字", default=dict)
    rows = models.BinaryField("明细", default=bytes)
    hidden = models.JSONField("对外隐去", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "指标"
        constraints = (models.UniqueConstraint(fields=["figure_set", "code"], name="figure_once_per_set"),)

    def __str__(self) -> str:
        return f"{self.code} #{self.pk}"
