"""安置, one job, 到期回访 and 稳岗 as their readers meet them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from clients.door import KIND
from clients.models import Client
from people import ledger
from people.models import Purpose
from placement.follow_up import unreachable, working
from placement.models import EndReason, FollowUp, Placement
from placement.place import end, place_from_referral
from tests.cast import KANGBASHI, MONDAY, a_manager, a_social_worker, a_welfare_officer
from tests.placement.builders import a_case, a_firm, days_before
from tests.placement.jobs import a_job, an_offer, at_day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]

Outcome = FollowUp.Outcome


@pytest.fixture
def press(client):
    """``press(user, "follow_up", one.pk, how="working")``: the answer to a POST; ``htmx=True`` as in the line."""

    def as_somebody(user, name, *args, htmx=False, **data):
        client.force_login(user)
        headers = {"hx-request": "true"} if htmx else {}
        return client.post(reverse(f"placement:{name}", args=args), data, headers=headers)

    return as_somebody


# 到期回访 -------------------------------------------------------------------------------------------------------------


def test_longest_due_comes_first_and_one_line_stands_for_all_that_waits(enter):
    worker = a_social_worker()
    late = a_job(a_case("王建军", worker), days_before(100))
    lately = a_job(a_case("孙丽", worker), days_before(32))
    a_job(a_case("赵强", worker), days_before(25))
    tried = a_job(a_case("刘洋", worker), days_before(40))
    unreachable(worker, at_day(tried, 30), MONDAY)

    lines = enter(worker, "follow_ups").context["lines"]
    later = enter(worker, "follow_ups", view="later").context["lines"]
    ahead = enter(worker, "follow_ups", view="ahead").context["lines"]

    assert [(line.placement, line.follow_up.day, line.waiting.earlier) for line in lines] == [
        (late, 90, (30,)),
        (lately, 30, ()),
    ]
    assert [line.placement for line in later] == [tried]
    assert [line.client.name for line in ahead] == ["赵强"]


def test_one_tap_answers_and_one_takes_it_back(press):
    job = a_job(started_on=days_before(95))
    worker, asked = job.client.caseworker, at_day(job, 90)

    row = press(worker, "follow_up", asked.pk, htmx=True, how="working").content.decode()

    assert "满 90 天还在岗，前面没问到的 1 次也算答复了" in row
    assert [at_day(job, day).outcome for day in (30, 90)] == [Outcome.WORKING] * 2
    back = press(worker, "follow_up_back", asked.pk, htmx=True).content.decode()
    assert "还在岗" in back
    assert [at_day(job, day).outcome for day in (30, 90)] == [""] * 2


def test_who_is_not_reached_is_told_when_to_be_tried_again(press):
    job = a_job(started_on=days_before(32))

    row = press(job.client.caseworker, "follow_up", at_day(job, 30).pk, htmx=True, how="unreachable").content.decode()

    assert "第 1 次" in row
    assert "11月26日再联系" in row


def test_leaving_is_a_form_in_the_line_and_keeps_what_was_typed(enter, press):
    job = a_job(started_on=days_before(32))
    worker, asked = job.client.caseworker, at_day(job, 30)

    form = enter(worker, "follow_up", asked.pk, htmx=True, how="left").content.decode()
    again = press(
        worker, "follow_up", asked.pk, htmx=True, how="left", ended_on=MONDAY - timedelta(days=40), reason="quit",
        note="嫌远",
    )  # fmt: skip
    done = press(worker, "follow_up", asked.pk, htmx=True, how="left", ended_on=days_before(5), reason="place")

    assert "哪天离岗" in form
    assert again.status_code == 422
    assert "嫌远" in again.content.decode()
    assert "已登记离岗" in done.content.decode()
    job.refresh_from_db()
    assert (job.ended_on, job.end_reason) == (days_before(5), EndReason.PLACE)


def test_without_javascript_the_answer_leads_to_the_job(press):
    job = a_job(started_on=days_before(32))

    answer = press(job.client.caseworker, "follow_up", at_day(job, 30).pk, how="working", on=MONDAY, note="工资按时发")

    assert answer.url == reverse("placement:placement", args=[job.pk])
    assert at_day(job, 30).note == "工资按时发"


def test_a_second_tap_is_told_that_there_is_an_answer(press):
    job = a_job(started_on=days_before(32))
    worker, asked = job.client.caseworker, at_day(job, 30)
    working(worker, asked, MONDAY)

    row = press(worker, "follow_up", asked.pk, htmx=True, how="unreachable").content.decode()

    assert "刚刚有人登记过" in row


def test_each_client_on_the_list_is_a_look_at_her(enter):
    job = a_job(started_on=days_before(32))
    manager = a_manager()

    enter(manager, "follow_ups")

    looks = [(row.actor, row.purpose) for row in ledger.of(KIND, job.client_id) if row.action == "view"]
    assert looks == [(manager, Purpose.FOLLOW_UP)]


def test_a_manager_reads_and_presses_nothing(enter):
    job = a_job(started_on=days_before(32))
    manager = a_manager()

    page = enter(manager, "follow_ups").content.decode()
    own = enter(manager, "placement", job.pk).content.decode()

    assert "责任社工" in page
    assert "联系不上" not in page
    assert "登记离岗" not in own


def test_the_list_asks_the_database_as_often_for_many_as_for_one(enter, django_assert_max_num_queries):
    worker = a_social_worker()
    for name in ("王建军", "孙丽", "赵强", "刘洋"):
        a_job(a_case(name, worker), days_before(40))
    enter(worker, "follow_ups")

    with django_assert_max_num_queries(24):
        enter(worker, "follow_ups")


# 安置 -----------------------------------------------------------------------------------------------------------------


def test_how_many_lasted_stands_beside_how_many_began(enter):
    worker = a_social_worker()
    lasted = a_job(a_case("王建军", worker), days_before(95))
    working(worker, at_day(lasted, 90), MONDAY)
    left = a_job(a_case("孙丽", worker), days_before(120))
    end(worker, left, days_before(80), EndReason.QUIT)
    a_job(a_case("赵强", worker), days_before(100))
    a_job(a_case("刘洋", worker), days_before(3))

    context = enter(worker, "placements").context

    at = context["found"].lasting
    assert (context["found"].started, at.due, at.working, at.left, at.unknown) == (4, 3, 1, 1, 1)
    assert context["found"].young == 1
    assert context["current"] == 3


def test_the_facets_narrow_the_list(enter):
    worker = a_social_worker()
    due = a_job(a_case("王建军", worker), days_before(40))
    a_job(a_case("孙丽", worker), days_before(3), kind="public_welfare")

    found = enter(worker, "placements", ask="due").context["lines"]
    other = enter(worker, "placements", kind="public_welfare", htmx=True).context["lines"]

    assert [line.placement for line in found] == [due]
    assert [line.placement.client.name for line in other] == ["孙丽"]


def test_a_worker_of_another_street_and_an_officer_find_nothing(enter):
    job = a_job(started_on=days_before(40))
    zhang, far = a_social_worker("张伟"), a_manager("白音", KANGBASHI)

    statuses = [
        enter(user, name, pk).status_code
        for user in (zhang, far, a_welfare_officer())
        for name, pk in (("placement", job.pk), ("client_placements", job.client_id))
    ]

    assert statuses == [404] * 6
    assert enter(zhang, "placements").context["found"].started == 0


def test_a_job_found_by_herself_is_written_down(press):
    client = a_case()
    answer = press(
        client.caseworker, "placement_new", client.pk, kind="flexible", workplace="东胜区菜市场", job_title="送货",
        started_on=days_before(2), wage="3000",
    )  # fmt: skip

    made = client.placements.get()
    assert answer.url == reverse("placement:placement", args=[made.pk])
    assert (made.where, made.job_title) == ("东胜区菜市场", "送货")


def test_a_job_nowhere_keeps_what_was_typed(press):
    client = a_case()

    answer = press(
        client.caseworker, "placement_new", client.pk, kind="flexible", job_title="送货", started_on=MONDAY
    )  # fmt: skip

    assert answer.status_code == 422
    assert "请选一家企业，或者写工作单位" in answer.content.decode()
    assert not client.placements.exists()


def test_a_correction_on_the_page_is_in_the_history(press, enter):
    job = a_job(wage=None)
    worker = job.client.caseworker

    press(
        worker, "placement_edit", job.pk, kind="dispersed", enterprise=job.enterprise_id, job_title="维修电工",
        started_on=MONDAY, wage="4500",
    )  # fmt: skip

    page = enter(worker, "placement", job.pk).content.decode()
    assert "月工资：未填写 → 4500" in page


def test_the_firm_of_a_referral_is_not_asked_for_again(enter, press):
    referral = an_offer()
    job = place_from_referral(None, referral, MONDAY, by_firm=False)
    worker = referral.client.caseworker

    form = enter(worker, "placement_edit", job.pk).context["form"]
    press(worker, "placement_edit", job.pk, kind="concentrated", job_title=job.job_title, started_on=MONDAY)

    assert "enterprise" not in form.fields
    job.refresh_from_db()
    assert (job.kind, job.enterprise) == ("concentrated", a_firm("蒙泰热电"))


def test_an_end_is_taken_back_on_the_page(press):
    job = a_job(started_on=days_before(60))
    worker = job.client.caseworker

    press(worker, "placement_end", job.pk, ended_on=MONDAY, reason="quit")
    press(worker, "placement_end_back", job.pk)

    assert Placement.objects.visible_to(worker).get().ended_on is None


def test_the_page_asks_to_look_at_the_income_of_the_family(enter):
    job = a_job()

    page = enter(job.client.caseworker, "placement", job.pk).content.decode()

    assert "家庭收入要更新" in page
    assert reverse("welfare:household", args=[job.client_id]) in page


def test_all_jobs_of_one_client_with_how_many_lasted(enter):
    old = a_job(started_on=days_before(200))
    worker = old.client.caseworker
    end(worker, old, days_before(60), EndReason.WAGE)
    a_job(old.client, days_before(10), firm="恒晟物业")

    context = enter(worker, "client_placements", old.client_id).context

    assert [job.where for job, _, _ in context["jobs"]] == ["恒晟物业", "蒙泰热电"]
    assert context["lasting"] == 1


# 稳岗 -----------------------------------------------------------------------------------------------------------------


def test_the_curve_and_its_table_tell_the_same(enter):
    worker = a_social_worker()
    for name, days, left in (("王建军", 100, 40), ("孙丽", 100, None), ("赵强", 100, None), ("刘洋", 100, 95)):
        job = a_job(a_case(name, worker), days_before(days))
        if left:
            end(worker, job, job.started_on + timedelta(days=left), EndReason.QUIT)
        else:
            working(worker, at_day(job, 90), MONDAY)

    context = enter(worker, "retention").context

    assert context["found"].lasting.estimate.share == pytest.approx(3 / 4)
    assert context["pieces"][:3] == [
        {"x1": 0, "y1": 100.0, "x2": 40, "y2": 100.0},
        {"x1": 40, "y1": 100.0, "x2": 40, "y2": pytest.approx(75.0)},
        {"x1": 40, "y1": pytest.approx(75.0), "x2": 95, "y2": pytest.approx(75.0)},
    ]
    assert [group.name for group in context["firms"]] == ["蒙泰热电"]


def test_too_few_are_no_share(enter):
    worker = a_social_worker()
    a_job(a_case("王建军", worker), days_before(40))

    page = enter(worker, "retention").content.decode()

    assert "人数太少" in page


def test_the_period_leaves_out_who_began_before(enter):
    worker = a_social_worker()
    a_job(a_case("王建军", worker), days_before(800))
    a_job(a_case("孙丽", worker), days_before(10))

    assert enter(worker, "retention").context["found"].started == 1
    assert enter(worker, "retention", period="all").context["found"].started == 2


def test_nobody_placed_is_said_in_words(enter):
    worker = a_social_worker()

    assert "这段时间没有安置" in enter(worker, "retention").content.decode()
    assert "还没有安置记录" in enter(worker, "placements").content.decode()
    assert "到期的都问过了" in enter(worker, "follow_ups").content.decode()


def test_today_names_whom_to_ask(enter):
    worker = a_social_worker()
    job = a_job(a_case("王建军", worker), days_before(32))
    a_job(a_case("孙丽", worker), days_before(3))

    response = enter(worker, "today")

    assert [line.placement for line in response.context["to_ask"]] == [job]
    assert "满 30 天" in response.content.decode()
    assert Client.objects.visible_to(worker).count() == 2
