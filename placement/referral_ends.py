"""What ends referrals without anybody pressing: consent withdrawn, a case closed, a job begun, the time run out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from clients.close_case import case_closed
from clients.give_consent import consent_given, consent_withdrawn
from clients.models import Client, Consent
from clients.models.consent import ConsentPurpose
from people.errors import Refused
from placement.models import Referral, WithdrawReason
from placement.models.referral import WITH_FIRM
from placement.referral_news import GONE, LAPSED, tell_caseworker, tell_contacts
from placement.referral_step import SYSTEM, hold, take

RELATED = ("client__caseworker", "vacancy__enterprise", "consent")


def connect() -> None:
    """Listen to the lower floors."""
    case_closed.connect(on_case_closed)
    consent_given.connect(on_consent_given)
    consent_withdrawn.connect(on_consent_withdrawn)


def on_case_closed(sender: Any, client: Client, **rest: Any) -> None:
    """Nobody answers for her any more: what runs is taken back, in the transaction of the closing."""
    for referral in running_of(client):
        _withdraw(referral, WithdrawReason.CASE, "已经结案，推荐由系统撤回。", timezone.now())


def on_consent_given(sender: Any, consent: Consent, replaced: Sequence[Consent] = (), **rest: Any) -> None:
    """What runs goes on under the consent that stands instead; what is over keeps the one it was sent under."""
    under = Referral.objects.unscoped("sent under a consent that was given anew").filter(consent__in=replaced)
    under.running().update(consent=consent)


def on_consent_withdrawn(sender: Any, consent: Consent, **rest: Any) -> None:
    """Effective at once: what runs to that firm is taken back, in the transaction of the withdrawal."""
    if consent.purpose != ConsentPurpose.REFERRAL:
        return
    for referral in running_of(consent.client):
        if referral.vacancy.enterprise.credit_code == consent.credit_code:
            _withdraw(
                referral,
                WithdrawReason.CONSENT,
                "本人撤回了同意，推荐由系统撤回。",
                consent.withdrawn_at or timezone.now(),
            )


def close_others(client: Client, started: Referral | None, at: datetime) -> list[Referral]:
    """She has begun a job: what else runs is over. Returns what was closed."""
    others = [referral for referral in running_of(client) if started is None or referral.pk != started.pk]
    for referral in others:
        _end(referral, "close", at, "已在别处上岗，推荐结束。", GONE)
    return others


def lapse(referral: Referral, at: datetime) -> bool:
    """The firm has not answered in time; False if it, or somebody else, was quicker."""
    try:
        _end(referral, "lapse", at, "企业没有在期限内答复。请问企业，或者换一个岗位。", LAPSED)
    except Refused:
        return False
    return True


def running_of(client: Client) -> list[Referral]:
    """Nobody goes on with them meanwhile: what the system decides cannot be told that somebody was quicker."""
    hold(client.pk)
    return list(client.referrals.running().select_related(*RELATED).order_by("pk"))


def _withdraw(referral: Referral, reason: WithdrawReason, what: str, at: datetime) -> None:
    _end(referral, "withdraw", at, what, GONE, reason.value)


@transaction.atomic
def _end(referral: Referral, name: str, at: datetime, what: str, for_firm: str, reason: str = "") -> None:
    hold(referral.client_id)
    was_there = referral.state in WITH_FIRM
    take(referral, name, SYSTEM, at=at, reason=reason)
    tell_caseworker(referral, what)
    if was_there:
        tell_contacts(referral, for_firm)
