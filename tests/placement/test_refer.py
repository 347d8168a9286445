"""A worker prepares, sends, writes down what a firm said, and takes back."""

from datetime import date, timedelta

import pytest

from clients import close_case
from clients.models import Client
from employers.models import Vacancy
from people import ledger
from people.errors import Refused
from people.models import Action, Notice, Purpose
from placement import answer, refer
from placement.models import ReferralEvent
from placement.models.referral import By, State
from placement.place import place
from placement.referral_news import CHANGED, GONE, NEW, WRITTEN_DOWN
from placement.referral_step import KIND
from tests.cast import KANGBASHI, MONDAY_9, a_contact, a_manager, a_social_worker
from tests.placement.builders import CLEANER, a_case, an_open_vacancy
from tests.placement.referrals import HOUR, a_consent, a_referral, verified

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

SOON = MONDAY_9 + 3 * HOUR
DAY_AFTER = {"when": MONDAY_9 + timedelta(days=1), "place": "蒙泰路1号"}


def texts_for(user) -> list[str]:
    """What is in her inbox, earliest first."""
    return [notice.text for notice in Notice.objects.filter(user=user).order_by("pk")]


def names_of(referral) -> list[str]:
    return [event.name for event in referral.events.all()]


# Preparing ------------------------------------------------------------------------------------------------------------


def test_a_prepared_referral_is_known_to_nobody_outside():
    zhou = a_contact()

    referral = a_referral(upto="prepare")

    assert (referral.state, referral.turn, referral.sent_at, referral.consent) == (State.PREPARED, 0, None, None)
    assert len(referral.code) == 6
    assert texts_for(zhou.user) == []
    assert [event.action for event in ledger.of(KIND, referral.pk)] == [Action.CREATE]


def test_a_second_one_for_the_same_vacancy_is_refused():
    first = a_referral()

    with pytest.raises(Refused, match="已经有一份推荐") as no:
        refer.prepare(first.client.caseworker, first.client, first.vacancy)

    assert no.value.next_step
    assert first.client.referrals.count() == 1


def test_after_an_end_she_may_be_proposed_again():
    first = a_referral(upto="decline")

    again = refer.prepare(first.client.caseworker, first.client, first.vacancy)

    assert again.pk != first.pk
    assert again.code != first.code


def test_a_colleague_prepares_nothing_and_a_manager_of_the_county_may():
    client, vacancy = a_case(), an_open_vacancy()

    with pytest.raises(Refused, match="不归您负责"):
        refer.prepare(a_social_worker("张伟"), client, vacancy)

    assert refer.prepare(a_manager(), client, vacancy).recorded_by == a_manager()


def test_nobody_is_proposed_after_the_case_is_closed():
    client, vacancy = a_case(), an_open_vacancy()
    close_case.close(client.caseworker, client, "died")

    with pytest.raises(Refused, match="结案"):
        refer.prepare(client.caseworker, client, vacancy)


def test_a_vacancy_out_of_sight_is_not_there():
    client, draft = a_case(), an_open_vacancy(state="draft", region=KANGBASHI, firm="康新物业", published_at=None)
    client.caseworker.memberships.update(role="auditor")

    with pytest.raises(Vacancy.DoesNotExist):
        refer.prepare(a_manager(), client, draft)


# Sending --------------------------------------------------------------------------------------------------------------


def test_sending_freezes_the_profile_counts_the_term_and_tells_the_firm_no_more_than_that_somebody_waits():
    zhou = a_contact()
    referral = a_referral(upto="prepare")
    worker, client, firm = referral.client.caseworker, referral.client, referral.vacancy.enterprise
    # Five who share what is shown: without them there would be no profile.
    for name in ("赵强", "钱勇", "孙浩", "周涛"):
        a_case(name)
    verified(firm)
    consent = a_consent(client, firm)

    refer.send(worker, referral, at=MONDAY_9)

    referral.refresh_from_db()
    assert (referral.state, referral.turn, referral.consent) == (State.SENT, 1, consent)
    # Ten working days after Monday the 23rd, which is not counted.
    assert (referral.sent_at, referral.answer_due) == (MONDAY_9, date(2026, 12, 7))
    assert referral.profile["district"] == "东胜区"
    assert client.name not in str(referral.profile)
    assert texts_for(zhou.user) == [NEW]
    (notice,) = Notice.objects.filter(user=zhou.user)
    assert (notice.url_name, notice.url_args) == ("candidates:candidate", [str(referral.uid)])
    (event,) = referral.events.all()
    assert (event.name, event.by, event.on_behalf, event.recorded_by) == ("send", By.WORKER, False, worker)
    assert ledger.of(KIND, referral.pk).first().purpose == Purpose.REFERRAL


def test_a_page_that_is_no_longer_true_sends_nothing():
    referral = a_referral(upto="prepare")

    with pytest.raises(Refused, match="刚刚"):
        refer.send(referral.client.caseworker, referral, seen_turn=3)

    assert names_of(referral) == []


def test_sending_without_consent_is_refused_and_says_what_to_do():
    referral = a_referral(upto="prepare")
    verified(referral.vacancy.enterprise)

    with pytest.raises(Refused, match="本人对这家企业的同意") as no:
        refer.send(referral.client.caseworker, referral)

    assert "征得同意" in no.value.next_step
    referral.refresh_from_db()
    assert referral.state == State.PREPARED


def test_what_changed_since_the_page_was_shown_is_looked_at_again():
    referral = a_referral(upto="prepare")
    firm = verified(referral.vacancy.enterprise)
    a_consent(referral.client, firm)
    referral.client.wish.excluded_industries = ["44"]
    referral.client.wish.save()
    firm.industry = "4412"
    firm.save()

    with pytest.raises(Refused) as no:
        refer.send(referral.client.caseworker, referral)

    assert no.value.next_step.startswith("请换一个岗位")


# What the firm said on the telephone ----------------------------------------------------------------------------------


def test_what_a_firm_said_on_the_telephone_is_written_down_on_its_behalf_and_the_firm_is_told():
    referral, zhou = a_referral(), a_contact()
    worker = referral.client.caseworker

    refer.record_answer(worker, referral, "invite", at=SOON, **DAY_AFTER)

    event = referral.events.last()
    assert (referral.state, referral.interview_at) == (State.INTERVIEW, DAY_AFTER["when"])
    assert (event.by, event.on_behalf, event.recorded_by) == (By.WORKER, True, worker)
    assert texts_for(zhou.user) == [NEW, WRITTEN_DOWN]
    # She did it herself: nobody need tell her.
    assert texts_for(worker) == []


def test_the_caseworker_hears_what_a_manager_wrote_down():
    referral, manager = a_referral(), a_manager()

    refer.record_answer(manager, referral, "decline", reason="shift", at=SOON)

    assert texts_for(referral.client.caseworker) == [
        f"推荐 {referral.code}（蒙泰热电，维修电工(低压)）：企业没有录用。"
    ]


def test_a_colleague_writes_nothing_down():
    referral = a_referral()

    with pytest.raises(Refused, match="不归您负责"):
        refer.record_answer(a_social_worker("张伟"), referral, "decline", reason="shift")

    assert names_of(referral) == ["send"]


# Ends -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "reason", "note", "words"),
    [
        ("turn_down", "", "", "请选一个原因"),
        ("turn_down", "skills", "", "请选一个原因"),
        ("turn_down", "other", "  ", "写明"),
        ("turn_down", "place", "远" * 401, "太长"),
        ("withdraw", "place", "", "请选一个原因"),
        ("withdraw", "other", "", "写明"),
    ],
)
def test_an_end_needs_a_reason_of_its_own_list(name, reason, note, words):
    referral = a_referral()

    with pytest.raises(Refused, match=words) as no:
        getattr(refer, name)(referral.client.caseworker, referral, reason, note)

    assert no.value.next_step
    assert names_of(referral) == ["send"]


@pytest.mark.parametrize(("name", "state"), [("turn_down", State.CLIENT_DECLINED), ("withdraw", State.WITHDRAWN)])
def test_the_firm_is_told_that_it_need_not_answer_and_not_why(name, state):
    referral, zhou = a_referral(), a_contact()

    getattr(refer, name)(referral.client.caseworker, referral, "other", "家里老人住院", at=SOON)

    event = ReferralEvent.objects.unscoped("test").get(pk=referral.events.last().pk)
    assert (referral.state, referral.closed_at, event.note) == (state, SOON, "家里老人住院")
    assert texts_for(zhou.user) == [NEW, GONE]


def test_what_was_never_sent_ends_without_a_word_to_the_firm():
    referral, zhou = a_referral(upto="prepare"), a_contact()

    refer.withdraw(referral.client.caseworker, referral, "mistake")

    assert referral.state == State.WITHDRAWN
    assert texts_for(zhou.user) == []


def test_a_closed_case_takes_back_what_runs_and_leaves_what_is_over():
    running, zhou = a_referral(), a_contact()
    client = running.client
    over = a_referral(client, an_open_vacancy("焊工", occupation=CLEANER), upto="decline", at=MONDAY_9)

    close_case.close(client.caseworker, client, "moved")

    running.refresh_from_db()
    over.refresh_from_db()
    last = running.events.last()
    assert (running.state, over.state) == (State.WITHDRAWN, State.EMPLOYER_DECLINED)
    assert (last.name, last.by, last.reason, last.recorded_by) == ("withdraw", By.SYSTEM, "case", None)
    assert texts_for(zhou.user)[-1] == GONE


@pytest.mark.parametrize(
    ("kind", "state"),
    [("self_employed", State.PLACED_ELSEWHERE), ("flexible", State.SENT), ("transitional", State.SENT)],
)
def test_work_that_she_found_herself_ends_what_runs_unless_it_is_only_for_a_while(kind, state):
    referral = a_referral()

    place(
        referral.client.caseworker, referral.client, kind=kind, job_title="卖早点", workplace="自家餐车",
        started_on=date(2026, 11, 23), at=SOON,
    )  # fmt: skip

    referral.refresh_from_db()
    assert referral.state == state


def test_who_has_taken_the_case_over_hears_what_the_firm_says():
    referral, zhang = a_referral(), a_social_worker("张伟")
    Client.objects.unscoped("test").filter(pk=referral.client_id).update(caseworker=zhang)

    answer.decline(a_contact(), referral.uid, reason="wage", at=SOON)

    assert texts_for(a_social_worker("李敏")) == []
    assert texts_for(zhang) == [f"推荐 {referral.code}（蒙泰热电，维修电工(低压)）：企业没有录用。"]


# Undo -----------------------------------------------------------------------------------------------------------------


def test_a_sending_is_taken_back_as_if_it_had_not_been():
    referral, zhou = a_referral(), a_contact()
    worker = referral.client.caseworker

    refer.undo(worker, referral, at=MONDAY_9 + timedelta(minutes=10))

    referral.refresh_from_db()
    assert (referral.state, referral.turn, referral.consent) == (State.PREPARED, 2, None)
    assert (referral.sent_at, referral.answer_due, referral.profile) == (None, None, {})
    assert names_of(referral) == ["send", "undo"]
    assert referral.events.first().undone_at == MONDAY_9 + timedelta(minutes=10)
    assert texts_for(zhou.user) == [NEW, GONE]
    refer.send(worker, referral, at=MONDAY_9 + HOUR)
    assert referral.state == State.SENT


@pytest.mark.parametrize(
    ("upto", "who", "minutes", "words"),
    [
        ("send", "李敏", 11, "10 分钟"),
        ("send", "苏日娜", 5, "不是您办的"),
        ("see", "李敏", 65, "没有可以撤销的"),
        ("invite", "李敏", 121, "不是您办的"),
        ("prepare", "李敏", 1, "没有可以撤销的"),
    ],
)
def test_an_undo_is_refused_too_late_to_others_and_after_somebody_went_on(upto, who, minutes, words):
    referral = a_referral(upto=upto)
    actor = {"李敏": a_social_worker, "苏日娜": a_manager}[who]()
    before = referral.state

    with pytest.raises(Refused, match=words):
        refer.undo(actor, referral, at=MONDAY_9 + timedelta(minutes=minutes))

    referral.refresh_from_db()
    assert referral.state == before


def test_an_undo_is_not_undone():
    referral = a_referral(upto="withdraw")
    worker = referral.client.caseworker
    refer.undo(worker, referral, at=MONDAY_9 + HOUR)

    with pytest.raises(Refused, match="没有可以撤销"):
        refer.undo(worker, referral, at=MONDAY_9 + HOUR)

    assert referral.state == State.SENT


def test_what_ended_runs_again_only_under_a_consent_that_stands():
    referral = a_referral(upto="withdraw")
    worker = referral.client.caseworker
    referral.client.consents.update(until=date(2026, 11, 22))

    with pytest.raises(Refused, match="同意已经撤回或者到期"):
        refer.undo(worker, referral, at=MONDAY_9 + HOUR)

    referral.client.consents.update(until=date(2027, 11, 22))
    refer.undo(worker, referral, at=MONDAY_9 + HOUR)
    assert (referral.state, referral.closed_at) == (State.SENT, None)
    assert texts_for(a_contact().user)[-2:] == [GONE, CHANGED]


def test_what_ended_does_not_run_beside_another_one_for_the_same_vacancy():
    referral = a_referral(upto="withdraw")
    worker = referral.client.caseworker
    refer.prepare(worker, referral.client, referral.vacancy)

    with pytest.raises(Refused, match="另有一份推荐"):
        refer.undo(worker, referral, at=MONDAY_9 + HOUR)
