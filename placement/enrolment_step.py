"""One step of an enrolment, and who comes next: decided by conditional updates, written down, told to the caseworker.

Nobody but ``enrol_in_course``, ``record_result`` and ``class_changes`` takes a step: they know who may. Locks are taken
in the order client, class; SQLite has one writer at a time.
"""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from clients.door import KIND
from employers.models import Cohort
from jobs.notify import notify
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User
from placement.models import Enrolment, EnrolmentEvent, EnrolmentState
from placement.models.enrolment import MOVES, SEATED

QUICKER = "这条报名刚刚有人更新过。", "请刷新页面看最新进度。"
LONGEST_NOTE = 300
WHY = "seats of a class are counted, whoever sits on them"


def hold_class(cohort: Cohort) -> Cohort:
    """The class as it is now, with nobody else changing who sits in it until the end of the transaction."""
    rows = Cohort.objects.select_related("course")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    return rows.get(pk=cohort.pk)


def free_seat(cohort: Cohort) -> int | None:
    """The lowest number of a seat that nobody has; None when all are taken."""
    taken = set(Enrolment.objects.unscoped(WHY).filter(cohort=cohort).seated().values_list("seat", flat=True))
    return next((number for number in range(1, cohort.seats + 1) if number not in taken), None)


@transaction.atomic
def take(
    enrolment: Enrolment,
    name: str,
    actor: User | None,
    at: datetime,
    *,
    reason: str = "",
    note: str = "",
    **changes: Any,
) -> None:
    """Take one step of ``MOVES`` and write it down, or raise Refused and change nothing. ``actor`` None: the system."""
    move = MOVES[name]
    if enrolment.state not in move.sources:
        state = EnrolmentState(enrolment.state)
        raise Refused(f"现在是“{state.label}”，不能再办这一步。", "请刷新页面看最新进度。")
    if len(note) > LONGEST_NOTE:
        raise Refused(f"说明太长，最多 {LONGEST_NOTE} 字。", "请写得简短一些。")
    if move.target not in SEATED:
        changes["seat"] = None
    mine = Enrolment.objects.unscoped("one step of an enrolment at hand").filter(pk=enrolment.pk)
    if not mine.filter(state=enrolment.state).update(state=move.target, **changes):
        raise Refused(*QUICKER)
    source = enrolment.state
    enrolment.state = move.target
    for field, value in changes.items():
        setattr(enrolment, field, value)
    write(enrolment, name, actor, at, source=source, reason=reason, note=note.strip())
    ledger.record(actor, Action.CHANGE, KIND, enrolment.client_id, Purpose.CASE_WORK)


def write(enrolment: Enrolment, name: str, actor: User | None, at: datetime, **details: str) -> None:
    EnrolmentEvent.objects.create(
        enrolment=enrolment,
        name=name,
        target=MOVES[name].target,
        at=at,
        recorded_by=actor,
        recorded_at=timezone.now(),
        **details,
    )


def fill_seats(cohort: Cohort, at: datetime) -> list[Enrolment]:
    """Call up who waits, in order, as long as there are seats; her caseworker is told. Returns who moved up.

    To be called with the class held. After the first day, or the last for signing up if that is later, nobody is
    called up by itself any more.
    """
    if cohort.cancelled_on or timezone.localdate(at) > max(cohort.starts_on, cohort.sign_up_until or cohort.starts_on):
        return []
    moved = []
    waiting = Enrolment.objects.unscoped(WHY).filter(cohort=cohort).waiting().select_related("client__caseworker")
    for enrolment in waiting.filter(client__status="open"):
        seat = free_seat(cohort)
        if seat is None:
            break
        take(enrolment, "move_up", None, at, seat=seat)
        tell(enrolment, f"“{cohort.course.name}”有了名额，候补的一位已经排上，请告诉本人。")
        moved.append(enrolment)
    return moved


def tell(enrolment: Enrolment, text: str) -> None:
    """A line for the caseworker; it names the course and nobody."""
    notify(enrolment.client.caseworker, text[:200], "placement:enrolment", [enrolment.pk])
