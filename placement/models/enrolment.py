"""报名: one client in one class, from the waiting list to the result. The one table of steps is ``MOVES``."""

from typing import Any, ClassVar, NamedTuple

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from clients.models.scoped import CaseManager, CaseQuerySet, CaseRecord
from people.vault import EncryptedTextField

LONGEST_DAY = 12


class EnrolmentState(models.TextChoices):
    WAITING = "waiting", "候补"
    ENROLLED = "enrolled", "在班"
    COMPLETED = "completed", "通过"
    FAILED = "failed", "未通过"
    DROPPED = "dropped", "已退出"
    CANCELLED = "cancelled", "班次取消"


State = EnrolmentState
# Who may still be called up or is in class; whose seat nobody else can have.
LIVE = (State.WAITING, State.ENROLLED)
SEATED = (State.ENROLLED, State.COMPLETED, State.FAILED)
OVER = (State.DROPPED, State.CANCELLED)


class DropReason(models.TextChoices):
    WORK = "work", "找到工作"
    ILL = "ill", "生病"
    FAMILY = "family", "家里有事"
    UNSUITABLE = "unsuitable", "课程不合适"
    OFTEN_ABSENT = "often_absent", "缺课太多"
    RELEASED = "released", "已出所"
    CASE = "case", "已结案"
    OTHER = "other", "其他"


class Step(NamedTuple):
    """``done`` is the line of the history."""

    sources: frozenset[str]
    target: EnrolmentState
    done: str


def _step(sources: tuple[str, ...], target: EnrolmentState, done: str) -> Step:
    return Step(frozenset(sources), target, done)


# An enrolment begins from nothing: the source "".
MOVES: dict[str, Step] = {
    "enrol": _step(("",), State.ENROLLED, "报名，有名额"),
    "wait": _step(("",), State.WAITING, "报名，排候补"),
    "move_up": _step((State.WAITING,), State.ENROLLED, "候补排上了名额"),
    "pass": _step((State.ENROLLED, State.FAILED), State.COMPLETED, "考核通过"),
    "fail": _step((State.ENROLLED,), State.FAILED, "考核没有通过"),
    "take_back": _step((State.COMPLETED, State.FAILED), State.ENROLLED, "撤回了结果"),
    "drop": _step(LIVE, State.DROPPED, "退出"),
    "cancel": _step(LIVE, State.CANCELLED, "班次取消"),
}


def pairs() -> frozenset[tuple[str, str]]:
    """Every change of state that may ever be written."""
    return frozenset((str(source), move.target.value) for move in MOVES.values() for source in move.sources if source)


def _is_a_step() -> Q:
    steps = Q()
    for name, move in MOVES.items():
        steps |= Q(name=name, source__in=sorted(str(one) for one in move.sources), target=move.target.value)
    return steps


class EnrolmentQuerySet(CaseQuerySet):
    def live(self):
        """Waiting or in class."""
        return self.filter(state__in=LIVE)

    def seated(self):
        return self.filter(state__in=SEATED)

    def waiting(self):
        """In order: who signed up first is called up first."""
        return self.filter(state=State.WAITING).order_by("pk")


EnrolmentManager = CaseManager.from_queryset(EnrolmentQuerySet)


class Enrolment(CaseRecord):
    """One client in one class. No way back from a class: who sits in it is the case zone's own.

    seat         1 … ``cohort.seats``; None without one. No two hold the same, so never more are in class than seats
    overlap_ok   the worker knew that it overlaps with another class of hers
    certificate  what the result put on file; None where she held it before, or the course gives none
    opened       numbers of the vacancies that the certificate opened on the day of the result, best first
    """

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="enrolments")
    cohort = models.ForeignKey("employers.Cohort", on_delete=models.PROTECT, related_name="+", verbose_name="班次")
    state = models.CharField(
        "进度", max_length=10, choices=EnrolmentState.choices, default=State.WAITING, editable=False
    )
    seat = models.PositiveSmallIntegerField("名额", null=True, blank=True, editable=False)
    overlap_ok = models.BooleanField("和别的班时间重叠，已知道", default=False)
    certificate = models.ForeignKey(
        "clients.ClientCertificate", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    opened = models.JSONField("取证后可选的岗位", default=list, blank=True, editable=False)

    objects: ClassVar[Any] = EnrolmentManager()

    class Meta:
        verbose_name = verbose_name_plural = "报名"
        ordering = ("pk",)
        indexes = (models.Index(fields=["cohort", "state"], name="enrolment_of_cohort"),)
        constraints = (
            models.UniqueConstraint(
                fields=["client", "cohort"],
                condition=~Q(state__in=[state.value for state in OVER]),
                name="one_live_enrolment_per_class",
            ),
            models.UniqueConstraint(fields=["cohort", "seat"], name="one_person_per_seat"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in SEATED], seat__isnull=False, seat__gte=1)
                | Q(state__in=[state.value for state in (State.WAITING, *OVER)], seat=None),
                name="enrolment_has_a_seat_or_waits",
            ),
        )

    def __str__(self) -> str:
        return f"报名 #{self.pk}"

    @property
    def is_live(self) -> bool:
        return self.state in LIVE


class EnrolmentEvent(CaseRecord):
    """One step. ``recorded_by`` None: the system, when a seat fell free, a class was cancelled or a case closed."""

    TO_CLIENT = "enrolment__client__"

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField("时间", default=timezone.now)
    name = models.CharField("动作", max_length=12)
    source = models.CharField("原进度", max_length=10, blank=True, default="")
    target = models.CharField("新进度", max_length=10, choices=EnrolmentState.choices)
    reason = models.CharField("原因", max_length=16, choices=DropReason.choices, blank=True, default="")
    note = EncryptedTextField("说明", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "报名经过"
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(condition=_is_a_step(), name="enrolment_event_is_a_step"),
            models.CheckConstraint(
                condition=Q(name="drop") & ~Q(reason="") | ~Q(name="drop") & Q(reason=""),
                name="enrolment_dropped_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"报名经过 #{self.pk}"

    @property
    def label(self) -> str:
        return MOVES[self.name].done


class Attendance(CaseRecord):
    """One day of class of one client. No row: nobody has written it down. ``hours`` are those attended, 课时."""

    class State(models.TextChoices):
        PRESENT = "present", "到"
        ABSENT = "absent", "没到"
        EXCUSED = "excused", "请假"

    TO_CLIENT = "enrolment__client__"

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attendances")
    day = models.DateField("日期")
    state = models.CharField("到课", max_length=8, choices=State.choices)
    hours = models.PositiveSmallIntegerField(
        "课时", default=0, validators=[MinValueValidator(0), MaxValueValidator(LONGEST_DAY)]
    )

    class Meta:
        verbose_name = verbose_name_plural = "到课记录"
        ordering = ("day", "pk")
        constraints = (
            models.UniqueConstraint(fields=["enrolment", "day"], name="attendance_once_a_day"),
            models.CheckConstraint(
                condition=Q(state="present", hours__gte=1, hours__lte=LONGEST_DAY)
                | Q(state__in=["absent", "excused"], hours=0),
                name="attendance_hours_of_who_was_there",
            ),
        )

    def __str__(self) -> str:
        return f"到课记录 #{self.pk}"
