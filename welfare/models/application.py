"""申请: one household asks for one entitlement; every step is an event, every statutory term a clock."""

from typing import Any, ClassVar, NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from clients.models.scoped import CaseManager, CaseQuerySet, CaseRecord
from people.vault import EncryptedTextField
from welfare.models.choices import EntitlementField, OfEntitlement


class State(models.TextChoices):
    PREPARING = "preparing", "准备材料"
    ACCEPTED = "accepted", "已受理"
    SURVEYED = "surveyed", "已调查"
    CHECKED = "checked", "已初审"
    PUBLICISED = "publicised", "公示中"
    SUBMITTED = "submitted", "待批准"
    GRANTED = "granted", "已批准"
    PAYING = "paying", "正在享受"
    REFUSED = "refused", "未批准"
    WITHDRAWN = "withdrawn", "已撤回"
    ENDED = "ended", "已结束"


# Nobody waits for a decision or a first payment any more.
CLOSED = (State.PAYING, State.REFUSED, State.WITHDRAWN, State.ENDED)


class Move(NamedTuple):
    """``target`` None: the state stays. ``label`` is the deed on the button, ``done`` the line of the history."""

    sources: frozenset[State]
    target: State | None
    label: str
    done: str


_UNDECIDED = frozenset({State.ACCEPTED, State.SURVEYED, State.CHECKED, State.PUBLICISED, State.SUBMITTED})

# 急难型临时救助 is decided before the survey, which follows (649号第四十八条; 民发〔2018〕23号): hence from 已受理.
MOVES: dict[str, Move] = {
    "ask_papers": Move(frozenset({State.PREPARING}), None, "告知补正材料", "已告知补正材料"),
    "accept": Move(frozenset({State.PREPARING}), State.ACCEPTED, "受理", "已受理"),
    "start_survey": Move(frozenset({State.ACCEPTED}), None, "启动家庭经济状况调查", "已启动家庭经济状况调查"),
    "survey": Move(frozenset({State.ACCEPTED}), State.SURVEYED, "完成入户调查", "已入户调查"),
    "check": Move(frozenset({State.ACCEPTED, State.SURVEYED}), State.CHECKED, "完成初审", "已初审"),
    "publicise": Move(frozenset({State.CHECKED}), State.PUBLICISED, "开始公示", "已开始公示"),
    "submit": Move(frozenset({State.CHECKED, State.PUBLICISED}), State.SUBMITTED, "报送审批", "已报送审批"),
    "extend": Move(_UNDECIDED, None, "延长办理时限", "已延长办理时限"),
    "grant": Move(_UNDECIDED, State.GRANTED, "批准", "已批准"),
    "refuse": Move(_UNDECIDED, State.REFUSED, "不予批准", "未批准"),
    "notify": Move(frozenset({State.REFUSED}), None, "送达不予批准告知书", "已书面告知"),
    "pay": Move(frozenset({State.GRANTED}), State.PAYING, "登记首次发放", "已发放"),
    "review": Move(frozenset({State.PAYING}), None, "完成复核", "已复核"),
    "end": Move(frozenset({State.PAYING, State.GRANTED}), State.ENDED, "停止享受", "已停止"),
    "withdraw": Move(_UNDECIDED | {State.PREPARING}, State.WITHDRAWN, "撤回申请", "已撤回"),
}


class ApplicationQuerySet(CaseQuerySet):
    def running(self):
        return self.exclude(state__in=CLOSED)


ApplicationManager = CaseManager.from_queryset(ApplicationQuerySet)


class Application(OfEntitlement, CaseRecord):
    """One application from the papers to the payment. ``region`` is the street that accepts it.

    ``turn`` counts the moves: whoever moves says which turn she saw, and of two at once the slower is told.
    """

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="applications")
    entitlement = EntitlementField()
    determination = models.ForeignKey(
        "welfare.Determination", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    region = models.ForeignKey("people.Region", on_delete=models.PROTECT, related_name="+", verbose_name="受理机关")
    state = models.CharField("进度", max_length=12, choices=State.choices, default=State.PREPARING, editable=False)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="经办人",
    )
    started_on = models.DateField("发起日期")
    turn = models.PositiveSmallIntegerField("已办步数", default=0, editable=False)
    amount = models.DecimalField("批准金额", max_digits=10, decimal_places=2, null=True, blank=True)
    papers = models.ManyToManyField("clients.Paper", blank=True, related_name="+", verbose_name="材料")

    objects: ClassVar[Any] = ApplicationManager()

    class Meta:
        verbose_name = verbose_name_plural = "救助申请"
        ordering = ("-started_on", "-pk")
        indexes = (models.Index(fields=["state", "entitlement"], name="application_by_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=["client", "entitlement"],
                condition=~Q(state__in=[state.value for state in CLOSED]),
                name="one_running_application",
            ),
        )

    def __str__(self) -> str:
        return f"救助申请 #{self.pk}"

    def possible_moves(self) -> list[str]:
        """Names of the moves that start from the present state, in the order of MOVES."""
        return [name for name, move in MOVES.items() if self.state in move.sources]


class ApplicationEvent(CaseRecord):
    """One move, on the day it happened; ``recorded_by`` and ``recorded_at`` say who wrote it down and when."""

    TO_CLIENT = "application__client__"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="events")
    move = models.CharField("步骤", max_length=12)
    on = models.DateField("日期")
    note = EncryptedTextField("说明", max_length=400, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "申请经过"
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"申请经过 #{self.pk}"

    @property
    def label(self) -> str:
        return MOVES[self.move].done


class DeadlineQuerySet(CaseQuerySet):
    def running(self):
        """Terms that somebody must still keep."""
        return self.filter(met_on__isnull=True, lapsed_on__isnull=True)

    def to_keep(self):
        """Running ones that can be missed: a publicity lasts its days, nobody can be late for it."""
        return self.running().filter(at_least=False)


DeadlineManager = CaseManager.from_queryset(DeadlineQuerySet)


class Deadline(CaseRecord):
    """One statutory term of one application.

    due_is_provisional  a year that it reaches into is not announced yet
    at_least            the term must pass before the next step: a publicity
    lapsed_on           nobody needs to keep it any more: withdrawn, refused before, ended
    """

    TO_CLIENT = "application__client__"

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="deadlines")
    step = models.CharField("环节", max_length=60)
    article = models.CharField("依据", max_length=120)
    ends_with = models.CharField("完成标志", max_length=12)
    counted_from = models.DateField("起算日")
    days = models.PositiveSmallIntegerField("天数")
    working = models.BooleanField("工作日", default=True)
    due_on = models.DateField("期限")
    due_is_provisional = models.BooleanField("暂定", default=False)
    at_least = models.BooleanField("至少", default=False)
    met_on = models.DateField("完成日期", null=True, blank=True)
    lapsed_on = models.DateField("不再计算", null=True, blank=True)

    objects: ClassVar[Any] = DeadlineManager()

    class Meta:
        verbose_name = verbose_name_plural = "办理时限"
        ordering = ("due_on", "pk")
        indexes = (models.Index(fields=["met_on", "due_on"], name="deadline_open"),)
        constraints = (
            models.UniqueConstraint(fields=["application", "step"], name="one_clock_per_step"),
            models.CheckConstraint(condition=Q(due_on__gte=F("counted_from")), name="deadline_due_after_start"),
            models.CheckConstraint(
                condition=Q(met_on__isnull=True) | Q(met_on__gte=F("counted_from"), lapsed_on__isnull=True),
                name="deadline_met_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"办理时限 #{self.pk}"

    @property
    def is_running(self) -> bool:
        """As ``running`` in a queryset."""
        return self.met_on is None and self.lapsed_on is None
