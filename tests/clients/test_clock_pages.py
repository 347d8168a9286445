"""时限与计划 and 请假外出 on the screen: what is read there, what one press does, and who is let in."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from clients.models import KeptDay, Leave, RehabMeasure, ReportIn
from tests.cast import KANGBASHI, MONDAY, MONDAY_9, a_client, a_manager, a_social_worker, a_welfare_officer
from tests.clients.casework import a_leave, a_report_in, all_kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(MONDAY_9)


@pytest.fixture
def li():
    return a_social_worker("李敏")


@pytest.fixture
def wang(li):
    return a_client(li)


@pytest.fixture
def at(client):
    """``at(user, "clocks", wang.pk)``: the answer to a GET, or to a POST of ``sent``."""

    def as_somebody(user, name, *args, sent=None, htmx=False):
        client.force_login(user)
        address = reverse(f"clients:{name}", args=args)
        headers = {"hx-request": "true"} if htmx else {}
        return client.get(address, headers=headers) if sent is None else client.post(address, sent, headers=headers)

    return as_somebody


def text(response) -> str:
    return response.content.decode()


def test_the_page_says_what_is_due_why_and_where_it_is_written(at, li, wang):
    all_kept(wang.measures.get(), 14)

    page = text(at(li, "clocks", wang.pk))

    assert "第15次到检" in page
    assert "和本人签订社区戒毒协议" in page
    assert "《戒毒条例》第十六条" in page
    assert "2028年6月2日" in page
    assert "第1年：每月1次，共12次" in page
    assert "当地的走访次数待核实" in page


def test_one_press_keeps_the_day_and_the_line_says_so(at, li, wang):
    measure = wang.measures.get()
    all_kept(measure, 14)
    (line,) = [line for line in at(li, "clocks", wang.pk).context["later"] if line.due.kind == "test"]
    assert (line.text, line.press) == ("第15次到检", "今天已到")

    answer = at(li, "planned_day", wang.pk, measure.pk, "test", 15, sent=line.fields, htmx=True)

    assert answer.status_code == 200
    assert "已记第15次到检" in text(answer)
    assert measure.kept_days.get(number=15).on == MONDAY


def test_a_press_that_comes_second_is_refused_in_the_line(at, li, wang):
    measure = wang.measures.get()
    KeptDay.objects.create(measure=measure, kind="test", number=15, on=MONDAY)

    answer = at(
        li, "planned_day", wang.pk, measure.pk, "test", 15, sent={"on": "2026-11-23", "outcome": "kept"}, htmx=True
    )

    assert answer.status_code == 422
    assert "这一次已经记过了" in text(answer)


def test_a_day_written_by_mistake_is_taken_back(at, li, wang):
    measure = wang.measures.get()
    KeptDay.objects.create(measure=measure, kind="test", number=15, outcome="missed", on=MONDAY)
    assert "撤回，重新记" in text(at(li, "planned_day", wang.pk, measure.pk, "test", 15))

    at(li, "planned_forget", wang.pk, measure.pk, "test", 15, sent={})

    assert not measure.kept_days.exists()


def test_what_lies_behind_is_ticked_off_together(at, li, wang):
    measure = wang.measures.get()
    assert "补记以前的 14 次" in text(at(li, "clocks", wang.pk))

    at(li, "planned_past", wang.pk, measure.pk, "test", sent={"number": ["1", "2", "x"]})

    assert [day.number for day in measure.kept_days.all()] == [1, 2]


def test_a_day_that_the_calendar_does_not_have_is_not_found(at, li, wang):
    measure = wang.measures.get()

    assert at(li, "planned_day", wang.pk, measure.pk, "test", 99).status_code == 404
    assert at(li, "planned_day", wang.pk, measure.pk, "feast", 1).status_code == 404


def test_she_reports_and_the_measure_begins(at, li):
    newcomer = a_client(li, "孙丽", measure=None)
    sent = {"cause": "decision", "kind": "community_treatment", "counted_from": "2026-11-16"}
    at(li, "report_in_new", newcomer.pk, sent=sent)
    waiting = ReportIn.objects.unscoped("test").get()

    page = text(at(li, "report_in", newcomer.pk, waiting.pk))
    assert "2026年12月1日" in page
    answer = at(li, "report_in", newcomer.pk, waiting.pk, sent={"on": "2026-11-20"})

    assert answer.status_code == 302
    assert RehabMeasure.objects.unscoped("test").get().start == date(2026, 11, 20)


def test_being_late_asks_for_the_reason_and_keeps_what_was_typed(at, li):
    newcomer = a_client(li, "孙丽", measure=None)
    waiting = a_report_in(newcomer, date(2026, 11, 1))

    answer = at(li, "report_in", newcomer.pk, waiting.pk, sent={"on": "2026-11-20", "excuse": ""})

    assert answer.status_code == 422
    assert "没有说明理由的，写" in text(answer)
    assert 'value="2026-11-20"' in text(answer)


def test_a_report_that_is_not_needed_any_more_is_dropped(at, li):
    newcomer = a_client(li, "孙丽", measure=None)
    waiting = a_report_in(newcomer)

    at(li, "report_in_drop", newcomer.pk, waiting.pk, sent={})

    waiting.refresh_from_db()
    assert waiting.dropped_on == MONDAY


def test_it_stands_still_goes_on_and_is_taken_back(at, li, wang):
    measure = wang.measures.get()
    all_kept(measure, 14)
    at(li, "measure_pause", wang.pk, measure.pk, sent={"on": "2026-11-02"})
    page = text(at(li, "clocks", wang.pk))
    assert "正在中止" in page
    assert "第15次到检" not in page

    at(li, "measure_pause", wang.pk, measure.pk, sent={"on": "2026-11-20"})
    paused = measure.pauses.get()
    assert paused.until == date(2026, 11, 20)

    at(li, "pause_withdraw", wang.pk, measure.pk, paused.pk, sent={})
    assert not measure.pauses.exists()


def test_a_leave_from_the_report_to_the_return(at, li, wang, time_machine):
    sent = {"since": "2026-11-24", "until": "2026-11-28", "destination": "包头市昆都仑区", "why": "work"}
    answer = at(li, "leave_new", wang.pk, sent={**sent, "asked_on": "2026-11-23"})
    leave = Leave.objects.unscoped("test").get()
    assert answer.url == reverse("clients:leave", args=[wang.pk, leave.pk])

    assert "谁答复的" in text(at(li, "leave", wang.pk, leave.pk))
    manager = a_manager()
    assert "谁答复的" not in text(at(manager, "leave", wang.pk, leave.pk))
    at(manager, "leave", wang.pk, leave.pk, sent={"granted": "yes", "on": "2026-11-23"})
    time_machine.move_to(MONDAY_9 + timedelta(days=6))
    done = at(li, "leave_back", wang.pk, leave.pk, sent={"on": "2026-11-29"}, htmx=True)

    assert "已记返回" in text(done)
    leave.refresh_from_db()
    assert (leave.granted, leave.returned_on) == (True, date(2026, 11, 29))


def test_the_sheet_is_for_the_street_and_names_no_measure(at, li, wang):
    leave = a_leave(wang, date(2026, 11, 24), date(2026, 11, 28))

    page = text(at(li, "leave_sheet", wang.pk, leave.pk))

    assert "王建军" in page
    assert "2026年11月24日" in page
    assert "共 5 天" in page
    for word in ("戒毒", "康复", "检测", "禁毒"):
        assert word not in page


def test_the_form_leads_back_to_where_one_came_from(at, client, li, wang):
    form = reverse("clients:agreement", args=[wang.pk, wang.measures.get().pk])
    today = reverse("placement:today")
    client.force_login(li)

    assert f"{form}?next={today}" in text(client.get(today))
    assert client.post(f"{form}?next={today}", {"on": MONDAY.isoformat()}).url == today


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "home", "40000"])
def test_the_form_leads_nowhere_else(at, client, li, wang, elsewhere):
    form = reverse("clients:agreement", args=[wang.pk, wang.measures.get().pk])
    client.force_login(li)

    answer = client.post(f"{form}?next={elsewhere}", {"on": MONDAY.isoformat()})

    assert answer.url == reverse("clients:clocks", args=[wang.pk])


def test_a_return_is_asked_for_from_the_day_on_which_she_leaves(at, li, wang):
    ahead = a_leave(wang, date(2026, 11, 24), date(2026, 11, 28), granted=True)
    gone = a_leave(wang, date(2026, 11, 10), date(2026, 11, 20), granted=True)

    assert "记返回" not in text(at(li, "leave", wang.pk, ahead.pk))
    assert "记返回" in text(at(li, "leave", wang.pk, gone.pk))


def test_leave_thresholds_are_shown_and_judged_by_nobody_here(at, li, wang):
    for month in (7, 8, 9):
        a_leave(wang, date(2026, month, 1), date(2026, month, 2), asked_on=None, granted=False,
                decided_on=date(2026, month, 9), returned_on=date(2026, month, 4))  # fmt: skip

    page = text(at(li, "clocks", wang.pk))

    assert "擅自离开的次数：3次；条例写的是3次以上。是不是严重违反协议，由街道和公安认定。" in page


def test_the_list_shows_who_waits_who_is_away_and_who_is_late(at, li, wang):
    a_leave(wang, date(2026, 12, 1), date(2026, 12, 5))
    sun = a_client(li, "孙丽")
    a_leave(sun, date(2026, 11, 10), date(2026, 11, 20), granted=True)
    a_leave(a_client(a_social_worker("张伟"), "赵强"), date(2026, 12, 1), date(2026, 12, 5))

    context = at(li, "leaves").context

    assert [one.client for one in context["waiting"]] == [wang]
    assert [one.client for one in context["away"]] == [one.client for one in context["late"]] == [sun]
    assert len(at(a_manager(), "leaves").context["waiting"]) == 2


def test_what_is_near_stands_on_the_overview_too(at, li, wang):
    all_kept(wang.measures.get(), 14)
    a_leave(wang, date(2026, 11, 18), date(2026, 11, 24), granted=True)

    page = text(at(li, "overview", wang.pk))

    assert "外出到期，联系本人确认返回" in page
    assert reverse("clients:clocks", args=[wang.pk]) in page


def test_nothing_of_measures_and_leave_is_asked_of_who_is_assisted_for_another_reason(at, li):
    plain = a_client(li, "赵志强", category="hard_to_place", measure=None)

    page = text(at(li, "clocks", plain.pk))

    assert "眼下没有到期的" in page
    for words in ("登记要报到", "请假外出</h2>", "戒毒"):
        assert words not in page


def test_days_served_before_a_change_are_asked_for_and_answered_on_the_measure(at, li, wang):
    RehabMeasure.objects.create(
        client=wang, kind="compulsory_isolation", start=date(2024, 12, 2), end=date(2025, 6, 1), ended_how="changed"
    )
    measure = wang.measures.get(kind="community_treatment")
    assert "变更前已经执行的天数没有登记" in text(at(li, "clocks", wang.pk))

    sent = {"kind": measure.kind, "start": "2025-06-02", "carried_days": "181"}
    at(li, "fact", wang.pk, "measure", measure.pk, sent=sent)

    page = text(at(li, "clocks", wang.pk))
    assert "变更前已经执行的天数没有登记" not in page
    assert "2027年12月4日" in page


@pytest.mark.parametrize("name", ["clocks", "leave_new", "report_in_new"])
def test_strangers_and_welfare_officers_find_nothing(at, wang, name):
    for stranger in (a_social_worker("张伟"), a_manager("其其格", KANGBASHI), a_welfare_officer()):
        assert at(stranger, name, wang.pk).status_code in (403, 404)
