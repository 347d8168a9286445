"""Consents and referrals in the state in which a story needs them, made by the verbs themselves."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from clients.models import Client, Consent, ConsentField, ConsentPurpose
from employers.models import Contact, Enterprise, Vacancy
from placement import answer, refer
from placement.models import Referral
from placement.referral_ends import lapse
from tests.cast import MONDAY_9, a_contact, a_manager
from tests.placement.builders import a_case, an_open_vacancy

ALL = (ConsentField.PROFILE, ConsentField.NAME, ConsentField.PHONE)
HOUR, UNTIL = timedelta(hours=1), date(2027, 5, 31)
# The steps that lead to each.
WAYS = {
    "prepare": (),
    "send": ("send",),
    "see": ("send", "see"),
    "invite": ("send", "see", "invite"),
    "reschedule": ("send", "see", "invite", "reschedule"),
    "offer": ("send", "see", "invite", "offer"),
    "start": ("send", "see", "invite", "offer", "start"),
    "decline": ("send", "see", "decline"),
    "turn_down": ("send", "turn_down"),
    "withdraw": ("send", "withdraw"),
    "lapse": ("send", "lapse"),
}


def a_consent(
    client: Client,
    firm: Enterprise,
    fields: Iterable[str] = ALL,
    *,
    until: date = UNTIL,
    purpose: str = ConsentPurpose.REFERRAL,
    at: datetime = MONDAY_9 - HOUR,
) -> Consent:
    """What the client answered on her phone: yes, to these fields; the one that stands if there is one."""
    known = client.consents.standing(timezone.localdate(at)).with_firm(firm.credit_code).filter(purpose=purpose).first()
    return known or Consent.objects.create(
        client=client,
        credit_code=firm.credit_code,
        enterprise_name=firm.name,
        purpose=purpose,
        fields=[str(field) for field in fields],
        until=until,
        words=f"我同意平台把我的情况告诉{firm.name}。",
        state=Consent.State.GIVEN,
        asked_at=at,
        answered_at=at,
        way=Consent.Way.PHONE,
        recorded_by=client.caseworker,
    )


def verified(firm: Enterprise) -> Enterprise:
    """The firm, looked at by somebody of staff."""
    if not firm.is_verified:
        firm.verified_at, firm.verified_by = MONDAY_9, a_manager()
        firm.save(update_fields=["verified_at", "verified_by"])
    return firm


def a_referral(
    client: Client | None = None,
    vacancy: Vacancy | None = None,
    *,
    upto: str = "send",
    at: datetime = MONDAY_9,
    contact: Contact | None = None,
    fields: Iterable[str] = ALL,
) -> Referral:
    """王建军 proposed to 蒙泰热电 as an electrician, up to the step ``upto`` of ``WAYS``, a step an hour.

    周丽 answers for the firm unless another ``contact`` does.
    """
    case = client or a_case()
    post = vacancy or an_open_vacancy(address="蒙泰路1号")
    worker, now = case.caseworker, at
    referral = refer.prepare(worker, case, post, at=at)
    if upto == "prepare":
        return referral
    verified(post.enterprise)
    a_consent(case, post.enterprise, fields, at=at - HOUR)
    somebody = contact or a_contact("周丽", post.enterprise)
    for name in WAYS[upto]:
        if name == "send":
            refer.send(worker, referral, at=now)
        elif name == "lapse":
            now = at + timedelta(days=20)
            lapse(referral, now)
        elif name in ("turn_down", "withdraw"):
            getattr(refer, name)(worker, referral, {"turn_down": "place", "withdraw": "mistake"}[name], at=now)
        else:
            getattr(answer, name)(somebody, referral.uid, at=now, **details_of(name, now))
        now += HOUR
    referral.refresh_from_db()
    return referral


def details_of(name: str, at: datetime) -> dict[str, Any]:
    """What an answer cannot do without, as of ``at``."""
    return {
        "invite": {"when": at + timedelta(days=2), "place": "蒙泰路1号办公楼", "bring": "身份证"},
        "reschedule": {"when": at + timedelta(days=3)},
        "offer": {"start": timezone.localdate(at) + timedelta(days=7)},
        "start": {"on": timezone.localdate(at)},
        "decline": {"reason": "skills"},
    }.get(name, {})
