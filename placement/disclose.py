"""The one bridge to the firms: what of a candidate may be read in the portal, now, and by whom it was read.

    stage        in which state                                 shown, as far as the consent holds
    CODE     -1  any: also after the end, or without a consent  code name, vacancy, how far it is
    PROFILE   0  sent, seen and all below                       what ``profiles`` lets out, without a name
    CONTACT   1  interview, offer, started                      name and telephone
    PAPERS    2  started                                        that papers for a support can be had

What is not shown but written into the firm's own payroll stands in ``disclose_hire``, the other half of the bridge.

The lower of state and consent decides, at each look anew. Everything is a plain value; no text of ours crosses but
vocabulary, and nothing tells why somebody is assisted, or why a referral ended on our side.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from clients import give_consent
from clients.models import Client, Consent, ConsentField, ConsentPurpose
from employers.models import Contact
from people.errors import Refused
from people.models import User
from placement.answer_statistics import AnswerStatistics, statistics_of
from placement.candidate_view import (
    DEEDS,
    STEP_WORDS,
    TONES,
    Answered,
    Candidates,
    CandidateView,
    OfVacancy,
    Stage,
    Step,
)
from placement.disclose_hire import record_of
from placement.models import EmployerReason, Referral
from placement.models.referral import MOVES, UNANSWERED, UNDO, UNDO_LASTS, By, ReferralEvent, State
from placement.profiles import profile_lines, profile_of

__all__ = [
    "AFTER_INTERVIEW",
    "DEEDS",
    "NEEDS_WORDS",
    "REASONS",
    "AnswerStatistics",
    "CandidateView",
    "Candidates",
    "Stage",
    "candidate",
    "candidates_of",
    "glance",
    "profile_lines",
    "profile_of",
    "statistics_of",
    "waiting_for",
]

WHY = "what a firm has before it"
ENDED_SHOWN = 40
REASONS = [(reason.value, str(reason.label)) for reason in EmployerReason]
NEEDS_WORDS = EmployerReason.OTHER.value
AFTER_INTERVIEW = EmployerReason.NO_SHOW.value
IN_SHORT = {ConsentField.NAME: "姓名", ConsentField.PHONE: "电话"}

_ALLOWED_BY: dict[str, Stage] = {
    State.SENT: Stage.PROFILE,
    State.SEEN: Stage.PROFILE,
    State.INTERVIEW: Stage.CONTACT,
    State.OFFER: Stage.CONTACT,
    State.STARTED: Stage.PAPERS,
}


# Who is before a firm -------------------------------------------------------------------------------------------------


def _before(contact: Contact) -> Any:
    """What has been sent to her firm. Whether she still acts for it is asked anew."""
    firms = Contact.objects.active().filter(pk=contact.pk).values("enterprise")
    return Referral.objects.unscoped(WHY).filter(vacancy__enterprise__in=firms, sent_at__isnull=False)


def waiting_for(contact: Contact) -> int:
    """How many candidates wait for the firm's answer. One query."""
    return _before(contact).unanswered().count()


def candidates_of(
    contact: Contact, vacancy_id: int = 0, at: datetime | None = None, *, opened: bool = False
) -> Candidates:
    """Everybody before the firm, or for one of its vacancies, without names. Five queries.

    ``opened``: the list itself, on which the profiles of who waits stand; that is written down, once a day for each.
    """
    now = at or timezone.now()
    mine = _before(contact)
    rows = mine.filter(vacancy=vacancy_id) if vacancy_id else mine
    rows = rows.select_related("vacancy")
    live = list(rows.with_firm().order_by("answer_due", "sent_at", "pk"))
    done = list(rows.filter(closed_at__isnull=False).order_by("-closed_at", "-pk")[:ENDED_SHOWN])
    held = _consents([row.client_id for row in (*live, *done)], contact.enterprise.credit_code, now)
    views = {row.pk: _view(contact, row, held.get(row.client_id, {}), now) for row in (*live, *done)}

    if opened:
        listed = [row for row in live if row.state in UNANSWERED and views[row.pk].profile]
        consents = [held[row.client_id][ConsentPurpose.REFERRAL] for row in listed]
        give_consent.record_listing(consents, cast("User", contact.user), now)

    def those(rows: Iterable[Referral], *states: State) -> tuple[CandidateView, ...]:
        return tuple(views[row.pk] for row in rows if row.state in states)

    return Candidates(
        waiting=those(live, *UNANSWERED),
        interviews=tuple(sorted(those(live, State.INTERVIEW), key=lambda view: (view.interview_at, view.code))),
        offers=those(live, State.OFFER),
        started=those(done, State.STARTED),
        over=tuple(views[row.pk] for row in done if row.state != State.STARTED),
        vacancies=_by_vacancy(mine),
        just_answered=_just_answered(contact, mine, now),
    )


def _just_answered(contact: Contact, rows: Any, now: datetime) -> tuple[Answered, ...]:
    recent = (
        ReferralEvent.objects.unscoped(WHY)
        .filter(at__gte=now - UNDO_LASTS, referral__in=rows)
        .select_related("referral")
        .order_by("pk")
    )
    last = {event.referral_id: event for event in recent}.values()
    return tuple(
        Answered(event.referral.uid, event.referral.code, STEP_WORDS[event.name], event.at + UNDO_LASTS)
        for event in last
        if _may_take_back(contact, event, now)
    )


def _by_vacancy(rows: Any) -> tuple[OfVacancy, ...]:
    counted = (
        rows.order_by()
        .values("vacancy_id", "vacancy__title")
        .annotate(total=Count("pk"), waiting=Count("pk", filter=Q(state__in=UNANSWERED)))
        .order_by("-waiting", "vacancy__title", "vacancy_id")
    )
    return tuple(OfVacancy(*row) for row in counted.values_list("vacancy_id", "vacancy__title", "total", "waiting"))


# One candidate --------------------------------------------------------------------------------------------------------


def glance(contact: Contact, uid: UUID, at: datetime | None = None) -> CandidateView:
    """One candidate without name and telephone, for a form about her; nothing is written down.

    Raises Referral.DoesNotExist for who is not before this firm.
    """
    now = at or timezone.now()
    row = _one(contact, uid)
    consents = _consents([row.client_id], contact.enterprise.credit_code, now).get(row.client_id, {})
    return _view(contact, row, consents, now, _history(row))


@transaction.atomic
def candidate(contact: Contact, uid: UUID, at: datetime | None = None) -> CandidateView:
    """One candidate as far as state and consent allow, with the timeline; the look is written down for her to read.

    Raises Referral.DoesNotExist as ``glance``.
    """
    now = at or timezone.now()
    row = _one(contact, uid)
    consents = _consents([row.client_id], contact.enterprise.credit_code, now).get(row.client_id, {})
    events = _history(row)
    view = _view(contact, row, consents, now, events, opened=True)
    try:
        for purpose, shown in _shown(view).items():
            give_consent.record_disclosure(consents[purpose], cast("User", contact.user), shown, now)
    except Refused:
        # Taken back in this very moment.
        return _view(contact, row, {}, now, events, opened=True)
    return view


def _one(contact: Contact, uid: UUID) -> Referral:
    return _before(contact).select_related("vacancy").get(uid=uid)


def _history(row: Referral) -> list[ReferralEvent]:
    return list(row.events.select_related("recorded_by").order_by("pk"))


def _shown(view: CandidateView) -> dict[str, list[ConsentField]]:
    """What stands on the page, by the purpose for which it may."""
    person = {
        ConsentField.PROFILE: view.profile,
        ConsentField.NAME: view.name,
        ConsentField.PHONE: view.phone,
    }
    shown = {
        ConsentPurpose.REFERRAL.value: [what for what, told in person.items() if told],
        ConsentPurpose.INCENTIVE.value: [ConsentField.PAPERS] if view.papers else [],
    }
    return {purpose: fields for purpose, fields in shown.items() if fields}


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
    contact: Contact,
    row: Referral,
    consents: dict[str, Consent],
    now: datetime,
    events: Sequence[ReferralEvent] = (),
    *,
    opened: bool = False,
) -> CandidateView:
    """``opened``: her page, so that a name may stand on it. Without ``events`` nothing that hangs on them."""
    day, consent = timezone.localdate(now), consents.get(ConsentPurpose.REFERRAL)
    most = _ALLOWED_BY.get(row.state, Stage.CODE)

    def may(what: ConsentField, stage: Stage) -> bool:
        return most >= stage and consent is not None and consent.allows(what, day)

    profile = profile_lines(row.profile) if may(ConsentField.PROFILE, Stage.PROFILE) else ()
    person = {what: opened and may(what, Stage.CONTACT) for what in (ConsentField.NAME, ConsentField.PHONE)}
    client = Client.objects.unscoped(WHY).only("name", "phone").get(pk=row.client_id) if any(person.values()) else None
    later = [what for what in person if most == Stage.PROFILE and may(what, Stage.PROFILE)]
    incentive = consents.get(ConsentPurpose.INCENTIVE)
    papers = most >= Stage.PAPERS and incentive is not None and incentive.allows(ConsentField.PAPERS, day)
    kept = [event for event in events if event.undone_at is None and event.name != UNDO]
    undoable = next((event for event in events[-1:] if _may_take_back(contact, event, now)), None)
    # What a worker typed on the firm's behalf is free text of ours: the firm knows the place itself.
    agreed = next((event for event in reversed(kept) if event.name in ("invite", "reschedule")), None)
    theirs = agreed is not None and not agreed.on_behalf and row.state == State.INTERVIEW
    settled = row.state == State.OFFER or (row.state == State.STARTED and consent is not None)
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
        sent_at=cast("datetime", row.sent_at),
        answer_due=cast("date", row.answer_due),
        waits=row.state in UNANSWERED,
        profile=profile,
        name=client.name if client and person[ConsentField.NAME] else "",
        phone=client.phone if client and person[ConsentField.PHONE] else "",
        to_come=tuple(IN_SHORT[what] for what in later),
        papers=papers,
        hire_uid=record_of(row) if opened and row.state == State.STARTED else None,
        interview_at=row.interview_at if row.state == State.INTERVIEW else None,
        interview_place=row.interview_place if theirs else "",
        interview_bring=row.interview_bring if theirs else "",
        offer_wage=row.offer_wage if settled else None,
        offer_start=row.offer_start if settled else None,
        closed_at=row.closed_at,
        deeds=tuple(name for name in row.possible_moves(By.FIRM) if name in DEEDS),
        undo_until=undoable.at + UNDO_LASTS if undoable else None,
        undo_words=STEP_WORDS[undoable.name] if undoable else "",
        timeline=tuple(_step(event) for event in reversed(kept)),
    )


def _may_take_back(contact: Contact, last: ReferralEvent, now: datetime) -> bool:
    """One's own last step, for ten minutes: as ``answer.undo`` will have it."""
    mine = last.by == By.FIRM and last.recorded_by_id == contact.user_id
    return mine and last.name != UNDO and MOVES[last.name].undo and now <= last.at + UNDO_LASTS


def _step(event: ReferralEvent) -> Step:
    """A worker is nobody's name here, and no words of hers cross; a reason is of the fixed list of firms."""
    if event.by == By.FIRM:
        by = event.recorded_by.name if event.recorded_by else ""
    else:
        by = "工作人员代为登记" if event.on_behalf else ""
    reason = event.reason_label.partition("（")[0] if event.name == "decline" else ""
    return Step(STEP_WORDS[event.name], event.at, by, reason)
