"""A firm without an account is told on the telephone; each telling has its receipt, as far as the consent goes."""

from datetime import timedelta

import pytest

from clients.models import Consent, ConsentField
from employers.models import Contact
from placement import refer
from tests.cast import MONDAY, MONDAY_9
from tests.placement.builders import a_case, an_open_vacancy
from tests.placement.referrals import ALL, a_consent, a_referral, details_of, verified

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

PROFILE, NAME = ConsentField.PROFILE, ConsentField.NAME
DAY = timedelta(days=1)


def proposed(fields=ALL):
    """王建军 is proposed to 蒙泰热电, for which nobody acts in the portal."""
    case, post = a_case(), an_open_vacancy(address="蒙泰路1号")
    verified(post.enterprise)
    a_consent(case, post.enterprise, fields)
    return refer.send(case.caseworker, refer.prepare(case.caseworker, case, post, at=MONDAY_9), at=MONDAY_9)


def rung_up(referral, *names):
    """李敏 writes down what the firm said on the telephone, an answer a day."""
    for days, name in enumerate(names, 1):
        at = MONDAY_9 + days * DAY
        refer.record_answer(referral.client.caseworker, referral, name, at=at, **details_of(name, at))


def receipts(referral):
    rows = referral.client.disclosures.order_by("pk")
    return [(row.on, row.fields, row.orally, row.viewer.name) for row in rows.select_related("viewer")]


def test_a_firm_without_an_account_is_told_the_profile_on_the_telephone():
    referral = proposed()

    assert receipts(referral) == [(MONDAY, "profile", True, "李敏")]


def test_a_firm_that_reads_in_the_portal_is_told_nothing_by_sending():
    referral = a_referral(upto="send")

    assert receipts(referral) == []


def test_who_she_is_is_told_with_each_answer_that_wants_her():
    referral = proposed()

    rung_up(referral, "invite", "reschedule", "offer", "start")

    told = [(on, fields) for on, fields, orally, _ in receipts(referral)[1:] if orally]
    assert told == [(MONDAY + days * DAY, "name phone") for days in (1, 3, 4)]


def test_only_what_she_agreed_to_is_told():
    without_phone = proposed((PROFILE, NAME))

    rung_up(without_phone, "invite")

    assert receipts(without_phone)[1:] == [(MONDAY + DAY, "name", True, "李敏")]


@pytest.mark.parametrize("change", [{"fields": ["profile"]}, {"until": MONDAY}])
def test_without_her_consent_the_answer_is_written_down_and_nothing_is_told(change):
    referral = proposed()
    Consent.objects.unscoped("test").filter(client=referral.client).update(**change)

    rung_up(referral, "invite")

    assert referral.state == "interview"
    assert [fields for _, fields, *_ in receipts(referral)] == ["profile"]


def test_a_no_needs_no_name():
    referral = proposed()

    rung_up(referral, "decline")

    assert len(receipts(referral)) == 1


def test_an_answer_by_telephone_has_its_receipt_where_the_firm_has_an_account_too():
    referral = a_referral(upto="see")

    rung_up(referral, "invite")

    assert Contact.objects.active().exists()
    assert (MONDAY + DAY, "name phone", True, "李敏") in receipts(referral)


def test_the_page_of_the_referral_says_who_told_it_and_how(enter):
    referral = proposed()

    page = enter(referral.client.caseworker, "referral", referral.pk).content.decode()

    assert "电话里听过 1 次" in page
    assert "工作人员李敏在电话里告诉：会什么" in page
