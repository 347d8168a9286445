"""认定结果: what came out for one household and one entitlement, kept with all that it stands on."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from clients.models import Grade
from clients.models.scoped import CaseManager, CaseQuerySet, CaseRecord
from law.outcome import Outcome
from people.models import Region
from people.vault import EncryptedTextField
from welfare.models.choices import EntitlementField, OfEntitlement


class OutcomeChoice(models.TextChoices):
    """The outcomes of the rules as a column stores them."""

    ELIGIBLE = Outcome.ELIGIBLE.value, Outcome.ELIGIBLE.label
    INELIGIBLE = Outcome.INELIGIBLE.value, Outcome.INELIGIBLE.label
    UNDETERMINED = Outcome.UNDETERMINED.value, Outcome.UNDETERMINED.label


class Screening(models.Model):
    """One district looked at as of one day. ``key`` names the snapshot: the same one is never screened twice.

    reached  the client up to whom, in the order of ids, everybody has been looked at: where to go on after a crash
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="旗区")
    as_of = models.DateField("核定日")
    key = models.CharField("批次标记", max_length=80, unique=True, editable=False)
    started_at = models.DateTimeField("开始时间", auto_now_add=True)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    households = models.PositiveIntegerField("家庭数", default=0)
    changed = models.PositiveIntegerField("结果有变化", default=0)
    reached = models.PositiveBigIntegerField("已核对到", default=0, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "筛查"
        ordering = ("-as_of", "-pk")

    def __str__(self) -> str:
        return f"筛查 #{self.pk}"


class HouseholdSnapshot(CaseRecord):
    """The facts of one household as they were read on a day; several determinations stand on one.

    digest  keyed digest of ``facts``: equal digests, equal facts
    facts   JSON that ``welfare.gather`` writes and reads: every answer with its grade
    """

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="snapshots")
    as_of = models.DateField("核定日")
    digest = models.CharField(max_length=64, editable=False)
    facts = EncryptedTextField("事实")

    class Meta:
        verbose_name = verbose_name_plural = "家庭快照"
        ordering = ("-as_of", "-pk")
        constraints = (models.UniqueConstraint(fields=["client", "as_of", "digest"], name="one_snapshot_per_reading"),)

    def __str__(self) -> str:
        return f"家庭快照 #{self.pk}"


class DeterminationQuerySet(CaseQuerySet):
    def current(self):
        """The result that stands for each household and entitlement."""
        return self.filter(superseded_at__isnull=True)


DeterminationManager = CaseManager.from_queryset(DeterminationQuerySet)


class Determination(OfEntitlement, CaseRecord):
    """One answer. It never changes: a different one supersedes it, the same one only moves ``confirmed_on``.

    as_of          the day the answer was computed for; ``snapshot`` holds the facts of that day
    rule_version   ``Entitlement.version``
    standards      {code: [value, first day, last day or null, source]} of every number looked up, null where the
                   case stated it; with them the result re-runs to the same answer
    amount_low     with ``amount_high`` in ``unit``: equal when the sum is known; None: no bound or no sum
    missing        keys of what could still change the answer, as in ``Finding.missing``
    grade          the weakest grade of the facts the answer stands on; "" when it stands on none
    words          JSON of the tree of reasons as it was shown
    """

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="determinations")
    snapshot = models.ForeignKey(HouseholdSnapshot, on_delete=models.PROTECT, related_name="determinations")
    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    previous = models.OneToOneField("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="next")
    entitlement = EntitlementField()
    as_of = models.DateField("核定日")
    confirmed_on = models.DateField("最近核定日")
    superseded_at = models.DateTimeField("被新结果替代", null=True, blank=True, editable=False)
    rule_version = models.CharField("规则版本", max_length=12)
    outcome = models.CharField("结果", max_length=12, choices=OutcomeChoice.choices)
    amount_low = models.DecimalField("金额下限", max_digits=12, decimal_places=2, null=True, blank=True)
    amount_high = models.DecimalField("金额上限", max_digits=12, decimal_places=2, null=True, blank=True)
    standards = models.JSONField("所用标准", default=dict)
    missing = models.JSONField("缺少", default=list)
    missing_count = models.PositiveSmallIntegerField("缺少几项", default=0)
    grade = models.CharField("最弱佐证", max_length=12, choices=Grade.choices, blank=True, default="")
    words = EncryptedTextField("说明")

    objects: ClassVar[Any] = DeterminationManager()

    class Meta:
        verbose_name = verbose_name_plural = "认定结果"
        ordering = ("client", "entitlement", "-pk")
        indexes = (
            models.Index(
                fields=["entitlement", "outcome", "client"],
                condition=Q(superseded_at__isnull=True),
                name="determination_current",
            ),
            models.Index(fields=["screening"], name="determination_of_screening"),
            # What has changed since a screening is a few rows of a million.
            models.Index(fields=["recorded_at"], condition=Q(superseded_at__isnull=True), name="determination_written"),
            models.Index(
                fields=["superseded_at"], condition=Q(superseded_at__isnull=False), name="determination_superseded"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["client", "entitlement"],
                condition=Q(superseded_at__isnull=True),
                name="one_current_determination",
            ),
            models.CheckConstraint(condition=Q(confirmed_on__gte=F("as_of")), name="determination_confirmed_later"),
        )

    def __str__(self) -> str:
        return f"认定结果 #{self.pk}"

    @property
    def deciding(self) -> str:
        """Key of the one thing that settles an open answer; empty where it is settled or more is missing."""
        is_open = self.outcome == OutcomeChoice.UNDETERMINED
        return self.missing[0] if is_open and len(self.missing) == 1 else ""
