"""标准: dated regional numbers that staff add; one proposes, another approves, and before that its effect is seen."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from clients.models.scoped import CaseRecord
from people.models import Region
from welfare.models.choices import EntitlementField, OfEntitlement
from welfare.models.determination import OutcomeChoice
from welfare.rules.standards import STANDARDS, AnyStandard, Mode


def value_words(standard: AnyStandard, value: Decimal | str) -> str:
    """``1100`` → 1,100 元/月; a share ``0.15`` → 15%; an option of a choice → its term."""
    if isinstance(standard, Mode):
        return standard.options.get(str(value), str(value))
    if not standard.unit and standard.term.endswith("比例"):
        return f"{_plain(Decimal(value) * 100)}%"
    return f"{_plain(Decimal(value))} {standard.unit}".rstrip()


def _plain(value: Decimal) -> str:
    number = format(value, ",f")
    return number.rstrip("0").rstrip(".") if "." in number else number


class StandardRow(models.Model):
    """One number for one place from a day, as ``welfare.rules.standards.Row``; it counts once it is approved."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "待审核"
        APPROVED = "approved", "已生效"
        REFUSED = "refused", "已退回"
        WITHDRAWN = "withdrawn", "已撤回"

    code = models.CharField("标准", max_length=60)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="适用地区")
    urban = models.BooleanField("城镇", null=True, blank=True)
    within = models.BooleanField("下辖地区适用", default=True)
    value = models.CharField("数值", max_length=40)
    valid_from = models.DateField("执行日期")
    valid_to = models.DateField("停止日期", null=True, blank=True)
    review_by = models.DateField("复核日期")
    source_title = models.CharField("文件名称", max_length=120)
    source_number = models.CharField("文号", max_length=60, blank=True)
    source_article = models.CharField("条款", max_length=40, blank=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.PROPOSED, editable=False)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="提出人")
    proposed_at = models.DateTimeField("提出时间", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审核人"
    )
    decided_at = models.DateTimeField("审核时间", null=True, blank=True)
    decision_note = models.CharField("审核意见", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "标准"
        ordering = ("code", "region__code", "-valid_from", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="standard_ends_after_start",
                violation_error_message="停止日期不能早于执行日期。",
            ),
            # Two, because to a database no NULL equals another.
            models.UniqueConstraint(
                fields=["code", "region", "urban", "valid_from"],
                condition=Q(state="proposed", urban__isnull=False),
                name="standard_proposed_once",
            ),
            models.UniqueConstraint(
                fields=["code", "region", "valid_from"],
                condition=Q(state="proposed", urban__isnull=True),
                name="standard_for_all_proposed_once",
            ),
            models.CheckConstraint(condition=~Q(proposed_by=F("decided_by")), name="standard_needs_two_persons"),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by__isnull=True)
                | Q(state="withdrawn")
                | (Q(state__in=["approved", "refused"]) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="standard_decided_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.value}"

    @property
    def term(self) -> str:
        """What the standard is called; its code if the catalogue has dropped it."""
        return STANDARDS[self.code].term if self.code in STANDARDS else self.code

    @property
    def words(self) -> str:
        """The number with its unit."""
        return value_words(STANDARDS[self.code], self.value) if self.code in STANDARDS else self.value

    @property
    def kind(self) -> str:
        return {True: "城镇", False: "农村", None: "城乡统一"}[self.urban]


class ImpactPreview(models.Model):
    """影响预览 of one proposed number: every household of its place, before and after."""

    row = models.ForeignKey(StandardRow, models.CASCADE, related_name="previews", verbose_name="标准")
    as_of = models.DateField("核定日")
    asked_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    households = models.PositiveIntegerField("家庭数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "影响预览"
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return f"影响预览 #{self.pk}"


class ImpactLine(OfEntitlement, CaseRecord):
    """One household whose outcome or sum would change. Amounts in the entitlement's unit; None: open or none."""

    preview = models.ForeignKey(ImpactPreview, models.CASCADE, related_name="lines")
    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="+")
    entitlement = EntitlementField()
    before = models.CharField("现在", max_length=12, choices=OutcomeChoice.choices)
    after = models.CharField("以后", max_length=12, choices=OutcomeChoice.choices)
    amount_before = models.DecimalField("现在金额", max_digits=12, decimal_places=2, null=True, blank=True)
    amount_after = models.DecimalField("以后金额", max_digits=12, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "影响明细"
        ordering = ("entitlement", "pk")
        constraints = (
            models.UniqueConstraint(fields=["preview", "client", "entitlement"], name="one_impact_line_per_household"),
        )

    def __str__(self) -> str:
        return f"影响明细 #{self.pk}"
