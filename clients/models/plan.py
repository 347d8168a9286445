"""帮扶计划: what the client and the worker want to reach, and the next step toward it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from clients.models.scoped import CaseRecord
from people.vault import EncryptedTextField


class Plan(CaseRecord):
    """The plan of one case. At most one runs; finished ones stay as history."""

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="plans")
    made_on = models.DateField("制定日期")
    review_on = models.DateField("下次回顾")
    closed_on = models.DateField("结束日期", null=True, blank=True)
    # What the client says that she wants, in her own words.
    said = EncryptedTextField("本人想要的", max_length=500, blank=True, default="")
    agreed = models.BooleanField("本人同意这份计划", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "帮扶计划"
        ordering = ("-made_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["client"],
                condition=Q(closed_on__isnull=True),
                name="one_running_plan_per_client",
                violation_error_message="已经有一份在执行的计划。",
            ),
            models.CheckConstraint(
                condition=Q(review_on__gte=F("made_on")),
                name="plan_reviewed_after_made",
                violation_error_message="下次回顾不能早于制定日期。",
            ),
        )

    def __str__(self) -> str:
        return f"计划 #{self.pk}"


class PlanReview(CaseRecord):
    """回顾: worker and client looked at the plan together; what had changed, and when they look again."""

    TO_CLIENT = "plan__client__"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reviews")
    on = models.DateField("回顾日期")
    changed = EncryptedTextField("有什么变化", max_length=500)
    said = EncryptedTextField("本人原话", max_length=500, blank=True, default="")
    # What the plan said before and after.
    was_due_on = models.DateField("原定回顾日期")
    next_on = models.DateField("下次回顾")

    class Meta:
        verbose_name = verbose_name_plural = "计划回顾"
        ordering = ("-on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(next_on__gt=F("on")),
                name="plan_reviewed_again_later",
                violation_error_message="下次回顾要晚于这次回顾。",
            ),
        )

    def __str__(self) -> str:
        return f"计划回顾 #{self.pk}"


class Goal(CaseRecord):
    """One goal of a plan, with the next step and its day."""

    class Area(models.TextChoices):
        WORK = "work", "就业"
        SKILLS = "skills", "技能"
        ASSISTANCE = "assistance", "救助"
        FAMILY = "family", "家庭"
        HEALTH = "health", "健康"
        PAPERS = "papers", "证件和手续"

    class State(models.TextChoices):
        OPEN = "open", "进行中"
        REACHED = "reached", "已达成"
        DROPPED = "dropped", "不再做"

    TO_CLIENT = "plan__client__"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="goals")
    area = models.CharField("方面", max_length=12, choices=Area.choices)
    text = EncryptedTextField("目标", max_length=200)
    due_on = models.DateField("希望何时达成", null=True, blank=True)
    next_step = EncryptedTextField("下一步", max_length=200, blank=True, default="")
    next_on = models.DateField("下一步的日期", null=True, blank=True)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.OPEN)
    closed_on = models.DateField("达成或停止日期", null=True, blank=True)
    closed_note = EncryptedTextField("说明", max_length=200, blank=True, default="")

    ICONS: ClassVar = {
        Area.WORK: "briefcase",
        Area.SKILLS: "graduation-cap",
        Area.ASSISTANCE: "heart-handshake",
        Area.FAMILY: "house",
        Area.HEALTH: "stethoscope",
        Area.PAPERS: "file-text",
    }

    class Meta:
        verbose_name = verbose_name_plural = "目标"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state="open", closed_on__isnull=True) | (~Q(state="open") & Q(closed_on__isnull=False)),
                name="goal_closed_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"目标 #{self.pk}"

    @property
    def icon(self) -> str:
        """The lucide icon of the area."""
        return self.ICONS[self.Area(self.area)]
