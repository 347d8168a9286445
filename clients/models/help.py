"""帮扶记录: who did what for whom, and what comes next."""

import json
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from clients.models.scoped import CaseRecord
from people.vault import EncryptedTextField


class HelpEvent(CaseRecord):
    """One visit, call, service or aid. Written once; a mistake is corrected by the one who wrote it, and whoever else
    knows more adds a remark."""

    class Kind(models.TextChoices):
        VISIT = "visit", "走访"
        CALL = "call", "电话"
        OFFICE = "office", "来访"
        SERVICE = "service", "就业服务"
        AID = "aid", "帮扶救助"
        ATTEMPT = "attempt", "没联系上"

        @property
        def is_contact(self) -> bool:
            """Whether the client was reached: an attempt is work done, not a contact."""
            return self is not type(self).ATTEMPT

    class About(models.TextChoices):
        """What it was about, so that the city's registers can tell help from help."""

        ROUTINE = "routine", "日常联系"
        WORK = "work", "就业"
        ASSISTANCE = "assistance", "救助申办"
        FAMILY = "family", "家庭关系"
        HEALTH = "health", "就医和心理"
        SCHOOL = "school", "子女就学"
        LAW = "law", "法律和证件"
        SKILLS = "skills", "技能培训"

    class Aid(models.TextChoices):
        MONEY = "money", "慰问金"
        GOODS = "goods", "慰问物资"
        ESCORT = "escort", "陪同办事"
        ADVICE = "advice", "咨询疏导"

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="help_events")
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="社工"
    )
    kind = models.CharField("方式", max_length=12, choices=Kind.choices, default=Kind.CALL)
    at = models.DateTimeField("时间")
    about = models.CharField("主题", max_length=12, choices=About.choices, default=About.ROUTINE)
    # What the worker saw and did. ``said`` are the client's own words, None where none were kept: nobody rewrites
    # them.
    note = EncryptedTextField("情况", max_length=1000)
    said = EncryptedTextField("本人原话", max_length=1000, null=True, blank=True)
    aid = models.CharField("帮扶内容", max_length=8, choices=Aid.choices, blank=True, default="")
    value = models.DecimalField(
        "金额或折价", max_digits=9, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    goal = models.ForeignKey(
        "clients.Goal",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="help_events",
        verbose_name="目标",
    )
    # The step of the goal that this contact ticked off, in the words it had then; None: none.
    step = EncryptedTextField("办完的一步", max_length=200, null=True, blank=True)
    # The visit was that of a paired cadre, written down by the worker.
    pairing = models.ForeignKey(
        "clients.Pairing", on_delete=models.SET_NULL, null=True, blank=True, related_name="help_events",
        verbose_name="结对干部",
    )  # fmt: skip
    next_on = models.DateField("下次联系", null=True, blank=True)
    next_what = EncryptedTextField("下次做什么", max_length=100, blank=True, default="")

    ICONS: ClassVar = {
        Kind.VISIT: "footprints",
        Kind.CALL: "phone",
        Kind.OFFICE: "building",
        Kind.SERVICE: "briefcase",
        Kind.AID: "heart-handshake",
        Kind.ATTEMPT: "phone-missed",
    }

    class Meta:
        verbose_name = verbose_name_plural = "帮扶记录"
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=["client", "-at"], name="help_of_client"),
            models.Index(fields=["at"], name="help_by_time"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0),
                name="help_value_not_negative",
                violation_error_message="金额不能是负数。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"

    @property
    def icon(self) -> str:
        """The lucide icon of the kind."""
        return self.ICONS[self.Kind(self.kind)]


class HelpCorrection(CaseRecord):
    """What a record of help said before its writer corrected it. The client's own words are not corrected at all:
    where they were heard wrong, the worker adds what was meant."""

    TO_CLIENT = "event__client__"
    # Says how many photographs were taken out; no field of the event.
    DROPPED = "papers"

    event = models.ForeignKey(HelpEvent, on_delete=models.CASCADE, related_name="corrections")
    # JSON of the fields as they were, by field name.
    before = EncryptedTextField("修改前", max_length=4000)

    class Meta:
        verbose_name = verbose_name_plural = "帮扶记录修改"
        ordering = ("recorded_at", "pk")

    def __str__(self) -> str:
        return f"修改 #{self.pk}"

    @property
    def what_it_said(self) -> list[tuple[str, str]]:
        """The fields that were corrected, each by its Chinese name with what it said before."""
        return [self._in_words(name, value) for name, value in json.loads(self.before).items()]

    def _in_words(self, name: str, value: str) -> tuple[str, str]:
        if name == self.DROPPED:
            return "去掉的附件", f"{value} 个"
        field: Any = HelpEvent._meta.get_field(name)
        if name == "at" and (moment := parse_datetime(value)):
            value = f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
        if name == "value":
            value = f"{value.removesuffix('.00')} 元" if value else ""
        return str(field.verbose_name), str(dict(field.flatchoices or ()).get(value, value)) or "空着"


class HelpRemark(CaseRecord):
    """What somebody added to a record of help later. No contact of its own: nothing is counted or moved by it."""

    TO_CLIENT = "event__client__"

    event = models.ForeignKey(HelpEvent, on_delete=models.CASCADE, related_name="remarks")
    text = EncryptedTextField("补充", max_length=500)

    class Meta:
        verbose_name = verbose_name_plural = "帮扶记录补充"
        ordering = ("recorded_at", "pk")

    def __str__(self) -> str:
        return f"补充 #{self.pk}"
