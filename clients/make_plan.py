"""帮扶计划: what the client and the worker want to reach, with the next step of each goal, and when they look again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.db import IntegrityError, transaction
from django.utils import timezone

from clients.door import KIND
from clients.models import Client, Goal, Plan, PlanReview
from clients.record_help import require_may
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User

# What a form proposes; no rule sets how often a plan is looked at again.
USUAL_REVIEW = relativedelta(months=3)
State = Goal.State


@dataclass(frozen=True, slots=True)
class NewGoal:
    """A goal as a form says it. ``next_on`` only with a ``next_step``."""

    area: str
    text: str
    due_on: date | None = None
    next_step: str = ""
    next_on: date | None = None


def running(client: Client) -> Plan | None:
    """The plan that runs, with its goals loaded; None where there is none. Two queries."""
    return client.plans.filter(closed_on=None).prefetch_related("goals").first()


@transaction.atomic
def make_plan(
    actor: User,
    client: Client,
    *,
    made_on: date,
    review_on: date,
    said: str = "",
    agreed: bool | None = None,
    goals: Iterable[NewGoal] = (),
    now: datetime | None = None,
) -> Plan:
    """The plan of a client who has none running. ``said`` is what she wants, in her own words.

    Raises Refused for a closed case or somebody else's, days in the wrong order, and when a plan runs already.
    """
    now = now or timezone.now()
    require_may(actor, client)
    if made_on > timezone.localdate(now):
        raise Refused("制定日期在将来。", "请填已经和本人谈好的那一天。")
    if review_on <= made_on:
        raise Refused("下次回顾要晚于制定日期。", "请核对两个日期。")
    plan = Plan(
        client=client, made_on=made_on, review_on=review_on, said=said, agreed=agreed, recorded_by=actor,
        recorded_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError:
        raise Refused("已经有一份在执行的计划。", "在那份计划里加目标；要重新做的，先结束那一份。") from None
    for goal in goals:
        _add(actor, plan, goal, now)
    return _written(actor, plan)


@transaction.atomic
def add_goal(actor: User, plan: Plan, goal: NewGoal, *, now: datetime | None = None) -> Goal:
    """One more goal of a running plan. Raises Refused as ``make_plan``, and when the plan is over."""
    _require_running(actor, plan)
    added = _add(actor, plan, goal, now or timezone.now())
    _written(actor, plan)
    return added


@transaction.atomic
def change_goal(actor: User, goal: Goal, told: NewGoal, *, now: datetime | None = None) -> Goal:
    """What the goal is, by when, and its next step. Raises Refused as ``add_goal``, and for a goal with a result."""
    _require_running(actor, goal.plan)
    _require_sense(goal.plan, told)
    changed = goal.plan.goals.filter(pk=goal.pk, state=State.OPEN).first()
    if changed is None:
        raise Refused("这个目标已经有结果，不能再改。", "还要继续做的，先重新打开它。")
    for name in NewGoal.__slots__:
        setattr(changed, name, getattr(told, name))
    changed.recorded_by, changed.recorded_at = actor, now or timezone.now()
    changed.save()
    _written(actor, goal.plan)
    return changed


@transaction.atomic
def close_goal(
    actor: User, goal: Goal, state: str, *, on: date, note: str = "", now: datetime | None = None
) -> Goal:  # fmt: skip
    """Reached or dropped, with the day and why. Raises Refused for a day ahead or before the plan, a goal dropped
    without a reason, and one that has a result already."""
    now = now or timezone.now()
    _require_running(actor, goal.plan)
    if state not in (State.REACHED, State.DROPPED):
        raise Refused("还没有选结果。", "选“已达成”或“不再做”。")
    if state == State.DROPPED and not note.strip():
        raise Refused("不再做的，请写明为什么。", "一句话就可以，例如：本人改了主意。")
    if not goal.plan.made_on <= on <= timezone.localdate(now):
        raise Refused("日期要在制定计划之后，最晚是今天。", "请核对日期。")
    # What was to come next falls away with the goal.
    closed = goal.plan.goals.filter(pk=goal.pk, state=State.OPEN).first()
    if closed is None:
        raise Refused("这个目标已经有结果。", "请刷新页面看最新情况。")
    closed.state, closed.closed_on, closed.closed_note = state, on, note
    closed.next_step, closed.next_on = "", None
    closed.recorded_by, closed.recorded_at = actor, now
    closed.save()
    _written(actor, goal.plan)
    return closed


@transaction.atomic
def reopen_goal(actor: User, goal: Goal, *, now: datetime | None = None) -> Goal:
    """A goal that was closed by mistake, or that is taken up again. Raises Refused as ``add_goal``."""
    _require_running(actor, goal.plan)
    opened = goal.plan.goals.exclude(state=State.OPEN).filter(pk=goal.pk).first()
    if opened is None:
        raise Refused("这个目标还在进行中。", "请刷新页面看最新情况。")
    opened.state, opened.closed_on, opened.closed_note = State.OPEN, None, ""
    opened.recorded_by, opened.recorded_at = actor, now or timezone.now()
    opened.save()
    _written(actor, goal.plan)
    return opened


@transaction.atomic
def review_plan(
    actor: User,
    plan: Plan,
    *,
    on: date,
    changed: str,
    next_on: date,
    said: str = "",
    agreed: bool | None = None,
    now: datetime | None = None,
) -> PlanReview:
    """Worker and client looked at the plan together. What had changed stays with the plan; her words when it was made
    stay as they were, and those of today stand beside them. ``agreed`` None: as before.

    Raises Refused for a day ahead or before the plan, a next review that is not later, and a plan that is over.
    """
    now = now or timezone.now()
    _require_running(actor, plan)
    if not plan.made_on <= on <= timezone.localdate(now):
        raise Refused("回顾日期要在制定计划之后，最晚是今天。", "请核对日期。")
    if next_on <= on:
        raise Refused("下次回顾要晚于这次。", "请核对两个日期。")
    review = PlanReview.objects.create(
        plan=plan, on=on, changed=changed, said=said, was_due_on=plan.review_on, next_on=next_on, recorded_by=actor,
        recorded_at=now,
    )  # fmt: skip
    plan.review_on = next_on
    plan.agreed = plan.agreed if agreed is None else agreed
    plan.save(update_fields=["review_on", "agreed"])
    _written(actor, plan)
    return review


@transaction.atomic
def close_plan(actor: User, plan: Plan, *, on: date, now: datetime | None = None) -> Plan:
    """The plan is over. Raises Refused while a goal has no result, and for a day ahead or before the plan."""
    _require_running(actor, plan)
    if not plan.made_on <= on <= timezone.localdate(now or timezone.now()):
        raise Refused("结束日期要在制定计划之后，最晚是今天。", "请核对日期。")
    if waiting := plan.goals.filter(state=State.OPEN).count():
        raise Refused(f"还有 {waiting} 个目标没有结果。", "先把每个目标标为“已达成”或“不再做”。")
    plan.closed_on = on
    plan.save(update_fields=["closed_on"])
    return _written(actor, plan)


def _add(actor: User, plan: Plan, told: NewGoal, now: datetime) -> Goal:
    _require_sense(plan, told)
    given = {name: getattr(told, name) for name in NewGoal.__slots__}
    return Goal.objects.create(plan=plan, **given, recorded_by=actor, recorded_at=now)


def _require_sense(plan: Plan, told: NewGoal) -> None:
    if told.next_on and not told.next_step:
        raise Refused("填了日期，还没有写下一步做什么。", "写一句下一步，或者把日期清空。")
    # Mostly last year's number: it would stand there as overdue at once.
    if told.due_on and told.due_on < plan.made_on:
        raise Refused("希望达成的日期早于制定计划的日期。", "请核对年份，或者把日期清空。")
    if told.next_on and told.next_on < plan.made_on:
        raise Refused("下一步的日期早于制定计划的日期。", "请核对年份，或者把日期清空。")


def _require_running(actor: User, plan: Plan) -> None:
    require_may(actor, plan.client)
    if plan.closed_on is not None:
        raise Refused("这份计划已经结束。", "要继续帮扶的，做一份新计划。")


def _written(actor: User, plan: Plan) -> Plan:
    ledger.record(actor, Action.CHANGE, KIND, plan.client_id, Purpose.CASE_WORK)
    return plan
