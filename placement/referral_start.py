"""What a start brings with it: a place of the vacancy, the placement with its follow-ups, the record on the firm's
payroll, the end of her other referrals. And all of it back, when the start is undone."""

from datetime import date, datetime

from django.db import transaction

from employers.publish import give_place_back, take_place
from people.errors import Refused
from placement import disclose_hire
from placement.models import Referral, ReferralEvent
from placement.models.referral import WITH_FIRM, By
from placement.place import place_from_referral, unplace
from placement.referral_ends import RELATED, close_others
from placement.referral_news import CHANGED, tell_caseworker, tell_contacts
from placement.referral_step import SYSTEM, Taker, require_undo, take_back


def follow(referral: Referral, taker: Taker, on: date, at: datetime) -> None:
    """In the transaction of the step; raises Refused where one of it cannot be."""
    _take_place(referral, taker, at)
    placement = place_from_referral(taker.user, referral, on, by_firm=taker.by == By.FIRM, at=at)
    disclose_hire.enter(referral, placement, taker, at)
    close_others(referral.client, referral, at)


def _take_place(referral: Referral, taker: Taker, at: datetime) -> None:
    try:
        take_place(referral.vacancy_id, actor=taker.actor, at=at)
    except Refused as no:
        mend = "请先把招聘人数改多" if taker.by == By.FIRM else "请企业先把招聘人数改多"
        raise Refused(no.message, f"{mend}，再登记上岗。") from None


@transaction.atomic
def undo_step(referral: Referral, taker: Taker, *, at: datetime, seen_turn: int | None = None) -> ReferralEvent:
    """Take back the taker's own last step, with what followed it; returns it. Raises as ``require_undo``, and when
    somebody has gone on with the placement, or the firm with her record on its payroll, since.

    Referrals that a start had closed run again, unless what let them run no longer holds.
    """
    last = require_undo(referral, taker, at=at, seen_turn=seen_turn)
    if last.name == "start":
        give_place_back(referral.vacancy_id, last.at, actor=taker.actor, at=at)
        entry = disclose_hire.entry_of(referral)
        unplace(referral, taker.user)
        disclose_hire.take_out(referral, entry, taker)
        for other in _closed_along(referral, last.at):
            _open_again(other, at)
    return take_back(referral, taker, at=at, seen_turn=seen_turn)


def _closed_along(referral: Referral, at: datetime) -> list[Referral]:
    why = "closed along with a start that is taken back"
    events = ReferralEvent.objects.unscoped(why).filter(name="close", at=at, undone_at=None)
    closed = Referral.objects.unscoped(why).filter(client=referral.client_id, pk__in=events.values("referral"))
    return list(closed.select_related(*RELATED).order_by("pk"))


def _open_again(other: Referral, at: datetime) -> None:
    try:
        with transaction.atomic():
            take_back(other, SYSTEM, at=at)
    except Refused:
        return
    tell_caseworker(other, "上岗登记撤销了，推荐恢复。")
    if other.state in WITH_FIRM:
        tell_contacts(other, CHANGED)
