"""报名、补位、退出、到课. A result is recorded by ``record_result``."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from clients.door import KIND
from clients.may import may_change
from clients.models import Client, RehabMeasure
from employers.models import Cohort
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User
from placement.enrolment_step import QUICKER, WHY, fill_seats, free_seat, hold_class, take, write
from placement.models import Attendance, DropReason, Enrolment, EnrolmentState
from placement.models.enrolment import LONGEST_DAY
from placement.place import require_may
from placement.referral_step import hold


class Overlaps(Refused):
    """She is in another class on the same days. With ``overlap_ok`` she is enrolled all the same."""


def is_inside(client: Client, day: date) -> bool:
    """Whether she is in 强制隔离戒毒 on that day. Reads measures: prefetch them for a list."""
    return any(
        measure.kind == RehabMeasure.Kind.COMPULSORY_ISOLATION
        and measure.start <= day
        and (measure.end is None or measure.end > day)
        for measure in client.measures.all()
    )


@transaction.atomic
def enrol(
    worker: User, client: Client, cohort: Cohort, *, overlap_ok: bool = False, at: datetime | None = None
) -> Enrolment:
    """A seat for her, or a place on the waiting list where all are taken or others wait already.

    Raises Refused when she is not the worker's or closed, the class takes nobody any more, is for people inside and
    she is not (or the other way round), or she is in it already; Overlaps when another class of hers runs on the same
    days and ``overlap_ok`` does not say that this is known.
    """
    require_may(worker, client)
    now = at or timezone.now()
    hold(client.pk)
    cohort = hold_class(cohort)
    _require_takes(worker, client, cohort, timezone.localdate(now))
    mine = client.enrolments.select_related("cohort__course")
    if mine.filter(cohort=cohort).exclude(state__in=(EnrolmentState.DROPPED, EnrolmentState.CANCELLED)).exists():
        raise Refused("已经报了这个班。", "请看“培训”里的报名。")
    overlap = _overlapping(mine, cohort)
    if overlap is not None and not overlap_ok:
        raise Overlaps(f"和已报的“{overlap.cohort.course.name}”日期重叠。", "上课时间错得开的，确认后可以同时报。")
    others_wait = Enrolment.objects.unscoped(WHY).filter(cohort=cohort).waiting().exists()
    seat = None if others_wait else free_seat(cohort)
    state = EnrolmentState.WAITING if seat is None else EnrolmentState.ENROLLED
    made = Enrolment(
        client=client, cohort=cohort, state=state, seat=seat, overlap_ok=overlap is not None,
        recorded_by=worker, recorded_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        # Two at once: the constraints let one of them in.
        raise Refused(*QUICKER) from None
    write(made, "wait" if seat is None else "enrol", worker, now)
    ledger.record(worker, Action.CHANGE, KIND, client.pk, Purpose.CASE_WORK)
    return made


@transaction.atomic
def move_up(worker: User, enrolment: Enrolment, *, at: datetime | None = None) -> Enrolment:
    """Give the first of the waiting list a seat that is free, also after the first day of the class.

    Raises Refused when she is not the worker's, is not the first, the class is over or cancelled, or no seat is free.
    """
    require_may(worker, enrolment.client)
    now = at or timezone.now()
    cohort = hold_class(enrolment.cohort)
    if cohort.cancelled_on or timezone.localdate(now) > cohort.ends_on:
        raise Refused("这个班已经结束或者取消。", "请看别的班次。")
    before = Enrolment.objects.unscoped(WHY).filter(cohort=cohort).waiting().filter(pk__lt=enrolment.pk).count()
    if before:
        raise Refused(f"前面还有 {before} 位在候补。", "名额按报名先后补。")
    seat = free_seat(cohort)
    if seat is None:
        raise Refused("名额还是满的。", "有人退出，会自动补上并告诉您。")
    take(enrolment, "move_up", worker, now, seat=seat)
    return enrolment


@transaction.atomic
def drop(
    worker: User, enrolment: Enrolment, reason: str, note: str = "", *, at: datetime | None = None
) -> list[Enrolment]:
    """She leaves the class or its waiting list; who waits moves up. Returns who did.

    Raises Refused when she is not the worker's, it is over already, or no reason of the list is given; 其他 needs a
    word.
    """
    require_may(worker, enrolment.client)
    if reason not in DropReason.values:
        raise Refused("请选退出的原因。", "没有合适的选“其他”，并写明。")
    if reason == DropReason.OTHER and not note.strip():
        raise Refused("选“其他”时要写明。", "写一句话就行。")
    now = at or timezone.now()
    cohort = hold_class(enrolment.cohort)
    take(enrolment, "drop", worker, now, reason=reason, note=note)
    return fill_seats(cohort, now)


@transaction.atomic
def attend(
    worker: User, cohort: Cohort, day: date, marks: Mapping[int, tuple[str, int]], *, at: datetime | None = None
) -> int:
    """One day of a class, for several of the worker's at once: id of the enrolment → (state, 课时); "" takes the mark
    away. Returns how many changed; who is no longer among those whom she may write for is left alone.

    Raises Refused when the day is not one of the class or still ahead, or the hours make no sense.
    """
    now = at or timezone.now()
    if not cohort.starts_on <= day <= cohort.ends_on:
        raise Refused("这一天不在上课日期里。", "请核对日期。")
    if day > timezone.localdate(now):
        raise Refused("这一天还没有到。", "上了课再登记。")
    mine = Enrolment.objects.visible_to(worker).seated().filter(cohort=cohort, pk__in=marks)
    rows = [
        row
        for row in mine.select_related("client__residence_region").prefetch_related("attendances")
        if may_change(worker, row.client) and row.client.is_open
    ]
    changed = [row.client_id for row in rows if _mark(worker, row, day, *marks[row.pk], now)]
    ledger.record_each(worker, Action.CHANGE, KIND, changed, Purpose.CASE_WORK)
    return len(changed)


def _mark(worker: User, enrolment: Enrolment, day: date, state: str, hours: int, at: datetime) -> bool:
    held = next((one for one in enrolment.attendances.all() if one.day == day), None)
    if not state:
        if held is not None:
            held.delete()
        return held is not None
    if state not in Attendance.State.values:
        raise Refused("请选到、没到或请假。")
    present = state == Attendance.State.PRESENT
    if present and not 1 <= hours <= LONGEST_DAY:
        raise Refused(f"到课的填 1 到 {LONGEST_DAY} 课时。", "没有来的选“没到”或“请假”。")
    one = held or Attendance(enrolment=enrolment, day=day)
    hours = hours if present else 0
    if held is not None and (held.state, held.hours) == (state, hours):
        return False
    one.state, one.hours, one.recorded_by, one.recorded_at = state, hours, worker, at
    one.save()
    return True


def _require_takes(worker: User, client: Client, cohort: Cohort, today: date) -> None:
    if not Cohort.objects.visible_to(worker).filter(pk=cohort.pk).exists():
        raise Refused("没有这个班次。", "请在课程里重新选。")
    if cohort.cancelled_on:
        raise Refused("这个班已经取消。", "请看别的班次。")
    if not cohort.takes_sign_ups(today):
        raise Refused("报名已经截止。", "请看这门课的下一班，或者别的课程。")
    inside = is_inside(client, today)
    if inside and not cohort.course.inside:
        raise Refused("现在还在所内，只能报所内的班。", "出所以后再报外面的班。")
    if cohort.course.inside and not inside:
        raise Refused("这是所内的班，只收在所内的人。", "请看外面的班次。")


def _overlapping(enrolments, cohort: Cohort) -> Enrolment | None:
    """A class of hers that is not over and shares a day with this one."""
    return (
        enrolments.live()
        .filter(cohort__starts_on__lte=cohort.ends_on, cohort__ends_on__gte=cohort.starts_on)
        .exclude(cohort=cohort)
        .first()
    )


def days_of(cohort: Cohort, until: date) -> list[date]:
    """The days of the class up to ``until``, first to last."""
    last = min(cohort.ends_on, until)
    return [cohort.starts_on + timedelta(days=n) for n in range((last - cohort.starts_on).days + 1)]
