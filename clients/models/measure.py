"""戒毒措施 and the dated facts that statutes hang occupational bars on. They never leave the case zone."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from clients.models.scoped import CaseRecord
from people.vault import EncryptedTextField


class RehabMeasure(CaseRecord):
    """One period of one measure. ``end`` empty: it still runs."""

    class Kind(models.TextChoices):
        VOLUNTARY = "voluntary", "自愿戒毒"
        COMMUNITY_TREATMENT = "community_treatment", "社区戒毒"
        COMPULSORY_ISOLATION = "compulsory_isolation", "强制隔离戒毒"
        COMMUNITY_RECOVERY = "community_recovery", "社区康复"
        MAINTENANCE = "maintenance", "药物维持治疗"

    class EndedHow(models.TextChoices):
        EXPIRED = "expired", "期满解除"
        EARLY = "early", "提前解除"
        CHANGED = "changed", "变更为其他措施"
        SUSPENDED = "suspended", "中止"
        TERMINATED = "terminated", "终止"
        LEFT = "left", "协议期满或本人退出"

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="measures")
    kind = models.CharField("措施", max_length=24, choices=Kind.choices)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    start = models.DateField("开始日期")
    end = models.DateField("结束日期", null=True, blank=True)
    ended_how = models.CharField("结束方式", max_length=16, choices=EndedHow.choices, blank=True, default="")
    agreement_on = models.DateField("协议签订日期", null=True, blank=True)
    # Days served under the measure from which this one was changed: they count toward its length (戒毒条例第三十一条).
    carried_days = models.PositiveSmallIntegerField(
        "变更前已执行天数", null=True, blank=True, validators=[MaxValueValidator(1096)]
    )
    note = EncryptedTextField("备注", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "戒毒措施"
        ordering = ("start", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="measure_ends_after_start",
                violation_error_message="结束日期不能早于开始日期。",
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=False) | Q(ended_how=""),
                name="measure_ended_how_needs_end",
                violation_error_message="填了结束方式，还要填结束日期。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"

    def expected_end(self) -> date | None:
        """When the law lets it run out: an end already recorded, else start or decision plus the statutory length.

        社区戒毒 three years from report-in and 强制隔离 two years from the decision (禁毒法第三十三条、第四十七条;
        戒毒条例第十四条), 社区康复 at most three years (禁毒法第四十八条). None where the length is agreed or open.
        """
        if self.end:
            return self.end
        years: dict[str, int] = {
            self.Kind.COMMUNITY_TREATMENT: 3,
            self.Kind.COMMUNITY_RECOVERY: 3,
            self.Kind.COMPULSORY_ISOLATION: 2,
        }
        if self.kind not in years:
            return None
        first = self.decided_on or self.start if self.kind == self.Kind.COMPULSORY_ISOLATION else self.start
        return first + relativedelta(years=years[self.kind])


class MeasurePause(CaseRecord):
    """中止: days on which a community measure did not run, because the client was detained or arrested.

    戒毒条例第二十四条: it goes on after the release. ``until`` empty: it still stands still. Why is not recorded here.
    """

    TO_CLIENT = "measure__client__"

    measure = models.ForeignKey(RehabMeasure, on_delete=models.CASCADE, related_name="pauses")
    since = models.DateField("中止日期")
    until = models.DateField("恢复日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "中止"
        ordering = ("since", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["measure"],
                condition=Q(until__isnull=True),
                name="one_running_pause_per_measure",
                violation_error_message="这项措施已经在中止中。",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="pause_ends_after_start",
                violation_error_message="恢复日期不能早于中止日期。",
            ),
        )

    def __str__(self) -> str:
        return f"中止 #{self.pk}"


class BarFact(CaseRecord):
    """One answer to a question that a statute asks before it bars a post. No row, or 不清楚: nobody knows.

    Measures and their dates are read from ``RehabMeasure``; 强制隔离 is asked here as well, for the years before the
    records that a street holds. ``on`` is when it happened, the last time where it happened often.
    """

    class Kind(models.TextChoices):
        DRUG_USE_RECORD = "drug_use_record", "有吸毒行为记录"
        RECENT_USE = "recent_use", "三年内有吸毒行为"
        DRUG_DRIVING = "drug_driving", "曾因吸毒后驾驶机动车被查获"
        LICENCE_CANCELLED = "licence_cancelled", "驾驶证曾被注销"
        LICENCE_REGAINED = "licence_regained", "驾驶证注销后已重新取得"
        COMPULSORY_ISOLATION = "compulsory_isolation", "曾被强制隔离戒毒（含2008年以前的强制戒毒）"
        DETAINED = "detained", "受过行政拘留"
        THREE_DETENTIONS = "three_detentions", "受过三次以上行政拘留"
        CRIMINAL_PENALTY = "criminal_penalty", "受过刑事处罚"
        INTENTIONAL_CRIME = "intentional_crime", "曾因故意犯罪被刑事处罚"
        DRUG_CRIME = "drug_crime", "有毒品犯罪记录"

    class Answer(models.TextChoices):
        YES = "yes", "有"
        NO = "no", "没有"
        UNKNOWN = "unknown", "不清楚"

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="bar_facts")
    kind = models.CharField("事项", max_length=24, choices=Kind.choices)
    answer = models.CharField("情况", max_length=8, choices=Answer.choices, default=Answer.UNKNOWN)
    on = models.DateField("发生日期", null=True, blank=True)
    source = models.CharField("依据", max_length=80, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "从业限制相关事项"
        ordering = ("kind",)
        constraints = (
            models.UniqueConstraint(fields=["client", "kind"], name="one_answer_per_bar_fact"),
            models.CheckConstraint(
                condition=Q(answer="yes") | Q(on__isnull=True),
                name="bar_fact_date_needs_yes",
                violation_error_message="只有“有”才填发生日期。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"
