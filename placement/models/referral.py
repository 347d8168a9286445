"""推荐: one client proposed to one vacancy, and every step of it. The one table of steps is ``MOVES``."""

import secrets
from datetime import timedelta
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple

from django.db import models
from django.db.models import Q
from django.utils import timezone

from clients.models.scoped import CaseManager, CaseQuerySet, CaseRecord
from people.vault import EncryptedTextField
from placement.models.reasons import ClientReason, EmployerReason, Reason, WithdrawReason

# Letters and digits that nobody misreads on the telephone.
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
ANSWER_WORKDAYS, REMINDER_WORKDAYS = 10, 5
UNDO_LASTS = timedelta(minutes=10)


class State(models.TextChoices):
    PREPARED = "prepared", "待发送"
    SENT = "sent", "已发送"
    SEEN = "seen", "企业已看"
    INTERVIEW = "interview", "约了面试"
    OFFER = "offer", "决定录用"
    STARTED = "started", "已上岗"
    EMPLOYER_DECLINED = "employer_declined", "企业未录用"
    CLIENT_DECLINED = "client_declined", "本人不去"
    WITHDRAWN = "withdrawn", "已撤回"
    LAPSED = "lapsed", "过期未答"
    PLACED_ELSEWHERE = "placed_elsewhere", "已在别处上岗"

    @property
    def for_firm(self) -> str:
        """The state in the words that a firm reads: it never learns why a referral ended on our side."""
        return _FOR_FIRM[self.value]


_OTHER_PLANS = "对方已有其他安排"
_FOR_FIRM = {
    "prepared": _OTHER_PLANS,
    "sent": "等您答复",
    "seen": "等您答复",
    "interview": "已约面试",
    "offer": "决定录用",
    "started": "已上岗",
    "employer_declined": "未录用",
    "client_declined": _OTHER_PLANS,
    "withdrawn": _OTHER_PLANS,
    "lapsed": "已过答复期",
    "placed_elsewhere": _OTHER_PLANS,
}

WITH_FIRM = (State.SENT, State.SEEN, State.INTERVIEW, State.OFFER)
RUNNING = (State.PREPARED, *WITH_FIRM)
UNANSWERED = (State.SENT, State.SEEN)


class By(StrEnum):
    """Who may take a step. A worker may also write down what a firm said on the telephone."""

    WORKER = "worker"
    FIRM = "firm"
    SYSTEM = "system"


class Move(NamedTuple):
    """``label`` is the deed on the button, ``done`` the line of the history; ``reasons`` None: none is asked for."""

    sources: frozenset[State]
    target: State
    label: str
    done: str
    by: frozenset[By]
    reasons: type[Reason] | None = None
    undo: bool = True


def _move(
    sources: tuple[State, ...],
    target: State,
    label: str,
    done: str,
    *by: By,
    reasons: type[Reason] | None = None,
    undo: bool = True,
) -> Move:
    return Move(frozenset(sources), target, label, done, frozenset(by), reasons, undo)


W, F, S = By.WORKER, By.FIRM, By.SYSTEM
_BEFORE_OFFER = (State.SENT, State.SEEN, State.INTERVIEW)
MOVES: dict[str, Move] = {
    "send": _move((State.PREPARED,), State.SENT, "发送推荐", "已发送", W),
    "see": _move((State.SENT,), State.SEEN, "查看", "企业看了", F, undo=False),
    "invite": _move(UNANSWERED, State.INTERVIEW, "约面试", "约了面试", F, W),
    "reschedule": _move((State.INTERVIEW,), State.INTERVIEW, "改面试时间", "改了面试时间", F, W),
    "offer": _move(_BEFORE_OFFER, State.OFFER, "决定录用", "决定录用", F, W),
    "start": _move((State.OFFER,), State.STARTED, "登记上岗", "已上岗", F, W),
    "decline": _move(WITH_FIRM, State.EMPLOYER_DECLINED, "不录用", "企业没有录用", F, W, reasons=EmployerReason),
    "turn_down": _move(RUNNING, State.CLIENT_DECLINED, "本人不去", "本人不去", W, reasons=ClientReason),
    "withdraw": _move(RUNNING, State.WITHDRAWN, "撤回推荐", "已撤回", W, S, reasons=WithdrawReason),
    "lapse": _move(UNANSWERED, State.LAPSED, "过期", "到期没有答复", S, undo=False),
    # Undone only along with the start of a job that it followed.
    "close": _move(RUNNING, State.PLACED_ELSEWHERE, "结束", "已在别处上岗，推荐结束", S),
}
UNDO = "undo"
_REASONED = [name for name, move in MOVES.items() if move.reasons]


def pairs() -> frozenset[tuple[State, State]]:
    """Every change of state that may ever be written: the moves, and back again where a move can be undone."""
    there = {(source, move.target) for move in MOVES.values() for source in move.sources}
    back = {(move.target, source) for move in MOVES.values() if move.undo for source in move.sources}
    return frozenset(there | back)


def _is_a_step() -> Q:
    """What may stand in the history: the moves of the table, and each that can be undone backwards."""
    steps = Q()
    for name, move in MOVES.items():
        sources, by = sorted(source.value for source in move.sources), sorted(one.value for one in move.by)
        steps |= Q(name=name, source__in=sources, target=move.target.value, by__in=by)
        if move.undo:
            steps |= Q(name=UNDO, source=move.target.value, target__in=sources)
    return steps


def a_code() -> str:
    """A code name: it says nothing of the person, and no two referrals share one."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(6))


class ReferralQuerySet(CaseQuerySet):
    def running(self):
        return self.filter(state__in=RUNNING)

    def with_firm(self):
        """Those that a firm has before it."""
        return self.filter(state__in=WITH_FIRM)

    def unanswered(self):
        return self.filter(state__in=UNANSWERED)


ReferralManager = CaseManager.from_queryset(ReferralQuerySet)


class Referral(CaseRecord):
    """One proposal. A firm knows it by ``uid`` and ``code`` alone.

    profile     what the firm sees without a name: made once, at sending, by ``placement.disclose``
    answer_due  the last working day for an answer; ``reminded_at`` when the firm was reminded of it
    turn        counts the steps: of two people at once the slower is told
    vacancy_gone_at  when the caseworker was told that the vacancy is no longer offered
    """

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="referrals")
    # No way back, as in Shortlist.
    vacancy = models.ForeignKey("employers.Vacancy", on_delete=models.PROTECT, related_name="+", verbose_name="岗位")
    consent = models.ForeignKey(
        "clients.Consent", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="知情同意"
    )
    code = models.CharField("代号", max_length=8, unique=True, default=a_code, editable=False)
    state = models.CharField("进度", max_length=18, choices=State.choices, default=State.PREPARED, editable=False)
    turn = models.PositiveSmallIntegerField("已走步数", default=0, editable=False)
    profile = models.JSONField("企业看到的基本情况", default=dict, blank=True, editable=False)
    sent_at = models.DateTimeField("发送时间", null=True, blank=True, editable=False)
    answer_due = models.DateField("答复期限", null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField("提醒时间", null=True, blank=True, editable=False)
    vacancy_gone_at = models.DateTimeField("停招告知时间", null=True, blank=True, editable=False)
    seen_at = models.DateTimeField("企业查看时间", null=True, blank=True, editable=False)
    answered_at = models.DateTimeField("企业答复时间", null=True, blank=True, editable=False)
    interview_at = models.DateTimeField("面试时间", null=True, blank=True)
    interview_place = models.CharField("面试地点", max_length=120, blank=True, default="")
    interview_bring = models.CharField("要带什么", max_length=120, blank=True, default="")
    offer_wage = models.DecimalField("月工资", max_digits=8, decimal_places=2, null=True, blank=True)
    offer_start = models.DateField("上岗日期", null=True, blank=True)
    closed_at = models.DateTimeField("结束时间", null=True, blank=True, editable=False)

    objects: ClassVar[Any] = ReferralManager()

    class Meta:
        verbose_name = verbose_name_plural = "推荐"
        ordering = ("-recorded_at", "-pk")
        indexes = (
            models.Index(fields=["vacancy", "state"], name="referral_of_vacancy"),
            models.Index(fields=["state", "answer_due"], name="referral_by_due"),
            models.Index(fields=["client", "state"], name="referral_of_client"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["client", "vacancy"],
                condition=Q(state__in=[state.value for state in RUNNING]),
                name="one_running_referral_per_vacancy",
            ),
            models.CheckConstraint(
                condition=Q(state="prepared", sent_at=None, seen_at=None, answered_at=None, closed_at=None)
                | Q(state__in=["client_declined", "withdrawn", "placed_elsewhere"])
                | Q(sent_at__isnull=False, consent__isnull=False, answer_due__isnull=False),
                name="referral_sent_with_consent",
            ),
            models.CheckConstraint(
                condition=~Q(state="seen") | Q(seen_at__isnull=False), name="referral_seen_at_some_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="interview") | Q(interview_at__isnull=False), name="referral_interview_has_its_time"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["interview", "offer", "started", "employer_declined"])
                | Q(answered_at__isnull=False),
                name="referral_answered_at_some_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in RUNNING], closed_at=None)
                | (~Q(state__in=[state.value for state in RUNNING]) & Q(closed_at__isnull=False)),
                name="referral_closed_at_some_time",
            ),
        )

    def __str__(self) -> str:
        return f"推荐 {self.code}"

    def possible_moves(self, by: By) -> list[str]:
        """Names of the moves that ``by`` may take from the present state, in the order of MOVES."""
        return [name for name, move in MOVES.items() if self.state in move.sources and by in move.by]


class ReferralEvent(CaseRecord):
    """One step. ``recorded_by`` None: the system. ``on_behalf``: a worker wrote down what the firm had said.

    ``note`` of a firm is for the worker, ``note`` of a worker for nobody but staff: no free text crosses to a firm.
    ``before`` are the fields that the step changed, as they were: what an undo puts back.
    """

    TO_CLIENT = "referral__client__"

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField("时间", default=timezone.now)
    name = models.CharField("动作", max_length=12)
    source = models.CharField("原进度", max_length=18, choices=State.choices)
    target = models.CharField("新进度", max_length=18, choices=State.choices)
    by = models.CharField("由谁", max_length=8)
    on_behalf = models.BooleanField("代企业登记", default=False)
    reason = models.CharField("原因", max_length=16, blank=True, default="")
    note = EncryptedTextField("说明", max_length=400, blank=True, default="")
    before = models.JSONField("原来的内容", default=dict, blank=True, editable=False)
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "推荐经过"
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(condition=_is_a_step(), name="referral_event_is_a_step"),
            models.CheckConstraint(
                condition=Q(name__in=_REASONED) & ~Q(reason="") | ~Q(name__in=_REASONED) & Q(reason=""),
                name="referral_event_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(by="system", recorded_by=None, on_behalf=False)
                | Q(by="worker", recorded_by__isnull=False)
                | Q(by="firm", recorded_by__isnull=False, on_behalf=False),
                name="referral_event_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"推荐经过 #{self.pk}"

    @property
    def label(self) -> str:
        return "撤销了上一步" if self.name == UNDO else MOVES[self.name].done

    @property
    def reason_label(self) -> str:
        """The reason in the words of its list; "" where none was given."""
        reasons = MOVES[self.name].reasons if self.name in MOVES else None
        return reasons(self.reason).label if reasons and self.reason else ""
