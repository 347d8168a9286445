"""部门事项: which office owes what for a client by when, and what became of it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from clients.models.scoped import CaseManager, CaseQuerySet, CaseRecord
from people.vault import EncryptedTextField


class Department(models.TextChoices):
    POLICE = "police", "公安"
    CIVIL = "civil", "民政"
    LABOUR = "labour", "人社"
    # Medical insurance has an office of its own in most places; its affairs go the same way.
    HEALTH = "health", "卫健（医保）"
    SCHOOL = "school", "教育"
    STREET = "street", "街道（苏木乡镇）"


class DutyQuerySet(CaseQuerySet):
    def open(self):
        return self.filter(state__in=(Duty.State.OPEN, Duty.State.RETURNED))


DutyManager = CaseManager.from_queryset(DutyQuerySet)


class Duty(CaseRecord):
    """Something that an office owes. ``due_on`` None: no rule that we know sets a day.

    ``source``, ``source_id``: the record that it came from (``application``, ``report_in``, ``transfer`` …), or ""
    where a worker entered it by hand. One record brings one duty of one kind.
    """

    class State(models.TextChoices):
        OPEN = "open", "办理中"
        RETURNED = "returned", "退回"
        DONE = "done", "已办结"
        DROPPED = "dropped", "不再需要"

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="duties")
    department = models.CharField("部门", max_length=8, choices=Department.choices)
    region = models.ForeignKey("people.Region", on_delete=models.PROTECT, related_name="+", verbose_name="哪里的部门")
    kind = models.CharField("事项类别", max_length=24)
    what = EncryptedTextField("要办什么", max_length=200)
    article = models.CharField("依据", max_length=160, blank=True, default="")
    counted_from = models.DateField("起算日")
    due_on = models.DateField("期限", null=True, blank=True)
    due_is_provisional = models.BooleanField("期限待节假日公布后复核", default=False)
    state = models.CharField("进度", max_length=8, choices=State.choices, default=State.OPEN)
    state_on = models.DateField("进度日期")
    source = models.CharField(max_length=16, blank=True, default="", editable=False)
    source_id = models.BigIntegerField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = DutyManager()

    class Meta:
        verbose_name = verbose_name_plural = "部门事项"
        ordering = ("due_on", "pk")
        indexes = (
            models.Index(fields=["department", "state", "due_on"], name="duty_of_department"),
            models.Index(fields=["source", "source_id"], name="duty_by_source"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "source", "source_id"], condition=~Q(source=""), name="one_duty_per_source"
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("counted_from")), name="duty_due_after_counting"
            ),
        )

    def __str__(self) -> str:
        return f"部门事项 #{self.pk}"


class DutyEvent(CaseRecord):
    """One step of a duty: sent, handed back with a reason, sent again, done, dropped."""

    class Step(models.TextChoices):
        SENT = "sent", "转交"
        RETURNED = "returned", "退回"
        RESENT = "resent", "补充后再转"
        REROUTED = "rerouted", "改转其他部门"
        DONE = "done", "办结"
        DROPPED = "dropped", "不再需要"

    TO_CLIENT = "duty__client__"

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="events")
    step = models.CharField("步骤", max_length=10, choices=Step.choices)
    department = models.CharField("部门", max_length=8, choices=Department.choices)
    on = models.DateField("日期")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = EncryptedTextField("说明", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "部门事项经过"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.get_step_display()} #{self.pk}"
