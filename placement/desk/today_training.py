"""The classes of 今日: what begins within a week, and whose result nobody has written down."""

from dataclasses import dataclass
from datetime import date, timedelta

from people.models import User
from placement.models import Enrolment, EnrolmentState

AHEAD = timedelta(days=7)
# Lines before the rest is only counted.
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One enrolment of hers; ``over``: the class has ended and the result is open."""

    enrolment: Enrolment
    over: bool


def of_today(worker: User, today: date) -> dict[str, object]:
    """Results that are open, then classes that begin, soonest first. One query."""
    mine = (
        Enrolment.objects.visible_to(worker)
        .filter(state=EnrolmentState.ENROLLED, client__status="open", cohort__cancelled_on=None)
        .exclude(cohort__starts_on__gt=today + AHEAD)
        .exclude(cohort__starts_on__lt=today, cohort__ends_on__gte=today)
        .select_related("client", "cohort__course")
        .order_by("cohort__starts_on", "pk")
    )
    lines = sorted((Line(row, row.cohort.ends_on < today) for row in mine), key=lambda line: not line.over)
    return {"class_lines": lines[:SHOWN], "class_more": max(0, len(lines) - SHOWN)}
