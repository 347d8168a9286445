"""What a worker does with a referral: prepare it, send it, write down what the firm said, take it back.

All verbs raise Refused, with words for the screen, when the client is not the worker's or the case is closed, when the
table ``MOVES`` does not allow the step, or when somebody else was quicker. ``seen_turn`` is the turn that the worker
saw on her page; None: the one of ``referral``.
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from clients.give_consent import standing_for
from clients.may import may_change
from clients.models import Client, ConsentField
from employers.models import Enterprise, Vacancy
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User
from placement.by_telephone import NAMED_BY, WHO_SHE_IS, is_online, write_down_told
from placement.firm_says import SAY
from placement.may_send import obstacles
from placement.models import Referral, ReferralEvent
from placement.models.referral import ANSWER_WORKDAYS, MOVES, WITH_FIRM, By
from placement.profiles import profile_of
from placement.referral_news import CHANGED, GONE, NEW, WRITTEN_DOWN, tell_caseworker, tell_contacts
from placement.referral_start import undo_step
from placement.referral_step import KIND, Taker, hold, require, take
from welfare.calendar import deadline

RUNS_ALREADY = "这个岗位已经有一份推荐在进行。", "请在“推荐”里接着办理那一份。"


@transaction.atomic
def prepare(worker: User, client: Client, vacancy: Vacancy, *, at: datetime | None = None) -> Referral:
    """A referral to be sent, so that the client can be asked for her consent.

    Raises Vacancy.DoesNotExist for one that the worker cannot see, Refused when one runs already.
    """
    _require_may(worker, client)
    if not Vacancy.objects.visible_to(worker).filter(pk=vacancy.pk).exists():
        raise Vacancy.DoesNotExist
    if client.referrals.running().filter(vacancy=vacancy).exists():
        raise Refused(*RUNS_ALREADY)
    now = at or timezone.now()
    try:
        with transaction.atomic():
            referral = Referral.objects.create(client=client, vacancy=vacancy, recorded_by=worker, recorded_at=now)
    except IntegrityError:
        # Two presses at once: the constraint lets one of them in.
        raise Refused(*RUNS_ALREADY) from None
    ledger.record(worker, Action.CREATE, KIND, referral.pk, Purpose.REFERRAL)
    return referral


@transaction.atomic
def send(worker: User, referral: Referral, *, seen_turn: int | None = None, at: datetime | None = None) -> Referral:
    """Propose the client to the firm: it sees the profile without a name, as it is made now, and has ten working days.
    A firm for which nobody acts in the portal is told it by the worker, and has its receipt at once.

    Everything is checked again; raises Refused with the first obstacle of ``may_send``.
    """
    now = at or timezone.now()
    today = timezone.localdate(now)
    client, vacancy, taker = referral.client, referral.vacancy, Taker(By.WORKER, worker)
    hold(client.pk)
    _require_may(worker, client)
    require(referral, "send", taker, seen_turn)
    # Of two for the last place of the week one waits here and then counts the other.
    Enterprise.objects.select_for_update().get(pk=vacancy.enterprise_id)
    vacancy.refresh_from_db()
    for obstacle in obstacles(worker, client, vacancy, today, referral=referral):
        raise Refused(obstacle.text, obstacle.next_step)
    take(
        referral, "send", taker, at=now, seen_turn=seen_turn,
        consent=standing_for(client, vacancy.enterprise.credit_code, on=today),
        profile=profile_of(client, vacancy, today),
        sent_at=now,
        answer_due=deadline(today, ANSWER_WORKDAYS).day,
        reminded_at=None,
    )  # fmt: skip
    if not is_online(vacancy.enterprise):
        write_down_told(worker, referral, [ConsentField.PROFILE], now)
    tell_contacts(referral, NEW)
    return referral


@transaction.atomic
def record_answer(
    worker: User, referral: Referral, name: str, *, seen_turn: int | None = None, at: datetime | None = None,
    **details: Any,
) -> Referral:  # fmt: skip
    """Write down what the firm said on the telephone: ``name`` of ``SAY`` with the ``details`` of that verb.

    A firm that wants her learns who she is in that call, as far as her consent goes: that has its receipt.
    """
    now = at or timezone.now()
    hold(referral.client_id)
    _require_may(worker, referral.client)
    SAY[name](referral, Taker(By.WORKER, worker, on_behalf=True), at=now, seen_turn=seen_turn, **details)
    if name in NAMED_BY:
        write_down_told(worker, referral, WHO_SHE_IS, now)
    tell_caseworker(referral, f"{MOVES[name].done}。", but=worker)
    tell_contacts(referral, WRITTEN_DOWN)
    return referral


def turn_down(
    worker: User,
    referral: Referral,
    reason: str,
    note: str = "",
    *,
    seen_turn: int | None = None,
    at: datetime | None = None,
) -> Referral:
    """The client does not go on, for a reason of ``ClientReason``. The firm is told that it need not answer."""
    return _end(worker, referral, "turn_down", reason, note, seen_turn, at)


def withdraw(
    worker: User,
    referral: Referral,
    reason: str,
    note: str = "",
    *,
    seen_turn: int | None = None,
    at: datetime | None = None,
) -> Referral:
    """We take the referral back, for a reason of ``WithdrawReason``. The firm is told that it need not answer."""
    return _end(worker, referral, "withdraw", reason, note, seen_turn, at)


@transaction.atomic
def undo(
    worker: User, referral: Referral, *, seen_turn: int | None = None, at: datetime | None = None
) -> ReferralEvent:
    """Take back one's own last step within ten minutes, with what followed it; returns that step."""
    now, taker = at or timezone.now(), Taker(By.WORKER, worker)
    hold(referral.client_id)
    _require_may(worker, referral.client)
    undone = undo_step(referral, taker, at=now, seen_turn=seen_turn)
    tell_caseworker(referral, f"撤销了“{MOVES[undone.name].label}”。", but=worker)
    _tell_firm_of_undo(referral, undone)
    return undone


@transaction.atomic
def _end(
    worker: User, referral: Referral, name: str, reason: str, note: str, seen_turn: int | None, at: datetime | None
) -> Referral:
    hold(referral.client_id)
    _require_may(worker, referral.client, even_closed=True)
    was_there = referral.state in WITH_FIRM
    take(
        referral, name, Taker(By.WORKER, worker), at=at or timezone.now(), reason=reason, note=note,
        seen_turn=seen_turn,
    )  # fmt: skip
    tell_caseworker(referral, f"{MOVES[name].done}。", but=worker)
    if was_there:
        tell_contacts(referral, GONE)
    return referral


def _tell_firm_of_undo(referral: Referral, undone: ReferralEvent) -> None:
    if undone.name == "send":
        # The firm has it no more: there is nothing to look at.
        tell_contacts(referral, GONE, link=False)
    elif referral.state in WITH_FIRM:
        tell_contacts(referral, CHANGED)


def _require_may(worker: User, client: Client, *, even_closed: bool = False) -> None:
    if not may_change(worker, client):
        raise Refused("这位服务对象不归您负责，不能办推荐。", "请联系责任社工。")
    if not client.is_open and not even_closed:
        raise Refused("已经结案，不能再推荐。", "需要继续服务的，请负责人重新开案。")
