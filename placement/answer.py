"""What a firm's people do with the candidates proposed to their firm. They know a referral by its uid alone.

Every verb raises Referral.DoesNotExist for another firm's, for what is not sent, and for who no longer acts for the
firm; and Refused, with words for the screen that say nothing of the candidate. Nothing of the case zone is handed back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from clients.models import ConsentField
from employers.models import Contact
from people.errors import Refused
from placement.firm_says import SAY
from placement.models import Referral
from placement.models.referral import MOVES, UNANSWERED, UNDO_LASTS, By, State
from placement.referral_ends import RELATED
from placement.referral_news import tell_caseworker
from placement.referral_start import undo_step
from placement.referral_step import Taker, hold, take


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of one candidate. ``refused``: why nothing did. ``undo_until``: None where it cannot be undone."""

    uid: UUID
    code: str = ""
    turn: int = 0
    undo_until: datetime | None = None
    refused: Refused | None = None


@transaction.atomic
def see(contact: Contact, uid: UUID, *, at: datetime | None = None) -> bool:
    """Somebody of the firm looks at the candidate; returns whether it was the first time."""
    now = at or timezone.now()
    if _of(contact, uid, to_write=False).state != State.SENT:
        return False
    referral = _of(contact, uid)
    if referral.state != State.SENT:
        return False
    take(referral, "see", Taker(By.FIRM, contact), at=now, seen_at=now)
    return True


def invite(
    contact: Contact,
    uid: UUID,
    *,
    when: datetime,
    place: str = "",
    bring: str = "",
    note: str = "",
    seen_turn: int | None = None,
    at: datetime | None = None,
) -> Answered:
    """Ask the candidate to an interview at ``when``, at ``place`` or where the post is."""
    return _say(contact, uid, "invite", at, when=when, place=place, bring=bring, note=note, seen_turn=seen_turn)


def reschedule(
    contact: Contact,
    uid: UUID,
    *,
    when: datetime,
    place: str = "",
    bring: str = "",
    note: str = "",
    seen_turn: int | None = None,
    at: datetime | None = None,
) -> Answered:
    """Another time or place for the interview."""
    return _say(contact, uid, "reschedule", at, when=when, place=place, bring=bring, note=note, seen_turn=seen_turn)


def offer(
    contact: Contact,
    uid: UUID,
    *,
    wage: Decimal | None = None,
    start: date | None = None,
    note: str = "",
    seen_turn: int | None = None,
    at: datetime | None = None,
) -> Answered:
    """The candidate is wanted, for ``wage`` 元/月 from ``start`` on."""
    return _say(contact, uid, "offer", at, wage=wage, start=start, note=note, seen_turn=seen_turn)


def start(
    contact: Contact,
    uid: UUID,
    *,
    on: date,
    note: str = "",
    seen_turn: int | None = None,
    at: datetime | None = None,
) -> Answered:
    """The candidate has begun on ``on``."""
    return _say(contact, uid, "start", at, on=on, note=note, seen_turn=seen_turn)


def decline(
    contact: Contact,
    uid: UUID,
    *,
    reason: str,
    note: str = "",
    seen_turn: int | None = None,
    at: datetime | None = None,
) -> Answered:
    """The candidate is not taken, for a reason of ``EmployerReason``."""
    return _say(contact, uid, "decline", at, reason=reason, note=note, seen_turn=seen_turn)


def answer_many(
    contact: Contact, uids: Iterable[UUID], name: str, *, at: datetime | None = None, **details: Any
) -> list[Answered]:
    """The same answer to several, each for itself: whoever cannot be answered is reported, the others stand.

    name     of ``SAY``; ``details`` are those of the verb

    Raises Referral.DoesNotExist, with nothing written, if one of them is not the firm's.
    """
    codes = {uid: _of(contact, uid, to_write=False).code for uid in uids}
    # Not in one transaction: each waits for its own turn and holds nobody else's.
    return [_one_of_many(contact, uid, code, name, at, details) for uid, code in codes.items()]


@transaction.atomic
def undo(contact: Contact, uid: UUID, *, seen_turn: int | None = None, at: datetime | None = None) -> Answered:
    """Take back one's own last step within ten minutes, with what followed it."""
    now = at or timezone.now()
    referral, taker = _of(contact, uid), Taker(By.FIRM, contact)
    undone = undo_step(referral, taker, at=now, seen_turn=seen_turn)
    # An answer that is taken back does not take back what was read meanwhile.
    looked = "企业已经知道姓名或者电话。" if referral.state in UNANSWERED and _has_met(referral) else ""
    tell_caseworker(referral, f"企业撤销了“{MOVES[undone.name].label}”。{looked}")
    return Answered(referral.uid, referral.code, referral.turn)


@transaction.atomic
def _say(contact: Contact, uid: UUID, name: str, at: datetime | None, **details: Any) -> Answered:
    now = at or timezone.now()
    referral = _of(contact, uid)
    SAY[name](referral, Taker(By.FIRM, contact), at=now, **details)
    tell_caseworker(referral, f"{MOVES[name].done}。")
    return Answered(referral.uid, referral.code, referral.turn, now + UNDO_LASTS)


def _one_of_many(
    contact: Contact, uid: UUID, code: str, name: str, at: datetime | None, details: dict[str, Any]
) -> Answered:
    try:
        return _say(contact, uid, name, at, **details)
    except Refused as no:
        return Answered(uid, code, refused=no)


def _has_met(referral: Referral) -> bool:
    """Whether anybody of the firm has ever been shown, or told, the name or the telephone."""
    shown = referral.client.disclosures.filter(consent__credit_code=referral.vacancy.enterprise.credit_code)
    return any(
        {ConsentField.NAME, ConsentField.PHONE} & {*told.split()} for told in shown.values_list("fields", flat=True)
    )


def _of(contact: Contact, uid: UUID, *, to_write: bool = True) -> Referral:
    """Asked anew each time: she may have left the firm since her page was opened."""
    firm = Contact.objects.active().filter(pk=contact.pk).values("enterprise")
    referrals = Referral.objects.unscoped("proposed to the firm for which she acts").filter(
        uid=uid, vacancy__enterprise__in=firm, sent_at__isnull=False
    )
    if to_write:
        hold(referrals.values_list("client", flat=True).get())
    found: Referral = referrals.select_related(*RELATED).get()
    return found
