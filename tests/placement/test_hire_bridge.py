"""What a start puts on the firm's payroll, what an undo takes off it again, and what never reaches it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from clients.models import Consent, ConsentField
from employers import keep_hires
from employers.models import Hire, InsuredSpell
from people.errors import Refused
from placement import answer, refer
from placement.disclose_hire import code_name
from placement.models import EndReason, Referral
from placement.place import correct, end, place
from tests.cast import MONDAY, MONDAY_9, a_contact
from tests.placement.builders import a_case, a_firm
from tests.placement.jobs import an_offer
from tests.placement.referrals import a_referral

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

MINUTE = timedelta(minutes=1)


def started(referral: Referral) -> Hire:
    """周丽 of the firm writes down that she has begun."""
    zhou = a_contact("周丽", referral.vacancy.enterprise)
    answer.start(zhou, referral.uid, on=MONDAY, at=MONDAY_9)
    return Hire.objects.get()


def test_a_start_by_the_firm_makes_a_hire_under_the_name_that_it_knows():
    referral = an_offer(offer_wage=Decimal(4600))

    hire = started(referral)

    assert (hire.enterprise, hire.vacancy) == (referral.vacancy.enterprise, referral.vacancy)
    assert (hire.name, hire.job_title, hire.started_on) == ("王建军", referral.vacancy.title, MONDAY)
    assert hire.wage == Decimal(4600)
    assert hire.recorded_by.name == "周丽"
    assert referral.client.placements.get().hire == hire


def test_whoever_starts_her_in_the_portal_has_a_receipt_of_her_name():
    referral = an_offer()

    started(referral)

    (receipt,) = referral.client.disclosures.all()
    assert (receipt.viewer.name, receipt.fields, receipt.on) == ("周丽", ConsentField.NAME, MONDAY)


def test_without_the_name_in_her_consent_the_code_stands_there():
    referral = an_offer()
    Consent.objects.unscoped("test").update(fields=[ConsentField.PROFILE])

    hire = started(referral)

    assert hire.name == code_name(referral)
    assert not referral.client.disclosures.exists()


def test_after_her_consent_is_over_the_code_stands_there():
    referral = an_offer()
    Consent.objects.unscoped("test").update(until=MONDAY - timedelta(days=1))

    hire = started(referral)

    assert hire.name == code_name(referral)


def test_a_start_that_a_worker_writes_down_makes_the_same_hire():
    referral = an_offer()

    refer.record_answer(referral.client.caseworker, referral, "start", on=MONDAY, at=MONDAY_9)

    hire = Hire.objects.get()
    assert (hire.name, hire.recorded_by) == ("王建军", referral.client.caseworker)
    assert [row.orally for row in referral.client.disclosures.all()] == [True]


def test_nothing_of_the_case_stands_in_a_hire():
    hire = started(an_offer())

    assert (hire.statuses, hire.unemployed_since, hire.contract_from, hire.months_used) == ({}, None, None, None)


# Taking it back -------------------------------------------------------------------------------------------------------


def test_an_undone_start_takes_the_hire_off_the_payroll():
    referral = an_offer()
    started(referral)

    answer.undo(a_contact("周丽", referral.vacancy.enterprise), referral.uid, at=MONDAY_9 + MINUTE)

    assert not Hire.objects.exists()
    assert not referral.client.placements.exists()


def test_a_start_anew_enters_her_once():
    referral, zhou = an_offer(), a_contact()
    zhou.enterprise = referral.vacancy.enterprise
    zhou.save()
    started(referral)
    answer.undo(zhou, referral.uid, at=MONDAY_9 + MINUTE)

    answer.start(zhou, referral.uid, on=MONDAY - timedelta(days=1), at=MONDAY_9 + 2 * MINUTE)

    assert Hire.objects.get().started_on == MONDAY - timedelta(days=1)


@pytest.mark.parametrize(
    "worked",
    [{"contract_from": MONDAY}, {"statuses": {"hard_to_employ": True}}, {"name": "王建军（电工班）"}, {"wage": 5000}],
    ids=["contract", "statuses", "name", "wage"],
)
def test_what_the_firm_has_worked_on_is_not_taken_from_it(worked):
    referral = an_offer()
    hire = started(referral)
    for name, value in worked.items():
        setattr(hire, name, value)
    hire.save()

    with pytest.raises(Refused, match="已经补充过") as no:
        answer.undo(a_contact("周丽", referral.vacancy.enterprise), referral.uid, at=MONDAY_9 + MINUTE)

    assert "登记离岗" in no.value.next_step
    assert Hire.objects.exists()
    assert referral.client.placements.get().hire == Hire.objects.get()


def test_insured_months_keep_the_hire_too():
    referral = an_offer()
    hire = started(referral)
    InsuredSpell.objects.create(hire=hire, first=MONDAY.replace(day=1))

    with pytest.raises(Refused, match="已经补充过"):
        answer.undo(a_contact("周丽", referral.vacancy.enterprise), referral.uid, at=MONDAY_9 + MINUTE)


# Two records of one job -----------------------------------------------------------------------------------------------


def test_what_a_worker_corrects_or_ends_does_not_rewrite_the_payroll():
    referral = a_referral(upto="start", at=MONDAY_9 - timedelta(days=5))
    job = referral.client.placements.get()
    before = Hire.objects.values().get() | {"name": Hire.objects.get().name}

    correct(referral.client.caseworker, job, wage=Decimal(3900), contract_from=job.started_on)
    end(referral.client.caseworker, job, MONDAY, EndReason.OTHER, "电话停机")

    assert Hire.objects.values().get() | {"name": Hire.objects.get().name} == before


def test_a_job_that_nobody_was_referred_to_gives_no_hire():
    client = a_case()

    job = place(
        client.caseworker,
        client,
        kind="dispersed",
        job_title="保洁员",
        started_on=MONDAY,
        enterprise=a_firm("恒晟物业"),
    )

    assert job.hire is None
    assert not Hire.objects.exists()


def test_the_firm_does_not_delete_whom_it_took_on_here():
    hire = started(an_offer())

    with pytest.raises(Refused, match="从候选人登记上岗"):
        keep_hires.forget(a_contact("周丽", hire.enterprise), hire)

    assert Hire.objects.get() == hire
