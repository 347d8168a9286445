"""救助申请 as light rows: for the list, its counts and its filters; names are fetched for one page at a time."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from law.workdays import Calendar, add_workdays, workdays_between
from people.models import User
from welfare.calendar import calendar
from welfare.models import Application, Deadline
from welfare.models.application import CLOSED, State
from welfare.restricted import visible_entitlements

SOON_WORKDAYS = 5
# A review is on the list for so long before it is due; it takes a visit.
REVIEW_AHEAD = timedelta(days=30)
# Settled ones are looked up for so long.
KEPT = timedelta(days=365)

RUNNING, SOON, OVERDUE, REVIEW, DONE = "running", "soon", "overdue", "review", "done"


class Clock(NamedTuple):
    """The term that ends first. ``left``: days until its last day, working days if it counts those; negative after."""

    step: str
    due_on: date
    left: int
    working: bool
    provisional: bool

    @property
    def counted(self) -> int | str:
        """The working days left, as ``c-due`` takes them; nothing for a term in plain days."""
        return self.left if self.working else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One application; ``views`` are the lists on which it stands. ``clock`` None: no term runs."""

    pk: int
    entitlement: str
    place: str
    state: str
    officer: int | None
    started_on: date
    clock: Clock | None
    views: tuple[str, ...]


def rows(user: User, today: date) -> list[Row]:
    """What ``user`` may see, the most urgent first. Three queries, however many there are."""
    codes = [one.code for one in visible_entitlements(user)]
    mine = {"entitlement__in": codes}
    clocks: dict[int, Clock] = {}
    by = calendar()
    terms = (
        Deadline.objects.households(user)
        .to_keep()
        .filter(application__entitlement__in=codes)
        .order_by("due_on", "pk")
        .values_list("application_id", "step", "due_on", "working", "due_is_provisional")
    )
    for application, step, due_on, working, provisional in terms:
        clocks.setdefault(application, Clock(step, due_on, _left(today, due_on, working, by), working, provisional))
    found = []
    for pk, code, place, state, officer, started_on in (
        Application.objects.households(user)
        .filter(**mine)
        .order_by("-started_on", "-pk")
        .values_list("pk", "entitlement", "client__residence_region__code", "state", "officer_id", "started_on")
    ):
        clock = clocks.get(pk)
        found.append(
            Row(pk, code, place, state, officer, started_on, clock, _views(state, started_on, clock, today, by))
        )
    return sorted((row for row in found if row.views), key=urgency)


def _left(today: date, due_on: date, working: bool, by: Calendar) -> int:
    return workdays_between(today, due_on, by).days if working else (due_on - today).days


def _views(state: str, started_on: date, clock: Clock | None, today: date, by: Calendar) -> tuple[str, ...]:
    if state == State.PAYING:
        due = clock is not None and clock.due_on <= today + REVIEW_AHEAD
        late = (OVERDUE,) if clock is not None and clock.due_on < today else ()
        return (REVIEW, *late, DONE) if due else (DONE,)
    # After a refusal the written notice is still owed.
    if state in CLOSED and clock is None:
        return (DONE,) if started_on >= today - KEPT else ()
    if clock is None:
        return (RUNNING,)
    if clock.due_on < today:
        return (RUNNING, OVERDUE)
    return (RUNNING, SOON) if clock.due_on <= add_workdays(today, SOON_WORKDAYS, by).day else (RUNNING,)


def urgency(row: Row) -> tuple:
    """By term; what has none after what has, the longest waiting first."""
    return (row.clock is None, row.clock.due_on if row.clock else row.started_on, row.pk)


def counts(user: User, today: date) -> dict[str, int]:
    """How many stand on each list, by RUNNING, SOON, OVERDUE, REVIEW and DONE."""
    found = rows(user, today)
    return {view: sum(view in row.views for row in found) for view in (RUNNING, SOON, OVERDUE, REVIEW, DONE)}
