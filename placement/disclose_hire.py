"""用工: what of a person reaches her firm's payroll from us. The second half of the bridge of ``disclose``: what is
shown there at a look is written down here, once, into the firm's own record.

    at the start        her name, where the consent of the referral lets the firm know it at that moment, else the code
    under a consent     which neutral statuses her papers show, and never for what reason
    for a support       she is noted so (``tell_statuses``)

A ``Hire`` is the firm's from then on: nothing that happens to the placement or to a consent later rewrites it.
"""

from datetime import datetime
from typing import Any

from django.db.models import ProtectedError
from django.utils import timezone

from clients import give_consent
from clients.models import Client, ConsentField
from employers.models import Hire
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose
from placement.models import Placement, Referral
from placement.models.referral import By
from placement.referral_step import Taker

KIND = "hire"
WORKED_ON = "这个人的用工资料已经补充过，不能撤销上岗。", "确实没有来上班的，请登记离岗。"
# What a firm adds; as long as all of it is blank nobody has worked on the record.
ADDED = (
    "left_on", "contract_from", "contract_until", "open_ended", "contributions", "unemployed_since", "months_used",
    "retires_on", "dispatched",
)  # fmt: skip


def enter(referral: Referral, placement: Placement, taker: Taker, at: datetime) -> Hire:
    """The start of a referral enters the firm's payroll, within that step; the placement points to it.

    Whoever starts her in the portal gets the receipt of her name; what a worker tells has its own (``by_telephone``).
    """
    vacancy = referral.vacancy
    hire = Hire.objects.create(
        enterprise=vacancy.enterprise,
        vacancy=vacancy,
        name=_name(referral, taker, at),
        recorded_by=taker.user,
        recorded_at=at,
        **_facts(placement),
    )
    ledger.record(taker.user, Action.CREATE, KIND, hire.pk, Purpose.REFERRAL)
    Placement.objects.unscoped("the start that was just written down").filter(pk=placement.pk).update(hire=hire)
    placement.hire = hire
    return hire


def entry_of(referral: Referral) -> Placement | None:
    """The placement with the record that ``enter`` made, held until the end of the transaction; None without one."""
    rows = Placement.objects.unscoped("a start that is taken back").filter(referral=referral, hire__isnull=False)
    placement: Placement | None = rows.first()
    if placement is not None and placement.hire_id is not None:
        placement.hire = Hire.objects.select_for_update().get(pk=placement.hire_id)
    return placement


def take_out(referral: Referral, entry: Placement | None, taker: Taker) -> None:
    """The start has been taken back, and with it goes what ``enter`` made. Nothing where there was no such ``entry``.

    Raises Refused when the firm has worked on it since: its payroll is not ours to empty, and a second start would
    enter her twice.
    """
    if entry is None or entry.hire is None:
        return
    hire, number = entry.hire, entry.hire.pk
    if not _is_untouched(hire, entry, {referral.client.name, code_name(referral)}):
        raise Refused(*WORKED_ON)
    try:
        hire.delete()
    except ProtectedError:
        raise Refused(*WORKED_ON) from None
    ledger.record(taker.user, Action.CHANGE, KIND, number, Purpose.REFERRAL)


def code_name(referral: Referral) -> str:
    """What stands instead of a name that the firm may not know."""
    return f"候选人 {referral.code}"


def _name(referral: Referral, taker: Taker, at: datetime) -> str:
    client: Client = referral.client
    consent = give_consent.standing_for(client, referral.vacancy.enterprise.credit_code, on=timezone.localdate(at))
    if consent is None or not consent.allows(ConsentField.NAME, timezone.localdate(at)):
        return code_name(referral)
    if taker.by == By.FIRM and taker.user is not None:
        try:
            give_consent.record_disclosure(consent, taker.user, [ConsentField.NAME], at)
        except Refused:
            # Taken back in this very moment.
            return code_name(referral)
    return client.name


def _facts(placement: Placement) -> dict[str, Any]:
    """What the firm has said itself: the post, the day, the wage that it offered."""
    return {"job_title": placement.job_title, "started_on": placement.started_on, "wage": placement.wage}


def _is_untouched(hire: Hire, placement: Placement, names: set[str]) -> bool:
    made = {**dict.fromkeys(ADDED), **_facts(placement)}
    if any(getattr(hire, name) != value for name, value in made.items()) or hire.statuses or hire.name not in names:
        return False
    return not any(rows.exists() for rows in (hire.insured_spells, hire.papers, hire.dossiers))
