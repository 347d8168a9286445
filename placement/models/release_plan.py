"""出所衔接: what is ready on the day when somebody leaves 强制隔离戒毒."""

from django.db import models
from django.db.models import Q

from clients.models.scoped import CaseRecord
from people.vault import EncryptedTextField


class FirstDay(models.TextChoices):
    """What must be ready, in the order of that day and the weeks after it."""

    FETCH = "fetch", "谁去接"
    HOME = "home", "住在哪里"
    PAPERS = "papers", "身份证、户口簿"
    PHONE = "phone", "手机和号码"
    REPORT = "report", "15 日内报到（社区康复）"
    AGREEMENT = "agreement", "签社区康复协议"
    INSURANCE = "insurance", "医保、社保接续"
    RELIEF = "relief", "低保、临时救助"
    REGISTRATION = "registration", "失业登记"
    BANK = "bank", "银行卡（发工资用）"


class ReleasePlan(CaseRecord):
    """One plan per measure. ``done`` maps codes of ``FirstDay`` to the day when it was ready (ISO).

    ``expected_on``: the day that the site has announced; None: nobody has, the statutory end counts.
    ``held_until``: the vacancy is meant to be kept free until then, as agreed with the firm; the firm is not told why.
    """

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="release_plans")
    measure = models.OneToOneField("clients.RehabMeasure", on_delete=models.CASCADE, related_name="release_plan")
    expected_on = models.DateField("所里通知的出所日期", null=True, blank=True)
    skills = models.CharField("在所学的技能", max_length=120, blank=True, default="")
    course = models.CharField("课程", max_length=120, blank=True, default="")
    course_until = models.DateField("课程结束", null=True, blank=True)
    vacancy = models.ForeignKey(
        "employers.Vacancy",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="预留岗位",
    )
    held_until = models.DateField("岗位留到", null=True, blank=True)
    done = models.JSONField("已备好", default=dict, blank=True)
    note = EncryptedTextField("衔接说明", max_length=500, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "出所衔接计划"
        constraints = (
            models.CheckConstraint(
                condition=Q(held_until=None) | Q(vacancy__isnull=False),
                name="release_plan_holds_a_vacancy",
                violation_error_message="先选岗位，再填留到哪天。",
            ),
        )

    def __str__(self) -> str:
        return f"出所衔接计划 #{self.pk}"
