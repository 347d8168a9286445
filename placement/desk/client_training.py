"""培训 of one client: courses that open vacancies for her, and what she has signed up for."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from clients.door import open_case
from clients.models import Client
from employers.models import Cohort, Course
from people.doors import desk
from people.errors import Refused
from people.models import Purpose, Role
from placement.best_vacancies import Found
from placement.course_finder import Offer, courses_for
from placement.desk.referral import acts_for
from placement.enrol_in_course import Overlaps, enrol
from placement.models import Attendance, Enrolment, EnrolmentState

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
# Vacancies of one course that are shown before the rest is folded away.
AT_ONCE = 3
TONES = {
    EnrolmentState.WAITING: "wait",
    EnrolmentState.ENROLLED: "good",
    EnrolmentState.COMPLETED: "good",
    EnrolmentState.FAILED: "bad",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One enrolment as the lists show it; ``hours`` attended, ``missed`` days of 没到."""

    enrolment: Enrolment
    state: EnrolmentState
    tone: str
    hours: int
    missed: int


def row_of(enrolment: Enrolment) -> Row:
    """Reads attendances: prefetch them for a list."""
    days, state = list(enrolment.attendances.all()), EnrolmentState(enrolment.state)
    return Row(
        enrolment,
        state,
        TONES.get(state, "plain"),
        sum(one.hours for one in days),
        sum(one.state == Attendance.State.ABSENT for one in days),
    )


@require_safe
@desk(*STAFF)
def of_client(request: HttpRequest, client_id: int) -> HttpResponse:
    """Her enrolments, then the courses: those that open most first."""
    client = open_case(request, client_id, Purpose.MATCHING)
    return _page(request, client)


@require_POST
@desk(*STAFF)
def sign_up(request: HttpRequest, client_id: int, cohort_id: int) -> HttpResponse:
    """A seat, or a place on the waiting list. A class on the same days is asked about, once."""
    client = open_case(request, client_id, Purpose.MATCHING)
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user).select_related("course"), pk=cohort_id)
    try:
        made = enrol(request.user, client, cohort, overlap_ok=bool(request.POST.get("overlap_ok")))
    except Overlaps as no:
        return _page(request, client, overlap=(cohort, no))
    except Refused as no:
        messages.error(request, str(no))
    else:
        waits = made.state == EnrolmentState.WAITING
        said = "名额满了，已排上候补。有名额会自动补上并告诉您。" if waits else f"已报名“{cohort.course.name}”。"
        messages.success(request, said)
    return redirect("placement:client_training", client.pk)


def _page(request: HttpRequest, client: Client, *, overlap: tuple[Cohort, Overlaps] | None = None) -> HttpResponse:
    today = timezone.localdate()
    rows = [
        row_of(one) for one in client.enrolments.select_related("cohort__course__base").prefetch_related("attendances")
    ]
    found = courses_for(client, request.user, today) if client.is_open else None
    offers = found.offers if found else ()
    context = {
        "client": client,
        "today": today,
        "running": [row for row in rows if row.enrolment.is_live],
        "over": [row for row in rows if not row.enrolment.is_live][::-1],
        "found": found,
        "opening": _shown([offer for offer in offers if offer.opens]),
        "others": [offer for offer in offers if not offer.opens],
        "may": acts_for(request.user, client) and client.is_open,
        "overlap": overlap,
    }
    return render(request, "placement/desk/client_training.html", context, status=409 if overlap else 200)


@dataclass(frozen=True, slots=True)
class Shown:
    """One offer as the page shows it: its best vacancies and the rest of them, or ``like``: the course above that leads
    to the same certificate and so opens the same."""

    offer: Offer
    best: tuple[Found, ...]
    rest: tuple[Found, ...]
    like: Course | None = None


def _shown(offers: Iterable[Offer]) -> list[Shown]:
    above: dict[str, Course] = {}
    rows = []
    for offer in offers:
        like = above.setdefault(offer.course.certificate, offer.course)
        is_new = like is offer.course
        opened = offer.opened if is_new else ()
        rows.append(Shown(offer, opened[:AT_ONCE], opened[AT_ONCE:], None if is_new else like))
    return rows
