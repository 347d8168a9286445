"""The one bridge to the firms: what of a candidate may be read in the portal, now, and by whom it was read.

    stage     from which state on                            shown, as far as the consent holds
    CODE      any: also after the end, or without a consent  code name, vacancy, how far it is
    PROFILE   sent, seen                                     what ``profiles`` lets out, without a name
    CONTACT   interview, offer, started                      name and telephone
    PAPERS    started                                        that papers for a support can be had

The lower of state and consent decides, at each look anew. Everything is a plain value; no text of ours crosses but
vocabulary, and nothing tells why somebody is assisted, or why a referral ended on our side.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from clients import give_consent
from clients.models import Client, Consent, ConsentField, ConsentPurpose
from employers.models import Contact
from people.errors import Refused
from placement.models import EmployerReason, Referral
from placement.models.referral import MOVES, UNANSWERED, UNDO, UNDO_LASTS, By, ReferralEvent, State
from placement.profiles import ProfileLine, profile_lines, profile_of

__all__ = [
    "REASONS",
    "CandidateView",
    "Candidates",
    "Stage",
    "candidate",
    "candidates_of",
    "glance",
    "profile_lines",
    "profile_of",
    "waiting_for",
]

WHY = "what a firm has before it"
ENDED_SHOWN = 40
REASONS = [(reason.value, str(reason.label)) for reason in EmployerReason]
NEEDS_WORDS = EmployerReason.OTHER.value


class Stage(IntEnum):
    CODE = 0
    PROFILE = 1
    CONTACT = 2
    PAPERS = 3


_ALLOWED_BY: dict[str, Stage] = {
    State.SENT: Stage.PROFILE,
    State.SEEN: Stage.PROFILE,
    State.INTERVIEW: Stage.CONTACT,
    State.OFFER: Stage.CONTACT,
    State.STARTED: Stage.PAPERS,
}

# What happened, as a firm reads it. Three ends read alike, as in ``State.for_firm``: a firm does not learn why.
STEP_WORDS: dict[str, str] = {
    "send": "收到推荐",
    "see": "打开查看",
    "invite": "约了面试",
    "reschedule": "改了面试时间",
    "offer": "决定录用",
    "start": "已到岗",
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
    papers: bool = False
    interview_at: datetime | None = None
    interview_place: str = ""
    interview_bring: str = ""
    offer_wage: Decimal | None = None
    offer_start: date | None = None
    closed_at: datetime | None = None
    deeds: tuple[str, ...] = ()
    undo_until: datetime | None = None
    undo_words: str = ""
    timeline: tuple[Step, ...] = field(default=())

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


class OfVacancy(NamedTuple):
    """A choice of the filter: how many candidates of one vacancy there are, and how many wait for an answer."""

    vacancy_id: int
    title: str
    count: int
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

    @property
    def is_empty(self) -> bool:
        return not (self.waiting or self.interviews or self.offers or self.started or self.over)


# Who is before a firm -------------------------------------------------------------------------------------------------


def _before(contact: Contact) -> Any:
    """What has been sent to her firm. Whether she still acts for it is asked anew."""
    firms = Contact.objects.active().filter(pk=contact.pk).values("enterprise")
    return Referral.objects.unscoped(WHY).filter(vacancy__enterprise__in=firms, sent_at__isnull=False)


def waiting_for(contact: Contact) -> int:
    """How many candidates wait for the firm's answer. One query."""
    return _before(contact).unanswered().count()


def candidates_of(contact: Contact, vacancy_id: int = 0, at: datetime | None = None) -> Candidates:
    """Everybody before the firm, or for one of its vacancies, without names. Four queries."""
    now = at or timezone.now()
    mine = _before(contact)
    rows = mine.filter(vacancy=vacancy_id) if vacancy_id else mine
    rows = rows.select_related("vacancy")
    live = list(rows.with_firm().order_by("answer_due", "sent_at", "pk"))
    done = list(rows.filter(closed_at__isnull=False).order_by("-closed_at", "-pk")[:ENDED_SHOWN])
    held = _consents([row.client_id for row in (*live, *done)], contact.enterprise.credit_code, now)
    views = {row.pk: _view(row, held.get(row.client_id, {}), now) for row in (*live, *done)}

    def those(rows: Iterable[Referral], *states: State) -> tuple[CandidateView, ...]:
        return tuple(views[row.pk] for row in rows if row.state in states)

    return Candidates(
        waiting=those(live, *UNANSWERED),
        interviews=tuple(sorted(those(live, State.INTERVIEW), key=lambda view: (view.interview_at, view.code))),
        offers=those(live, State.OFFER),
        started=those(done, State.STARTED),
        over=tuple(views[row.pk] for row in done if row.state != State.STARTED),
        vacancies=_by_vacancy(mine),
    )


def _by_vacancy(rows: Any) -> tuple[OfVacancy, ...]:
    counted = (
        rows.order_by()
        .values("vacancy_id", "vacancy__title")
        .annotate(count=Count("pk"), waiting=Count("pk", filter=Q(state__in=UNANSWERED)))
        .order_by("-waiting", "vacancy__title", "vacancy_id")
    )
    return tuple(OfVacancy(*row) for row in counted.values_list("vacancy_id", "vacancy__title", "count", "waiting"))


# One candidate --------------------------------------------------------------------------------------------------------


def glance(contact: Contact, uid: UUID, at: datetime | None = None) -> CandidateView:
    """One candidate without name and telephone, for a form about her; nothing is written down.

    Raises Referral.DoesNotExist for who is not before this firm.
    """
    now = at or timezone.now()
    row = _one(contact, uid)
    return _view(row, _consents([row.client_id], contact.enterprise.credit_code, now).get(row.client_id, {}), now)


@transaction.atomic
def candidate(contact: Contact, uid: UUID, at: datetime | None = None) -> CandidateView:
    """One candidate as far as state and consent allow, with the timeline; the look is written down for her to read.

    Raises Referral.DoesNotExist as ``glance``.
    """
    now = at or timezone.now()
    row = _one(contact, uid)
    consents = _consents([row.client_id], contact.enterprise.credit_code, now).get(row.client_id, {})
    events = list(row.events.select_related("recorded_by").order_by("at", "pk"))
    view = _view(row, consents, now, opened=True, events=events)
    shown = [what for what, told in _shown(view) if told]
    if not shown:
        return view
    try:
        give_consent.record_disclosure(consents[ConsentPurpose.REFERRAL], contact.user, shown, now)
    except Refused:
        # Taken back in this very moment.
        return _view(row, {}, now, opened=True, events=events)
    return view


def _one(contact: Contact, uid: UUID) -> Referral:
    return _before(contact).select_related("vacancy").get(uid=uid)


def _shown(view: CandidateView) -> tuple[tuple[ConsentField, bool], ...]:
    return (
        (ConsentField.PROFILE, bool(view.profile)),
        (ConsentField.NAME, bool(view.name)),
        (ConsentField.PHONE, bool(view.phone)),
    )


def _consents(clients: Iterable[int], credit_code: str, now: datetime) -> dict[int, dict[str, Consent]]:
    """By client and purpose the consent that stands today for this firm; of several the latest."""
    standing = (
        Consent.objects.unscoped(WHY)
        .filter(client__in=set(clients))
        .with_firm(credit_code)
        .standing(timezone.localdate(now))
        .order_by("answered_at", "pk")
    )
    held: dict[int, dict[str, Consent]] = {}
    for consent in standing:
        held.setdefault(consent.client_id, {})[consent.purpose] = consent
    return held


def _view(
    row: Referral,
    consents: dict[str, Consent],
    now: datetime,
    *,
    opened: bool = False,
    events: Iterable[ReferralEvent] = (),
) -> CandidateView:
    """``opened``: her page, so that a name may stand on it."""
    day, consent = timezone.localdate(now), consents.get(ConsentPurpose.REFERRAL)
    most = _ALLOWED_BY.get(row.state, Stage.CODE)

    def may(what: ConsentField, stage: Stage) -> bool:
        return most >= stage and consent is not None and consent.allows(what, day)

    profile = profile_lines(row.profile) if may(ConsentField.PROFILE, Stage.PROFILE) else ()
    person = {what: opened and may(what, Stage.CONTACT) for what in (ConsentField.NAME, ConsentField.PHONE)}
    client = Client.objects.unscoped(WHY).only("name", "phone").get(pk=row.client_id) if any(person.values()) else None
    incentive = consents.get(ConsentPurpose.INCENTIVE)
    papers = most >= Stage.PAPERS and incentive is not None and incentive.allows(ConsentField.PAPERS, day)
    kept = [event for event in events if event.undone_at is None and event.name != UNDO]
    last = kept[-1] if kept else None
    undoable = last if last is not None and _may_be_undone(last, now) else None
    ours = any(event.on_behalf for event in kept[::-1] if event.name in ("invite", "reschedule"))
    live = row.state in (State.INTERVIEW, State.OFFER)
    return CandidateView(
        uid=row.uid,
        code=row.code,
        state=row.state,
        state_words=State(row.state).for_firm,
        tone=TONES.get(row.state, "plain"),
        turn=row.turn,
        stage=Stage.PAPERS if papers else Stage.CONTACT if client else Stage.PROFILE if profile else Stage.CODE,
        vacancy_id=row.vacancy_id,
        vacancy_title=row.vacancy.title,
        sent_at=row.sent_at,
        answer_due=row.answer_due,
        waits=row.state in UNANSWERED,
        profile=profile,
        name=client.name if client and person[ConsentField.NAME] else "",
        phone=client.phone if client and person[ConsentField.PHONE] else "",
        papers=papers,
        interview_at=row.interview_at if live else None,
        interview_place=row.interview_place if live and opened and not ours else "",
        interview_bring=row.interview_bring if live and opened and not ours else "",
        offer_wage=row.offer_wage if row.state in (State.OFFER, State.STARTED) else None,
        offer_start=row.offer_start if row.state in (State.OFFER, State.STARTED) else None,
        closed_at=row.closed_at,
        deeds=tuple(name for name in row.possible_moves(By.FIRM) if name in DEEDS),
        undo_until=undoable.at + UNDO_LASTS if undoable else None,
        undo_words=STEP_WORDS[undoable.name] if undoable else "",
        timeline=tuple(_step(event) for event in reversed(kept)),
    )


def _may_be_undone(event: ReferralEvent, now: datetime) -> bool:
    return event.by == By.FIRM and not event.on_behalf and MOVES[event.name].undo and now < event.at + UNDO_LASTS


def _step(event: ReferralEvent) -> Step:
    """A worker is nobody's name here, and no words of hers cross; a reason is of the fixed list of firms."""
    if event.by == By.FIRM:
        by = event.recorded_by.name if event.recorded_by else ""
    else:
        by = "工作人员代为登记" if event.on_behalf else ""
    reason = event.reason_label.partition("（")[0] if event.name == "decline" else ""
    return Step(STEP_WORDS[event.name], event.at, by, reason)
