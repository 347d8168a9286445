"""应享未享: taken on, arranged, applied for and closed, each by somebody who may, each written down."""

from datetime import date, timedelta

import pytest
import time_machine

from people.errors import Refused
from people.models import AccessEvent
from tests.cast import (
    GONGYUAN,
    KANGBASHI,
    MONDAY,
    MONDAY_9,
    a_client,
    a_manager,
    a_region,
    a_social_worker,
    a_welfare_officer,
)
from tests.welfare.results import a_determination, a_gap
from welfare.models import TakeUpGap
from welfare.work_gap import arrange, close, handlers_of, start, take

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY_9, tick=False):
        yield


@pytest.fixture
def wang():
    return a_client(a_social_worker("李敏"))


def nothing_changed(**changes):
    same = {"why": "", "missing_paper": "", "next_action": "", "due_on": None, "assigned_to": None}
    return same | changes


def deeds(gap):
    return [(event.deed, event.said, event.recorded_by.name) for event in gap.events.order_by("pk")]


def test_an_officer_takes_it_on_and_it_is_written_down(wang):
    gap, wuyun = a_gap(wang), a_welfare_officer("乌云")

    take(wuyun, gap.pk)

    gap.refresh_from_db()
    assert gap.assigned_to == wuyun
    assert deeds(gap) == [("taken", "", "乌云")]
    looked = AccessEvent.objects.of("household", wang.pk).get()
    assert (looked.action, looked.purpose, looked.actor) == ("change", "welfare", wuyun)


def test_what_was_somebody_elses_names_her(wang):
    gap = a_gap(wang, assigned_to=a_welfare_officer("斯琴", GONGYUAN))

    take(a_social_worker("李敏"), gap.pk)

    assert deeds(gap) == [("taken", "原经办人：斯琴", "李敏")]


def test_nobody_takes_on_what_is_hers_already(wang):
    wuyun = a_welfare_officer("乌云")
    gap = a_gap(wang, assigned_to=wuyun)

    with pytest.raises(Refused, match="已经由您经办"):
        take(wuyun, gap.pk)

    assert deeds(gap) == []


def test_of_two_who_take_it_on_at_once_the_second_is_told(wang, monkeypatch):
    gap, wuyun, siqin = a_gap(wang), a_welfare_officer("乌云"), a_welfare_officer("斯琴")

    def read_before_the_other_wrote(actor, gap_id):
        TakeUpGap.objects.unscoped("test").filter(pk=gap.pk).update(assigned_to=wuyun)
        return gap

    monkeypatch.setattr("welfare.work_gap.gap_in_scope", read_before_the_other_wrote)

    with pytest.raises(Refused, match="刚刚有人更新了这一条"):
        take(siqin, gap.pk)

    gap.refresh_from_db()
    assert gap.assigned_to is None or gap.assigned_to == wuyun
    assert deeds(gap) == []


def test_an_arrangement_says_in_words_what_is_new_and_only_that(wang):
    gap, wuyun = a_gap(wang, next_action="打电话"), a_welfare_officer("乌云")

    arrange(
        wuyun,
        gap.pk,
        why="papers",
        missing_paper=" 收入证明 ",
        next_action="打电话",
        due_on=date(2026, 12, 1),
        assigned_to=wang.caseworker,
    )

    gap.refresh_from_db()
    assert (gap.why, gap.missing_paper, gap.due_on, gap.assigned_to) == (
        "papers",
        "收入证明",
        date(2026, 12, 1),
        wang.caseworker,
    )
    assert deeds(gap) == [
        (
            "arranged",
            "没有享受的原因：材料不齐\n还缺的材料：收入证明\n办理期限：2026年12月1日\n经办人：李敏",
            "乌云",
        )
    ]


def test_saving_without_a_change_leaves_no_trace(wang):
    gap = a_gap(wang, why="no_time", next_action="上门")

    arrange(a_welfare_officer(), gap.pk, **nothing_changed(why="no_time", next_action="上门"))

    assert deeds(gap) == []
    assert not AccessEvent.objects.of("household", wang.pk).exists()


def test_a_next_step_alone_is_kept_encrypted(wang):
    gap = a_gap(wang)

    arrange(a_welfare_officer(), gap.pk, **nothing_changed(next_action="周四上门"))

    stored = TakeUpGap.objects.unscoped("test").filter(pk=gap.pk).values("next_action").get()
    gap.refresh_from_db()
    assert gap.next_action == "周四上门"
    assert "周四" not in stored["next_action"].cell


def test_a_term_in_the_past_is_refused_but_one_that_has_passed_may_stay(wang):
    yesterday = MONDAY - timedelta(days=1)
    gap, late = a_gap(wang), a_gap(wang, "medical_aid", due_on=yesterday)

    with pytest.raises(Refused, match="期限已经过去"):
        arrange(a_welfare_officer(), gap.pk, **nothing_changed(due_on=yesterday))
    arrange(a_welfare_officer(), late.pk, **nothing_changed(due_on=yesterday, why="ashamed"))

    late.refresh_from_db()
    assert (late.due_on, late.why) == (yesterday, "ashamed")


def test_a_term_that_is_years_away_is_a_slip_of_the_pen(wang):
    with pytest.raises(Refused, match="太远"):
        arrange(a_welfare_officer(), a_gap(wang).pk, **nothing_changed(due_on=date(9999, 12, 31)))


def test_work_is_given_only_to_those_who_can_do_it(wang):
    zhang = a_social_worker("张伟")

    with pytest.raises(Refused, match="不能经办这一户"):
        arrange(a_welfare_officer(), a_gap(wang).pk, **nothing_changed(assigned_to=zhang))


def test_handlers_are_those_who_find_it_in_their_queue(wang):
    wang.registered_region = a_region(KANGBASHI)
    wang.save()
    gap = a_gap(wang)
    staff = [
        wang.caseworker,
        a_welfare_officer("乌云"),
        a_welfare_officer("斯琴", GONGYUAN),
        a_welfare_officer("娜仁", KANGBASHI),
        a_manager("敖登", "1506"),
        a_manager("白音", KANGBASHI),
        a_social_worker("张伟"),
    ]

    assert set(handlers_of(wang)) == {one for one in staff if gap in TakeUpGap.objects.households(one)}
    assert {one.name for one in handlers_of(wang)} == {"李敏", "乌云", "娜仁", "敖登"}


def test_a_form_opened_before_somebody_else_saved_undoes_nothing(wang):
    gap, wuyun = a_gap(wang), a_welfare_officer("乌云")
    arrange(wuyun, gap.pk, **nothing_changed(next_action="周四上门"), seen=0)

    with pytest.raises(Refused, match="乌云刚刚更新了这一条（下一步：周四上门）"):
        arrange(wang.caseworker, gap.pk, **nothing_changed(why="ashamed"), seen=0)

    gap.refresh_from_db()
    assert (gap.next_action, gap.why) == ("周四上门", "")


@pytest.mark.parametrize("reason", ["", "   "])
def test_closing_asks_for_a_reason(wang, reason):
    gap = a_gap(wang)

    with pytest.raises(Refused, match="请写明办结说明"):
        close(a_welfare_officer(), gap.pk, how="declined", reason=reason)

    gap.refresh_from_db()
    assert gap.closed_on is None


def test_closing_asks_how(wang):
    with pytest.raises(Refused, match="请选择办结方式"):
        close(a_welfare_officer(), a_gap(wang).pk, how="", reason="本人不要")


def test_what_is_closed_says_when_how_and_why_and_stays_so(wang):
    gap, wuyun = a_gap(wang), a_welfare_officer("乌云")

    close(wuyun, gap.pk, how="declined", reason="放弃书已收存")

    gap.refresh_from_db()
    assert (gap.closed_on, gap.closed_how, gap.closed_reason) == (MONDAY, "declined", "放弃书已收存")
    assert deeds(gap) == [("closed", "本人书面放弃：放弃书已收存", "乌云")]
    for deed in (
        lambda: take(wuyun, gap.pk),
        lambda: arrange(wuyun, gap.pk, **nothing_changed(why="papers")),
        lambda: close(wuyun, gap.pk, how="received", reason="又领到了"),
        lambda: start(wuyun, gap.pk),
    ):
        with pytest.raises(Refused, match="已经办结"):
            deed()


def test_applying_makes_an_application_and_gives_the_work_to_who_applied(wang):
    a_determination(wang, amount=650)
    gap, wuyun = a_gap(wang), a_welfare_officer("乌云")

    application = start(wuyun, gap.pk)

    gap.refresh_from_db()
    assert (application.client, application.entitlement, application.state) == (wang, "minimum_living", "preparing")
    assert (gap.assigned_to, gap.closed_on) == (wuyun, None)
    assert deeds(gap) == [("applied", "", "乌云")]


def test_a_second_application_is_refused_and_leaves_no_trace(wang):
    gap, wuyun = a_gap(wang), a_welfare_officer("乌云")
    start(wuyun, gap.pk)

    with pytest.raises(Refused, match="已有一份申请在办"):
        start(wuyun, gap.pk)

    assert [deed for deed, *_ in deeds(gap)] == ["applied"]


@pytest.mark.parametrize(
    "who",
    [
        lambda: a_social_worker("张伟"),
        lambda: a_welfare_officer("娜仁", KANGBASHI),
        lambda: a_welfare_officer("斯琴", GONGYUAN),
    ],
)
def test_for_others_there_is_no_such_gap(wang, who):
    gap = a_gap(wang)

    for deed in (take, start, lambda actor, pk: close(actor, pk, how="received", reason="x")):
        with pytest.raises(TakeUpGap.DoesNotExist):
            deed(who(), gap.pk)


@pytest.mark.parametrize("who", [a_welfare_officer, a_manager])
def test_a_restricted_one_is_the_caseworkers_alone(wang, who):
    gap = a_gap(wang, "hiv_care")

    with pytest.raises(TakeUpGap.DoesNotExist):
        take(who(), gap.pk)

    take(wang.caseworker, gap.pk)
    gap.refresh_from_db()
    assert gap.assigned_to == wang.caseworker
