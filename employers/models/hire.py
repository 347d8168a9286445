"""用工: what any payroll knows of one employment, and the months for which it was insured."""

import uuid
from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from employers.incentives.case import Insurance, Status
from employers.incentives.clocks import WINDOW
from employers.models.contact import Contact
from employers.models.enterprise import Enterprise
from employers.models.vacancy import Vacancy
from people.models import Recorded
from people.vault import EncryptedTextField


def check_statuses(statuses: object) -> None:
    """Validator: {code of ``Status``: true or false}. What is not there is unknown."""
    if not isinstance(statuses, dict) or not all(isinstance(value, bool) for value in statuses.values()):
        raise ValidationError("身份证明请按“有、没有、不清楚”填写。")
    if set(statuses) - set(Status):
        raise ValidationError("有不认识的身份代码。")


def check_contributions(paid: object) -> None:
    """Validator: {code of ``Insurance``: yuan a month as text}, or None."""
    if paid is None:
        return
    if not isinstance(paid, dict) or set(paid) - set(Insurance):
        raise ValidationError("社会保险请按险种填写单位每月缴费。")


class HireQuerySet(models.QuerySet["Hire"]):
    def of_firm(self, contact: Contact) -> Self:
        """Those of the firm that she acts for; whether she still does is asked anew."""
        firms = Contact.objects.active().filter(pk=contact.pk).values("enterprise")
        return self.filter(enterprise__in=firms)

    def kept_by(self, actor) -> Self:
        """Those of firms that the member of staff keeps."""
        return self.filter(enterprise__in=Enterprise.objects.kept_by(actor))

    def at_work(self) -> Self:
        return self.filter(left_on=None)


class Hire(Recorded):
    """One employment of one person with one firm. Entered by the firm, or made with the start of somebody whom it was
    proposed; then by the name that had been disclosed. Nothing here says how or why she came.

    statuses       {code of ``incentives.case.Status``: bool} as her papers show; what is not there is unknown
    contributions  {code of ``Insurance``: "832.00"}: the firm's own share, 元/月
    months_used    months of tax support used for her before this contract, by any firm; None: not known
    subsidy_months the same of subsidies: their 36 months are a clock of their own
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="hires", verbose_name="企业")
    vacancy = models.ForeignKey(
        Vacancy, models.PROTECT, null=True, blank=True, related_name="hires", verbose_name="岗位"
    )
    name = EncryptedTextField("姓名", max_length=40)
    job_title = models.CharField("做什么", max_length=60, blank=True)
    started_on = models.DateField("上岗日期")
    left_on = models.DateField("离岗日期", null=True, blank=True, help_text="还在岗就空着。")
    contract_from = models.DateField("合同开始", null=True, blank=True)
    contract_until = models.DateField("合同到期", null=True, blank=True, help_text="无固定期限就空着，并勾选下一项。")
    open_ended = models.BooleanField("无固定期限合同", null=True, blank=True)
    wage = models.DecimalField(
        "月工资",
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(200_000)],
        help_text="元/月，税前应发。",
    )
    contributions = models.JSONField("单位每月缴费", null=True, blank=True, validators=[check_contributions])
    statuses = models.JSONField("身份证明", default=dict, blank=True, validators=[check_statuses])
    unemployed_since = models.DateField("失业登记日期", null=True, blank=True)
    months_used = models.PositiveSmallIntegerField(
        "以前已享受的月数", null=True, blank=True, validators=[MaxValueValidator(WINDOW)]
    )
    subsidy_months = models.PositiveSmallIntegerField(
        "以前已领补贴的月数", null=True, blank=True, validators=[MaxValueValidator(WINDOW)]
    )
    retires_on = models.DateField("到退休年龄的日期", null=True, blank=True)
    # {code: value} of what incentives read of one hire (``Fact.of_one``); what is not there is unknown.
    facts = models.JSONField("岗位情况", default=dict, blank=True)
    dispatched = models.BooleanField("劳务派遣用工", null=True, blank=True)

    objects = HireQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "用工"
        ordering = ("-started_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("started_on")),
                name="hire_leaves_after_the_start",
                violation_error_message="离岗日期不能早于上岗日期。",
            ),
            models.CheckConstraint(
                condition=Q(contract_until=None)
                | Q(contract_from__isnull=False, contract_until__gte=F("contract_from")),
                name="hire_contract_in_order",
                violation_error_message="合同到期要晚于合同开始，请先填合同开始日期。",
            ),
            models.CheckConstraint(
                condition=~Q(open_ended=True) | Q(contract_until=None),
                name="hire_contract_open_ended_or_not",
                violation_error_message="无固定期限合同没有到期日，请二选一。",
            ),
        )

    def __str__(self) -> str:
        return f"用工 #{self.pk}"

    def is_at_work(self, on: date) -> bool:
        return self.started_on <= on and (self.left_on is None or on <= self.left_on)


class InsuredSpell(Recorded):
    """Months for which the firm paid pension, work-injury and unemployment insurance for one hire, without a gap.

    first, last  first days of the months; ``last`` None: still insured
    """

    hire = models.ForeignKey(Hire, models.CASCADE, related_name="insured_spells", verbose_name="用工")
    first = models.DateField("从哪个月")
    last = models.DateField("到哪个月", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "参保时段"
        ordering = ("first", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(last=None) | Q(last__gte=F("first")),
                name="insured_spell_in_order",
                violation_error_message="参保的结束月份不能早于开始月份。",
            ),
            models.UniqueConstraint(
                fields=["hire"],
                condition=Q(last=None),
                name="one_insured_spell_goes_on",
                violation_error_message="已经有一段参保没有填结束月份，请先填上。",
            ),
        )

    def __str__(self) -> str:
        return f"参保时段 #{self.pk}"
