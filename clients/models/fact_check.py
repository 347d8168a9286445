"""抽查 and 复核: whether what is on record is true, and who keeps it so.

A fact is named by its table and id, never by a foreign key: it may be of any table of the case zone, and may be gone.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from clients.models.scoped import CaseRecord
from people.vault import EncryptedTextField


class FactSample(models.Model):
    """The random sample of one month in one region. ``seed`` and ``drawn_from`` let anybody draw it again."""

    region = models.ForeignKey("people.Region", models.PROTECT, related_name="+", verbose_name="区域")
    month = models.DateField("月份")
    seed = models.CharField(max_length=32, editable=False)
    drawn_from = models.PositiveIntegerField("从多少条中抽取")
    drawn_at = models.DateTimeField("抽取时间")
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="抽取人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "抽查"
        ordering = ("-month", "region")
        constraints = (models.UniqueConstraint(fields=["region", "month"], name="one_sample_per_region_and_month"),)

    def __str__(self) -> str:
        return f"抽查 #{self.pk}"


class FactCheck(CaseRecord):
    """One fact of a sample, or one that a keeper has looked at again (``sample`` None: 复核, not 抽查).

    ``recorder`` is who had recorded the fact when it was drawn: the result is traced to her.
    """

    class Result(models.TextChoices):
        WAITING = "", "待核对"
        TRUE = "true", "属实"
        DIFFERS = "differs", "与实际不符"
        CANNOT_TELL = "cannot_tell", "无法核实"
        GONE = "gone", "记录已删除"
        MOVED = "moved", "服务对象已转出"

    sample = models.ForeignKey(FactSample, on_delete=models.CASCADE, null=True, blank=True, related_name="checks")
    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="fact_checks")
    table = models.CharField("哪类事实", max_length=24)
    row = models.BigIntegerField()
    recorder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="录入人",
    )
    # What it said when it was drawn: a change made before the check does not hide what the recorder had written.
    words = EncryptedTextField("抽到时的记录", max_length=600, null=True, blank=True, editable=False)
    result = models.CharField("核对结果", max_length=12, choices=Result.choices, blank=True, default=Result.WAITING)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="核对人",
    )
    checked_on = models.DateField("核对日期", null=True, blank=True)
    note = EncryptedTextField("说明", max_length=300, blank=True, default="")
    # The recorder has put it right, or said why it stands.
    answered_on = models.DateField("录入人已处理", null=True, blank=True)
    answer = EncryptedTextField("处理说明", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "事实核对"
        ordering = ("pk",)
        indexes = (models.Index(fields=["table", "row"], name="fact_check_of_row"),)
        constraints = (
            models.UniqueConstraint(
                fields=["sample", "table", "row"], condition=Q(sample__isnull=False), name="drawn_once_per_sample"
            ),
            models.CheckConstraint(
                condition=Q(result="", checked_on__isnull=True) | (~Q(result="") & Q(checked_on__isnull=False)),
                name="fact_checked_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"事实核对 #{self.pk}"
