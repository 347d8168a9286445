"""部门事项 as light rows: for the list, its counts and its filters; words and names come for one page at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from clients import duty_kinds
from clients.due import Task
from clients.models import Client, Department, Duty, Transfer
from clients.owe import OF_OFFICER
from law.workdays import add_workdays, workdays_between
from people.models import Level, Role, User

SOON_WORKDAYS = 3
# Settled ones are looked up for so long.
KEPT = timedelta(days=365)

OPEN, SOON, OVERDUE, RETURNED, OVER = "open", "soon", "overdue", "returned", "over"
SETTLED = (Duty.State.DONE, Duty.State.DROPPED)


@dataclass(frozen=True, slots=True)
class Row:
    """One duty; ``home`` is the code of where the client lives, ``views`` are the lists on which it stands."""

    pk: int
    department: str
    kind: str
    state: str
    home: str
    caseworker: int
    due_on: date | None
    state_on: date
    views: tuple[str, ...]


def seen_by(user: User):
    """The duties that ``user`` may see: those of her clients or her region; an officer, those of the offices that she
    stands for, over households that she may see."""
    if user.role == Role.WELFARE_OFFICER:
        return Duty.objects.households(user).filter(department__in=OF_OFFICER)
    return Duty.objects.visible_to(user)


def departments_of(user: User) -> list[Department]:
    """Whose duties she may see at all, in their order."""
    return [one for one in Department if user.role != Role.WELFARE_OFFICER or one in OF_OFFICER]


def rows(user: User, today: date) -> list[Row]:
    """What ``user`` may see, the most urgent first; what was settled long ago is left out. One query."""
    soon = add_workdays(today, SOON_WORKDAYS).day
    found = []
    for pk, department, kind, state, home, caseworker, due_on, state_on in seen_by(user).values_list(
        "pk",
        "department",
        "kind",
        "state",
        "client__residence_region__code",
        "client__caseworker",
        "due_on",
        "state_on",
    ):
        views = _views(state, due_on, state_on, today, soon)
        if views:
            found.append(Row(pk, department, kind, state, home, caseworker, due_on, state_on, views))
    return sorted(found, key=_urgency)


def _views(state: str, due_on: date | None, state_on: date, today: date, soon: date) -> tuple[str, ...]:
    if state in SETTLED:
        return (OVER,) if state_on >= today - KEPT else ()
    late = (OVERDUE,) if due_on and due_on < today else (SOON,) if due_on and due_on <= soon else ()
    # What came back waits for us; the office's term runs on all the same.
    return (OPEN, *late, RETURNED) if state == Duty.State.RETURNED else (OPEN, *late)


def _urgency(row: Row) -> tuple:
    """By term; what has none after what has, the longest waiting first. What is settled, the latest first."""
    if row.state in SETTLED:
        return (True, -row.state_on.toordinal(), row.pk)
    return (False, row.due_on is None, row.due_on or row.state_on, row.pk)


@dataclass(frozen=True, slots=True)
class Line:
    """One cell of the overview of a region: what one office owes for the people of one place."""

    department: Department
    open: int
    overdue: int
    returned: int


def by_place(found: Iterable[Row], upper: str) -> dict[str, list[Line]]:
    """By place of residence one level below ``upper``, what each office owes for people there: open, of these overdue
    and handed back. Who is on file no deeper than ``upper`` counts under ``upper``."""
    level = next((level for level in sorted(Level) if level > len(upper)), Level.COMMUNITY)
    cells: dict[str, dict[str, list[int]]] = {}
    for row in found:
        if OPEN not in row.views:
            continue
        cell = cells.setdefault(row.home[:level], {}).setdefault(row.department, [0, 0, 0])
        cell[0] += 1
        cell[1] += OVERDUE in row.views
        cell[2] += RETURNED in row.views
    return {place: [Line(one, *cells[place].get(one, (0, 0, 0))) for one in Department] for place in sorted(cells)}


def workdays_left(due_on: date | None, as_of: date) -> int | None:
    return workdays_between(as_of, due_on).days if due_on else None


def tasks_of(client: Client, as_of: date) -> Iterator[Task]:
    """What waits for her worker: a transfer that nobody has received, what came back, what an office is late with. What
    is still in time stands on the card of the offices. Reads ``duties`` and ``transfers``: prefetch them for a list."""
    for transfer in client.transfers.all():
        if transfer.state == Transfer.State.OFFERED:
            left = workdays_left(transfer.due_on, as_of)
            yield Task("变更执行地，等对方接收", transfer.due_on, "hand_over", left)
    for duty in client.duties.all():
        office, what = duty.get_department_display(), duty_kinds.outward(duty)
        if duty.state == Duty.State.RETURNED:
            yield Task(f"{office}退回：{what}", duty.due_on or as_of, "duties")
        elif duty.state == Duty.State.OPEN and duty.due_on and duty.due_on < as_of:
            yield Task(f"{office}逾期没办：{what}", duty.due_on, "duties", workdays_left(duty.due_on, as_of))
