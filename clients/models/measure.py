"""戒毒措施 and the dated facts that statutes hang occupational bars on. They never leave the case zone."""

from datetime import date

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from clients.models.scoped import CaseRecord
from law import case_clocks
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

    def facts(self) -> case_clocks.MeasureFacts:
        """What ``law.case_clocks`` counts from. Days carried that nobody wrote down count as none: whether there was
        a change to carry them over is seen from the other measures alone.

        Costs a query for a community measure whose pauses were not prefetched.
        """
        stands_still = self.pk is not None and self.kind in case_clocks.COMMUNITY
        return case_clocks.MeasureFacts(
            kind=self.kind,
            start=self.start,
            decided_on=self.decided_on,
            end=self.end,
            carried_days=self.carried_days or 0,
            pauses=tuple(case_clocks.Pause(one.since, one.until) for one in self.pauses.all()) if stands_still else (),
            agreement_on=self.agreement_on,
        )

    def expected_end(self) -> date | None:
        """The last day to which the law lets it run: an end already recorded, else ``law.case_clocks``.

        None where the length is agreed or open, while the measure stands still, and where it began before the law.
        """
        return self.end or case_clocks.statutory_end(self.facts())


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
