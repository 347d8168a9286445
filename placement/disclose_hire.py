"""用工: what of a person reaches her firm's payroll from us. The second half of the bridge of ``disclose``: what is
shown there at a look is written down here, once, into the firm's own record.

    at the start        her name, where the consent of the referral lets the firm know it at that moment, else the code
    under a consent     which neutral statuses her papers show, and never for what reason
    for a support       she is noted so (``tell_statuses``)

A ``Hire`` is the firm's from then on: nothing that happens to the placement or to a consent later rewrites it.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from clients import give_consent
from clients.give_consent import consent_withdrawn
from clients.models import Client, Consent, ConsentField, ConsentPurpose
from employers.incentives.case import Status
from employers.models import Hire
from jobs.notify import notify
from law.terms import chinese_day
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User
from placement.models import Placement, Referral
from placement.models.referral import By
from placement.place import require_may
from placement.referral_step import Taker

KIND = "hire"
WORKED_ON = "这个人的用工资料已经补充过，不能撤销上岗。", "确实没有来上班的，请登记离岗。"
# What a firm adds; as long as all of it is blank nobody has worked on the record.
ADDED = (
    "left_on", "contract_from", "contract_until", "open_ended", "contributions", "unemployed_since", "months_used",
    "subsidy_months", "retires_on", "dispatched",
)  # fmt: skip
# What an office notes of a person and a firm's support hangs on. That somebody was in prison, or lives on assistance,
# is no support of a firm's, and never crosses.
CROSSING = (
    Status.UNEMPLOYED_HALF_YEAR, Status.HARD_TO_EMPLOY, Status.OUT_OF_POVERTY, Status.DISABLED,
    Status.REGISTERED_UNEMPLOYED, Status.YOUNG_UNEMPLOYED, Status.GRADUATING, Status.RECENT_GRADUATE,
)  # fmt: skip
HALF_A_YEAR = relativedelta(months=6)


def connect() -> None:
    """Listen to the lower floors."""
    consent_withdrawn.connect(on_consent_withdrawn)


# The start ------------------------------------------------------------------------------------------------------------


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


# Under a consent ------------------------------------------------------------------------------------------------------


def standing_for_support(placement: Placement, on: date) -> Consent | None:
    """The consent under which the firm of this job may be told which papers for a support there are, or None."""
    if placement.hire is None:
        return None
    code = placement.hire.enterprise.credit_code
    consent = give_consent.standing_for(placement.client, code, ConsentPurpose.INCENTIVE, on=on)
    return consent if consent is not None and consent.allows(ConsentField.PAPERS, on) else None


@transaction.atomic
def tell_statuses(
    worker: User,
    placement: Placement,
    statuses: Iterable[Status],
    *,
    unemployed_since: date | None = None,
    at: datetime | None = None,
) -> Hire:
    """Note in the firm's record of her that her papers show these of ``CROSSING``, and her name instead of a code. The
    client gets the receipt. What was noted before, by whomever, stays; nothing is said of what she has not.

    unemployed_since  the day of her registration as it stands on her card, where one of ``statuses`` hangs on it

    Raises Refused when the client is not the worker's, the firm keeps no record of the job, her consent for this firm
    and purpose does not stand, nothing is chosen, or the day does not fit.
    """
    now, noted = at or timezone.now(), [status for status in CROSSING if status in {*statuses}]
    today = timezone.localdate(now)
    require_may(worker, placement.client)
    if placement.hire is None:
        raise Refused("企业没有登记这份工作。", "企业在“用工”里登记以后再办。")
    consent = standing_for_support(placement, today)
    if consent is None:
        raise Refused("本人还没有同意告诉这家企业。", "请先征求本人同意。")
    if not noted:
        raise Refused("还没有选证明。", "看过原件，有哪几样选哪几样。")
    hire = Hire.objects.select_for_update().get(pk=placement.hire.pk)
    _require_day(noted, unemployed_since, hire)
    changes: dict[str, Any] = {"statuses": hire.statuses | {status.value: True for status in noted}}
    told = [ConsentField.PAPERS]
    if placement.referral is not None and hire.name == code_name(placement.referral):
        changes["name"] = placement.client.name
        told.append(ConsentField.NAME)
    if unemployed_since is not None:
        changes["unemployed_since"] = unemployed_since
    for name, value in changes.items():
        setattr(hire, name, value)
    hire.save(update_fields=list(changes))
    give_consent.record_disclosure(consent, worker, told, now, orally=True)
    ledger.record(worker, Action.DISCLOSE, KIND, hire.pk, Purpose.REFERRAL)
    placement.hire = hire
    return hire


def on_consent_withdrawn(sender: Any, consent: Consent, **rest: Any) -> None:
    """From now on nothing crosses; what stands in the firm's record stays there, and the caseworker is told."""
    if consent.purpose != ConsentPurpose.INCENTIVE:
        return
    why = "what remains with the firm of a consent that was withdrawn"
    jobs = Placement.objects.unscoped(why).filter(client=consent.client_id, hire__isnull=False)
    placement = jobs.filter(hire__enterprise__credit_code=consent.credit_code).order_by("-started_on").first()
    if placement is not None:
        text = f"本人撤回了给{consent.enterprise_name}办扶持的同意，不再告诉新的。企业留下了什么，请看这一页。"
        notify(consent.client.caseworker, text, "placement:placement_support", [placement.pk])


# Mechanics ------------------------------------------------------------------------------------------------------------


def _require_day(noted: Iterable[Status], since: date | None, hire: Hire) -> None:
    """Raises Refused where the day of registration is missing or is too late for what was chosen."""
    if Status.UNEMPLOYED_HALF_YEAR not in noted and since is None:
        return
    if since is None:
        raise Refused("选“登记失业半年以上”时，要填失业登记日期。", "以证件上写的为准。")
    if since > hire.started_on:
        raise Refused("失业登记日期晚于上岗日期。", "请核对证件上的日期。")
    full = since + HALF_A_YEAR
    if Status.UNEMPLOYED_HALF_YEAR in noted and full > hire.started_on:
        raise Refused(f"到{chinese_day(full)}才满半年，上岗时还没有满。", "请改选“登记失业”，或者核对日期。")


def record_of(referral: Referral) -> UUID | None:
    """Under which the firm finds its own record of her, whatever she consents to; None where it has none."""
    began = Placement.objects.unscoped("what the firm itself has").filter(referral=referral.pk, hire__isnull=False)
    found: UUID | None = began.values_list("hire__uid", flat=True).first()
    return found


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
    if any(getattr(hire, name) != value for name, value in made.items()) or hire.name not in names:
        return False
    if hire.statuses or hire.facts:
        return False
    return not any(rows.exists() for rows in (hire.insured_spells, hire.papers, hire.dossiers))
