"""One step of a referral, whoever takes it: decided by a conditional update, written down with what was before it.

Nobody but the verbs ``refer``, ``answer`` and ``referral_ends`` takes a step: they know who may.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from clients.give_consent import standing_for
from clients.models import Client
from employers.acting import Actor, user_of
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User
from placement.models import Referral, ReferralEvent
from placement.models.referral import MOVES, RUNNING, UNDO, UNDO_LASTS, WITH_FIRM, By, State

KIND = "referral"
# The first of these is the firm's answer.
ANSWERS = frozenset({"invite", "offer", "decline"})
LONGEST_NOTE = 400
QUICKER = "这位候选人的进度刚刚有人更新过。", "请看过最新进度再办。"


@dataclass(frozen=True, slots=True)
class Taker:
    """In whose name a step is taken, and by whom: a member of staff, a firm's contact, None for the system."""

    by: By
    actor: Actor | None = None
    on_behalf: bool = False

    @property
    def user(self) -> User | None:
        return user_of(self.actor)


SYSTEM = Taker(By.SYSTEM)


def hold(client_id: int) -> None:
    """Take the client's turn until the end of the transaction, before anything else is read or written in it.

    Whoever locks does it in this order: the client, her referrals, then firm and vacancy, the ledger last. SQLite has
    one writer at a time.
    """
    if connection.features.has_select_for_update:
        why = "one at a time goes on with the referrals of a client"
        list(Client.objects.unscoped(why).filter(pk=client_id).select_for_update(no_key=True).values_list("pk"))
        running = Referral.objects.unscoped(why).running().filter(client=client_id).order_by("pk")
        list(running.select_for_update(no_key=True).values_list("pk"))


def require(referral: Referral, name: str, taker: Taker, seen_turn: int | None = None) -> None:
    """Raises Refused unless ``taker`` may take the step ``name`` now; ``seen_turn`` is the turn that she saw."""
    move, state = MOVES[name], State(referral.state)
    if taker.by not in move.by:
        raise Refused(f"“{move.label}”不能由您办理。", "请看这条推荐现在可以办的步骤。")
    if seen_turn is not None and seen_turn != referral.turn:
        raise Refused(*QUICKER)
    if state not in move.sources:
        raise Refused(f"现在是“{_words(state, taker)}”，不能“{move.label}”。", "请刷新页面看最新进度。")


def require_reason(name: str, reason: str, note: str) -> None:
    """Raises Refused unless ``reason`` is of the step's list; 其他 needs a note."""
    reasons = MOVES[name].reasons
    if reasons is not None and reason not in reasons.values:
        raise Refused("请选一个原因。", "没有合适的选“其他”，并写明。")
    if reason == "other" and not note.strip():
        raise Refused("选“其他”时要写明。", "写一句话就行。")
    if len(note) > LONGEST_NOTE:
        raise Refused(f"说明太长，最多 {LONGEST_NOTE} 字。", "请写得简短一些。")


@transaction.atomic
def take(
    referral: Referral,
    name: str,
    taker: Taker,
    *,
    at: datetime,
    reason: str = "",
    note: str = "",
    seen_turn: int | None = None,
    **changes: Any,
) -> ReferralEvent:
    """Take one step of ``MOVES`` with these changes of fields, write it down and bring ``referral`` up to date.

    Raises Refused, changing nothing, when the step is not the taker's, does not follow, has no reason where one is
    asked, or somebody was quicker.
    """
    require(referral, name, taker, seen_turn)
    move = MOVES[name]
    note = note.strip()
    if move.reasons is None:
        reason = ""
    require_reason(name, reason, note)
    if move.target not in RUNNING:
        changes["closed_at"] = at
    if name in ANSWERS and referral.answered_at is None:
        changes["answered_at"] = at
    source, before = referral.state, _kept(referral, changes)
    _change(referral, move.target, changes)
    event = _write(
        referral, name, taker, at, source=source, target=move.target, reason=reason, note=note, before=before
    )
    ledger.record(taker.user, Action.CHANGE, KIND, referral.pk, Purpose.REFERRAL)
    return event


def require_undo(referral: Referral, taker: Taker, *, at: datetime, seen_turn: int | None = None) -> ReferralEvent:
    """The last step, if ``taker`` may undo it now: she took it herself, within ``UNDO_LASTS``, and nobody has gone on.

    Raises Refused otherwise, also where what let the referral run no longer holds.
    """
    if seen_turn is not None and seen_turn != referral.turn:
        raise Refused(*QUICKER)
    last = referral.events.order_by("-pk").first()
    if last is None or last.name == UNDO or not MOVES[last.name].undo:
        raise Refused("没有可以撤销的步骤。", "请刷新页面看最新进度。")
    if (last.by, last.recorded_by_id) != (taker.by, taker.user.pk if taker.user else None):
        raise Refused("上一步不是您办的，不能撤销。", "请联系办理的人。")
    if at > last.at + UNDO_LASTS:
        minutes = int(UNDO_LASTS.total_seconds() // 60)
        raise Refused(f"已经过了 {minutes} 分钟，不能撤销。", "情况有变的，请按现在的进度办下一步。")
    if referral.state not in RUNNING:
        _require_may_run_again(referral, State(last.source), taker, timezone.localdate(at))
    return last


@transaction.atomic
def take_back(referral: Referral, taker: Taker, *, at: datetime, seen_turn: int | None = None) -> ReferralEvent:
    """Undo the last step and return it; raises as ``require_undo``. What followed outside the referral stays."""
    last = require_undo(referral, taker, at=at, seen_turn=seen_turn)
    source = referral.state
    _change(referral, last.source, {name: _value(name, kept) for name, kept in last.before.items()})
    _write(referral, UNDO, taker, at, source=source, target=last.source)
    referral.events.filter(pk=last.pk).update(undone_at=at)
    ledger.record(taker.user, Action.CHANGE, KIND, referral.pk, Purpose.REFERRAL)
    last.undone_at = at
    return last


def _words(state: State, taker: Taker) -> str:
    return state.for_firm if taker.by == By.FIRM else state.label


def _require_may_run_again(referral: Referral, target: State, taker: Taker, today: date) -> None:
    """What was closed may only run again if it could run today: a consent can be withdrawn in ten minutes too."""
    client, firm = referral.client, referral.vacancy.enterprise
    client.refresh_from_db(fields=["status"])
    why = None
    if not client.is_open:
        why = "已经结案，不能撤销这一步。", "需要继续服务的，请负责人重新开案。"
    elif target in WITH_FIRM and standing_for(client, firm.credit_code, on=today) is None:
        why = "本人的同意已经撤回或者到期，不能撤销这一步。", "请先征得本人同意，再重新推荐。"
    if client.referrals.running().filter(vacancy=referral.vacancy_id).exists():
        why = why or ("这个岗位已经另有一份推荐在进行。", "请在那份推荐里接着办理。")
    if why is not None:
        raise Refused("对方已有其他安排，不能撤销。", "请联系工作人员。") if taker.by == By.FIRM else Refused(*why)


def _change(referral: Referral, target: str, changes: Mapping[str, Any]) -> None:
    """The one writer of a state. Of two at once the slower finds another turn and is told."""
    mine = Referral.objects.unscoped("a step whose verb has checked who may").filter(
        pk=referral.pk, state=referral.state, turn=referral.turn
    )
    if not mine.update(state=target, turn=referral.turn + 1, **changes):
        raise Refused(*QUICKER)
    # Not its related objects: whoever holds the referral has loaded them.
    referral.state, referral.turn = target, referral.turn + 1
    for name, value in changes.items():
        setattr(referral, name, value)


def _write(referral: Referral, name: str, taker: Taker, at: datetime, **details: Any) -> ReferralEvent:
    return ReferralEvent.objects.create(
        referral=referral, name=name, by=taker.by, on_behalf=taker.on_behalf, at=at, recorded_by=taker.user,
        recorded_at=at, **details,
    )  # fmt: skip


def _kept(referral: Referral, names: Iterable[str]) -> dict[str, Any]:
    """The fields as they are, by column, for the history: as text where JSON has no type of its own."""
    kept = {}
    for column in (Referral._meta.get_field(name).attname for name in names):  # type: ignore[union-attr]
        value = getattr(referral, column)
        if isinstance(value, date | datetime):
            value = value.isoformat()
        kept[column] = str(value) if isinstance(value, Decimal) else value
    return kept


def _value(column: str, kept: Any) -> Any:
    return Referral._meta.get_field(column).to_python(kept) if kept is not None else None  # type: ignore[union-attr]
