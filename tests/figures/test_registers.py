"""Each register is what a plain look at the recorded events gives: nothing more, nothing less, nothing twice."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from clients import clocks
from clients.models import Goal, HandOver, Plan
from clients.pair import pair
from figures.registers import table
from figures.registers.days import choices, days_of
from placement.models import Enrolment
from tests.cast import JIAOTONG, a_client, a_manager, a_region, a_social_worker
from tests.clients.casework import a_leave, a_report_in
from tests.clients.pairing import a_cadre
from tests.clients.transfers import a_transfer, liu, received
from tests.employers.training import a_cohort
from tests.figures.ledgers import OCTOBER, TODAY, a_job, a_whole_case, at, column, help_given, read
from tests.people.qualifications import a_qualification
from welfare.models import Application, Benefit
from welfare.restricted import RESTRICTED_ENTITLEMENTS

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)


@pytest.fixture
def li():
    return a_social_worker("李敏")


@pytest.fixture
def wang(li):
    return a_client(li, "王建军")


# Days -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "first", "last", "label"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), "2026年2月"),
        ("2026Q4", date(2026, 10, 1), date(2026, 12, 31), "2026年四季度"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026年"),
    ],
)
def test_a_code_names_a_month_a_quarter_or_a_year(code, first, last, label):
    days = days_of(code)

    assert (days.code, days.first, days.last, days.label) == (code, first, last, label)


@pytest.mark.parametrize("code", ["", "2026-13", "2026Q5", "1999", "2026-1", "x", "2026-10-01"])
def test_what_names_no_days_is_none(code):
    assert days_of(code) is None


def test_every_choice_can_be_asked_for_by_its_code():
    offered = [days for options in choices(TODAY, 3).values() for days in options]

    assert [days_of(days.code) for days in offered] == offered
    assert offered[0].code == "2027-02"


# 花名册 ---------------------------------------------------------------------------------------------------------------


def test_the_roster_holds_who_was_on_file_that_day(li, wang):
    opened_later = a_client(li, "赵志强", opened_on=LAST + timedelta(days=1))
    closed = {"status": "closed", "closed_how": "finished"}
    gone = a_client(li, "孙海", opened_on=date(2025, 1, 6), closed_on=LAST, **closed)
    still_here = a_client(li, "包强", opened_on=date(2025, 1, 6), closed_on=LAST + timedelta(days=1), **closed)
    mistake = a_client(li, "李伟", status="closed", closed_on=date(2026, 11, 2), closed_how="mistake")
    people = [wang, opened_later, gone, still_here, mistake]

    lines = read(li, "roster", "2026-10-31")

    expected = sorted(
        one.number
        for one in people
        if one.opened_on <= LAST
        and (one.closed_on is None or one.closed_on > LAST)
        and one.closed_how != "mistake"
    )  # fmt: skip
    assert [line["编号"] for line in lines] == expected == [wang.number, still_here.number]


def test_the_roster_says_which_measure_runs_until_when_and_what_she_does(li, wang):
    a_job(wang, date(2026, 10, 8), job_title="装卸工")

    (line,) = read(li, "roster", "2026-10-31")

    assert (line["措施"], line["开始日期"]) == ("社区戒毒", date(2025, 6, 2))
    assert line["结束或预计结束"] == wang.measures.get().expected_end()
    assert (line["就业"], line["责任社工"], line["联系电话"]) == ("灵活就业：装卸工", "李敏", "13847712345")
    assert read(li, "roster", "2026-10-07")[0]["就业"] == "没有在岗记录"


def test_a_measure_that_is_over_says_so_on_the_roster(li, wang):
    measure = wang.measures.get()
    measure.end, measure.ended_how = date(2026, 10, 15), "early"
    measure.save()
    somebody_else = a_client(li, "赵志强", measure=None, category="hard_to_place")

    before, after = read(li, "roster", "2026-10-14"), read(li, "roster", "2026-10-15")

    assert [line["措施"] for line in before] == ["社区戒毒", ""]
    assert column(after, "姓名", "措施", "结束或预计结束") == [
        ("王建军", "社区戒毒（已结束）", date(2026, 10, 15)),
        (somebody_else.name, "", None),
    ]


# 执行 -----------------------------------------------------------------------------------------------------------------


def test_report_ins_of_a_month_began_or_ended_in_it(li, wang):
    rows = [
        a_report_in(wang, date(2026, 9, 20), reported_on=date(2026, 10, 2)),
        a_report_in(wang, date(2026, 10, 5), reported_on=date(2026, 10, 25), excuse="住院"),
        a_report_in(wang, date(2026, 10, 20), dropped_on=date(2026, 10, 21)),
        a_report_in(wang, date(2026, 10, 28)),
        a_report_in(wang, date(2026, 11, 20)),
        a_report_in(wang, date(2026, 9, 1), reported_on=date(2026, 9, 9)),
    ]

    lines = read(li, "report-ins")

    of_october = [
        row for row in rows if any(FIRST <= day <= LAST for day in (row.counted_from, row.reported_on) if day)
    ]
    assert [line["起算日"] for line in lines] == sorted(row.counted_from for row in of_october)
    assert column(lines, "报到期限", "情况") == [
        (date(2026, 10, 5), "按期报到"),
        (date(2026, 10, 20), "报到，晚 5 天"),
        (date(2026, 11, 4), "不再需要"),
        (date(2026, 11, 12), "还没报到，已过期限"),
    ]


def test_leaves_of_a_month_touch_it(li, wang):
    rows = [
        a_leave(wang, date(2026, 9, 20), date(2026, 9, 25), granted=True, returned_on=date(2026, 9, 26)),
        a_leave(wang, date(2026, 9, 28), date(2026, 10, 2), granted=True, returned_on=date(2026, 10, 3)),
        a_leave(wang, date(2026, 10, 10), date(2026, 10, 12), granted=False),
        a_leave(
            wang, date(2026, 10, 20), date(2026, 10, 21), asked_on=None, granted=False, returned_on=date(2026, 10, 20)
        ),
        a_leave(wang, date(2026, 10, 30), date(2026, 11, 30), granted=True),
        a_leave(wang, date(2026, 11, 2), date(2026, 11, 4)),
    ]  # fmt: skip

    lines = read(li, "leaves")

    touching = [row for row in rows if row.since <= LAST and (row.returned_on or row.until) >= FIRST]
    assert [line["离开日期"] for line in lines] == [row.since for row in touching]
    assert column(lines, "天数", "情况") == [(5, "按期返回"), (3, "没有同意"), (1, "没有报告"), (32, "同意外出")]


def test_planned_days_are_those_of_the_calendar_with_what_became_of_them(li, wang):
    measure = wang.measures.get()
    calendar = [clock for clock in clocks.calendar_of(measure, "test", TODAY).clocks if clock.due_on]
    of_the_year = [clock for clock in calendar if clock.due_on.year == 2026]
    first, second = of_the_year[:2]
    measure.kept_days.create(kind="test", number=first.number, on=first.due_on)
    measure.kept_days.create(kind="test", number=second.number, outcome="excused", on=second.due_on, note="住院")
    off_the_calendar = measure.kept_days.create(kind="visit", number=3, on=date(2026, 7, 9))

    lines = read(li, "planned-days", "2026")

    tests = [line for line in lines if line["事项"] == "到检"]
    assert [(line["第几次"], line["最晚"]) for line in tests] == [(one.number, one.due_on) for one in of_the_year]
    assert column(tests[:2], "实际日期", "情况", "说明") == [
        (first.due_on, "已到", ""),
        (second.due_on, "有理由没到", "住院"),
    ]
    (visit,) = [line for line in lines if line["事项"] == "走访"]
    assert (visit["实际日期"], visit["最晚"]) == (off_the_calendar.on, None)


def test_no_register_has_a_column_for_results_of_tests_or_grades():
    titles = {column.title for register in table.REGISTERS for column in register.columns}

    assert not [title for title in titles if any(word in title for word in ("检测结果", "阳性", "尿检", "风险等级"))]


# 帮扶 -----------------------------------------------------------------------------------------------------------------


def test_help_is_one_line_per_event_in_order(li, wang):
    events = [
        help_given(wang, at(10, 31, 23), "call", "电话里说找到活了"),
        help_given(wang, at(10, 1, 0), "visit", "家里老人住院", said="我想先照顾我妈"),
        help_given(wang, at(10, 9), "aid", "送慰问金", aid="money", value=Decimal("300.50")),
        help_given(wang, at(10, 9, 8), "attempt", "没人接"),
        help_given(wang, at(9, 30, 23)),
        help_given(wang, at(11, 1, 0)),
    ]

    lines = read(li, "help")

    of_october = sorted((one for one in events if at(10, 1, 0) <= one.at < at(11, 1, 0)), key=lambda one: one.at)
    assert [line["情况"] for line in lines] == [one.note for one in of_october]
    assert [line["本人原话"] for line in lines] == ["我想先照顾我妈", "", "", ""]
    assert [line["日期"] for line in lines] == [FIRST, date(2026, 10, 9), date(2026, 10, 9), LAST]
    assert [line["金额或折价（元）"] for line in lines] == [None, None, Decimal("300.50"), None]


def test_a_plan_is_one_line_per_goal_and_one_where_it_has_none(li, wang):
    plan = Plan.objects.create(client=wang, made_on=date(2026, 9, 1), review_on=date(2026, 12, 1), said="想开个小店")
    goals = [Goal.objects.create(plan=plan, area="work", text=text) for text in ("学会电焊", "找到师傅")]
    plan.reviews.create(
        on=date(2026, 10, 8), changed="孩子转学了", was_due_on=date(2026, 10, 8), next_on=date(2026, 12, 1)
    )
    plan.reviews.create(
        on=date(2026, 11, 8), changed="不在这个月", was_due_on=date(2026, 11, 8), next_on=date(2026, 12, 1)
    )
    bare = a_client(li, "赵志强")
    bare.plans.create(made_on=LAST, review_on=date(2026, 12, 1))
    ended = a_client(li, "孙海")
    over = ended.plans.create(made_on=date(2026, 1, 1), review_on=date(2026, 2, 1), closed_on=date(2026, 9, 30))
    over.goals.create(area="work", text="早就结束的")

    lines = read(li, "plans")

    assert [line["目标"] for line in lines] == [*(goal.text for goal in goals), ""]
    assert [line["姓名"] for line in lines] == ["王建军", "王建军", "赵志强"]
    assert lines[0]["回顾谈话"] == "10月8日：孩子转学了"
    assert lines[0]["本人原话"] == "想开个小店"


def test_pairings_count_the_visits_of_the_month_that_reached_her(li, wang):
    cadre = a_cadre("乌兰", li)
    pairing = pair(li, wang, cadre, date(2026, 9, 1))
    other = a_client(li, "赵志强")
    over = pair(li, other, cadre, date(2026, 3, 1))
    over.until, over.result = date(2026, 9, 30), "working"
    over.save()
    visits = [
        help_given(wang, when, kind, pairing=pairing)
        for when, kind in ((at(10, 3), "visit"), (at(10, 20), "attempt"), (at(10, 24), "call"), (at(11, 2), "visit"))
    ]

    lines = read(li, "pairings")

    reached = [one for one in visits if one.at.month == 10 and one.kind != "attempt"]
    assert column(lines, "姓名", "结对干部", "帮扶次数", "最近一次") == [
        ("王建军", "乌兰", len(reached), date(2026, 10, 24))
    ]


# 就业和救助 -----------------------------------------------------------------------------------------------------------


def test_placements_of_a_month_are_those_at_work_on_one_of_its_days(li, wang):
    jobs = [
        a_job(wang, date(2026, 1, 5), date(2026, 9, 30), workplace="早就离开的"),
        a_job(wang, date(2026, 10, 1), date(2026, 10, 9), workplace="做了几天"),
        a_job(wang, date(2026, 10, 31), workplace="刚上岗", wage=Decimal(4200)),
        a_job(a_client(li, "赵志强"), date(2026, 11, 1), workplace="下个月"),
    ]
    jobs[2].follow_ups.create(day=30, due_on=date(2026, 11, 30))
    jobs[1].follow_ups.create(day=30, due_on=date(2026, 10, 31), outcome="not_needed", settled_on=date(2026, 10, 9))

    lines = read(li, "placements")

    at_work = [one for one in jobs if one.started_on <= LAST and (one.ended_on is None or one.ended_on >= FIRST)]
    assert [line["单位"] for line in lines] == [one.workplace for one in at_work] == ["做了几天", "刚上岗"]
    assert [line["30 天回访"] for line in lines] == ["已提前离岗", "应回访 2026年11月30日"]
    assert lines[1]["月工资（元）"] == Decimal(4200)


def test_services_and_classes_stand_in_one_list_by_day(li, wang):
    wang.employment_services.create(kind="guidance", on=date(2026, 10, 21), note="讲了怎么写简历")
    wang.employment_services.create(kind="registration", on=date(2026, 9, 21))
    running = a_cohort(worker=li, starts_on=date(2026, 9, 10), ends_on=FIRST)
    over = a_cohort(running.course, li, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 30))
    enrolment = Enrolment.objects.create(client=wang, cohort=running, state="completed", seat=1)
    Enrolment.objects.create(client=wang, cohort=over, state="completed", seat=1)
    for day in (11, 12):
        enrolment.attendances.create(day=date(2026, 9, day), state="present", hours=6)

    lines = read(li, "services")

    assert column(lines, "日期", "类别", "内容") == [
        (date(2026, 9, 10), "培训", running.course.name),
        (date(2026, 10, 21), "就业服务", "职业指导"),
    ]
    assert (lines[0]["到课课时"], lines[0]["取得的证书"]) == (12, running.course.certificate_label)


def test_aid_of_a_month_ran_or_was_asked_for_in_it(li, wang):
    def benefit(code, since, until=None):
        return Benefit.objects.create(client=wang, entitlement=code, since=since, until=until, amount=Decimal(950))

    benefits = [
        benefit("minimum_living", date(2026, 1, 1), date(2026, 10, 2)),
        benefit("near_minimum", date(2026, 1, 1), FIRST),
        benefit("temporary_relief", date(2026, 10, 9), date(2026, 10, 9)),
        benefit("school_aid", LAST + timedelta(days=1)),
    ]
    done = Application.objects.create(
        client=wang, entitlement="medical_aid", region=wang.residence_region, started_on=date(2026, 8, 1),
        state="refused",
    )  # fmt: skip
    done.events.create(move="refuse", on=date(2026, 9, 30))
    asked = Application.objects.create(
        client=wang, entitlement="housing_aid", region=wang.residence_region, started_on=date(2026, 8, 3)
    )

    lines = read(li, "aid")

    received = [benefits[0], benefits[2]]
    assert column(lines, "类别", "开始日期") == sorted(
        [("享受", one.since) for one in received] + [("申请", asked.started_on)], key=lambda pair: pair[1]
    )
    assert [line["进度"] for line in lines] == ["已停止", "准备材料", "一次发放"]


def test_what_tells_of_illness_stands_in_the_caseworkers_register_alone(li, wang):
    telling = sorted(RESTRICTED_ENTITLEMENTS)[0]
    Benefit.objects.create(client=wang, entitlement=telling, since=FIRST)
    Benefit.objects.create(client=wang, entitlement="minimum_living", since=FIRST)

    assert len(read(li, "aid")) == 2
    assert len(read(a_manager(), "aid")) == 1


# 移交 -----------------------------------------------------------------------------------------------------------------


def test_both_sides_keep_their_line_of_a_hand_over_and_only_one_reads_the_name(li, wang):
    zhang = a_social_worker("张伟")
    HandOver.objects.create(
        client=wang, giver=zhang, receiver=li, offered_by=zhang, note="近况见帮扶记录", offered_on=date(2026, 10, 2),
        due_on=date(2026, 10, 13), state="received", closed_at=at(10, 3),
    )  # fmt: skip

    (hers,), (his,) = read(li, "moves"), read(zhang, "moves")

    assert (hers["编号"], hers["姓名"], hers["交接说明"]) == (wang.number, "王建军", "近况见帮扶记录")
    assert (his["编号"], his["姓名"], his["交接说明"]) == (wang.number, "", "")
    assert (his["移交人"], his["接收人"], his["办完日期"]) == ("张伟", "李敏", date(2026, 10, 3))


def test_a_change_of_place_stands_in_the_register_of_both_districts(li, wang):
    row = a_transfer(wang, as_of=date(2026, 10, 8), moved_on=date(2026, 10, 8))
    before = read(liu(), "moves")
    received(row, as_of=date(2026, 10, 12))

    here, there = read(li, "moves", "2026"), read(liu(), "moves", "2026")

    assert [line["姓名"] for line in before] == [""]
    assert [(line["编号"], line["姓名"]) for line in here] == [(wang.number, "")]
    assert [(line["编号"], line["姓名"]) for line in there] == [(wang.number, "王建军")]
    assert there[0]["变更后"] == "康巴什区哈巴格希街道"


# 社工 -----------------------------------------------------------------------------------------------------------------


def test_workers_stand_with_what_they_hold_that_day_and_how_many_they_answer_for(li, wang):
    a_client(li, "乌兰", sex="female")
    a_qualification(li, "assistant", issued_on=date(2020, 3, 1), expires_on=date(2026, 10, 30))
    a_qualification(li, "social_worker", issued_on=date(2026, 10, 31), expires_on=date(2029, 10, 31))
    a_social_worker("刘洋", "150603001")

    lines = read(a_manager(), "workers", "2026-10-31")

    assert column(lines, "姓名", "资格", "最早到期", "负责人数", "其中女性") == [
        ("李敏", "社会工作师（中级）", date(2029, 10, 31), 2, 1)
    ]


# Whose ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("register", table.REGISTERS, ids=lambda one: one.code)
def test_a_register_holds_ones_own_clients_or_ones_region_and_no_others(register):
    mine = a_whole_case()
    days = "2026-10-31" if register.as_of else OCTOBER
    elsewhere, mate = a_manager("白音", "150603"), a_social_worker("其其格", JIAOTONG)

    of_the_worker = read(mine.caseworker, register.code, days) if len(register.roles) > 1 else None
    of_the_manager = read(a_manager(), register.code, days)

    assert of_the_worker is None or of_the_worker == of_the_manager != []
    assert read(elsewhere, register.code, days) == []
    assert len(register.roles) == 1 or read(mate, register.code, days) == []


@pytest.mark.parametrize("register", table.REGISTERS, ids=lambda one: one.code)
def test_a_manager_can_ask_for_one_street(register):
    a_whole_case()
    days = "2026-10-31" if register.as_of else OCTOBER
    manager = a_manager()

    whole = read(manager, register.code, days)

    assert read(manager, register.code, days, a_region(JIAOTONG)) == [
        line for line in whole if line.get("任职地", "交通街道").endswith("交通街道")
    ]
    assert read(manager, register.code, days, a_region("150602005")) == []
