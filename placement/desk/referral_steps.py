"""Whose turn a referral is, what is to be done next, and by when: said once, the same on every page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.utils import timezone

from clients.models.consent import Consent
from law.workdays import Calendar, workdays_between
from placement.models.referral import State

# The firm is rung up so many working days before its time is over; somebody is reminded of a day so long before it.
CHASE_WORKDAYS = 2
REMIND_AHEAD = timedelta(days=1)


class Turn(StrEnum):
    """Who moves next."""

    OURS = "ours"
    CLIENT = "client"
    FIRM = "firm"
    NOBODY = "nobody"


WHOSE = {Turn.OURS: "该您办", Turn.CLIENT: "等本人", Turn.FIRM: "等企业", Turn.NOBODY: ""}
TONES = {
    State.PREPARED: "wait",
    State.INTERVIEW: "good",
    State.OFFER: "good",
    State.STARTED: "good",
    State.EMPLOYER_DECLINED: "bad",
    State.LAPSED: "bad",
}


@dataclass(frozen=True, slots=True)
class Step:
    """The one next step.

    deed  what the button says; "": there is nothing to press
    move  the step of ``MOVES`` whose form the button opens; "": another page, see ``place``
    day   by when, or when it will be; ``workdays`` left of it, where the term counts those
    """

    code: str
    turn: Turn
    text: str
    deed: str = ""
    move: str = ""
    day: date | None = None
    workdays: int | None = None
    late: bool = False

    @property
    def is_ours(self) -> bool:
        return self.turn is Turn.OURS

    @property
    def whose(self) -> str:
        return WHOSE[self.turn]


class Facts(NamedTuple):
    """What the next step follows from. ``consent``: the last word of the client while nothing is sent; "" for none.
    ``contract``: the placement says since when there is a contract. ``online``: somebody of the firm can answer in the
    portal; else the firm hears of it only on the telephone."""

    state: str
    answer_due: date | None
    interview_at: datetime | None
    offer_start: date | None
    consent: str = ""
    contract: bool = False
    online: bool = True


def step_of(facts: Facts, now: datetime, by: Calendar) -> Step:
    """The next step of a referral at the moment ``now``; working days are counted ``by`` the calendar."""
    return _STEPS[State(facts.state)](facts, timezone.localtime(now), by)


def _prepared(facts: Facts, now: datetime, by: Calendar) -> Step:
    return _BY_CONSENT.get(facts.consent, _NO_CONSENT)


def _sent(facts: Facts, now: datetime, by: Calendar) -> Step:
    due = facts.answer_due
    looked = "等企业答复" if facts.state == State.SEEN else "等企业查看"
    if due is None:
        return Step("wait", Turn.FIRM, looked)
    left = workdays_between(now.date(), due, by).days
    if due < now.date():
        return Step("chase", Turn.OURS, "过了答复期，打电话问企业", "登记答复", "invite", due, left, late=True)
    if left <= CHASE_WORKDAYS:
        return Step("chase", Turn.OURS, "快到答复期，打电话催一下", "登记答复", "invite", due, left)
    if not facts.online:
        return Step("call", Turn.OURS, "企业没有网上账号，打电话推荐", "登记答复", "invite", due, left)
    return Step("wait", Turn.FIRM, looked, "登记答复", "invite", due, left)


def _interview(facts: Facts, now: datetime, by: Calendar) -> Step:
    at = timezone.localtime(facts.interview_at or now)
    day = at.date()
    if now >= at:
        return Step("result", Turn.OURS, "面试时间已过，问企业结果", "登记结果", "offer", day, late=day < now.date())
    if day <= now.date() + REMIND_AHEAD:
        text = f"提醒本人{'今天' if day == now.date() else '明天'} {at:%H:%M} 面试"
        return Step("remind", Turn.OURS, text, "记一次联系", "", day)
    return Step("interview", Turn.CLIENT, "等本人去面试", day=day)


def _offer(facts: Facts, now: datetime, by: Calendar) -> Step:
    day = facts.offer_start
    if day is None:
        return Step("start", Turn.OURS, "问清哪天上岗，到岗后登记", "登记上岗", "start")
    if day <= now.date():
        return Step("start", Turn.OURS, "问本人到岗没有，登记上岗", "登记上岗", "start", day, late=day < now.date())
    if day <= now.date() + REMIND_AHEAD:
        return Step("remind", Turn.OURS, "提醒本人明天上岗", "记一次联系", "", day)
    return Step("ready", Turn.CLIENT, "等本人上岗", day=day)


def _started(facts: Facts, now: datetime, by: Calendar) -> Step:
    if not facts.contract:
        return Step("contract", Turn.OURS, "补登合同和参保日期", "补登合同")
    return Step("follow", Turn.NOBODY, "按期回访", "看在岗情况")


def _ended(text: str) -> Callable[[Facts, datetime, Calendar], Step]:
    step = Step("again", Turn.NOBODY, text, "另选岗位")
    return lambda facts, now, by: step


_NO_CONSENT = Step("consent", Turn.OURS, "先征得本人同意", "去征求同意")
_BY_CONSENT = {
    Consent.State.GIVEN: Step("send", Turn.OURS, "本人已同意，可以发送", "去发送"),
    Consent.State.ASKED: Step("asked", Turn.CLIENT, "等本人在手机上答复", "看同意书"),
    Consent.State.REFUSED: Step("refused", Turn.OURS, "本人没有同意，问问原因", "记为本人不去", "turn_down"),
}
_STEPS: dict[State, Callable[[Facts, datetime, Calendar], Step]] = {
    State.PREPARED: _prepared,
    State.SENT: _sent,
    State.SEEN: _sent,
    State.INTERVIEW: _interview,
    State.OFFER: _offer,
    State.STARTED: _started,
    State.EMPLOYER_DECLINED: _ended("把结果告诉本人，接着找"),
    State.CLIENT_DECLINED: _ended("问清不去的原因，接着找"),
    State.WITHDRAWN: _ended("接着找合适的岗位"),
    State.LAPSED: _ended("企业没有答复，换一家试试"),
    State.PLACED_ELSEWHERE: lambda facts, now, by: Step("elsewhere", Turn.NOBODY, "已在别处上岗，不用再办"),
}
