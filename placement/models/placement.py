"""安置: a started job, by way of a referral or any other way, until it ends."""

from datetime import date
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from clients.models.scoped import CaseManager, CaseQuerySet, CaseRecord
from people.vault import EncryptedTextField
from placement.models.reasons import EndReason


class PlacementQuerySet(CaseQuerySet):
    def current(self):
        return self.filter(ended_on__isnull=True)


PlacementManager = CaseManager.from_queryset(PlacementQuerySet)


class Placement(CaseRecord):
    """One job of one client. ``enterprise`` where the firm is on the platform, else ``workplace`` in words.

    wage  元/月, as the client says; None: not known
    """

    class Kind(models.TextChoices):
        CONCENTRATED = "concentrated", "集中安置"
        DISPERSED = "dispersed", "分散安置"
        PUBLIC_WELFARE = "public_welfare", "公益性岗位"
        SELF_EMPLOYED = "self_employed", "自主创业"
        FLEXIBLE = "flexible", "灵活就业"
        TRANSITIONAL = "transitional", "过渡性就业"

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="placements")
    referral = models.OneToOneField(
        "placement.Referral", on_delete=models.PROTECT, null=True, blank=True, related_name="placement"
    )
    # What the firm's payroll knows of the same employment. None: the firm keeps none here.
    hire = models.OneToOneField(
        "employers.Hire", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="用工"
    )
    kind = models.CharField("安置方式", max_length=16, choices=Kind.choices)
    enterprise = models.ForeignKey(
        "employers.Enterprise", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="企业"
    )
    workplace = EncryptedTextField("工作单位", max_length=100, blank=True, default="")
    base = models.ForeignKey(
        "employers.PlacementBase",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="安置基地",
    )
    job_title = models.CharField("做什么", max_length=60)
    started_on = models.DateField("上岗日期")
    contract_from = models.DateField("合同开始", null=True, blank=True)
    contract_until = models.DateField("合同到期", null=True, blank=True)
    insured_from = models.DateField("参保日期", null=True, blank=True)
    wage = models.DecimalField(
        "月工资",
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(200_000)],
    )
    ended_on = models.DateField("离岗日期", null=True, blank=True)
    end_reason = models.CharField("离岗原因", max_length=16, choices=EndReason.choices, blank=True, default="")
    end_note = EncryptedTextField("离岗说明", max_length=300, blank=True, default="")

    objects: ClassVar[Any] = PlacementManager()

    class Meta:
        verbose_name = verbose_name_plural = "安置"
        ordering = ("-started_on", "-pk")
        indexes = (models.Index(fields=["started_on"], name="placement_by_start"),)
        constraints = (
            models.UniqueConstraint(
                fields=["client"],
                condition=Q(ended_on__isnull=True),
                name="one_current_placement",
                violation_error_message="这位服务对象已有一份在岗记录，请先登记离岗。",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, end_reason="")
                | (Q(ended_on__isnull=False, ended_on__gte=F("started_on")) & ~Q(end_reason="")),
                name="placement_ends_with_a_reason",
                violation_error_message="离岗要填日期和原因，日期不能早于上岗。",
            ),
            models.CheckConstraint(
                condition=Q(contract_until=None)
                | Q(contract_from__isnull=False, contract_until__gte=F("contract_from")),
                name="placement_contract_in_order",
                violation_error_message="合同到期要晚于合同开始。",
            ),
            models.CheckConstraint(
                condition=Q(referral=None) | Q(enterprise__isnull=False), name="placement_of_referral_has_firm"
            ),
        )

    def __str__(self) -> str:
        return f"安置 #{self.pk}"

    def days(self, as_of: date) -> int:
        """Days at work until the end, or until ``as_of``."""
        return ((self.ended_on or as_of) - self.started_on).days

    @property
    def where(self) -> str:
        """The firm, or the workplace in words; "" where neither is known."""
        return self.enterprise.name if self.enterprise else self.workplace
