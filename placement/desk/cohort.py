"""学员 of one class: one's own clients by name, all others as a number; a day's sheet; whom the class would help."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from clients.door import KIND
from employers.class_stage import stage_of
from employers.models import Cohort
from people import ledger
from people.doors import desk
from people.errors import Refused
from people.ids import id_in
from people.models import Action, Purpose, Role, User
from placement.class_seats import Seats, seats_of
from placement.course_finder import whom_it_helps
from placement.desk.client_training import Row, row_of
from placement.desk.referral import acts_for
from placement.enrol_in_course import attend as write_down
from placement.models import Attendance, Enrolment, EnrolmentState
from placement.models.enrolment import SEATED

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
A_DAY = 8
# A name of a field of the sheet ends with the number of the enrolment.
MARK, HOURS = "mark-", "hours-"


@dataclass(frozen=True, slots=True)
class Line:
    """One of one's own in the class. ``mark`` is what the sheet of the day begins with, '' for nothing; ``place`` on
    the waiting list of all."""

    row: Row
    may: bool
    mark: str
    hours: int
    place: int | None = None


@require_safe
@desk(*STAFF)
def page(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """Who is in it, who waits, and the sheet of the day asked for, else of the latest."""
    cohort, today = _cohort_or_404(request, cohort_id), timezone.localdate()
    rows = _rows(request.user, cohort)
    ledger.record_each(request.user, Action.VIEW, KIND, [row.enrolment.client_id for row in rows], Purpose.CASE_WORK)
    day = day_of(cohort, today, request.GET.get("day", ""))
    seats = seats_of([cohort.pk]).get(cohort.pk, Seats())
    seated = [_line(request.user, row, day, rows) for row in rows if row.state in SEATED]
    waiting = _waiting(request.user, cohort, rows)
    context = {
        "cohort": cohort,
        "course": cohort.course,
        "stage": stage_of(cohort, today),
        "seats": seats,
        "today": today,
        "seated": seated,
        "waiting": waiting,
        "gone": [row for row in rows if row.state not in SEATED and row.state != EnrolmentState.WAITING],
        "mine": len(seated) + len(waiting),
        "other_seated": seats.taken - len(seated),
        "other_waiting": seats.waiting - len(waiting),
        "day": day,
        "last_day": min(today, cohort.ends_on),
        "marks": Attendance.State.choices,
        "may_attend": day is not None and any(line.may for line in seated),
        "may_result": today >= cohort.starts_on,
    }
    return render(request, "placement/desk/cohort.html", context)


@require_POST
@desk(*STAFF)
def attend(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """The sheet of one day, for all of one's own at once."""
    cohort = _cohort_or_404(request, cohort_id)
    day = parse_date(request.POST.get("day", ""))
    try:
        if day is None:
            raise Refused("请选日期。")
        changed = write_down(request.user, cohort, day, _marks(request))
    except Refused as no:
        messages.error(request, str(no))
        day = None
    else:
        messages.success(request, f"已登记，改了 {changed} 人。" if changed else "和原来一样，没有改动。")
    back = reverse("placement:cohort", args=[cohort.pk])
    return redirect(f"{back}?day={day.isoformat()}#sheet" if day else back)


@require_safe
@desk(*STAFF)
def helps(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """For whom of the caseload the certificate of this class opens vacancies, most first."""
    cohort, today = _cohort_or_404(request, cohort_id), timezone.localdate()
    found = whom_it_helps(request.user, cohort, today)
    seats = seats_of([cohort.pk]).get(cohort.pk, Seats())
    ledger.record_each(request.user, Action.VIEW, KIND, [one.client.pk for one in found], Purpose.MATCHING)
    context = {
        "cohort": cohort,
        "course": cohort.course,
        "takes": cohort.takes_sign_ups(today),
        "has_seat": seats.taken < cohort.seats and not seats.waiting,
        "found": [(one, acts_for(request.user, one.client)) for one in found],
    }
    return render(request, "placement/desk/cohort_helps.html", context)


def day_of(cohort: Cohort, today: date, asked: str) -> date | None:
    """The day of the sheet: the one asked for if it is a day of the class that has come, else the latest; None before
    the first."""
    last = min(today, cohort.ends_on)
    if last < cohort.starts_on:
        return None
    try:
        wanted = parse_date(asked)
    except ValueError:
        wanted = None
    return wanted if wanted and cohort.starts_on <= wanted <= last else last


def _cohort_or_404(request: HttpRequest, cohort_id: int) -> Cohort:
    seen = Cohort.objects.visible_to(request.user).select_related("course__base__region")
    return get_object_or_404(seen, pk=cohort_id)


def _rows(user: User, cohort: Cohort) -> list[Row]:
    mine = Enrolment.objects.visible_to(user).filter(cohort=cohort)
    return [
        row_of(one)
        for one in mine.select_related("client__caseworker", "client__residence_region").prefetch_related("attendances")
    ]


def _line(user: User, row: Row, day: date | None, rows: Iterable[Row]) -> Line:
    """A day of which nobody has written anything down begins with everybody there: one strikes out who was not."""
    own = {one.day: one for one in row.enrolment.attendances.all()}.get(day)
    fresh = not any(one.day == day for other in rows for one in other.enrolment.attendances.all())
    mark = own.state if own else Attendance.State.PRESENT if fresh else ""
    client = row.enrolment.client
    return Line(row, acts_for(user, client) and client.is_open, mark, own.hours if own and own.hours else _usual(rows))


def _usual(rows: Iterable[Row]) -> int:
    """The hours of the latest day on the sheet: a class keeps to its timetable."""
    days = [one for row in rows for one in row.enrolment.attendances.all() if one.hours]
    return max(days, key=lambda one: one.day).hours if days else A_DAY


def _waiting(user: User, cohort: Cohort, rows: Sequence[Row]) -> list[Line]:
    """Her own on the waiting list, with their place among all."""
    order = list(
        Enrolment.objects.unscoped("places on a waiting list").filter(cohort=cohort).waiting().values_list("pk")
    )
    places = {pk: place for place, (pk,) in enumerate(order, 1)}
    return [
        Line(row, acts_for(user, row.enrolment.client), "", 0, places.get(row.enrolment.pk))
        for row in rows
        if row.state == EnrolmentState.WAITING
    ]


def _marks(request: HttpRequest) -> dict[int, tuple[str, int]]:
    """What the sheet says, by number of the enrolment; what is no number is no hours."""
    found = {}
    for name, mark in request.POST.items():
        pk = id_in(name.removeprefix(MARK)) if name.startswith(MARK) else None
        if pk:
            hours = request.POST.get(f"{HOURS}{pk}", "")
            found[pk] = (str(mark), int(hours) if hours.isascii() and hours.isdigit() and len(hours) < 4 else 0)
    return found
