"""Answers that come too late, or name somebody who is not the firm's: nothing is half done, and nobody learns why."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from clients import give_consent
from placement import refer
from placement.models import Referral, WithdrawReason
from placement.portal import answers
from tests.cast import MONDAY_9, a_contact
from tests.placement.builders import a_case, an_open_vacancy
from tests.placement.referrals import a_referral

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(MONDAY_9)


def fresh(referral) -> Referral:
    return Referral.objects.unscoped("test").get(pk=referral.pk)


def test_with_a_strange_one_among_them_nothing_is_taken_back(client):
    zhou = a_contact()
    mine = a_referral(upto="see")
    foreign = a_referral(a_case("赵强"), an_open_vacancy("叉车司机", firm="恒源物流"))
    client.force_login(zhou.user)
    client.post(reverse("candidates:answer", args=[mine.uid, "decline"]), {"reason": "skills"})

    answer = client.post(reverse("candidates:undo"), {"pick": [str(mine.uid), str(foreign.uid)]})

    assert answer.status_code == 404
    assert fresh(mine).state == "employer_declined"


def test_who_answers_after_the_sending_was_taken_back_is_told_so_calmly(client, monkeypatch):
    referral = a_referral()
    client.force_login(a_contact().user)
    where = reverse("candidates:answer", args=[referral.uid, "decline"])

    def meanwhile(contact, uid, **details):
        refer.undo(referral.client.caseworker, fresh(referral))
        return decline(contact, uid, **details)

    decline = answers.VERBS["decline"]
    monkeypatch.setitem(answers.VERBS, "decline", meanwhile)

    answer = client.post(where, {"reason": "skills"}, follow=True)

    assert answer.status_code == 200
    assert "刚刚有了其他安排" in answer.content.decode()
    assert fresh(referral).state == "prepared"


def test_what_is_over_keeps_the_consent_it_was_sent_under():
    referral = a_referral()
    worker, wang, firm = referral.client.caseworker, referral.client, referral.vacancy.enterprise
    refer.withdraw(worker, fresh(referral), WithdrawReason.MISTAKE)
    wang.phone = "13847712345"
    wang.save()
    _, link = give_consent.ask(worker, wang, firm.credit_code, firm.name, "referral", ["profile"], date(2027, 6, 1))

    anew = give_consent.answer(link, True, ["profile"])

    assert fresh(referral).consent_id not in (None, anew.pk)


def test_the_list_asks_how_the_interview_went_once_its_hour_has_come(client, time_machine):
    referral = a_referral(upto="invite", at=MONDAY_9 - timedelta(hours=1))
    where = reverse("candidates:candidates")

    def asks(moment) -> bool:
        time_machine.move_to(moment)
        client.force_login(a_contact().user)
        return "面试完，请答复录用还是不合适" in client.get(where).content.decode()

    assert not asks(referral.interview_at - timedelta(minutes=5))
    assert asks(referral.interview_at + timedelta(minutes=5))
