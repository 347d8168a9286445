"""A candidate as a firm meets her: plain values, and nothing to walk back from to the case zone."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple
from uuid import UUID

from placement.models.referral import MOVES, State
from placement.profiles import ProfileLine


class Stage(IntEnum):
    """How much is shown; the table stands in ``disclose``."""

    CODE = -1
    PROFILE = 0
    CONTACT = 1
    PAPERS = 2


# What happened, as a firm reads it. Three ends read alike, as in ``State.for_firm``: a firm does not learn why.
STEP_WORDS: dict[str, str] = {
    "send": "收到推荐",
    "see": "打开查看",
    "invite": "约了面试",
    "reschedule": "改了面试时间",
    "offer": "决定录用",
    "start": "已上岗",
    "decline": "没有录用",
    **{name: MOVES[name].target.for_firm for name in ("turn_down", "withdraw", "close", "lapse")},
}
TONES: dict[str, str] = {
    State.SENT: "wait",
    State.SEEN: "wait",
    State.INTERVIEW: "good",
    State.OFFER: "good",
    State.STARTED: "good",
}
DEEDS = ("invite", "reschedule", "offer", "start", "decline")


class Step(NamedTuple):
    """One line of the timeline. ``by``: a colleague's name, or 工作人员; "" where nobody did it."""

    words: str
    at: datetime
    by: str
    detail: str


@dataclass(frozen=True, slots=True)
class CandidateView:
    """One candidate as one firm may see her now. ``stage`` is what was reached; "" and None mean: not shown.

    turn        how many steps were taken: hand it back with an answer, and two colleagues do not answer at once
    deeds       what the firm may do next, names of ``DEEDS``
    to_come     what of name and telephone will be shown once an interview is agreed, in words
    hire_uid    her record on the firm's own payroll, once she has begun; None before, and for who began elsewise
    undo_until  until when its last step may be taken back; ``undo_words`` says which
    """

    uid: UUID
    code: str
    state: str
    state_words: str
    tone: str
    turn: int
    stage: Stage
    vacancy_id: int
    vacancy_title: str
    sent_at: datetime
    answer_due: date
    waits: bool
    profile: tuple[ProfileLine, ...] = ()
    name: str = ""
    phone: str = ""
    to_come: tuple[str, ...] = ()
    papers: bool = False
    hire_uid: UUID | None = None
    interview_at: datetime | None = None
    interview_place: str = ""
    interview_bring: str = ""
    offer_wage: Decimal | None = None
    offer_start: date | None = None
    closed_at: datetime | None = None
    deeds: tuple[str, ...] = ()
    undo_until: datetime | None = None
    undo_words: str = ""
    timeline: tuple[Step, ...] = ()

    @property
    def title(self) -> str:
        return f"候选人 {self.code}"

    @property
    def is_over(self) -> bool:
        return self.closed_at is not None and self.state != State.STARTED

    @property
    def words(self) -> str:
        """The profile in one line."""
        return " · ".join("、".join(line.words) for line in self.profile)


class Answered(NamedTuple):
    """One's own answer that may still be taken back."""

    uid: UUID
    code: str
    words: str
    until: datetime


class OfVacancy(NamedTuple):
    """A choice of the filter: how many candidates of one vacancy there are, and how many wait for an answer."""

    vacancy_id: int
    title: str
    total: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """All candidates of a firm, by what is to be done: who waits by due date, then what comes next; the latest ends."""

    waiting: tuple[CandidateView, ...]
    interviews: tuple[CandidateView, ...]
    offers: tuple[CandidateView, ...]
    started: tuple[CandidateView, ...]
    over: tuple[CandidateView, ...]
    vacancies: tuple[OfVacancy, ...]
    just_answered: tuple[Answered, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.waiting or self.interviews or self.offers or self.started or self.over)
