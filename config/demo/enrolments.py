"""The demo's classes with people in them: a full one with a waiting list, some on their way, one that has ended."""

from datetime import date, timedelta
from random import Random

from clients.models import Client
from config.demo.city import DISTRICTS
from config.demo.history import at
from employers.models import Cohort
from people.errors import Refused
from placement.enrol_in_course import attend, days_of, enrol, is_inside
from placement.models import Enrolment, Placement
from placement.record_result import record_result

COUNTY = DISTRICTS[0].code
# Of a class that runs soon or runs; of one that has ended so many sat in it, and every fifth did not pass.
IN_CLASS, ENDED, FAILED = 5, 8, 5
A_DAY = 6
"""Hours of one day of class."""


def build_enrolments(random: Random, as_of: date, clients: list[Client]) -> None:
    """Clients of the first county who have no job, in the classes that are open to them."""
    working = set(Placement.objects.unscoped("demo city").current().values_list("client_id", flat=True))
    near = [client for client in clients if client.residence_region.code.startswith(COUNTY)]
    free = [client for client in near if client.pk not in working and client.caseworker_id]
    inside = [client for client in free if is_inside(client, as_of)]
    outside = [client for client in free if client not in inside]
    cohorts = Cohort.objects.filter(course__base__region__code__startswith=COUNTY).select_related("course")
    for cohort in cohorts.order_by("starts_on", "pk"):
        source = inside if cohort.course.inside else outside
        over = cohort.ends_on < as_of
        wanted = ENDED if over else IN_CLASS + random.randrange(0, 4)
        taken, source[:] = source[:wanted], source[wanted:]
        if cohort.course.inside:
            source[:] = taken
        sat = [row for client in taken if (row := _enrol(random, as_of, client, cohort))]
        if cohort.starts_on < as_of:
            _attended(random, as_of, cohort, sat)
        if over:
            for place, row in enumerate(sat):
                number = f"T{cohort.pk:03}{place:03}（演示）"
                record_result(row.client.caseworker, row, place % FAILED != FAILED - 1, number=number)


def _enrol(random: Random, as_of: date, client: Client, cohort: Cohort) -> Enrolment | None:
    """On a day before the sign-up ended; None where the class is not for her."""
    last = min(as_of - timedelta(days=1), cohort.sign_up_until or cohort.starts_on)
    moment = at(random, last - timedelta(days=random.randrange(0, 6)))
    try:
        return enrol(client.caseworker, client, cohort, overlap_ok=True, at=moment)
    except Refused:
        return None


def _attended(random: Random, as_of: date, cohort: Cohort, sat: list[Enrolment]) -> None:
    for day in [day for day in days_of(cohort, as_of) if day.weekday() < 5][: -(-cohort.course.hours // A_DAY)]:
        for row in sat:
            state = random.choices(("present", "absent", "excused"), (18, 1, 1))[0]
            attend(row.client.caseworker, cohort, day, {row.pk: (state, A_DAY if state == "present" else 0)})
