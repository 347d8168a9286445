"""回访: what was heard, 30, 90, 180 and 365 days after the start. Nobody counts as at work because nobody asked."""

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from clients.door import KIND
from clients.models import Client, HelpEvent
from clients.record_help import record_help
from law.workdays import add_workdays
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User
from placement.models import FollowUp, PlacementEvent
from placement.place import end, require_may
from welfare.calendar import calendar

Outcome, Name = FollowUp.Outcome, PlacementEvent.Name
AGAIN_WORKDAYS = 3
ENOUGH_ATTEMPTS = 3
"""Attempts after which a worker may stop asking this question."""

# Nobody has said yet, or nobody will any more; a later answer still settles it.
OPEN = Q(outcome__in=("", Outcome.UNREACHABLE))
CHANGED = "刚刚有人登记过这次回访。", "请刷新页面看最新情况。"


def again_on(on: date) -> date:
    """When to try again after nobody was reached on ``on``: three working days later."""
    return add_workdays(on, AGAIN_WORKDAYS, calendar()).day


@transaction.atomic
def working(worker: User, follow_up: FollowUp, on: date, note: str = "", *, at: datetime | None = None) -> int:
    """On ``on`` she said that she still works there. That answers every follow-up whose day had come by then, also
    those for which she could not be reached; returns how many besides this one.

    Raises Refused when the client is not the worker's, it has an answer, or ``on`` is ahead or before its day.
    """
    now = at or timezone.now()
    _require_open(worker, follow_up, on, now)
    if on < follow_up.due_on:
        raise Refused(
            f"{follow_up.due_on.month}月{follow_up.due_on.day}日才满 {follow_up.day} 天，现在还不能算。",
            "今天的联系可以先记在“记一次联系”里。",
        )
    _settle(follow_up, outcome=Outcome.WORKING, asked_on=on, settled_on=on, again_on=None, worker=worker, note=note)
    answered = (
        follow_up.placement.follow_ups.filter(OPEN, due_on__lte=on)
        .exclude(pk=follow_up.pk)
        .update(outcome=Outcome.WORKING, settled_on=on, again_on=None, worker=worker)
    )
    _write(worker, follow_up, Name.WORKING, now, note)
    _tell_of_contact(worker, follow_up, on, now, "还在岗", note)
    return answered


@transaction.atomic
def left(
    worker: User,
    follow_up: FollowUp,
    on: date,
    *,
    ended_on: date,
    reason: str,
    note: str = "",
    at: datetime | None = None,
) -> FollowUp:
    """On ``on`` she said that she left on ``ended_on``: the job ends, see ``placement.place.end``.

    Raises Refused as ``end``, and when the follow-up has an answer or ``on`` is ahead or before ``ended_on``.
    """
    now = at or timezone.now()
    _require_open(worker, follow_up, on, now)
    if ended_on > on:
        raise Refused("离岗日期晚于回访日期。", "请核对两个日期。")
    end(worker, follow_up.placement, ended_on, reason, note, at=now)
    follow_up.refresh_from_db()
    follow_up.asked_on, follow_up.note = on, note
    if follow_up.outcome == Outcome.NOT_NEEDED:
        follow_up.outcome, follow_up.settled_on = Outcome.LEFT, on
    follow_up.save(update_fields=["asked_on", "note", "outcome", "settled_on"])
    _tell_of_contact(worker, follow_up, on, now, "已离岗", note)
    return follow_up


@transaction.atomic
def unreachable(
    worker: User,
    follow_up: FollowUp,
    on: date,
    note: str = "",
    *,
    again: date | None = None,
    at: datetime | None = None,
) -> FollowUp:
    """Nobody was reached on ``on``: the question waits, and comes back on ``again``, three working days later unless
    said otherwise. Raises Refused as ``working``, and for an ``again`` that is not after ``on``."""
    now = at or timezone.now()
    _require_open(worker, follow_up, on, now)
    if on < follow_up.due_on:
        raise Refused(f"还没到第 {follow_up.day} 天，不用登记联系不上。", "到了日子再问。")
    if again is not None and again <= on:
        raise Refused("再联系的日期应在这次之后。", "请核对日期。")
    _settle(
        follow_up, outcome=Outcome.UNREACHABLE, asked_on=on, again_on=again or again_on(on), worker=worker, note=note,
        attempts=F("attempts") + 1,
    )  # fmt: skip
    _write(worker, follow_up, Name.UNREACHABLE, now, note)
    _tell_of_contact(worker, follow_up, on, now, "没有联系上", note, kind=HelpEvent.Kind.ATTEMPT)
    return follow_up


@transaction.atomic
def give_up(worker: User, follow_up: FollowUp, note: str = "", *, at: datetime | None = None) -> FollowUp:
    """Stop asking this question after several attempts: it stays unanswered, and counts as such. A later answer still
    settles it. Raises Refused when the client is not the worker's, or there were fewer than three attempts."""
    now = at or timezone.now()
    today = timezone.localdate(now)
    _require_open(worker, follow_up, today, now)
    if follow_up.attempts < ENOUGH_ATTEMPTS:
        raise Refused(f"至少试过 {ENOUGH_ATTEMPTS} 次再停。", "换个时间打，或者去家里看看。")
    _settle(follow_up, outcome=Outcome.UNREACHABLE, settled_on=today, again_on=None, worker=worker)
    _write(worker, follow_up, Name.GIVEN_UP, now, note)
    ledger.record(worker, Action.CHANGE, KIND, follow_up.placement.client_id, Purpose.FOLLOW_UP)
    return follow_up


@transaction.atomic
def take_back(worker: User, follow_up: FollowUp, *, at: datetime | None = None) -> FollowUp:
    """The answer was pressed by mistake: it waits again, with all that followed from it. The end of a job is taken
    back by ``placement.place.take_end_back``.

    Raises Refused when the client is not the worker's, the job has ended, or there is nothing to take back.
    """
    placement = follow_up.placement
    require_may(worker, placement.client)
    follow_up.refresh_from_db()
    if not placement.client.placements.current().filter(pk=placement.pk).exists():
        raise Refused("这份工作已经离岗，回访结果不能撤回。", "登记离岗有误的，先撤回离岗。")
    if follow_up.outcome == Outcome.WORKING:
        same = placement.follow_ups.filter(outcome=Outcome.WORKING, settled_on=follow_up.settled_on)
        same.filter(attempts=0).update(outcome="", settled_on=None, asked_on=None, worker=None)
        same.update(outcome=Outcome.UNREACHABLE, settled_on=None)
    elif follow_up.outcome == Outcome.UNREACHABLE:
        _take_attempt_back(follow_up)
    else:
        raise Refused("这次回访没有可以撤回的结果。", "请刷新页面看最新情况。")
    follow_up.refresh_from_db()
    follow_up.note = ""
    follow_up.save(update_fields=["note"])
    _write(worker, follow_up, Name.ANSWER_BACK, at or timezone.now())
    ledger.record(worker, Action.CHANGE, KIND, placement.client_id, Purpose.FOLLOW_UP)
    return follow_up


# Mechanics ------------------------------------------------------------------------------------------------------------


def _take_attempt_back(follow_up: FollowUp) -> None:
    if follow_up.settled_on is None:
        follow_up.attempts -= 1
    follow_up.settled_on = follow_up.again_on = None
    if not follow_up.attempts:
        follow_up.outcome, follow_up.asked_on, follow_up.worker = "", None, None
    follow_up.save(update_fields=["attempts", "settled_on", "again_on", "outcome", "asked_on", "worker"])


def _require_open(worker: User, follow_up: FollowUp, on: date, now: datetime) -> None:
    placement = follow_up.placement
    require_may(worker, placement.client)
    if on > timezone.localdate(now):
        raise Refused("回访日期在将来。", "请填实际联系的那一天。")
    if on < placement.started_on:
        raise Refused("回访日期早于上岗日期。", "请核对日期。")
    if not placement.follow_ups.waiting().filter(pk=follow_up.pk).exists():
        raise Refused(*CHANGED)


def _settle(follow_up: FollowUp, note: str = "", **values: Any) -> None:
    """Write the answer if nobody was quicker: one conditional update decides."""
    if not follow_up.placement.follow_ups.waiting().filter(pk=follow_up.pk).update(**values):
        raise Refused(*CHANGED)
    follow_up.refresh_from_db()
    if note:
        follow_up.note = note
        follow_up.save(update_fields=["note"])


def _write(worker: User, follow_up: FollowUp, name: str, at: datetime, note: str = "") -> None:
    PlacementEvent.objects.create(
        placement=follow_up.placement, name=name, day=follow_up.day, at=at, note=note, recorded_by=worker,
        recorded_at=at,
    )  # fmt: skip


def _tell_of_contact(
    worker: User,
    follow_up: FollowUp,
    on: date,
    now: datetime,
    said: str,
    note: str,
    kind: HelpEvent.Kind = HelpEvent.Kind.CALL,
) -> None:
    """The call is help given, too: nobody writes it down twice. What was agreed for the next contact stands."""
    client: Client = follow_up.placement.client
    told = f"回访（上岗满 {follow_up.day} 天）：{said}。{note}".strip()
    last = client.help_events.order_by("-at", "-pk").first()
    stands = last is not None and last.next_on is not None and last.next_on >= on
    record_help(
        worker, client, kind=kind, about=HelpEvent.About.WORK, at=_moment(on, now), note=told[:1000],
        next_on=last.next_on if last and stands else None, next_what=last.next_what if last and stands else "",
    )  # fmt: skip
    ledger.record(worker, Action.CHANGE, KIND, client.pk, Purpose.FOLLOW_UP)


def _moment(on: date, now: datetime) -> datetime:
    """Now for today, noon for a day that is past."""
    today = timezone.localdate(now)
    return now if on == today else timezone.make_aware(datetime.combine(on, time(12)))
