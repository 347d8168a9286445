"""How many sit in a class and how many wait, over all caseloads: numbers, never who."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from placement.models import Enrolment
from placement.models.enrolment import SEATED, EnrolmentState


@dataclass(frozen=True, slots=True)
class Seats:
    """``taken`` counts who is in class or has finished it; who waits has none."""

    taken: int = 0
    waiting: int = 0


def seats_of(cohorts: Iterable[int]) -> dict[int, Seats]:
    """By the id of the class; one that nobody has signed up for is not in it. One query."""
    rows = (
        Enrolment.objects.unscoped("how full classes are")
        .filter(cohort__in=list(cohorts))
        .order_by()
        .values("cohort")
        .annotate(
            taken=Count("pk", filter=Q(state__in=SEATED)),
            waiting=Count("pk", filter=Q(state=EnrolmentState.WAITING)),
        )
    )
    return {row["cohort"]: Seats(row["taken"], row["waiting"]) for row in rows}
