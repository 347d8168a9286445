"""What incentives read of a firm beside its hires: its year, and its taxes."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from employers.incentives.case import Tax
from employers.models.dossier import OfAFirm
from employers.models.enterprise import Enterprise
from people.models import Recorded


class FirmYear(Recorded):
    """What incentives read of a firm and its year beside hires and taxes, as ``Incentive.facts`` declare it:
    {code: value}; what is not there is unknown."""

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="years", verbose_name="企业")
    year = models.PositiveSmallIntegerField("年度")
    facts = models.JSONField("情况", default=dict, blank=True)

    objects = OfAFirm.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "企业年度情况"
        ordering = ("-year",)
        constraints = (models.UniqueConstraint(fields=["enterprise", "year"], name="firm_year_once"),)

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.year}"


class TaxReturn(Recorded):
    """One tax of one return: what was payable before any incentive, and what was offset in it.

    period  ``2025-03``, ``2025-Q1`` or ``2025``; None of the offset is known as long as ``offset`` is None
    """

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="tax_returns", verbose_name="企业")
    tax = models.CharField("税种", max_length=30, choices=Tax.choices())
    period = models.CharField("所属期", max_length=15)
    payable = models.DecimalField("应纳税额", max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    offset = models.DecimalField(
        "已扣减", max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )

    objects = OfAFirm.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "纳税申报"
        ordering = ("period", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["enterprise", "tax", "period"],
                name="tax_return_once",
                violation_error_message="这个所属期的这个税种已经填过。",
            ),
            models.CheckConstraint(
                condition=Q(offset=None) | Q(offset__lte=F("payable")),
                name="tax_return_offset_within_payable",
                violation_error_message="扣减的税额不能超过应纳税额。",
            ),
        )

    def __str__(self) -> str:
        return f"纳税申报 #{self.pk}"
