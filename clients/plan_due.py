"""What the plans ask for by a day: the next step of a goal, a goal that should be reached by now, the review."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from clients.models import Client, Goal, Plan

STEP_AHEAD = timedelta(days=30)
REVIEW_AHEAD = timedelta(days=14)
GOAL_AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing. ``step`` is the goal's next step in its own words, None for a review and for a goal past its day."""

    text: str
    on: date
    goal_id: int | None = None
    step: str | None = None


def of_clients(clients: Collection[Client], as_of: date) -> dict[int, list[Asked]]:
    """By client id, soonest first; a client without a running plan has an empty list. Two queries.

    Whoever holds the clients has come through a door, so their plans are read unscoped by these ids alone.
    """
    found: dict[int, list[Asked]] = {client.pk: [] for client in clients}
    running = Plan.objects.unscoped("what plans ask for, of clients at hand").filter(client__in=found, closed_on=None)
    for plan in running.prefetch_related("goals"):
        found[plan.client_id] = sorted(_asked(plan, as_of), key=lambda one: (one.on, one.text))
    return found


def with_contact(client: Client, asked: Collection[Asked]) -> tuple[str, list[Asked]]:
    """The steps that fall on the day of the promised contact are done at it: their words, joined, and the rest."""
    same = [one for one in asked if one.step and one.on == client.next_contact_on]
    return "、".join(one.step for one in same if one.step), [one for one in asked if one not in same]


def _asked(plan: Plan, as_of: date) -> Iterator[Asked]:
    if plan.review_on <= as_of + REVIEW_AHEAD:
        yield Asked("回顾帮扶计划", plan.review_on)
    for goal in plan.goals.all():
        if goal.state != Goal.State.OPEN:
            continue
        if goal.next_step and goal.next_on and goal.next_on <= as_of + STEP_AHEAD:
            yield Asked(f"计划的下一步：{goal.next_step}", goal.next_on, goal.pk, goal.next_step)
        if goal.due_on and goal.due_on <= as_of + GOAL_AHEAD:
            yield Asked(f"希望达成：{goal.text}", goal.due_on, goal.pk)
