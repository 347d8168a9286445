"""执行地变更: nothing is lost on the way, no clock begins anew, and each step is one person's."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from clients import close_case, hand_over, owe, transfer
from clients.models import Client, ReportIn, Transfer
from people.errors import Refused
from people.models import AccessEvent, Notice
from tests.cast import (
    DONGSHENG,
    GONGYUAN,
    JIAOTONG,
    KANGBASHI,
    MONDAY,
    a_client,
    a_manager,
    a_region,
    a_social_worker,
)
from tests.clients.casework import a_report_in
from tests.clients.consents import given
from tests.clients.transfers import HABAGEXI, a_transfer, baiyin, liu, received

pytestmark = pytest.mark.django_db


@pytest.fixture
def li():
    return a_social_worker("李敏")


@pytest.fixture
def wang(li):
    return a_client(li, "王建军", skills=("砌墙",), wage_floor=3200)


def fresh(client):
    return Client.objects.unscoped("test").get(pk=client.pk)


# Offer ----------------------------------------------------------------------------------------------------------------


def test_until_it_is_received_the_old_place_keeps_the_case_and_the_new_one_sees_nothing(li, wang):
    a_transfer(wang)

    assert Client.objects.visible_to(li).get() == wang
    assert not Client.objects.visible_to(liu())
    assert not Client.objects.visible_to(baiyin())
    assert not Client.objects.lookup(liu()).exists()


def test_those_who_may_receive_are_told_without_a_word_about_whom(li, wang):
    liu(), baiyin()

    a_transfer(wang)

    told = Notice.objects.all()
    assert {one.user.name for one in told} == {"刘洋", "白音"}
    assert all(wang.name not in one.text and wang.number not in one.text for one in told)


def test_where_a_county_has_no_manager_the_one_of_the_city_is_told(li, wang):
    a_manager("敖登", "1506")

    a_transfer(wang, to=KANGBASHI)

    assert [one.user.name for one in Notice.objects.all()] == ["敖登"]


@pytest.mark.parametrize(
    ("offered", "due"),
    [(date(2026, 11, 23), date(2026, 12, 2)), (date(2026, 9, 29), date(2026, 10, 14))],
)
def test_the_receiver_has_seven_working_days(wang, offered, due):
    row = a_transfer(wang, as_of=offered)

    assert (row.offered_on, row.due_on) == (offered, due)


def test_a_case_goes_on_one_way_at_a_time(li, wang):
    row = a_transfer(wang)

    with pytest.raises(Refused, match="已经在变更执行地"):
        a_transfer(wang)
    with pytest.raises(Refused, match="正在变更执行地"):
        hand_over.offer(li, [wang.pk], a_social_worker("张伟"), "交接")
    with pytest.raises(Refused, match="正在变更执行地"):
        close_case.close(li, wang, Client.ClosedHow.MOVED)

    transfer.withdraw(li, row.pk)
    hand_over.offer(li, [wang.pk], a_social_worker("张伟"), "交接")
    with pytest.raises(Refused, match="正在移交"):
        a_transfer(wang)


@pytest.mark.parametrize("there", [JIAOTONG, GONGYUAN, DONGSHENG, "150627"])
def test_within_the_county_and_where_nobody_works_it_cannot_be_sent(li, wang, there):
    a_social_worker("张伟")

    with pytest.raises(Refused, match="不能移送到那里"):
        a_transfer(wang, to=there)


@pytest.mark.parametrize("days", [-1, 1100])
def test_the_day_of_the_change_lies_within_the_measures(wang, days):
    with pytest.raises(Refused, match="近三年内"):
        a_transfer(wang, moved_on=timezone.localdate() - timedelta(days=days))


def test_only_the_caseworker_or_a_manager_sends_it(wang):
    with pytest.raises(Client.DoesNotExist):
        a_transfer(wang, by=a_social_worker("张伟"))

    assert a_transfer(wang, by=a_manager("苏日娜")).giver == wang.caseworker


# Receive --------------------------------------------------------------------------------------------------------------


def test_from_the_receipt_on_the_new_worker_answers_for_everything_and_the_old_one_sees_nothing(li, wang):
    row = a_transfer(wang)

    received(row)

    assert not Client.objects.visible_to(li)
    assert not Client.objects.visible_to(a_manager("苏日娜"))
    assert not Client.objects.lookup(a_social_worker("其其格", JIAOTONG)).exists()
    moved = Client.objects.visible_to(liu()).get()
    assert (moved.skills.count(), moved.measures.count(), moved.wish.wage_floor) == (1, 1, 3200)
    assert (moved.residence_region.code, moved.caseworker) == (HABAGEXI, liu())
    assert Client.objects.visible_to(baiyin()).get() == wang


def test_a_manager_chooses_street_and_worker(wang):
    row = a_transfer(wang, to=KANGBASHI)
    a_region(HABAGEXI)

    with pytest.raises(Refused, match="请选择由谁负责"):
        transfer.receive(baiyin(), row.pk, a_region(HABAGEXI))
    with pytest.raises(Refused, match="不在那个旗县区任职"):
        transfer.receive(baiyin(), row.pk, a_region(HABAGEXI), a_social_worker("张伟"))
    with pytest.raises(Refused, match="居住地不在接收地"):
        transfer.receive(baiyin(), row.pk, a_region(JIAOTONG), liu())
    transfer.receive(baiyin(), row.pk, a_region(HABAGEXI), liu())

    assert fresh(wang).caseworker == liu()
    row.refresh_from_db()
    assert (row.state, row.received_by, row.new_caseworker) == ("received", baiyin(), liu())


def test_a_social_worker_receives_for_herself_and_only_at_her_own_street(wang):
    row = a_transfer(wang)
    elsewhere = a_social_worker("斯琴", "150603002")

    with pytest.raises(Transfer.DoesNotExist):
        transfer.receive(elsewhere, row.pk, a_region(HABAGEXI))
    with pytest.raises(Refused, match="自己名下"):
        transfer.receive(liu(), row.pk, a_region(HABAGEXI), elsewhere)
    with pytest.raises(Refused, match="只有接收地"):
        transfer.receive(wang.caseworker, row.pk, a_region(HABAGEXI))


def test_measure_and_consents_run_on_untouched(wang):
    consent = given(wang)
    measure = wang.measures.get()
    before = (measure.start, measure.end, measure.agreement_on, consent.until, consent.state)

    received(a_transfer(wang))

    measure.refresh_from_db()
    consent.refresh_from_db()
    assert (measure.start, measure.end, measure.agreement_on, consent.until, consent.state) == before


def test_she_reports_at_the_new_place_within_fifteen_days_of_the_change(wang):
    moved_on = MONDAY - timedelta(days=5)

    received(a_transfer(wang, as_of=MONDAY, moved_on=moved_on), as_of=MONDAY)

    report = wang.report_ins.get()
    assert (report.cause, report.counted_from, report.region.code) == ("moved", moved_on, HABAGEXI)
    assert report.measure == wang.measures.get()


def test_a_report_that_waited_goes_on_at_the_new_place_by_its_own_day(li):
    inside = a_client(li, "赵强", measure=None)
    report = a_report_in(inside, MONDAY)

    received(a_transfer(inside))

    report.refresh_from_db()
    assert (report.counted_from, report.region.code, report.reported_on) == (MONDAY, HABAGEXI, None)
    assert inside.report_ins.count() == 1


def test_a_second_move_takes_the_place_of_the_first_report(li, wang):
    received(a_transfer(wang))
    back = transfer.offer(liu(), wang.pk, a_region(JIAOTONG), timezone.localdate(), "又搬回来")

    received(back, li, JIAOTONG)

    waiting = wang.report_ins.waiting().get()
    assert waiting.region.code == JIAOTONG
    assert ReportIn.objects.unscoped("test").count() == 2
    assert sorted(wang.duties.values_list("state", flat=True)) == ["dropped", "open"]
    assert fresh(wang).caseworker == li


def test_who_has_no_measure_has_nothing_to_report(li):
    hard_to_place = a_client(li, "赵强", measure=None, category="hard_to_place")

    received(a_transfer(hard_to_place))

    assert not hard_to_place.report_ins.exists()


def test_the_point_on_the_map_does_not_come_along(wang):
    wang.longitude, wang.latitude, wang.datum, wang.address = 109.98, 39.82, "gcj02", "天骄北路 8 号"
    wang.save()

    received(a_transfer(wang))

    moved = fresh(wang)
    assert (moved.longitude, moved.datum, moved.address) == (None, "", "天骄北路 8 号")


def test_offices_of_the_new_place_owe_what_the_old_ones_owed(li, wang):
    labour = owe.send(li, wang, department="labour", kind="recognition", what="")
    street = owe.send(li, wang, department="street", kind="visit", what="")
    settled = owe.send(li, wang, department="school", kind="schooling", what="孩子转学")
    owe.done(li, settled)

    received(a_transfer(wang))

    for duty in (labour, street, settled):
        duty.refresh_from_db()
    assert (labour.region.code, street.region.code, settled.region.code) == (KANGBASHI, HABAGEXI, DONGSHENG)
    assert labour.events.last().step == "rerouted"


def test_the_police_of_the_new_place_owe_the_street_notice_in_this_city(wang):
    received(a_transfer(wang, as_of=MONDAY, moved_on=MONDAY), as_of=MONDAY)

    duty = wang.duties.get()
    assert (duty.department, duty.region.code, duty.due_on) == ("police", KANGBASHI, date(2026, 12, 2))
    assert duty.article.endswith("工作的意见》四（二）")


def test_both_sides_are_told_and_the_ledger_has_it_twice(li, wang):
    row = a_transfer(wang)
    received(row)

    told = Notice.objects.filter(user=li).get()
    assert told.url_name == "clients:transfer_receipt"
    assert wang.name not in told.text
    assert AccessEvent.objects.filter(action="hand_over", kind="client", object_id=str(wang.pk)).count() == 2


def test_a_case_that_changed_meanwhile_is_not_received_and_nothing_is_written(wang):
    row = a_transfer(wang)
    Client.objects.unscoped("test").filter(pk=wang.pk).update(caseworker=a_social_worker("张伟"))

    with pytest.raises(Refused, match="这次移送作废"):
        received(row)

    row.refresh_from_db()
    assert row.state == Transfer.State.OFFERED
    assert not wang.report_ins.exists()


# Not received ---------------------------------------------------------------------------------------------------------


def test_the_new_place_hands_back_with_a_reason_and_the_case_stays(li, wang):
    row = a_transfer(wang)

    with pytest.raises(Refused, match="为什么退回"):
        transfer.give_back(liu(), row.pk, " ")
    transfer.give_back(liu(), row.pk, "本人没有住在这里")

    row.refresh_from_db()
    assert (row.state, row.why_returned) == ("returned", "本人没有住在这里")
    assert Client.objects.visible_to(li).get() == wang
    with pytest.raises(Refused, match="已退回"):
        received(row)


def test_the_giver_takes_it_back_and_the_receiver_cannot(li, wang):
    row = a_transfer(wang)

    with pytest.raises(Refused, match="只有移送人"):
        transfer.withdraw(liu(), row.pk)
    with pytest.raises(Refused, match="只有接收地"):
        transfer.give_back(li, row.pk, "不去了")
    transfer.withdraw(li, row.pk)

    with pytest.raises(Refused, match="已撤回"):
        received(row)
    assert Client.objects.visible_to(li).get() == wang
