"""报到, 签协议, 中止, 到检, 请假: each change with its refusals, its recorder and its row in the ledger."""

from datetime import date, timedelta

import pytest

from clients import close_case, keep_day, pause_measure, report_in, sign_agreement, take_leave
from clients.models import KeptDay, Leave, RehabMeasure, ReportIn
from people.errors import Refused
from people.models import AccessEvent, Notice
from tests.cast import JIAOTONG, KANGBASHI, MONDAY, MONDAY_9, a_client, a_manager, a_social_worker
from tests.clients.casework import a_leave, a_report_in

pytestmark = pytest.mark.django_db

YESTERDAY, TOMORROW = MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(MONDAY_9)


@pytest.fixture
def li():
    return a_social_worker("李敏")


@pytest.fixture
def zhang():
    return a_social_worker("张伟")


@pytest.fixture
def wang(li):
    return a_client(li)


@pytest.fixture
def newcomer(li):
    return a_client(li, "孙丽", measure=None)


@pytest.fixture
def measure(wang):
    return wang.measures.get()


def refused(words):
    return pytest.raises(Refused, match=words)


def changes() -> int:
    return AccessEvent.objects.filter(action="change").count()


# 报到 -----------------------------------------------------------------------------------------------------------------


def test_regulation_article_14_a_measure_begins_on_the_day_of_the_report(li, newcomer):
    waiting = report_in.expect(
        li, newcomer, cause="decision", kind="community_treatment", counted_from=date(2026, 11, 16)
    )
    before = changes()

    measure = report_in.report(li, waiting, YESTERDAY)

    assert (measure.kind, measure.start, measure.recorded_by) == ("community_treatment", YESTERDAY, li)
    waiting.refresh_from_db()
    assert (waiting.reported_on, waiting.measure) == (YESTERDAY, measure)
    assert changes() == before + 1


def test_who_reports_on_the_fifteenth_day_is_in_time_and_on_the_sixteenth_says_why(li, newcomer):
    waiting = a_report_in(newcomer, MONDAY - timedelta(days=16))

    assert not report_in.is_late(waiting, YESTERDAY)
    with refused("理由"):
        report_in.report(li, waiting, MONDAY)
    report_in.report(li, waiting, MONDAY, "住院，出院当天就来了")

    waiting.refresh_from_db()
    assert waiting.excuse == "住院，出院当天就来了"


def test_regulation_article_22_after_a_change_of_place_the_measure_goes_on(li, wang, measure):
    waiting = report_in.expect(li, wang, cause="moved", kind="community_treatment", counted_from=date(2026, 11, 16))

    assert report_in.report(li, waiting, MONDAY) == measure
    measure.refresh_from_db()
    assert measure.start == date(2025, 6, 2)
    assert RehabMeasure.objects.unscoped("test").count() == 1


def test_a_report_is_written_down_once(li, newcomer):
    waiting = a_report_in(newcomer)
    stale = ReportIn.objects.unscoped("test").get(pk=waiting.pk)
    report_in.report(li, waiting, MONDAY)

    with refused("刚刚有人记过"):
        report_in.report(li, stale, MONDAY)
    with refused("不能取消"):
        report_in.drop(li, stale)


def test_a_measure_that_somebody_had_written_down_already_is_taken_over_if_the_days_agree(li, newcomer):
    waiting = a_report_in(newcomer, date(2026, 11, 16))
    known = RehabMeasure.objects.create(client=newcomer, kind="community_treatment", start=YESTERDAY)

    with refused("不一致"):
        report_in.report(li, waiting, MONDAY)
    assert ReportIn.objects.unscoped("test").get().reported_on is None
    assert report_in.report(li, waiting, YESTERDAY) == known


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"counted_from": TOMORROW}, "将来"),
        ({"kind": "compulsory_isolation"}, "只有社区戒毒"),
        ({"cause": "moved"}, "没有正在执行"),
    ],
)
def test_what_cannot_be_reported_for(li, newcomer, said, words):
    given = {"cause": "decision", "kind": "community_treatment", "counted_from": MONDAY, **said}

    with refused(words):
        report_in.expect(li, newcomer, **given)


def test_one_report_is_waited_for_at_a_time_and_none_while_the_measure_runs(li, newcomer, wang):
    given = {"cause": "decision", "kind": "community_treatment", "counted_from": MONDAY}
    waiting = report_in.expect(li, newcomer, **given)

    with refused("已经在等报到"):
        report_in.expect(li, newcomer, **given)
    report_in.drop(li, waiting)
    report_in.expect(li, newcomer, **given)
    with refused("已经在执行"):
        report_in.expect(li, wang, **given)


@pytest.mark.parametrize(("on", "words"), [(TOMORROW, "将来"), (MONDAY - timedelta(days=9), "早于起算日")])
def test_a_report_has_a_day_that_can_be(li, newcomer, on, words):
    waiting = a_report_in(newcomer, MONDAY - timedelta(days=8))

    with refused(words):
        report_in.report(li, waiting, on)


# 签协议 ---------------------------------------------------------------------------------------------------------------


def test_regulation_article_16_the_agreement_is_signed_after_the_report(li, measure):
    with refused("报到之后"):
        sign_agreement.sign(li, measure, date(2025, 6, 1))

    sign_agreement.sign(li, measure, date(2025, 6, 2))

    measure.refresh_from_db()
    assert (measure.agreement_on, measure.recorded_by) == (date(2025, 6, 2), li)


def test_inside_nobody_signs_with_the_street(li, wang):
    inside = RehabMeasure.objects.create(client=wang, kind="compulsory_isolation", start=date(2026, 1, 5))

    with refused("不和街道签协议"):
        sign_agreement.sign(li, inside, MONDAY)


# 中止 -----------------------------------------------------------------------------------------------------------------


def test_regulation_article_24_it_stands_still_and_goes_on_again(li, measure):
    paused = pause_measure.pause(li, measure, date(2026, 11, 2))

    with refused("已经在中止期间"):
        pause_measure.pause(li, measure, date(2026, 11, 9))
    with refused("中止之后"):
        pause_measure.resume(li, paused, date(2026, 11, 1))
    pause_measure.resume(li, paused, date(2026, 11, 20))
    with refused("已经恢复"):
        pause_measure.resume(li, paused, MONDAY)

    assert measure.expected_end() == date(2028, 6, 2) + timedelta(days=18)


def test_regulation_article_36_inside_nothing_stands_still(li, wang):
    inside = RehabMeasure.objects.create(client=wang, kind="compulsory_isolation", start=date(2026, 1, 5))

    with refused("时间连续计算"):
        pause_measure.pause(li, inside, MONDAY)


def test_a_pause_entered_by_mistake_is_taken_back(li, measure):
    paused = pause_measure.pause(li, measure, YESTERDAY)

    pause_measure.withdraw(li, paused)

    assert not measure.pauses.exists()


# 到检 -----------------------------------------------------------------------------------------------------------------


def test_a_planned_day_is_kept_once_and_can_be_taken_back(li, measure):
    kept = keep_day.keep(li, measure, "test", 15)

    assert (kept.outcome, kept.on, kept.recorded_by) == ("kept", MONDAY, li)
    with refused("已经记过"):
        keep_day.keep(li, measure, "test", 15, outcome="missed")
    keep_day.forget(li, kept)
    keep_day.keep(li, measure, "test", 15, outcome="missed")
    assert measure.kept_days.get().outcome == "missed"


@pytest.mark.parametrize(
    ("number", "said", "words"),
    [
        (23, {}, "日程里没有第23次"),
        (15, {"on": TOMORROW}, "最晚是今天"),
        (15, {"outcome": "excused"}, "写下理由"),
    ],
)
def test_what_cannot_be_kept(li, measure, number, said, words):
    with refused(words):
        keep_day.keep(li, measure, "test", number, **said)


def test_who_was_excused_has_a_reason(li, measure):
    kept = keep_day.keep(li, measure, "test", 15, outcome="excused", note="住院")

    assert KeptDay.objects.unscoped("test").get(pk=kept.pk).note == "住院"


def test_the_paper_register_is_taken_over_in_one_go(li, measure):
    keep_day.keep(li, measure, "test", 2, outcome="missed", on=date(2025, 8, 2))

    assert keep_day.keep_past(li, measure, "test", [1, 2, 3]) == 2
    assert [(day.number, day.outcome, day.on) for day in measure.kept_days.all()] == [
        (1, "kept", date(2025, 7, 2)),
        (2, "missed", date(2025, 8, 2)),
        (3, "kept", date(2025, 9, 2)),
    ]
    with refused("已经过去"):
        keep_day.keep_past(li, measure, "test", [14, 15])


# 请假 -----------------------------------------------------------------------------------------------------------------


def asked(li, wang, **said):
    given = {
        "since": TOMORROW, "until": MONDAY + timedelta(days=5), "destination": "包头市昆都仑区", "why": "work", **said
    }  # fmt: skip
    return take_leave.ask(li, wang, **given)


def test_regulation_article_19_a_report_is_written_answered_and_she_is_back(li, wang, time_machine):
    leave = asked(li, wang)
    assert (leave.asked_on, leave.granted) == (MONDAY, None)

    take_leave.answer(li, leave, granted=True, note="街道禁毒办主任签字同意")
    time_machine.move_to(MONDAY_9 + timedelta(days=6))
    take_leave.come_back(li, leave)

    leave.refresh_from_db()
    assert (leave.granted, leave.decided_by, leave.returned_on) == (True, li, MONDAY + timedelta(days=6))
    assert leave.decided_note == "街道禁毒办主任签字同意"


def test_managers_are_told_of_a_report_and_the_worker_of_the_answer_without_a_name(li, wang):
    street, county = a_manager("格日乐", JIAOTONG), a_manager()
    leave = asked(li, wang)

    (told,) = Notice.objects.all()
    assert (told.user, told.text) == (street, "一份外出报告等答复。")
    take_leave.answer(county, leave, granted=True)

    latest = Notice.objects.latest("pk")
    assert (latest.user, latest.text) == (li, "一份外出报告有了答复，请告诉本人。")


def test_the_police_owe_the_papers_of_who_reports_until_it_falls_away(li, newcomer):
    waiting = report_in.expect(
        li, newcomer, cause="decision", kind="community_treatment", counted_from=date(2026, 11, 16)
    )
    duty = newcomer.duties.get()
    assert (duty.department, duty.due_on) == ("police", date(2026, 11, 25))

    report_in.drop(li, waiting)

    duty.refresh_from_db()
    assert duty.state == "dropped"


def test_a_caseworker_says_who_answered_and_a_manager_decides_herself(li, wang):
    leave = asked(li, wang)

    with refused("谁答复"):
        take_leave.answer(li, leave, granted=True)
    take_leave.answer(a_manager(), leave, granted=True)

    leave.refresh_from_db()
    assert leave.decided_by.name == "苏日娜"


def test_a_no_has_a_reason_and_is_said_once(li, wang):
    leave, manager = asked(li, wang), a_manager()
    stale = Leave.objects.unscoped("test").get(pk=leave.pk)

    with refused("写明理由"):
        take_leave.answer(manager, leave, granted=False)
    take_leave.answer(manager, leave, granted=False, note="正在等复查，改到下周")
    with refused("已经答复过"):
        take_leave.answer(manager, stale, granted=True)


def test_days_are_reported_once_unless_they_were_refused(li, wang):
    first = asked(li, wang)

    with refused("已经登记了外出"):
        asked(li, wang, since=MONDAY + timedelta(days=5), until=MONDAY + timedelta(days=9))
    take_leave.answer(a_manager(), first, granted=False, note="改期")
    asked(li, wang)


def test_who_is_not_answered_is_not_back_and_nobody_returns_before_leaving(li, wang):
    leave = asked(li, wang)

    with refused("还没有答复"):
        take_leave.come_back(li, leave)
    take_leave.answer(a_manager(), leave, granted=True)
    with refused("离开之后"):
        take_leave.come_back(li, leave)


def test_leave_that_was_refused_has_no_return(li, wang):
    leave = asked(li, wang)
    take_leave.answer(a_manager(), leave, granted=False, note="改期")

    assert not take_leave.is_away(leave)
    with refused("没有同意"):
        take_leave.come_back(li, leave)


def test_an_absence_that_nobody_was_told_of_is_written_down_afterwards(li, wang):
    gone = take_leave.enter_absence(
        li, wang, since=MONDAY - timedelta(days=9), returned_on=MONDAY - timedelta(days=5),
        destination="包头市", why="other", note="邻居说的",
    )  # fmt: skip

    assert (gone.asked_on, gone.granted, gone.until) == (None, False, MONDAY - timedelta(days=6))
    with refused("还没有发生"):
        take_leave.enter_absence(li, wang, since=TOMORROW, returned_on=None, destination="包头市", why="other")


def test_only_what_nobody_decided_on_is_taken_back(li, wang):
    waiting, decided = asked(li, wang), a_leave(wang, date(2026, 10, 1), date(2026, 10, 4), granted=True)

    take_leave.withdraw(li, waiting)

    with refused("已经答复"):
        take_leave.withdraw(li, decided)
    assert list(wang.leaves.all()) == [decided]


# Who may --------------------------------------------------------------------------------------------------------------

DEEDS = {
    "expect": lambda who, wang: report_in.expect(
        who, wang, cause="moved", kind="community_treatment", counted_from=MONDAY
    ),
    "sign": lambda who, wang: sign_agreement.sign(who, wang.measures.get(), MONDAY),
    "pause": lambda who, wang: pause_measure.pause(who, wang.measures.get(), MONDAY),
    "keep": lambda who, wang: keep_day.keep(who, wang.measures.get(), "test", 15),
    "keep_past": lambda who, wang: keep_day.keep_past(who, wang.measures.get(), "test", [1]),
    "ask": lambda who, wang: asked(who, wang),
    "enter_absence": lambda who, wang: take_leave.enter_absence(
        who, wang, since=YESTERDAY, returned_on=MONDAY, destination="包头市", why="other"
    ),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_another_worker_may_not_a_manager_of_the_region_may_and_nobody_in_a_closed_case(zhang, wang, deed):
    for stranger in (zhang, a_manager("其其格", KANGBASHI)):
        with refused("不归您负责"):
            DEEDS[deed](stranger, wang)

    DEEDS[deed](a_manager(), wang)
    close_case.close(wang.caseworker, wang, "finished")

    with refused("已经结案"):
        DEEDS[deed](wang.caseworker, wang)


@pytest.mark.parametrize("deed", DEEDS)
def test_each_deed_is_one_row_of_the_ledger(li, wang, deed):
    before = changes()

    DEEDS[deed](li, wang)

    assert changes() == before + 1
