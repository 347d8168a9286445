"""One plan runs per case: goals with a next step, reviews that keep what changed, words that nobody rewrites."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from clients import agenda, close_case, make_plan, plan_due
from clients.models import Goal, Plan
from clients.record_help import record_help
from people.errors import Refused
from people.models import AccessEvent
from tests.cast import MONDAY, MONDAY_9, a_client, a_manager, a_social_worker
from tests.clients.plans import a_goal, a_plan

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=30)
LATER_9 = MONDAY_9 + timedelta(days=30)


@pytest.fixture
def li():
    return a_social_worker("李敏")


@pytest.fixture
def wang(li):
    return a_client(li, measure=None)


def texts(client, day=MONDAY):
    return [task.text for task in agenda.tasks(client, day)]


# Making


@pytest.mark.parametrize("field", ["due_on", "next_on"])
def test_a_day_of_last_year_is_taken_for_a_slip(wang, field):
    goal = a_goal(**{"next_step": "陪同看岗位", field: MONDAY - timedelta(days=365)})

    with pytest.raises(Refused, match="早于制定计划"):
        a_plan(wang, goal)
    assert make_plan.running(wang) is None


def test_a_plan_is_made_with_its_goals_and_written_down(wang):
    before = AccessEvent.objects.filter(action="change").count()

    plan = a_plan(
        wang, a_goal(next_step="陪同看岗位", next_on=LATER), a_goal("拿到电工证", "skills"), said="想学个手艺"
    )

    assert [goal.text for goal in plan.goals.all()] == ["找到一份白班的工作", "拿到电工证"]
    assert make_plan.running(wang) == plan
    assert AccessEvent.objects.filter(action="change").count() == before + 1


def test_one_plan_runs_and_the_database_says_so(wang):
    plan = a_plan(wang)

    with pytest.raises(Refused, match="已经有一份"):
        a_plan(wang)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(client=wang, made_on=MONDAY, review_on=LATER)

    make_plan.close_plan(wang.caseworker, plan, on=MONDAY, now=MONDAY_9)
    assert a_plan(wang) != plan


@pytest.mark.parametrize(("days", "why"), [(0, "晚于制定"), (-1, "晚于制定")])
def test_a_plan_is_looked_at_again_after_it_was_made(wang, days, why):
    with pytest.raises(Refused, match=why):
        a_plan(wang, days=days)


def test_a_plan_is_not_made_tomorrow_nor_by_a_stranger_nor_for_a_closed_case(wang):
    tomorrow = MONDAY + timedelta(days=1)
    with pytest.raises(Refused, match="将来"):
        make_plan.make_plan(wang.caseworker, wang, made_on=tomorrow, review_on=LATER, now=MONDAY_9)
    with pytest.raises(Refused, match="不归您"):
        make_plan.make_plan(a_social_worker("张伟"), wang, made_on=MONDAY, review_on=LATER, now=MONDAY_9)

    close_case.close(wang.caseworker, wang, "moved")
    wang.refresh_from_db()
    with pytest.raises(Refused, match="已经结案"):
        a_plan(wang)
    assert not wang.plans.exists()


def test_a_goal_whose_form_is_wrong_leaves_no_plan_behind(wang):
    with pytest.raises(Refused, match="还没有写下一步"):
        a_plan(wang, a_goal(next_on=LATER))

    assert not wang.plans.exists()


# Goals


def test_a_goal_is_added_changed_reached_and_taken_up_again(li, wang):
    plan = a_plan(wang)
    goal = make_plan.add_goal(li, plan, a_goal(), now=MONDAY_9)

    goal = make_plan.change_goal(li, goal, a_goal("找到一份晚班的工作", next_step="问万正物业"), now=MONDAY_9)
    assert (goal.text, goal.next_step) == ("找到一份晚班的工作", "问万正物业")

    goal = make_plan.close_goal(li, goal, "reached", on=LATER, note="上岗了", now=LATER_9)
    assert (goal.state, goal.closed_on, goal.next_step) == ("reached", LATER, "")
    with pytest.raises(Refused, match="不能再改"):
        make_plan.change_goal(li, goal, a_goal(), now=LATER_9)

    goal = make_plan.reopen_goal(li, goal, now=LATER_9)
    assert (goal.state, goal.closed_on) == ("open", None)


@pytest.mark.parametrize(
    ("state", "on", "note", "why"),
    [
        ("dropped", MONDAY, "", "写明为什么"),
        ("reached", MONDAY - timedelta(days=1), "", "制定计划之后"),
        ("reached", MONDAY + timedelta(days=1), "", "最晚是今天"),
        ("open", MONDAY, "", "还没有选结果"),
    ],
)
def test_a_result_has_its_day_and_a_goal_dropped_its_reason(li, wang, state, on, note, why):
    goal = a_plan(wang, a_goal()).goals.get()

    with pytest.raises(Refused, match=why):
        make_plan.close_goal(li, goal, state, on=on, note=note, now=MONDAY_9)

    goal.refresh_from_db()
    assert goal.state == Goal.State.OPEN


def test_a_goal_gets_one_result(li, wang):
    goal = a_plan(wang, a_goal()).goals.get()
    make_plan.close_goal(li, goal, "reached", on=MONDAY, now=MONDAY_9)

    # The goal at hand is older than what is stored, as with two windows open.
    with pytest.raises(Refused, match="已经有结果"):
        make_plan.close_goal(li, goal, "dropped", on=MONDAY, note="不想做", now=MONDAY_9)
    with pytest.raises(Refused, match="还在进行中"):
        make_plan.reopen_goal(li, make_plan.reopen_goal(li, goal, now=MONDAY_9), now=MONDAY_9)


# Reviewing and closing


def test_a_review_keeps_what_changed_and_moves_the_next(li, wang):
    plan = a_plan(wang, said="想学个手艺", days=20)

    review = make_plan.review_plan(
        li, plan, on=LATER, changed="学了两周焊工", said="这个活我能干长", agreed=True,
        next_on=LATER + timedelta(days=90), now=LATER_9,
    )  # fmt: skip

    plan.refresh_from_db()
    assert (plan.said, plan.agreed, plan.review_on) == ("想学个手艺", True, LATER + timedelta(days=90))
    assert (review.was_due_on, review.said) == (MONDAY + timedelta(days=20), "这个活我能干长")


def test_a_review_that_says_nothing_of_consent_leaves_it(li, wang):
    plan = a_plan(wang)
    for agreed in (False, None):
        make_plan.review_plan(li, plan, on=MONDAY, changed="谈了一次", agreed=agreed, next_on=LATER, now=MONDAY_9)

    plan.refresh_from_db()
    assert plan.agreed is False


def test_the_next_review_is_later(li, wang):
    plan = a_plan(wang)

    with pytest.raises(Refused, match="晚于这次"):
        make_plan.review_plan(li, plan, on=MONDAY, changed="谈了一次", next_on=MONDAY, now=MONDAY_9)
    with pytest.raises(Refused, match="最晚是今天"):
        make_plan.review_plan(li, plan, on=LATER, changed="谈了一次", next_on=LATER, now=MONDAY_9)


def test_a_plan_ends_when_every_goal_has_a_result(li, wang):
    plan = a_plan(wang, a_goal())
    with pytest.raises(Refused, match="还有 1 个目标"):
        make_plan.close_plan(li, plan, on=MONDAY, now=MONDAY_9)

    make_plan.close_goal(li, plan.goals.get(), "reached", on=MONDAY, now=MONDAY_9)
    make_plan.close_plan(li, plan, on=MONDAY, now=MONDAY_9)

    assert make_plan.running(wang) is None
    for deed in (
        lambda: make_plan.add_goal(li, plan, a_goal()),
        lambda: make_plan.review_plan(li, plan, on=MONDAY, changed="又谈了", next_on=LATER, now=MONDAY_9),
        lambda: make_plan.close_plan(li, plan, on=MONDAY, now=MONDAY_9),
        lambda: make_plan.reopen_goal(li, plan.goals.get()),
    ):
        with pytest.raises(Refused, match="已经结束"):
            deed()


def test_a_manager_of_the_region_may_and_a_stranger_may_not(wang):
    plan = a_plan(wang)

    assert make_plan.add_goal(a_manager(), plan, a_goal(), now=MONDAY_9).recorded_by == a_manager()
    with pytest.raises(Refused, match="不归您"):
        make_plan.add_goal(a_social_worker("张伟"), plan, a_goal(), now=MONDAY_9)


# What is due


@pytest.mark.parametrize(("days", "is_there"), [(30, True), (31, False), (-40, True)])
def test_a_step_is_seen_thirty_days_ahead_and_once_it_is_late(wang, days, is_there):
    goal = a_goal(next_step="陪同看岗位", next_on=MONDAY + timedelta(days=days))
    a_plan(wang, goal, at=MONDAY_9 - timedelta(days=60))

    assert ("计划的下一步：陪同看岗位" in texts(wang)) is is_there


@pytest.mark.parametrize(("days", "is_there"), [(14, True), (15, False)])
def test_a_review_is_seen_two_weeks_ahead(wang, days, is_there):
    a_plan(wang, days=days)

    assert ("回顾帮扶计划" in texts(wang)) is is_there


@pytest.mark.parametrize(("days", "is_there"), [(7, True), (8, False)])
def test_the_day_hoped_for_is_seen_a_week_ahead(wang, days, is_there):
    a_plan(wang, a_goal("拿到电工证", due_on=MONDAY + timedelta(days=days)))

    assert ("希望达成：拿到电工证" in texts(wang)) is is_there


def test_a_step_on_the_day_of_the_contact_is_due_once(li, wang):
    goal = a_plan(wang, a_goal()).goals.get()
    on = timezone.localdate(MONDAY_9) + timedelta(days=7)

    record_help(
        li,
        wang,
        kind="visit",
        at=MONDAY_9,
        note="谈了打算",
        goal=goal,
        next_on=on,
        next_what="陪同看岗位",
        now=MONDAY_9,
    )

    assert texts(wang) == ["下次联系：陪同看岗位"]


def test_goals_with_a_result_and_closed_plans_ask_nothing(li, wang):
    plan = a_plan(wang, a_goal(next_step="陪同看岗位", next_on=MONDAY, due_on=MONDAY), days=7)
    make_plan.close_goal(li, plan.goals.get(), "dropped", on=MONDAY, note="本人不想做", now=MONDAY_9)
    assert texts(wang) == ["回顾帮扶计划"]

    make_plan.close_plan(li, plan, on=MONDAY, now=MONDAY_9)
    assert texts(wang) == []


def test_a_caseload_is_asked_in_two_queries(li, django_assert_num_queries):
    clients = [a_client(li, name, measure=None) for name in ("王建军", "赵志强", "孙丽")]
    for client in clients:
        a_plan(client, a_goal(next_step="陪同看岗位", next_on=MONDAY))

    with django_assert_num_queries(2):
        found = plan_due.of_clients(clients, MONDAY)

    assert [[one.text for one in found[client.pk]] for client in clients] == [["计划的下一步：陪同看岗位"]] * 3
