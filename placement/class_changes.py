"""What happens to enrolments without anybody pressing: a class changed or cancelled, a case closed."""

from typing import Any

from django.utils import timezone

from clients.close_case import case_closed
from clients.models import Client
from employers.keep_training import class_changed
from employers.models import Cohort
from people.errors import Refused
from placement.enrolment_step import WHY, fill_seats, free_seat, hold_class, take, tell
from placement.models import DropReason, Enrolment


def connect() -> None:
    """Listen to the lower floors."""
    class_changed.connect(on_class_changed)
    case_closed.connect(on_case_closed)


def on_class_changed(sender: Any, cohort: Cohort, **rest: Any) -> None:
    """Cancelled: everybody's enrolment is over and her caseworker told. Otherwise who waits moves up to new seats.

    Raises Refused, so that nothing changes, when there are fewer seats than people on them.
    """
    cohort, now = hold_class(cohort), timezone.now()
    rows = Enrolment.objects.unscoped(WHY).filter(cohort=cohort).select_related("client__caseworker")
    if cohort.cancelled_on:
        for enrolment in rows.live():
            take(enrolment, "cancel", None, now)
            tell(enrolment, f"“{cohort.course.name}”{cohort.starts_on:%m月%d日}这一班取消了，请告诉本人，看看别的班。")
        return
    taken = rows.seated().count()
    if taken > cohort.seats:
        raise Refused(f"已经有 {taken} 人占了名额，名额不能比这少。", "请先请几位改报别的班，或者不减名额。")
    for enrolment in rows.seated().filter(seat__gt=cohort.seats):
        rows.filter(pk=enrolment.pk).update(seat=free_seat(cohort))
    fill_seats(cohort, now)


def on_case_closed(sender: Any, client: Client, **rest: Any) -> None:
    """Nobody answers for her any more: her seat goes to who waits, in the transaction of the closing."""
    now = timezone.now()
    for enrolment in client.enrolments.live().select_related("client__caseworker", "cohort"):
        cohort = hold_class(enrolment.cohort)
        take(enrolment, "drop", None, now, reason=DropReason.CASE)
        fill_seats(cohort, now)
