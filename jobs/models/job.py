"""后台任务: one row per piece of work. The row is the truth; queues and threads only carry its id."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q, Sum
from django.utils import timezone


class State(models.TextChoices):
    """waiting → running → done; a stumble goes back to waiting until the attempts are used up (given_up).

    ``failed`` is a refusal by the work itself: trying again would change nothing.
    """

    WAITING = "waiting", "等待中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "没有完成"
    GIVEN_UP = "given_up", "多次尝试未成功"


ENDED = (State.DONE, State.FAILED, State.GIVEN_UP)
STUCK = (State.FAILED, State.GIVEN_UP)


class JobQuerySet(models.QuerySet["Job"]):
    def ready(self, now: datetime) -> Self:
        """What a worker may take: waiting and due, or running under a lease that ran out."""
        due = Q(state=State.WAITING, not_before__lte=now)
        abandoned = Q(state=State.RUNNING, lease_until__lt=now)
        return self.filter(due | abandoned)

    def with_parts(self) -> Self:
        """Each with what its parts come to, for ``shown_state`` and the figures shown."""
        return self.annotate(
            parts_count=Count("parts"),
            parts_open=Count("parts", filter=~Q(parts__state__in=ENDED)),
            parts_stuck=Count("parts", filter=Q(parts__state__in=STUCK)),
            parts_unmeasured=Count("parts", filter=Q(parts__progress_total=None)),
            parts_done=Sum("parts__progress_done", default=0),
            parts_total=Sum("parts__progress_total", default=0),
        )

    def of(self, user) -> Self:
        """A person's own with what their parts come to, latest first; the parts stand for themselves nowhere."""
        return self.filter(asked_by=user, part_of=None).with_parts().order_by("-asked_at", "-pk")


class Job(models.Model):
    """``payload`` and ``result`` hold ids and figures only, never personal data.

    ``attempts`` counts every taking of the lease and is the fence: a runner writes only as long as the number is
    still its own.
    """

    kind = models.CharField("类别", max_length=60)
    key = models.CharField("去重键", max_length=120)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="jobs", verbose_name="发起人"
    )
    # The work that asked for this one as a share of itself: a district of a city.
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="所属任务"
    )
    payload = models.JSONField("参数", default=dict, blank=True)
    # Of the request in which it was asked for: by this number its log lines stand together with the request's.
    request_id = models.CharField("请求编号", max_length=36, blank=True, default="", editable=False)

    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("已尝试次数", default=0)
    max_attempts = models.PositiveSmallIntegerField("最多尝试次数", default=5)
    not_before = models.DateTimeField("最早开始", default=timezone.now)
    worker = models.CharField("执行者", max_length=80, blank=True)
    lease_until = models.DateTimeField("租约到", null=True, blank=True)
    sent_at = models.DateTimeField("上次投递", null=True, blank=True)

    progress_done = models.PositiveIntegerField("已处理", default=0)
    progress_total = models.PositiveIntegerField("总数", null=True, blank=True)
    note = models.CharField("进展", max_length=200, blank=True)
    result = models.JSONField("结果", null=True, blank=True)
    # For the screen, in plain Chinese; ``fault`` is where the code stumbled, for whoever runs the site.
    error = models.CharField("原因", max_length=300, blank=True)
    fault = models.CharField("出错位置", max_length=200, blank=True)

    asked_at = models.DateTimeField("发起时间", default=timezone.now)
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)

    objects = JobQuerySet.as_manager()

    # Only on jobs that come ``with_parts``.
    parts_count: int
    parts_open: int
    parts_stuck: int
    parts_unmeasured: int
    parts_done: int
    parts_total: int

    class Meta:
        verbose_name = verbose_name_plural = "后台任务"
        ordering = ("-asked_at", "-pk")
        indexes = (
            # Whole ones: SQLite does not see that a state given as a parameter fulfils the condition of a partial one.
            models.Index(fields=["state", "not_before"], name="job_to_do"),
            models.Index(fields=["state", "finished_at"], name="job_ended"),
            models.Index(fields=["asked_by", "-asked_at"], name="job_of_asker"),
        )
        constraints = (
            models.UniqueConstraint("kind", "key", name="job_asked_once"),
            models.CheckConstraint(
                condition=Q(state=State.RUNNING, lease_until__isnull=False)
                | ~Q(state=State.RUNNING) & Q(lease_until=None),
                name="job_lease_while_running",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, finished_at__isnull=False) | ~Q(state__in=ENDED) & Q(finished_at=None),
                name="job_finished_when_ended",
            ),
            models.CheckConstraint(
                condition=Q(progress_total=None) | Q(progress_done__lte=F("progress_total")),
                name="job_progress_within_total",
            ),
            models.CheckConstraint(condition=Q(attempts__lte=F("max_attempts")), name="job_attempts_bounded"),
        )

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether something is still going to happen to this row."""
        return self.state not in ENDED

    # What a screen shows of a job and its parts. Of a job that did not come ``with_parts``: its own.

    @property
    def shown_state(self) -> State:
        """A whole that has asked for its parts is at work until the last of them is over, and stuck if one is."""
        if self.state == State.DONE and getattr(self, "parts_open", 0) > 0:
            return State.RUNNING
        if self.state == State.DONE and getattr(self, "parts_stuck", 0) > 0:
            return State.FAILED
        return State(self.state)

    @property
    def is_going_on(self) -> bool:
        """Whether something is still going to happen to it or to one of its parts."""
        return self.shown_state not in ENDED

    @property
    def shown_done(self) -> int:
        return self.parts_done if getattr(self, "parts_count", 0) else self.progress_done

    @property
    def shown_total(self) -> int | None:
        """None as long as somebody has not counted yet."""
        if not getattr(self, "parts_count", 0):
            return self.progress_total
        return None if self.parts_unmeasured else self.parts_total

    @property
    def shown_note(self) -> str:
        count = getattr(self, "parts_count", 0)
        if count and self.state == State.DONE:
            return f"分成 {count} 份同时进行，已完成 {count - self.parts_open} 份"
        return self.note

    @property
    def shown_error(self) -> str:
        stuck = getattr(self, "parts_stuck", 0)
        if stuck and self.shown_state == State.FAILED:
            return f"{self.parts_count} 份里有 {stuck} 份没有完成。可以点“重新开始”，做完的不会重做。"
        return self.error

    @property
    def can_start_again(self) -> bool:
        return self.shown_state in STUCK

    @property
    def title(self) -> str:
        """What the work is called on the screen."""
        from jobs.kinds import kind_of

        kind = kind_of(self.kind)
        return kind.title if kind else self.kind

    @property
    def result_url(self) -> str:
        """Where the result is to be seen; empty if the work left no address."""
        return (self.result or {}).get("url", "") if self.shown_state == State.DONE else ""
