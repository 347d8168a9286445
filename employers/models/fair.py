"""推介会: a day on which firms and people who look for work meet; which firms come, and what came of it."""

import uuid
from datetime import datetime
from typing import NamedTuple, Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from employers.adverts.for_firms import telling_word
from employers.may import KEEPERS, city_code, kept_code, may_keep
from employers.telling_papers import telling
from people.models import Recorded, Region
from people.scope import code_range


class FairState(models.TextChoices):
    PLANNED = "planned", "筹备中"
    OPEN = "open", "已公布"
    HELD = "held", "已举办"
    CANCELLED = "cancelled", "已取消"


class FairMove(NamedTuple):
    sources: frozenset[FairState]
    target: FairState
    label: str


AHEAD = frozenset({FairState.PLANNED, FairState.OPEN})

FAIR_MOVES: dict[str, FairMove] = {
    "open": FairMove(frozenset({FairState.PLANNED}), FairState.OPEN, "公布并开放报名"),
    "hold": FairMove(AHEAD, FairState.HELD, "登记为已举办"),
    # Held by mistake, or on the wrong day: what was ticked stays.
    "take_back": FairMove(frozenset({FairState.HELD}), FairState.OPEN, "撤回“已举办”"),
    "cancel": FairMove(AHEAD, FairState.CANCELLED, "取消推介会"),
}


class Stage(models.TextChoices):
    """Where a fair stands at a moment, in one word."""

    PLANNED = "planned", "筹备中"
    OPEN = "open", "报名中"
    FULL = "full", "名额已满"
    SHUT = "shut", "报名已截止"
    RUNNING = "running", "正在举办"
    OVER = "over", "已结束"
    HELD = "held", "已举办"
    CANCELLED = "cancelled", "已取消"

    @property
    def tone(self) -> str:
        """As ``c-status`` paints it."""
        return _TONES.get(self, "plain")


_TONES = {Stage.OPEN: "good", Stage.FULL: "wait", Stage.SHUT: "wait", Stage.RUNNING: "good", Stage.CANCELLED: "bad"}


def check_neutral(text: str) -> None:
    """Validator: words that stand on the public site and on paper tell nobody what brings people to a fair."""
    if telling_word(text) or telling((text,)):
        raise ValidationError("这里的文字会公开，请只写推介会本身的安排。")


class FairQuerySet(models.QuerySet["Fair"]):
    def visible_to(self, actor) -> Self:
        """Those of the actor's city; none for who acts nowhere."""
        return self._within(actor, city_code)

    def kept_by(self, actor) -> Self:
        """Those that the actor may change: as firms, see ``employers.may``."""
        return self._within(actor, kept_code) if actor.role in KEEPERS else self.none()

    def _within(self, actor, upper) -> Self:
        if actor.region is None:
            return self.none()
        low, high = code_range(upper(actor.region.code))
        return self.filter(region__code__gte=low, region__code__lte=high)

    def public(self) -> Self:
        """What visitors read: everything but what is still being planned."""
        return self.exclude(state=FairState.PLANNED).exclude(state=FairState.CANCELLED, opened_at=None)

    def with_counts(self) -> Self:
        """``firms``: how many firms are on the list; ``came``: how many of them came; ``letters``: 意向书 signed."""
        standing = Q(guests__withdrawn_at=None)
        return self.annotate(
            firms=models.Count("guests__firm_key", filter=standing, distinct=True),
            came=models.Count("guests__firm_key", filter=standing & Q(guests__came=True), distinct=True),
            letters=models.Count("guests__letters", filter=standing, distinct=True),
        )


class Fair(Recorded):
    """One fair. It is cancelled with a reason and never deleted.

    title, place, contact, words  stand on the public site once it is open
    seats       how many firms can come; None: no limit
    result_words  how it went, for staff alone
    """

    class Kind(models.TextChoices):
        ONSITE = "onsite", "现场"
        ONLINE = "online", "线上"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField("名称", max_length=60, validators=[check_neutral])
    kind = models.CharField("形式", max_length=8, choices=Kind.choices, default=Kind.ONSITE)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="由哪里举办")
    place = models.CharField("地点", max_length=120, validators=[check_neutral])
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    register_until = models.DateTimeField("报名截止")
    seats = models.PositiveSmallIntegerField("最多几家企业", null=True, blank=True, validators=[MinValueValidator(1)])
    contact = models.CharField("咨询电话", max_length=60, validators=[check_neutral])
    words = models.TextField("给企业的说明", max_length=500, blank=True, validators=[check_neutral])
    state = models.CharField("状态", max_length=10, choices=FairState, default=FairState.PLANNED, editable=False)
    opened_at = models.DateTimeField("公布时间", null=True, blank=True, editable=False)
    cancel_words = models.CharField("取消原因", max_length=100, blank=True, editable=False)
    result_words = models.CharField("小结", max_length=300, blank=True, editable=False)

    objects = FairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "推介会"
        ordering = ("-starts_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="fair_ends_after_it_starts",
                violation_error_message="结束时间要晚于开始时间。",
            ),
            models.CheckConstraint(
                condition=Q(register_until__lte=F("ends_at")),
                name="fair_registration_before_the_end",
                violation_error_message="报名截止不能晚于结束时间。",
            ),
            models.CheckConstraint(
                condition=Q(seats=None) | Q(seats__gte=1),
                name="fair_has_room_for_somebody",
                violation_error_message="最多几家企业：至少 1 家，不限就空着。",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") & ~Q(cancel_words="") | ~Q(state="cancelled") & Q(cancel_words=""),
                name="fair_cancelled_for_a_reason",
                violation_error_message="取消推介会请写明原因。",
            ),
            models.CheckConstraint(
                condition=~Q(state="open") | Q(opened_at__isnull=False), name="fair_opened_at_some_time"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_online(self) -> bool:
        return self.kind == self.Kind.ONLINE

    @property
    def is_ahead(self) -> bool:
        """Whether it may still be changed, opened, held or cancelled."""
        return self.state in AHEAD

    def may_be_kept_by(self, actor) -> bool:
        return actor.region is not None and may_keep(actor.role, actor.region.code, self.region.code)

    def possible_moves(self, at: datetime | None = None) -> list[str]:
        """Names of ``FAIR_MOVES`` that its state and the hour allow: nothing is held before it has begun."""
        now = at or timezone.now()
        return [
            name
            for name, move in FAIR_MOVES.items()
            if self.state in move.sources
            and not (name == "hold" and now < self.starts_at)
            and not (name == "open" and self.ends_at <= now)
        ]

    def stage(self, at: datetime, seats_left: int | None = None) -> Stage:
        """``seats_left`` None: there is no limit, or it does not matter."""
        if self.state in (FairState.HELD, FairState.CANCELLED, FairState.PLANNED):
            return Stage(self.state)
        if self.ends_at <= at:
            return Stage.OVER
        if self.starts_at <= at:
            return Stage.RUNNING
        if self.register_until < at:
            return Stage.SHUT
        return Stage.FULL if seats_left == 0 else Stage.OPEN
