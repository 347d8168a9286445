"""Plans for the tests: one line each."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from clients import make_plan
from clients.make_plan import NewGoal
from clients.models import Client, Plan
from tests.cast import MONDAY_9


def a_goal(text: str = "找到一份白班的工作", area: str = "work", **fields) -> NewGoal:
    """``fields``: due_on, next_step, next_on."""
    return NewGoal(area, text, **fields)


def a_plan(client: Client, *goals: NewGoal, at: datetime = MONDAY_9, said: str = "", days: int = 90) -> Plan:
    """The plan that the caseworker made on that day, to be looked at again after ``days``."""
    made: date = timezone.localdate(at)
    return make_plan.make_plan(
        client.caseworker, client, made_on=made, review_on=made + timedelta(days=days), said=said, goals=goals, now=at
    )
