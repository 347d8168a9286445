"""What a firm's people do with a candidate: their own firm's alone, by the table, and back within ten minutes."""

import dataclasses
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from clients import give_consent
from clients.models import Client, Consent, UnscopedQuery
from employers.models import Contact, Vacancy
from employers.models import State as VacancyState
from people.errors import Refused
from people.models import Notice
from placement import answer, refer
from placement.firm_says import below_minimum
from placement.models import Placement, Referral
from placement.models.referral import By, State
from placement.place import correct
from placement.referral_news import CHANGED, GONE
from tests.cast import MONDAY, MONDAY_9, a_contact
from tests.placement.builders import a_case, an_open_vacancy
from tests.placement.referrals import HOUR, a_referral, details_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

LATER = MONDAY_9 + 6 * HOUR
IN_TEN = LATER + timedelta(minutes=10)
NEUTRAL = ("戒毒", "康复", "服务对象", "禁毒", "结案", "在岗记录", "同意")


def last_word_for(user) -> str:
    return Notice.objects.filter(user=user).latest("pk").text


# Whose it is ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["see", "invite", "offer", "decline", "undo"])
def test_another_firms_candidate_is_not_there(name):
    referral = a_referral()
    stranger = a_contact("何平", "康新物业")

    with pytest.raises(Referral.DoesNotExist):
        getattr(answer, name)(stranger, referral.uid, at=LATER, **details_of(name, LATER))

    assert referral.events.count() == 1


def test_nobody_answers_for_a_firm_that_she_has_left():
    referral, zhou = a_referral(), a_contact()
    Contact.objects.filter(pk=zhou.pk).update(state=Contact.State.LEFT, until=MONDAY_9)

    with pytest.raises(Referral.DoesNotExist):
        answer.see(zhou, referral.uid)


def test_what_is_not_sent_is_not_there_nor_what_was_taken_back_before_anybody_saw_it():
    waiting, zhou = a_referral(upto="prepare"), a_contact()
    undone = a_referral(a_case("赵强"))
    refer.undo(undone.client.caseworker, undone, at=MONDAY_9)

    for referral in (waiting, undone):
        with pytest.raises(Referral.DoesNotExist):
            answer.see(zhou, referral.uid)


def test_nothing_of_the_case_zone_is_handed_back():
    referral, zhou = a_referral(), a_contact()

    told = answer.invite(zhou, referral.uid, at=LATER, **details_of("invite", LATER))

    values = [getattr(told, field.name) for field in dataclasses.fields(told)]
    assert values == [referral.uid, referral.code, 2, IN_TEN, None]
    with pytest.raises(UnscopedQuery):
        list(Referral.objects.all())


# One by one -----------------------------------------------------------------------------------------------------------


def test_looking_is_written_down_once():
    referral, zhou = a_referral(), a_contact()

    firsts = [answer.see(zhou, referral.uid, at=LATER), answer.see(zhou, referral.uid, at=LATER + HOUR)]

    referral.refresh_from_db()
    assert firsts == [True, False]
    assert (referral.state, referral.seen_at, referral.turn) == (State.SEEN, LATER, 1 + 1)
    assert referral.answered_at is None


def test_an_invitation_has_its_time_and_place_and_the_caseworker_hears_of_it():
    referral, zhou = a_referral(), a_contact()
    when = LATER + timedelta(days=2)

    answer.invite(zhou, referral.uid, when=when, place="厂区东门", bring="身份证", at=LATER)

    referral.refresh_from_db()
    assert (referral.interview_at, referral.interview_place, referral.interview_bring) == (when, "厂区东门", "身份证")
    assert referral.answered_at == LATER
    event = referral.events.last()
    assert (event.by, event.on_behalf, event.recorded_by) == (By.FIRM, False, zhou.user)
    assert last_word_for(referral.client.caseworker) == f"推荐 {referral.code}（蒙泰热电，维修电工(低压)）：约了面试。"


def test_without_a_place_the_interview_is_where_the_post_is():
    referral, zhou = a_referral(), a_contact()

    answer.invite(zhou, referral.uid, when=LATER + HOUR, at=LATER)

    referral.refresh_from_db()
    assert referral.interview_place == "蒙泰路1号"


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"when": LATER}, "已经过去"),
        ({"when": LATER + timedelta(days=61)}, "60 天以后"),
        ({"when": LATER + HOUR, "place": "厂" * 121}, "不超过 120 字"),
        ({"when": LATER + HOUR, "bring": "证" * 121}, "不超过 120 字"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused(details, words):
    referral, zhou = a_referral(), a_contact()

    with pytest.raises(Refused, match=words) as no:
        answer.invite(zhou, referral.uid, at=LATER, **details)

    assert no.value.next_step
    assert referral.events.count() == 1


def test_a_vacancy_without_an_address_asks_for_the_place():
    referral, zhou = a_referral(vacancy=an_open_vacancy()), a_contact()

    with pytest.raises(Refused, match="请写面试地点"):
        answer.invite(zhou, referral.uid, when=LATER + HOUR, at=LATER)


def test_another_time_keeps_the_place_that_was_agreed_and_comes_back_with_an_undo():
    referral, zhou = a_referral(upto="invite"), a_contact()
    agreed = (referral.interview_at, referral.interview_place, referral.interview_bring)

    answer.reschedule(zhou, referral.uid, when=LATER + timedelta(days=5), at=LATER)
    referral.refresh_from_db()
    moved = (referral.interview_at, referral.interview_place)
    answer.undo(zhou, referral.uid, at=IN_TEN)

    referral.refresh_from_db()
    assert moved == (LATER + timedelta(days=5), agreed[1])
    assert (referral.interview_at, referral.interview_place, referral.interview_bring) == agreed


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"wage": Decimal(0)}, "大于 0"),
        ({"wage": Decimal("4200.005")}, "两位小数"),
        ({"wage": Decimal(200_001)}, "大于 0"),
        ({"start": MONDAY - timedelta(days=61)}, "离今天太远"),
        ({"start": MONDAY + timedelta(days=366)}, "离今天太远"),
    ],
)
def test_an_offer_that_makes_no_sense_is_refused(details, words):
    referral, zhou = a_referral(), a_contact()

    with pytest.raises(Refused, match=words):
        answer.offer(zhou, referral.uid, at=LATER, **details)

    assert referral.events.count() == 1


def test_an_offer_keeps_wage_and_day_and_may_leave_both_open():
    zhou = a_contact()
    told, open_ = a_referral(), a_referral(a_case("赵强"))

    answer.offer(zhou, told.uid, wage=Decimal(4500), start=date(2026, 12, 1), at=LATER)
    answer.offer(zhou, open_.uid, at=LATER)

    told.refresh_from_db()
    open_.refresh_from_db()
    assert (told.state, told.offer_wage, told.offer_start) == (State.OFFER, Decimal(4500), date(2026, 12, 1))
    assert (open_.state, open_.offer_wage, open_.offer_start) == (State.OFFER, None, None)


@pytest.mark.parametrize(("wage", "warns"), [(None, False), (Decimal(2270), False), (Decimal(2269), True)])
def test_a_wage_below_the_minimum_is_warned_of_and_not_refused(wage, warns):
    text = below_minimum(an_open_vacancy(), wage, MONDAY)

    assert bool(text) == warns
    assert ("2,270" in text) == warns


def test_a_refusal_needs_a_reason_and_other_needs_words():
    referral, zhou = a_referral(), a_contact()

    for reason, note in (("", ""), ("place_of_birth", ""), ("other", " ")):
        with pytest.raises(Refused):
            answer.decline(zhou, referral.uid, reason=reason, note=note, at=LATER)
    answer.decline(zhou, referral.uid, reason="other", note="这个月先不招了", at=LATER)

    referral.refresh_from_db()
    event = referral.events.last()
    assert (referral.state, referral.closed_at) == (State.EMPLOYER_DECLINED, LATER)
    assert (event.reason, event.reason_label, event.note) == ("other", "其他（请写明）", "这个月先不招了")


def test_who_answers_what_a_colleague_has_answered_is_told():
    referral, zhou = a_referral(), a_contact()
    seen = 1
    answer.decline(a_contact("何平", zhou.enterprise), referral.uid, reason="skills", at=LATER)

    with pytest.raises(Refused, match="刚刚有人"):
        answer.invite(zhou, referral.uid, seen_turn=seen, at=LATER, **details_of("invite", LATER))
    with pytest.raises(Refused, match="未录用"):
        answer.invite(zhou, referral.uid, at=LATER, **details_of("invite", LATER))

    assert [event.name for event in referral.events.all()] == ["send", "decline"]


@pytest.mark.parametrize("end", ["turn_down", "withdraw"])
def test_a_firm_reads_the_same_whatever_ended_it_on_our_side(end):
    referral, zhou = a_referral(upto=end), a_contact()

    with pytest.raises(Refused) as no:
        answer.invite(zhou, referral.uid, at=LATER, **details_of("invite", LATER))

    assert str(no.value) == "现在是“对方已有其他安排”，不能“约面试”。请刷新页面看最新进度。"


# Several at once ------------------------------------------------------------------------------------------------------


def test_one_answer_to_several_stands_for_those_that_can_be_answered_and_the_rest_is_reported():
    zhou, vacancy = a_contact(), an_open_vacancy(address="蒙泰路1号")
    three = [a_referral(a_case(name), vacancy) for name in ("王建军", "赵强", "钱勇")]
    refer.turn_down(three[1].client.caseworker, three[1], "family", at=LATER)

    told = answer.answer_many(zhou, [one.uid for one in three], "decline", reason="filled", at=LATER)

    assert [one.code for one in told] == [one.code for one in three]
    assert [bool(one.refused) for one in told] == [False, True, False]
    assert [one.undo_until for one in told] == [IN_TEN, None, IN_TEN]
    assert "对方已有其他安排" in str(told[1].refused)
    states = [Referral.objects.unscoped("test").get(pk=one.pk).state for one in three]
    assert states == [State.EMPLOYER_DECLINED, State.CLIENT_DECLINED, State.EMPLOYER_DECLINED]


def test_a_uid_of_another_firm_among_several_writes_nothing():
    referral, zhou = a_referral(), a_contact()

    with pytest.raises(Referral.DoesNotExist):
        answer.answer_many(zhou, [referral.uid, uuid4()], "decline", reason="filled", at=LATER)

    assert referral.events.count() == 1


# A start and what follows ---------------------------------------------------------------------------------------------


@pytest.fixture
def offered():
    """An offer for the last place, and another referral of the same client that runs beside it."""
    zhou, vacancy = a_contact(), an_open_vacancy(address="蒙泰路1号", headcount=1)
    client = a_case()
    other = a_referral(client, an_open_vacancy("变电站值班员", firm="康新物业", address="科技街2号"), upto="invite")
    return zhou, a_referral(client, vacancy, upto="offer"), other


def start(zhou, referral):
    return answer.start(zhou, referral.uid, on=MONDAY, at=LATER)


def test_a_start_makes_the_placement_takes_the_place_and_ends_what_else_ran(offered):
    zhou, referral, other = offered

    start(zhou, referral)

    referral.refresh_from_db()
    other.refresh_from_db()
    vacancy = Vacancy.objects.get(pk=referral.vacancy_id)
    assert (referral.state, referral.placement.started_on) == (State.STARTED, MONDAY)
    assert (vacancy.filled, vacancy.state) == (1, VacancyState.FILLED)
    assert (other.state, other.events.last().by) == (State.PLACED_ELSEWHERE, By.SYSTEM)
    assert referral.placement.follow_ups.count() == 4
    assert last_word_for(a_contact("周丽", "康新物业").user) in (GONE, CHANGED)


def test_an_undone_start_leaves_everything_as_it_was(offered):
    zhou, referral, other = offered
    start(zhou, referral)

    answer.undo(zhou, referral.uid, at=IN_TEN)

    referral.refresh_from_db()
    other.refresh_from_db()
    vacancy = Vacancy.objects.get(pk=referral.vacancy_id)
    assert (referral.state, referral.closed_at) == (State.OFFER, None)
    assert not Placement.objects.unscoped("test").exists()
    assert (vacancy.filled, vacancy.state) == (0, VacancyState.PUBLISHED)
    assert (other.state, other.closed_at) == (State.INTERVIEW, None)
    assert [event.name for event in other.events.all()][-2:] == ["close", "undo"]
    assert start(zhou, referral).turn == referral.turn + 1


def test_a_paused_vacancy_that_its_last_place_had_filled_is_paused_again(offered):
    zhou, referral, _ = offered
    Vacancy.objects.filter(pk=referral.vacancy_id).update(state=VacancyState.PAUSED)
    start(zhou, referral)

    answer.undo(zhou, referral.uid, at=IN_TEN)

    assert Vacancy.objects.get(pk=referral.vacancy_id).state == VacancyState.PAUSED


def test_what_somebody_filled_by_hand_stays_filled(offered):
    zhou, referral, _ = offered
    Vacancy.objects.filter(pk=referral.vacancy_id).update(state=VacancyState.FILLED)
    start(zhou, referral)

    answer.undo(zhou, referral.uid, at=IN_TEN)

    vacancy = Vacancy.objects.get(pk=referral.vacancy_id)
    assert (vacancy.state, vacancy.filled) == (VacancyState.FILLED, 0)


def test_what_was_closed_along_stays_closed_where_its_consent_is_gone(offered):
    zhou, referral, other = offered
    start(zhou, referral)
    give_consent.withdraw(None, other.consent, Consent.Way.PHONE)

    answer.undo(zhou, referral.uid, at=IN_TEN)

    referral.refresh_from_db()
    other.refresh_from_db()
    assert (referral.state, other.state) == (State.OFFER, State.PLACED_ELSEWHERE)


def test_a_start_that_somebody_has_gone_on_with_is_not_undone(offered):
    zhou, referral, _ = offered
    start(zhou, referral)
    referral.refresh_from_db()
    correct(referral.client.caseworker, referral.placement, wage=Decimal(4300))

    with pytest.raises(Refused, match="新的登记") as no:
        answer.undo(zhou, referral.uid, at=IN_TEN)

    assert not any(word in str(no.value) for word in NEUTRAL)
    referral.refresh_from_db()
    assert referral.state == State.STARTED
    assert Vacancy.objects.get(pk=referral.vacancy_id).filled == 1


@pytest.mark.parametrize(
    ("on", "words"),
    [(MONDAY + timedelta(days=1), "还没有到"), (MONDAY - timedelta(days=61), "60 天以前")],
)
def test_a_start_on_an_impossible_day_is_refused(offered, on, words):
    zhou, referral, _ = offered

    with pytest.raises(Refused, match=words):
        answer.start(zhou, referral.uid, on=on, at=LATER)

    assert Vacancy.objects.get(pk=referral.vacancy_id).filled == 0


def test_a_start_without_a_free_place_changes_nothing(offered):
    zhou, referral, other = offered
    Vacancy.objects.filter(pk=referral.vacancy_id).update(filled=1)

    with pytest.raises(Refused, match="招满") as no:
        start(zhou, referral)

    assert no.value.next_step == "请先把招聘人数改多，再登记上岗。"

    referral.refresh_from_db()
    other.refresh_from_db()
    assert (referral.state, other.state) == (State.OFFER, State.INTERVIEW)
    assert not Placement.objects.unscoped("test").exists()


def test_a_firm_that_cannot_start_somebody_does_not_learn_why(offered):
    zhou, referral, _ = offered
    Placement.objects.create(
        client=referral.client,
        kind="self_employed",
        workplace="自家餐车",
        job_title="卖早点",
        started_on=date(2026, 11, 1),
    )

    with pytest.raises(Refused) as no:
        start(zhou, referral)

    assert not any(word in str(no.value) for word in NEUTRAL)
    referral.refresh_from_db()
    assert referral.state == State.OFFER


# Undo -----------------------------------------------------------------------------------------------------------------


def test_an_answer_is_undone_within_ten_minutes_by_who_gave_it_and_the_caseworker_hears_of_it():
    referral, zhou = a_referral(), a_contact()
    answer.decline(zhou, referral.uid, reason="skills", at=LATER)

    with pytest.raises(Refused, match="不是您办的"):
        answer.undo(a_contact("何平", zhou.enterprise), referral.uid, at=IN_TEN)
    with pytest.raises(Refused, match="10 分钟"):
        answer.undo(zhou, referral.uid, at=IN_TEN + timedelta(seconds=1))
    answer.undo(zhou, referral.uid, at=IN_TEN)

    referral.refresh_from_db()
    assert (referral.state, referral.closed_at, referral.answered_at) == (State.SENT, None, None)
    assert "企业撤销了“不录用”" in last_word_for(referral.client.caseworker)


def test_looking_is_not_undone():
    referral, zhou = a_referral(upto="see"), a_contact()

    with pytest.raises(Refused, match="没有可以撤销"):
        answer.undo(zhou, referral.uid, at=MONDAY_9 + HOUR)

    assert referral.state == State.SEEN


def test_a_firm_does_not_learn_why_its_answer_cannot_be_undone():
    referral, zhou = a_referral(), a_contact()
    answer.decline(zhou, referral.uid, reason="skills", at=LATER)
    give_consent.withdraw(None, referral.consent, Consent.Way.PHONE)

    with pytest.raises(Refused) as no:
        answer.undo(zhou, referral.uid, at=IN_TEN)

    assert str(no.value) == "对方已有其他安排，不能撤销。请联系工作人员。"


# Consent --------------------------------------------------------------------------------------------------------------


def test_a_withdrawn_consent_ends_what_runs_to_that_firm_and_nothing_else():
    client = a_case()
    here = a_referral(client, upto="invite")
    there = a_referral(client, an_open_vacancy("变电站值班员", firm="康新物业", address="科技街2号"))

    give_consent.withdraw(None, here.consent, Consent.Way.PHONE, at=LATER)

    here.refresh_from_db()
    there.refresh_from_db()
    event = here.events.last()
    assert (here.state, there.state) == (State.WITHDRAWN, State.SENT)
    assert (event.by, event.reason, event.recorded_by) == (By.SYSTEM, "consent", None)
    assert Client.objects.unscoped("test").get(pk=client.pk).is_open


def test_a_withdrawn_consent_leaves_what_has_started(offered):
    zhou, referral, _ = offered
    start(zhou, referral)
    referral.refresh_from_db()

    give_consent.withdraw(None, referral.consent, Consent.Way.PHONE)

    referral.refresh_from_db()
    assert referral.state == State.STARTED


def test_what_was_sent_goes_on_under_a_consent_that_was_given_anew():
    referral = a_referral()
    client, firm = referral.client, referral.vacancy.enterprise
    client.id_number = "150602198803091234"
    client.save()
    _, link = give_consent.ask(
        client.caseworker, client, firm.credit_code, firm.name, "referral", ["profile", "name"], date(2027, 6, 1)
    )

    anew = give_consent.answer(link, True, ["profile"])

    referral.refresh_from_db()
    assert referral.consent == anew
    assert referral.state == State.SENT
