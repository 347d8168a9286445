"""工作日历: the table of announced years, and the statutory days that are counted by it.

A year's arrangement is entered by one person and counts once another has looked at it. Then every open term that was
counted by weekdays alone is counted again, in the same transaction, and the notice keeps which ones moved.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from chinese_calendar import Holiday, constants
from django.apps import apps as installed_apps
from django.db import IntegrityError, transaction
from django.db.models import Count, Max
from django.utils import timezone

from clients.duty_kinds import POLICE_FILE
from clients.models import Duty, HandOver, Transfer
from clients.models.hand_over import HAND_OVER_WORKDAYS
from law.case_clocks import hand_over
from law.workdays import INSTALLED, Calendar, Workday, add_workdays
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, Role, User
from welfare import departments
from welfare.holiday_notice import OFF, WORKED, Arranged
from welfare.models import CalendarDay, CalendarNotice, Deadline

KIND = "calendar"
MAY_LOAD = (Role.WELFARE_OFFICER, Role.MANAGER)
# As the notices are called; the table was read from them by the authors of chinesecalendar.
SEEDED_FROM = "国务院办公厅关于{year}年部分节假日安排的通知（随系统装入）"
FIRST_YEAR, YEARS_AHEAD = 2004, 3


Recounted = list[tuple[Any, Workday]]
# What is counted again, by the word under which a notice keeps what moved.
COUNTED: dict[str, type[Any]] = {"deadline": Deadline, "hand_over": HandOver, "transfer": Transfer, "duty": Duty}


class Moved(NamedTuple):
    """One term that ends on another day than before. ``kind``: a key of ``COUNTED``."""

    kind: str
    pk: int
    before: date
    after: date

    @classmethod
    def of(cls, row: Sequence[Any]) -> "Moved":
        """As ``CalendarNotice.moved`` keeps it."""
        kind, pk, before, after = row
        return cls(kind, pk, date.fromisoformat(before), date.fromisoformat(after))


# Counting -------------------------------------------------------------------------------------------------------------


def calendar() -> Calendar:
    """The confirmed days as the kernel takes them. One query; the days are read again only after a change."""
    counting = CalendarNotice.objects.filter(confirmed_at__isnull=False)
    return _calendar(*counting.aggregate(at=Max("confirmed_at"), last=Max("pk"), n=Count("pk")).values())


@lru_cache(maxsize=2)
def _calendar(*_latest_change: object) -> Calendar:
    years = CalendarNotice.objects.filter(confirmed_at__isnull=False).values_list("year", flat=True)
    return _of(frozenset(years), CalendarDay.objects.filter(confirmed=True).values_list("day", "kind"))


def _of(years: frozenset[int], days: Iterable[tuple[date, str]]) -> Calendar:
    by_kind: dict[str, set[date]] = defaultdict(set)
    for day, kind in days:
        by_kind[kind].add(day)
    return Calendar(years, frozenset(by_kind[OFF]), frozenset(by_kind[WORKED]))


def deadline(start: date, days: int, working: bool = True, by: Calendar | None = None) -> Workday:
    """The last day of a term of ``days`` that begins on ``start``, which is not counted (民法典第二百零一条).

    Calendar days end where they end, on a holiday too: 民法典第二百零三条 would move the end on, but nobody is ever too
    early. Only working days can be provisional.
    """
    if not working:
        return Workday(start + timedelta(days=days), False)
    return add_workdays(start, days, by or calendar())


# The years that come with the system ----------------------------------------------------------------------------------


def seed(apps=installed_apps) -> list[int]:
    """Write the installed years that no notice counts for yet; returns them. ``apps``: a migration's registry, which
    may be older than the table: nothing is written then."""
    models = {model._meta.label: model for model in apps.get_models()}
    if "welfare.CalendarNotice" not in models:
        return []
    notices, days = models["welfare.CalendarNotice"], models["welfare.CalendarDay"]
    known = set(notices.objects.filter(confirmed_at__isnull=False).values_list("year", flat=True))
    missing = sorted(INSTALLED.years - known)
    now = timezone.now()
    for year in missing:
        source = SEEDED_FROM.format(year=year)
        notice = notices.objects.create(year=year, source=source, loaded_at=now, confirmed_at=now)
        days.objects.bulk_create(
            days(notice=notice, day=one.day, kind=one.kind, name=one.name, source=source, confirmed=True)
            for one in installed_days(year)
        )
    return missing


def installed_days(year: int) -> list[Arranged]:
    """The arrangement of one year as the installed table has it."""
    table = ((OFF, constants.holidays), (WORKED, constants.workdays))
    return sorted(
        Arranged(day, kind, Holiday(name).chinese[:20])
        for kind, of_kind in table
        for day, name in of_kind.items()
        if day.year == year
    )


# A new year's notice --------------------------------------------------------------------------------------------------


@transaction.atomic
def load_notice(actor: User, year: int, days: Iterable[Arranged], source: str) -> CalendarNotice:
    """Write down the arrangement of ``year``; nothing is counted by it until somebody else has confirmed it.

    Raises Refused for who may not, without days or source, and when another one of that year waits.
    """
    _require_may_load(actor)
    arranged = list(days)
    if not FIRST_YEAR <= year <= timezone.localdate().year + YEARS_AHEAD:
        raise Refused(f"{year} 年不在可以录入的范围内。", "请核对年份。")
    if not arranged:
        raise Refused("没有读到放假或者上班的日期。", "请把国务院办公厅通知的正文整段粘贴进来。")
    if not source.strip():
        raise Refused("没有写依据。", "请填写通知的名称和文号。")
    now = timezone.now()
    try:
        with transaction.atomic():
            notice = CalendarNotice.objects.create(year=year, source=source.strip(), loaded_by=actor, loaded_at=now)
    except IntegrityError:
        raise Refused(f"{year} 年已有一份安排等待核对。", "请先核对或者作废那一份。") from None
    CalendarDay.objects.bulk_create(
        CalendarDay(notice=notice, day=one.day, kind=one.kind, name=one.name, source=notice.source) for one in arranged
    )
    ledger.record(actor, Action.CREATE, KIND, year, Purpose.WELFARE)
    return notice


@transaction.atomic
def confirm_notice(actor: User, notice: CalendarNotice) -> list[Moved]:
    """Another person looked: from now on the year is counted by it, and every open term is counted again.

    Returns the terms that ended on another day before, which the notice keeps. Raises Refused for who may not, for
    whoever entered it, and when somebody was faster.
    """
    _require_may_load(actor)
    if notice.loaded_by_id == actor.pk:
        raise Refused("录入的人不能自己核对。", "请另一位救助经办或者负责人核对。")
    waiting = CalendarNotice.objects.filter(pk=notice.pk, confirmed_at__isnull=True)
    if not waiting.update(confirmed_by=actor, confirmed_at=timezone.now()):
        raise Refused("这份安排已经有人处理过。", "请刷新页面看最新情况。")
    own = CalendarDay.objects.filter(notice=notice)
    # An arrangement may reach into the December before, whose own notice knew nothing of it.
    CalendarDay.objects.filter(confirmed=True, day__in=own.values("day")).update(confirmed=False)
    CalendarDay.objects.filter(confirmed=True, notice__year=notice.year).update(confirmed=False)
    own.update(confirmed=True)
    moved = recount()
    CalendarNotice.objects.filter(pk=notice.pk).update(
        moved=[[one.kind, one.pk, one.before.isoformat(), one.after.isoformat()] for one in moved]
    )
    ledger.record(actor, Action.CHANGE, KIND, notice.year, Purpose.WELFARE)
    notice.refresh_from_db()
    return moved


@transaction.atomic
def discard_notice(actor: User, notice: CalendarNotice) -> None:
    """Throw away what waits. Raises Refused once it counts."""
    _require_may_load(actor)
    gone, _ = CalendarNotice.objects.filter(pk=notice.pk, confirmed_at__isnull=True).delete()
    if not gone:
        raise Refused("这份安排已经有人处理过。", "请刷新页面看最新情况。")
    ledger.record(actor, Action.CHANGE, KIND, notice.year, Purpose.WELFARE)


def _require_may_load(actor: User) -> None:
    if actor.role not in MAY_LOAD:
        raise Refused("工作日历由救助经办和负责人维护。", "发现有误请告诉他们。")


# Counting again -------------------------------------------------------------------------------------------------------


@transaction.atomic
def recount() -> list[Moved]:
    """Count every open term anew by the calendar as it stands; returns those whose last day moved."""
    return _apply(_recounted(calendar()))


def would_move(notice: CalendarNotice) -> list[Moved]:
    """What ``confirm_notice`` would move, without moving it."""
    by = calendar()
    own = list(notice.days.values_list("day", "kind"))
    of_year = CalendarDay.objects.filter(confirmed=True, notice__year=notice.year).values_list("day", flat=True)
    replaced = {day for day, _ in own}.union(of_year)
    kept = [(day, OFF) for day in by.off - replaced] + [(day, WORKED) for day in by.worked - replaced]
    return _moves(_recounted(_of(by.years | {notice.year}, [*kept, *own])))


def _recounted(by: Calendar) -> dict[str, Recounted]:
    """Each open term in working days with its end by this calendar, where that or its being provisional differs."""
    why = "terms are counted again when the calendar changes"
    deadlines = Deadline.objects.unscoped(why).running().filter(working=True)
    files = Duty.objects.unscoped(why).open().filter(kind=POLICE_FILE.code).select_related("region")
    ends: dict[str, Iterable[tuple[Any, Workday]]] = {
        "deadline": ((one, add_workdays(one.counted_from, one.days, by)) for one in deadlines),
        "hand_over": _to_receive(HandOver.objects.unscoped(why).waiting(), by),
        "transfer": _to_receive(Transfer.objects.unscoped(why).waiting(), by),
        "duty": ((one, end) for one in files if (end := _of_police(one, by))),
    }
    return {kind: _differing(found) for kind, found in ends.items()}


def _to_receive(rows: Iterable[HandOver | Transfer], by: Calendar) -> Iterable[tuple[Any, Workday]]:
    return ((one, add_workdays(one.offered_on, HAND_OVER_WORKDAYS, by)) for one in rows)


def _of_police(duty: Duty, by: Calendar) -> Workday | None:
    """None where no text sets the police of that place a term any more: what was asked of them stands."""
    clock = hand_over(duty.counted_from, duty.region.code, by)
    return Workday(clock.due_on, clock.provisional) if clock.due_on else None


def _differing(ends: Iterable[tuple[Any, Workday]]) -> Recounted:
    return [(one, end) for one, end in ends if end != (one.due_on, one.due_is_provisional)]


def _moves(recounted: Mapping[str, Recounted]) -> list[Moved]:
    return [
        Moved(kind, one.pk, one.due_on, end.day)
        for kind in COUNTED
        for one, end in recounted[kind]
        if one.due_on != end.day
    ]


def _apply(recounted: Mapping[str, Recounted]) -> list[Moved]:
    moved = _moves(recounted)
    for kind, model in COUNTED.items():
        for one, end in recounted[kind]:
            one.due_on, one.due_is_provisional = end
        rows = [one for one, _ in recounted[kind]]
        model.objects.unscoped("counted again").bulk_update(rows, ["due_on", "due_is_provisional"], batch_size=500)
    departments.keep_up({one.application_id for one, _ in recounted["deadline"]})
    return moved
