"""部门事项: each step follows the one before, what a record brings ends with the record, nobody is told too much."""

from datetime import date, timedelta

import pytest
import time_machine

from clients import agenda, close_case, duties, duty_kinds, owe, record_service
from clients.models import Client, Department, Duty
from people.errors import Refused
from people.models import AccessEvent, Notice
from tests.cast import (
    DONGSHENG,
    JIAOTONG,
    KANGBASHI,
    MONDAY,
    MONDAY_9,
    a_client,
    a_manager,
    a_region,
    a_social_worker,
    a_welfare_officer,
)
from tests.clients.casework import a_report_in
from tests.clients.duties import a_duty

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_monday():
    with time_machine.travel(MONDAY_9, tick=False):
        yield


@pytest.fixture
def li():
    return a_social_worker("李敏")


@pytest.fixture
def wang(li):
    return a_client(li, "王建军")


def steps(duty) -> list[str]:
    return list(duty.events.values_list("step", flat=True))


# By hand --------------------------------------------------------------------------------------------------------------


def test_from_asking_to_done_with_a_hand_back_on_the_way(li, wang):
    duty = a_duty(wang, "labour", "recognition")

    owe.hand_back(li, duty, "缺失业登记证明")
    owe.resend(li, duty, "已补")
    owe.done(li, duty)

    duty.refresh_from_db()
    assert (duty.state, steps(duty)) == ("done", ["sent", "returned", "resent", "done"])
    assert [event.note for event in duty.events.all()] == ["", "缺失业登记证明", "已补", ""]
    assert AccessEvent.objects.filter(kind="duty", object_id=str(duty.pk)).count() == 4


def test_what_nobody_gave_a_term_has_none(wang):
    duty = a_duty(wang, "health", "treatment", "申请住院床位")

    assert (duty.due_on, duty.article) == (None, "")


@pytest.mark.parametrize(
    ("department", "code"), [("street", JIAOTONG), ("school", DONGSHENG), ("police", DONGSHENG), ("civil", DONGSHENG)]
)
def test_the_office_is_that_of_her_home(wang, department, code):
    assert owe.office_of(wang.residence_region, Department(department)).code == code


def test_another_office_is_asked_instead(li, wang):
    duty = a_duty(wang, "labour", "other", "开一份居住证明")

    owe.reroute(li, duty, "street", "居住证明由街道开")

    assert (duty.department, duty.region.code, duty.state) == ("street", JIAOTONG, "open")
    assert list(duty.events.values_list("department", flat=True)) == ["labour", "street"]


def test_a_kind_that_the_other_office_does_not_know_becomes_other(li, wang):
    duty = a_duty(wang, "labour", "training")

    owe.reroute(li, duty, "school")

    assert duty.kind == "other"
    assert duty.what == "职业技能培训"


@pytest.mark.parametrize(
    ("state", "deed", "allowed"),
    [
        ("open", owe.resend, False),
        ("returned", owe.resend, True),
        ("returned", owe.done, False),
        ("returned", owe.drop, True),
        ("done", owe.drop, False),
        ("done", owe.resend, False),
        ("dropped", owe.done, False),
    ],
)
def test_a_step_follows_only_where_it_makes_sense(li, wang, state, deed, allowed):
    duty = a_duty(wang)
    Duty.objects.unscoped("test").update(state=state)
    duty.refresh_from_db()

    if allowed:
        deed(li, duty)
        return
    with pytest.raises(Refused):
        deed(li, duty)
    assert steps(duty) == ["sent"]


def test_a_hand_back_says_why_and_no_step_lies_ahead_or_before_the_last(li, wang):
    duty = a_duty(wang)

    with pytest.raises(Refused, match="为什么退回"):
        owe.hand_back(li, duty, "  ")
    with pytest.raises(Refused, match="将来"):
        owe.done(li, duty, on=MONDAY + timedelta(days=1))
    with pytest.raises(Refused, match="早于上一步"):
        owe.done(li, duty, on=MONDAY - timedelta(days=1))


@pytest.mark.parametrize("department", ["civil", "labour", "health", "school", "street"])
@pytest.mark.parametrize("words", ["社区戒毒人员就学", "康复期满后安排", "要去尿检", "刑满释放人员", "领美沙酮"])
def test_no_office_but_the_police_is_told_why(li, wang, department, words):
    with pytest.raises(Refused, match="看出服务对象的身份"):
        a_duty(wang, department, "other", words)

    assert not wang.duties.exists()


def test_the_police_may_be_told_and_what_they_were_told_goes_to_nobody_else(li, wang):
    duty = a_duty(wang, "police", "other", "社区戒毒协议送达")

    with pytest.raises(Refused, match="看出服务对象的身份"):
        owe.reroute(li, duty, "street")

    duty.refresh_from_db()
    assert duty.department == "police"


@pytest.mark.parametrize("words", ["残疾人基本康复服务", "康复费用报销"])
def test_words_of_disabled_people_stay_words(words):
    assert not duty_kinds.tells(words)


def test_an_office_is_asked_only_for_what_it_does(li, wang):
    for department, kind in (("school", "recognition"), ("civil", "application"), ("police", "police_file")):
        with pytest.raises(Refused, match="不办这类事项"):
            owe.send(li, wang, department=department, kind=kind, what="")


def test_of_a_closed_case_nothing_is_asked_and_what_was_asked_is_dropped(li, wang):
    duty = a_duty(wang)
    close_case.close(li, wang, Client.ClosedHow.FINISHED)

    duty.refresh_from_db()
    assert (duty.state, steps(duty)) == ("dropped", ["sent", "dropped"])
    with pytest.raises(Refused, match="已经结案"):
        a_duty(wang)


# Who may --------------------------------------------------------------------------------------------------------------


def test_the_caseworker_and_her_managers_see_and_move_it_and_nobody_else(li, wang):
    duty = a_duty(wang)
    others = [a_social_worker("张伟"), a_manager("白音", KANGBASHI), a_welfare_officer()]

    assert [list(duties.seen_by(who)) for who in (li, a_manager())] == [[duty], [duty]]
    assert [list(duties.seen_by(who)) for who in others] == [[], [], []]
    for who in others:
        with pytest.raises(Refused, match="不归您办理"):
            owe.done(who, duty)


def test_an_officer_sees_and_answers_for_her_own_offices_alone(wang):
    officer = a_welfare_officer()
    mine = [a_duty(wang, "civil", "other", "补发救助金"), a_duty(wang, "street", "visit")]
    a_duty(wang, "labour"), a_duty(wang, "police", "other", "社区戒毒协议送达")

    assert set(duties.seen_by(officer)) == set(mine)
    assert not duties.seen_by(a_welfare_officer("娜仁", KANGBASHI))
    assert owe.possible(officer, mine[0]) == ["returned", "done"]
    owe.hand_back(officer, mine[0], "已经发过")

    assert Notice.objects.filter(user=wang.caseworker, url_name="clients:duty").count() == 1
    with pytest.raises(Refused, match="不归您办理"):
        owe.resend(officer, mine[0])


# Brought by a record --------------------------------------------------------------------------------------------------


def test_a_record_brings_one_duty_however_often_it_is_asked(li, wang):
    report = a_report_in(wang, MONDAY)

    first, again = owe.police_file(li, report), owe.police_file(li, report)

    assert first == again
    assert wang.duties.count() == first.events.count() == 1


@pytest.mark.parametrize(
    ("counted_from", "due"),
    [(date(2026, 11, 23), date(2026, 12, 2)), (date(2026, 9, 29), date(2026, 10, 14))],
)
def test_by_4_2_the_police_hand_over_within_seven_working_days(li, wang, counted_from, due):
    duty = owe.police_file(li, a_report_in(wang, counted_from))

    assert (duty.department, duty.due_on, duty.due_is_provisional) == ("police", due, False)


def test_elsewhere_no_term_is_known_and_nothing_is_owed(li, wang):
    report = a_report_in(wang, MONDAY, region=a_region("140100", "太原市辖区"))

    assert owe.police_file(li, report) is None


def test_a_registration_is_owed_until_its_result_is_known(li, wang):
    service = record_service.record_service(li, wang, kind="registration", on=MONDAY)
    duty = wang.duties.get()

    assert (duty.department, duty.kind, duty.due_on) == ("labour", "registration", None)
    with pytest.raises(Refused, match="就业服务"):
        owe.done(li, duty)
    record_service.record_result(li, service, result="done")

    duty.refresh_from_db()
    assert (duty.state, wang.duties.count()) == ("done", 1)


def test_a_service_that_was_no_registration_after_all_owes_nothing(li, wang):
    service = record_service.record_service(li, wang, kind="registration", on=MONDAY)
    service.kind = "guidance"
    record_service.correct_service(li, service)

    assert wang.duties.get().state == "dropped"


@pytest.mark.parametrize("result", ["done", "not_done"])
def test_what_is_known_at_once_was_never_owed(li, wang, result):
    record_service.record_service(li, wang, kind="registration", on=MONDAY, result=result)

    assert not wang.duties.exists()


# Lists ----------------------------------------------------------------------------------------------------------------


def test_lists_by_term_and_what_came_back(li, wang):
    late = a_duty(wang, "police", due_on=MONDAY - timedelta(days=1))
    soon = a_duty(wang, "police", due_on=MONDAY)
    far = a_duty(wang, "police", due_on=MONDAY + timedelta(days=60))
    without = a_duty(wang)
    back = a_duty(wang, "school", "schooling")
    owe.hand_back(li, back, "缺户口簿")
    over = a_duty(wang, "health", "insurance")
    owe.done(li, over)

    found = {row.pk: row.views for row in duties.rows(li, MONDAY)}

    assert list(found) == [late.pk, soon.pk, far.pk, without.pk, back.pk, over.pk]
    assert found[late.pk] == ("open", "overdue")
    assert found[soon.pk] == ("open", "soon")
    assert found[far.pk] == found[without.pk] == ("open",)
    assert found[back.pk] == ("open", "returned")
    assert found[over.pk] == ("over",)


def test_what_was_settled_over_a_year_ago_is_left_out(li, wang):
    duty = a_duty(wang)
    owe.done(li, duty)

    assert duties.rows(li, MONDAY + timedelta(days=365))
    assert not duties.rows(li, MONDAY + timedelta(days=366))


def test_a_manager_reads_what_each_office_owes_at_each_street(wang):
    zhao = a_client(a_social_worker("张伟"), "赵强")
    a_duty(wang, "street", "visit")
    a_duty(zhao, "street", "visit", due_on=MONDAY - timedelta(days=3))
    a_duty(zhao, "labour")

    found = duties.by_place(duties.rows(a_manager(), MONDAY), DONGSHENG)

    cells = {place: {line.department.value: (line.open, line.overdue) for line in row} for place, row in found.items()}
    assert cells[JIAOTONG]["street"] == (1, 0)
    assert cells["150602002"]["street"] == (1, 1)
    assert cells["150602002"]["labour"] == (1, 0)
    assert cells[JIAOTONG]["labour"] == (0, 0)


def test_the_worker_is_reminded_of_what_came_back_or_is_late(li, wang):
    a_duty(wang, "police", what="送材料", due_on=MONDAY - timedelta(days=1))
    a_duty(wang, "police", what="别的", due_on=MONDAY)
    back = a_duty(wang, "school", "schooling", "孩子转学")
    owe.hand_back(li, back, "缺户口簿")

    found = [(task.text, task.place) for task in duties.tasks_of(wang, MONDAY)]

    assert sorted(found) == [("公安逾期没办：送材料", "duties"), ("教育退回：孩子转学", "duties")]
    assert {text for text, _ in found} <= {task.text for task in agenda.tasks(wang, MONDAY)}
