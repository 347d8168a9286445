"""申请: who starts it, which step follows which, and what each step leaves behind."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from law.outcome import Outcome
from people.errors import Refused
from people.models import AccessEvent
from tests.cast import GONGYUAN, KANGBASHI, a_client, a_manager, a_region, a_social_worker, a_welfare_officer
from tests.welfare.applications import START, USUAL, a_paper, an_application
from welfare import apply
from welfare.find_gaps import Found, settle
from welfare.gather import gather
from welfare.models import Application, ApplicationEvent, Benefit, TakeUpGap
from welfare.models.application import MOVES, State
from welfare.rules.assess import assess

pytestmark = pytest.mark.django_db


def day_of(move: str) -> date:
    return START + timedelta(days=USUAL[move])


# Start


def test_the_caseworker_and_the_officer_may_start_and_nobody_else():
    wang = a_client(a_social_worker("李敏"))

    for stranger in (a_manager(), a_social_worker("张伟"), a_welfare_officer("娜仁", KANGBASHI)):
        with pytest.raises(Refused, match="不归您办理"):
            apply.start(stranger, wang, "minimum_living")
    apply.start(a_social_worker("李敏"), wang, "minimum_living")
    apply.start(a_welfare_officer(), wang, "temporary_relief")

    assert Application.objects.households(a_manager()).count() == 2


def test_an_officer_of_the_registered_place_may_start_and_it_is_handed_in_there():
    wang = a_client(a_social_worker("李敏"), registered_region=a_region("150603001"))

    application = apply.start(a_welfare_officer("娜仁", KANGBASHI), wang, "minimum_living")

    assert application.region.code == "150603001"
    assert application.officer.name == "娜仁"


def test_one_application_runs_at_a_time():
    application = an_application()

    with pytest.raises(Refused, match="已有一份申请在办"):
        apply.start(a_welfare_officer(), application.client, "minimum_living")


def test_what_is_received_needs_no_application():
    wang = a_client(a_social_worker())
    Benefit.objects.create(client=wang, entitlement="minimum_living", since=date(2026, 1, 1))

    with pytest.raises(Refused, match="正在享受"):
        apply.start(a_welfare_officer(), wang, "minimum_living")


def test_all_from_the_same_papers_or_none():
    wang = a_client(a_social_worker())
    paper = a_paper(wang, "户口簿复印件")
    a_paper(wang, "宠物证")

    both = apply.start_all(a_welfare_officer(), wang, ["minimum_living", "temporary_relief"])
    with pytest.raises(Refused):
        apply.start_all(a_welfare_officer(), wang, ["medical_aid", "minimum_living"])

    assert [list(each.papers.all()) for each in both] == [[paper], [paper]]
    assert Application.objects.unscoped("test").count() == 2


def test_restricted_entitlements_exist_for_the_caseworker_alone():
    wang = a_client(a_social_worker("李敏"))

    with pytest.raises(Refused, match="没有这个救助项目"):
        apply.start(a_welfare_officer(), wang, "hiv_care")

    assert apply.start(a_social_worker("李敏"), wang, "hiv_care").pk


def test_a_look_and_a_change_are_in_the_ledger_without_names():
    application = an_application(upto="accept")

    rows = AccessEvent.objects.filter(kind="application", object_id=str(application.pk))

    assert list(rows.order_by("number").values_list("action", flat=True)) == ["create", "change"]


# Moves


def test_the_whole_way_of_minimum_living():
    application = an_application(upto="pay")

    assert application.state == State.PAYING
    assert [event.move for event in application.events.all()] == list(USUAL)
    benefit = Benefit.objects.unscoped("test").get()
    assert (benefit.amount, benefit.since, benefit.until) == (Decimal(1460), day_of("pay"), None)
    assert (benefit.application, benefit.grade) == (application, "certified")


@pytest.mark.parametrize(
    ("upto", "name", "message"),
    [
        ("", "survey", "现在是“准备材料”，不能“完成入户调查”"),
        ("accept", "publicise", "不能“开始公示”"),
        ("accept", "pay", "不能“登记首次发放”"),
        ("pay", "withdraw", "不能“撤回申请”"),
        ("accept", "dance", "没有这一步"),
    ],
)
def test_a_move_that_does_not_follow_changes_nothing(upto, name, message):
    application = an_application(upto=upto)
    before = (application.state, application.turn, application.events.count())

    with pytest.raises(Refused, match=message):
        apply.move(a_welfare_officer(), application, name)

    application.refresh_from_db()
    assert (application.state, application.turn, application.events.count()) == before


def test_days_lie_neither_ahead_nor_before_the_last_step():
    application = an_application(upto="accept")
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(Refused, match="不能晚于今天"):
        apply.move(a_welfare_officer(), application, "survey", tomorrow)
    with pytest.raises(Refused, match="不能早于上一步（2026年5月26日已受理）"):
        apply.move(a_welfare_officer(), application, "survey", START)


def test_papers_are_asked_for_once_and_all_together():
    application = an_application()
    apply.move(a_welfare_officer(), application, "ask_papers", START, note="户口簿；收入证明")

    with pytest.raises(Refused, match="已经一次性告知过"):
        apply.move(a_welfare_officer(), application, "ask_papers", START, note="身份证")


@pytest.mark.parametrize("name", ["submit", "grant"])
def test_nothing_is_granted_before_the_publicity_has_lasted_seven_days(name):
    application = an_application(upto="publicise")  # on 5 June: the seventh day after it is the 12th
    officer = a_welfare_officer()

    with pytest.raises(Refused, match="到2026年6月12日止"):
        apply.move(officer, application, name, date(2026, 6, 12), amount=Decimal(1460) if name == "grant" else None)
    apply.move(officer, application, name, date(2026, 6, 13), amount=Decimal(1460) if name == "grant" else None)

    assert application.state in (State.SUBMITTED, State.GRANTED)


def test_without_a_publicity_nothing_is_granted_where_the_rule_asks_for_one():
    application = an_application(upto="check")

    with pytest.raises(Refused, match="还没有公示"):
        apply.move(a_welfare_officer(), application, "grant", amount=Decimal(1460))


def test_emergency_relief_is_granted_at_once():
    application = an_application("temporary_relief", upto="accept")

    apply.move(a_welfare_officer(), application, "grant", day_of("accept"), amount=Decimal(1200))

    assert application.state == State.GRANTED


@pytest.mark.parametrize("code", ["unattended_child", "school_aid", "legal_aid"])
def test_what_is_not_published_cannot_be(code):
    application = an_application(code, upto="accept")

    with pytest.raises(Refused, match="不公示，保护家庭隐私"):
        apply.move(a_welfare_officer(), application, "publicise")


@pytest.mark.parametrize("amount", [None, Decimal(0), Decimal(-5), Decimal("1.005"), Decimal(10) ** 9])
def test_a_sum_is_named_and_possible(amount):
    application = an_application("temporary_relief", upto="accept")

    with pytest.raises(Refused, match="金额"):
        apply.move(a_welfare_officer(), application, "grant", amount=amount)


def test_no_sum_where_there_is_none():
    application = an_application("legal_aid", upto="accept")

    with pytest.raises(Refused, match="没有金额"):
        apply.move(a_welfare_officer(), application, "grant", amount=Decimal(100))


def test_a_sum_paid_once_is_over_with_the_payment():
    application = an_application("temporary_relief", upto="accept")
    officer = a_welfare_officer()
    apply.move(officer, application, "grant", amount=Decimal(1200))

    apply.move(officer, application, "pay")

    assert application.state == State.ENDED
    benefit = Benefit.objects.unscoped("test").get()
    assert benefit.since == benefit.until


def test_what_was_paid_once_is_not_missed_the_next_night():
    application = an_application("ordos_o6", upto="accept")
    officer, client = a_welfare_officer(), application.client
    gap = TakeUpGap.objects.create(client=client, entitlement="ordos_o6", opened_on=START)
    apply.move(officer, application, "grant", amount=Decimal(1500))
    apply.move(officer, application, "pay")
    household = next(iter(gather([client], START))).household
    found = assess(household, [application.declared])["ordos_o6"]
    still_eligible = Found(client, replace(found, outcome=Outcome.ELIGIBLE), "eligible")

    opened = settle([still_eligible], timezone.localdate() + timedelta(days=1))

    gap.refresh_from_db()
    assert gap.closed_how == TakeUpGap.Closed.RECEIVED
    assert opened == []


def test_payment_closes_the_gap():
    application = an_application(upto="grant")
    gap = TakeUpGap.objects.create(client=application.client, entitlement="minimum_living", opened_on=START)

    apply.move(a_welfare_officer(), application, "pay", day_of("pay"))

    gap.refresh_from_db()
    assert gap.closed_how == TakeUpGap.Closed.RECEIVED


def test_a_refusal_needs_its_reason_and_tells_the_list_of_gaps():
    application = an_application(upto="survey")
    gap = TakeUpGap.objects.create(client=application.client, entitlement="minimum_living", opened_on=START)
    officer = a_welfare_officer()

    with pytest.raises(Refused, match="请写明不予批准的理由"):
        apply.move(officer, application, "refuse", note="  ")
    apply.move(officer, application, "refuse", note="家庭人均月收入 1,210 元，高于当地标准 950 元")

    gap.refresh_from_db()
    assert (application.state, gap.why) == (State.REFUSED, TakeUpGap.Why.REFUSED)


@pytest.mark.parametrize("reason", ["申请人有吸毒史", "正在社区戒毒", "曾被羁押", "系感染者"])
def test_nobody_is_refused_for_a_history_or_an_illness(reason):
    application = an_application(upto="survey")

    with pytest.raises(Refused, match="禁毒法"):
        apply.move(a_welfare_officer(), application, "refuse", note=reason)

    assert application.state == State.SURVEYED


def test_ending_ends_what_is_received():
    application = an_application(upto="pay")

    apply.move(a_welfare_officer(), application, "end", note="家庭收入超过标准，渐退期已满")

    benefit = Benefit.objects.unscoped("test").get()
    assert benefit.until == timezone.localdate()
    assert apply.start(a_welfare_officer(), application.client, "minimum_living").pk


def test_the_slower_of_two_officers_is_told_and_nothing_is_half_written():
    first = an_application(upto="accept")
    second = Application.objects.unscoped("test").get()
    apply.move(a_welfare_officer(), first, "survey", day_of("survey"))

    with pytest.raises(Refused, match="刚刚有人办过一步"):
        apply.move(a_welfare_officer("娜仁"), second, "withdraw", note="本人要求")

    first.refresh_from_db()
    assert first.state == State.SURVEYED
    assert not ApplicationEvent.objects.unscoped("test").filter(move="withdraw").exists()


def test_a_page_that_is_out_of_date_moves_nothing():
    application = an_application(upto="accept")

    with pytest.raises(Refused, match="请看过最新进度再办"):
        apply.move(a_welfare_officer(), application, "survey", seen=application.turn - 1)


def test_every_move_can_be_reached():
    reached = {name for name, move in MOVES.items() if move.sources}

    assert reached == set(MOVES)
    assert {state for move in MOVES.values() for state in move.sources} | {
        move.target for move in MOVES.values() if move.target
    } == set(State)


def test_somebody_of_another_street_moves_nothing():
    application = an_application(upto="accept")

    for stranger in (a_manager(), a_welfare_officer("娜仁", GONGYUAN), a_social_worker("张伟")):
        with pytest.raises(Refused, match="不归您办理"):
            apply.move(stranger, application, "survey")
