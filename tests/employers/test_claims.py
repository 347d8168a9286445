"""申报: handed in once for a period, and what came of it."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction

from employers import hand_in_dossier, prepare_dossier
from employers.hire_cases import first_claim
from employers.models import Claim, Dossier
from people.errors import Refused
from tests.cast import KANGBASHI, MONDAY_9, a_contact, a_social_worker
from tests.employers.hires import OFFSET, a_dossier

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY_9, tick=False):
        yield


def a_claim(
    contact=None, dossier: Dossier | None = None, period: str = "2026-Q3", on: date = date(2026, 10, 12)
) -> Claim:
    who = contact or a_contact()
    row = dossier or a_dossier(who)
    return hand_in_dossier.hand_in(who, row, period=period, amount=Decimal("1950.00"), on=on)


def test_a_claim_is_handed_in_paid_and_stands_in_the_history():
    zhou = a_contact()
    claim = a_claim(zhou)

    claim = hand_in_dossier.paid(zhou, claim, amount=Decimal("1900.00"), on=TODAY)

    assert (claim.state, claim.paid, claim.settled_on) == (Claim.State.PAID, Decimal("1900.00"), TODAY)
    assert set(claim.dossier.events.values_list("name", flat=True)) == {"opened", "handed_in", "paid"}


@pytest.mark.parametrize("period", ["2026-Q3", "2026-08", "2026", "2026-H2"])
def test_a_period_or_a_part_of_it_is_not_claimed_twice(period):
    zhou = a_contact()
    dossier = a_dossier(zhou)
    a_claim(zhou, dossier)

    with pytest.raises(Refused, match="已经申报过"):
        a_claim(zhou, dossier, period, TODAY)

    assert Claim.objects.count() == 1


def test_the_database_says_so_too():
    claim = a_claim()

    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(
            dossier=claim.dossier, period=claim.period, amount=Decimal(1), handed_in_on=claim.handed_in_on
        )


@pytest.mark.parametrize("way", ["refuse", "take_back"])
def test_after_a_no_or_a_taking_back_it_may_be_handed_in_again(way):
    zhou = a_contact()
    dossier = a_dossier(zhou)
    getattr(hand_in_dossier, way)(zhou, a_claim(zhou, dossier), on=TODAY, words="缺缴费记录")

    again = a_claim(zhou, dossier, on=TODAY)

    assert again.state == Claim.State.HANDED_IN
    assert first_claim(dossier.hire, OFFSET, TODAY) == TODAY


def test_what_is_settled_is_not_settled_again():
    zhou = a_contact()
    claim = a_claim(zhou)
    hand_in_dossier.paid(zhou, claim, amount=Decimal("1950.00"), on=TODAY)

    with pytest.raises(Refused, match="已经办结"):
        hand_in_dossier.refuse(zhou, claim, on=TODAY, words="缺缴费记录")


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"period": "三季度"}, "所属期"),
        ({"on": date(2026, 11, 24)}, "还没到"),
        ({"on": date(2026, 6, 30)}, "不能早于所属期"),
        ({"amount": Decimal("-1")}, "0"),
        ({"period": "2026-02"}, "早于上岗"),
    ],
)
def test_a_claim_that_cannot_be_is_refused(stated, said):
    zhou = a_contact()
    whole = {"period": "2026-Q3", "amount": Decimal("1950.00"), "on": date(2026, 10, 12), **stated}

    with pytest.raises(Refused, match=said):
        hand_in_dossier.hand_in(zhou, a_dossier(zhou), **whole)


def test_a_firms_year_is_claimed_for_that_year():
    zhou = a_contact()
    dossier = prepare_dossier.open_dossier(zhou, zhou.enterprise, "disabled_vat_refund", year=2025)

    with pytest.raises(Refused, match="2025 年度"):
        a_claim(zhou, dossier)

    assert a_claim(zhou, dossier, "2025-Q4").state == Claim.State.HANDED_IN


def test_an_end_that_cannot_be_is_refused():
    zhou = a_contact()
    claim = a_claim(zhou)

    with pytest.raises(Refused, match="比申报的还多"):
        hand_in_dossier.paid(zhou, claim, amount=Decimal("1950.01"), on=TODAY)
    with pytest.raises(Refused, match="不能早于递交"):
        hand_in_dossier.paid(zhou, claim, amount=Decimal("1950.00"), on=date(2026, 10, 11))
    with pytest.raises(Refused, match="原因"):
        hand_in_dossier.refuse(zhou, claim, on=TODAY, words=" ")

    with pytest.raises(Refused, match="超出了") as caught:
        hand_in_dossier.refuse(zhou, claim, on=TODAY, words="社区戒毒人员不在范围")

    claim.refresh_from_db()
    assert claim.state == Claim.State.HANDED_IN
    assert "戒毒" not in str(caught.value)


def test_a_dropped_dossier_is_not_handed_in():
    zhou = a_contact()
    dossier = prepare_dossier.drop(zhou, a_dossier(zhou), "不办了")

    with pytest.raises(Refused, match="不办了"):
        a_claim(zhou, dossier)


def test_nobody_claims_for_another_firm():
    claim = a_claim()
    zhao = a_contact("赵强", "恒晟物业")

    with pytest.raises(Dossier.DoesNotExist):
        a_claim(zhao, claim.dossier, "2026-Q2")
    for other in (zhao, a_social_worker("白云", KANGBASHI)):
        with pytest.raises(Claim.DoesNotExist):
            hand_in_dossier.paid(other, claim, amount=Decimal(1), on=TODAY)


def test_staff_write_down_for_a_firm_what_came():
    claim = hand_in_dossier.paid(a_social_worker("李敏"), a_claim(), amount=Decimal("1950.00"), on=TODAY)

    assert claim.state == Claim.State.PAID
