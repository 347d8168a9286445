"""What happened to a referral, in lines: who, when, why, and what was agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from placement.models import Referral, ReferralEvent
from placement.models.referral import MOVES, UNDO, UNDO_LASTS, By, State
from ui.templatetags.ui import day, day_time, money

ICONS = {
    "send": "send",
    "see": "eye",
    "invite": "calendar-clock",
    "reschedule": "calendar-clock",
    "offer": "badge-check",
    "start": "briefcase",
    "decline": "x",
    "turn_down": "user-x",
    "withdraw": "undo-2",
    "lapse": "timer-off",
    "close": "circle-stop",
    UNDO: "undo-2",
}
TONES = {
    "invite": "good",
    "offer": "good",
    "start": "good",
    "decline": "bad",
    "turn_down": "wait",
    "withdraw": "wait",
    "lapse": "bad",
}
# What a step may have agreed on, as fields of the referral.
AGREED = ("interview_at", "interview_place", "offer_wage", "offer_start")
# Where each state stands in the row of steps.
STAGES = ("准备", "已发送", "面试", "录用", "上岗")
STAGE_OF = {
    State.PREPARED: 1,
    State.SENT: 2,
    State.SEEN: 2,
    State.INTERVIEW: 3,
    State.OFFER: 4,
    State.STARTED: 5,
}


@dataclass(frozen=True, slots=True)
class Past:
    """One line of the history."""

    event: ReferralEvent
    title: str
    by: str
    icon: str
    tone: str
    detail: str


def history(referral: Referral, events: Sequence[ReferralEvent]) -> list[Past]:
    """``events`` oldest first; the lines latest first. What each step agreed on is read back from what stands now."""
    standing = {name: getattr(referral, name) for name in AGREED}
    lines = []
    for event in reversed(events):
        undone = event.undone_at is not None
        # An undone step and its undoing leave everything as it was.
        detail = "" if undone or event.name == UNDO else _detail(event.name, standing)
        if not undone and event.name != UNDO:
            standing |= {name: _value(name, kept) for name, kept in event.before.items() if name in AGREED}
        lines.append(
            Past(
                event=event,
                title=f"{event.label}（已撤销）" if undone else event.label,
                by=_by(event),
                icon=ICONS.get(event.name, "dot"),
                tone="plain" if undone else TONES.get(event.name, "plain"),
                detail=detail,
            )
        )
    return lines


def _by(event: ReferralEvent) -> str:
    name = event.recorded_by.name if event.recorded_by else "系统"
    if event.by == By.FIRM:
        return f"{name}（企业）"
    return f"{name}（代企业登记）" if event.on_behalf else name


def _detail(name: str, standing: dict[str, Any]) -> str:
    if name in ("invite", "reschedule") and standing["interview_at"]:
        return "，".join(filter(None, [day_time(standing["interview_at"]), standing["interview_place"]]))
    if name == "offer":
        wage, start = standing["offer_wage"], standing["offer_start"]
        return "，".join(
            filter(None, [f"月工资 {money(wage)} 元" if wage else "", f"{day(start)}上岗" if start else ""])
        )
    return ""


def _value(name: str, kept: Any) -> Any:
    """As ``referral_step`` keeps it: text where JSON has no type of its own."""
    return Referral._meta.get_field(name).to_python(kept) if kept is not None else None  # type: ignore[union-attr]


def last_step(events: Sequence[ReferralEvent]) -> ReferralEvent | None:
    """The step that led to the present state: the latest that nobody has undone."""
    kept = [event for event in events if event.undone_at is None and event.name != UNDO]
    return kept[-1] if kept else None


def stage_of(referral: Referral, last: ReferralEvent | None) -> int:
    """How far along ``STAGES``; of an ended one where it ended."""
    return STAGE_OF.get(State(referral.state)) or (STAGE_OF.get(State(last.source), 1) if last else 1)


def may_undo(events: Sequence[ReferralEvent], user_id: int, now: datetime) -> ReferralEvent | None:
    """The last step if it is hers and fresh enough to be taken back."""
    last = events[-1] if events else None
    if last is None or last.name == UNDO or not MOVES[last.name].undo:
        return None
    mine = last.by == By.WORKER and last.recorded_by_id == user_id
    return last if mine and now <= last.at + UNDO_LASTS else None
