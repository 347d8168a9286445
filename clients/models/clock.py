"""What the clocks of a case are counted from: reporting in, leave, and the planned days that were kept.

The clocks themselves are computed by ``law.case_clocks`` and never stored. Results of tests and grades of the police
have no place here.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from clients.models.measure import RehabMeasure
from clients.models.scoped import CaseManager, CaseQuerySet, CaseRecord
from people.vault import EncryptedTextField


class ReportInQuerySet(CaseQuerySet):
    def waiting(self):
        """Whoever has still to report."""
        return self.filter(reported_on__isnull=True, dropped_on__isnull=True)


ReportInManager = CaseManager.from_queryset(ReportInQuerySet)


class ReportIn(CaseRecord):
    """报到: the client has to report at the street within fifteen days (戒毒条例第十四条、第二十二条、第三十八条).

    ``counted_from``  the day on which the decision was received, the site let her go, or the place changed
    ``measure``       None until a measure begins with her report
    ``dropped_on``    the duty fell away: a mistake, or the decision was changed
    """

    class Cause(models.TextChoices):
        DECISION = "decision", "收到决定书"
        RELEASE = "release", "解除强制隔离戒毒"
        MOVED = "moved", "执行地变更"

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="report_ins")
    cause = models.CharField("因为", max_length=8, choices=Cause.choices)
    kind = models.CharField("措施", max_length=24, choices=RehabMeasure.Kind.choices)
    measure = models.ForeignKey(
        RehabMeasure, on_delete=models.SET_NULL, null=True, blank=True, related_name="report_ins"
    )
    region = models.ForeignKey("people.Region", on_delete=models.PROTECT, related_name="+", verbose_name="报到地")
    counted_from = models.DateField("起算日")
    reported_on = models.DateField("报到日期", null=True, blank=True)
    dropped_on = models.DateField("不再需要报到", null=True, blank=True)
    excuse = EncryptedTextField("逾期的理由", max_length=300, blank=True, default="")

    objects: ClassVar[Any] = ReportInManager()

    class Meta:
        verbose_name = verbose_name_plural = "报到"
        ordering = ("-counted_from", "-pk")
        indexes = (models.Index(fields=["reported_on", "counted_from"], name="report_in_waiting"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(reported_on__isnull=True) | Q(reported_on__gte=F("counted_from")),
                name="reported_after_counting_began",
                violation_error_message="报到日期不能早于起算日。",
            ),
            models.CheckConstraint(
                condition=Q(reported_on__isnull=True) | Q(dropped_on__isnull=True),
                name="reported_or_dropped",
            ),
        )

    def __str__(self) -> str:
        return f"报到 #{self.pk}"


class Leave(CaseRecord):
    """请假外出: written leave to be away from the executing county (戒毒条例第十九条), or an absence without it.

    ``until`` is the last day away as planned, ``returned_on`` the day on which she was back. ``granted`` None: nobody
    has decided yet. An absence that nobody was asked for is entered with ``granted`` False.
    """

    class Why(models.TextChoices):
        WORK = "work", "外出务工"
        FAMILY = "family", "探亲或家事"
        MEDICAL = "medical", "就医"
        OTHER = "other", "其他"

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="leaves")
    since = models.DateField("离开日期")
    until = models.DateField("预计返回日期")
    destination = EncryptedTextField("去哪里", max_length=120)
    why = models.CharField("事由", max_length=8, choices=Why.choices)
    asked_on = models.DateField("书面报告日期", null=True, blank=True)
    granted = models.BooleanField("是否同意", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_on = models.DateField("答复日期", null=True, blank=True)
    decided_note = EncryptedTextField("答复说明", max_length=200, blank=True, default="")
    returned_on = models.DateField("返回日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "请假外出"
        ordering = ("-since", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="leave_ends_after_start",
                violation_error_message="预计返回日期不能早于离开日期。",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(returned_on__gte=F("since")),
                name="leave_returned_after_start",
                violation_error_message="返回日期不能早于离开日期。",
            ),
            models.CheckConstraint(
                condition=Q(granted__isnull=True, decided_on__isnull=True)
                | Q(granted__isnull=False, decided_on__isnull=False),
                name="leave_decided_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"请假 #{self.pk}"


class KeptDay(CaseRecord):
    """A planned day that is dealt with: kept, put off with a reason, or missed. It says nothing of any result.

    ``number`` is the n-th day of the calendar of this measure, as ``law.case_clocks`` counts them.
    """

    class Kind(models.TextChoices):
        TEST = "test", "到检"
        VISIT = "visit", "走访"

    class Outcome(models.TextChoices):
        KEPT = "kept", "已到"
        EXCUSED = "excused", "有理由没到"
        MISSED = "missed", "没到"

    TO_CLIENT = "measure__client__"

    measure = models.ForeignKey(RehabMeasure, on_delete=models.CASCADE, related_name="kept_days")
    kind = models.CharField("事项", max_length=8, choices=Kind.choices)
    number = models.PositiveSmallIntegerField("第几次")
    outcome = models.CharField("情况", max_length=8, choices=Outcome.choices, default=Outcome.KEPT)
    on = models.DateField("日期")
    note = EncryptedTextField("说明", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "到检记录"
        ordering = ("kind", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["measure", "kind", "number"],
                name="planned_day_dealt_with_once",
                violation_error_message="这一次已经记过了。",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="planned_days_count_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"
