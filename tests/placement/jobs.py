"""Jobs for the tests of placement and follow-up: a referral that was offered, a job that runs."""

from datetime import date, timedelta
from typing import Any

from clients.models import Client, Consent
from employers.models import Vacancy
from placement.models import FollowUp, Placement, Referral
from placement.models.referral import State
from placement.place import place
from tests.cast import MONDAY, MONDAY_9
from tests.placement.builders import a_case, a_firm, an_open_vacancy


def an_offer(client: Client | None = None, vacancy: Vacancy | None = None, **fields: Any) -> Referral:
    """A referral whose firm has decided to take her; rows as they would stand, without the steps."""
    client, vacancy = client or a_case(), vacancy or an_open_vacancy()
    consent = Consent.objects.create(
        client=client, credit_code=vacancy.enterprise.credit_code, enterprise_name=vacancy.enterprise.name,
        fields=["profile", "name", "phone"], until=MONDAY + timedelta(days=90), words="同意书",
        state=Consent.State.GIVEN, way=Consent.Way.PHONE, answered_at=MONDAY_9,
    )  # fmt: skip
    facts = {"state": State.OFFER, "sent_at": MONDAY_9, "answer_due": MONDAY, "answered_at": MONDAY_9} | fields
    return Referral.objects.create(
        client=client, vacancy=vacancy, consent=consent, recorded_by=client.caseworker, **facts
    )


def a_job(client: Client | None = None, started_on: date = MONDAY, firm: str = "蒙泰热电", **fields: Any) -> Placement:
    """A job at this firm, written down by the caseworker."""
    client = client or a_case()
    facts = {"kind": Placement.Kind.DISPERSED, "job_title": "维修电工", "enterprise": a_firm(firm)} | fields
    return place(client.caseworker, client, started_on=started_on, **facts)


def at_day(placement: Placement, day: int) -> FollowUp:
    """The follow-up of that age, as it stands now."""
    return placement.follow_ups.get(day=day)
