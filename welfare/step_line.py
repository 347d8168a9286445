"""The way of one application as a line: what was done when, what is due when, what comes later, each with its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from law.workdays import Calendar, workdays_between
from welfare import procedure
from welfare.models import Application, ApplicationEvent, Deadline
from welfare.models.application import CLOSED, State
from welfare.rules.entitlement import Step

DONE, DUE, LATE, COMING, SKIPPED, OTHER = "done", "due", "late", "coming", "skipped", "other"
# A refusal decides as well; who has visited has begun.
ALSO = {"grant": ("refuse",), "start_survey": ("survey",)}
TONES = {DONE: "good", DUE: "wait", LATE: "bad"}


@dataclass(frozen=True, slots=True)
class Line:
    """One step.

    standing  DONE; DUE with a running term, LATE after it; COMING; SKIPPED: a later move came without it; OTHER: no
              move shows it
    took      days used, in the unit of the term; None where no term ran
    left      days until the term ends, negative after it
    """

    step: Step
    standing: str
    done_on: date | None = None
    clock: Deadline | None = None
    took: int | None = None
    left: int | None = None

    @property
    def tone(self) -> str:
        return TONES.get(self.standing, "plain")

    @property
    def term(self) -> str:
        """What the text allows: 3 个工作日, 至少 7 天, 6 个月."""
        step = self.step
        if step.months:
            return f"{' 或 '.join(map(str, step.months))} 个月"
        days = self.clock.days if self.clock else step.days
        if days is None:
            return ""
        return f"{'至少 ' if step.at_least else ''}{days} {'个工作日' if step.working else '天'}"

    @property
    def is_owed(self) -> bool:
        """Whether a term runs that somebody can miss."""
        return self.clock is not None and self.standing in (DUE, LATE) and not self.clock.at_least

    @property
    def is_over(self) -> bool:
        """Whether a publicity has lasted its days."""
        return self.standing == DONE or (self.left is not None and self.left < 0)

    @property
    def counted(self) -> int | str:
        """The working days left, as ``c-due`` takes them; nothing for a term in plain days."""
        return "" if self.left is None or not (self.clock and self.clock.working) else self.left

    @property
    def unit(self) -> str:
        return "个工作日" if self.clock and self.clock.working else "天"


def lines(
    application: Application,
    events: Sequence[ApplicationEvent],
    clocks: Sequence[Deadline],
    today: date,
    calendar: Calendar,
) -> list[Line]:
    """The steps of the entitlement in their order; asks the database nothing.

    Steps that only a refusal calls for are left out unless it came to that; after the end nothing is to come.
    """
    refused = any(event.move == "refuse" for event in events)
    over = application.state in CLOSED and application.state != State.PAYING
    found = []
    for step in application.declared.steps:
        if step.ends_with == "notify" and not refused:
            continue
        line = _line(step, events, _clock_of(step, clocks), today, calendar)
        if over and line.standing in (COMING, SKIPPED):
            continue
        found.append(line)
    return found


def _clock_of(step: Step, clocks: Sequence[Deadline]) -> Deadline | None:
    """The step's clock; of one that comes round the running turn, else the last."""
    own = [clock for clock in clocks if clock.step == step.name or (step.months and clock.step.startswith(step.name))]
    running = [clock for clock in own if clock.is_running]
    return next(iter(running or own[::-1]), None)


def _line(
    step: Step, events: Sequence[ApplicationEvent], clock: Deadline | None, today: date, calendar: Calendar
) -> Line:
    if clock is not None and clock.is_running:
        left = _days(clock, today, clock.due_on, calendar)
        late = clock.due_on < today and not clock.at_least
        return Line(step, LATE if late else DUE, clock=clock, left=left)
    done_on = clock.met_on if clock else _shown_on(step, events)
    if done_on is not None:
        took = _days(clock, clock.counted_from, done_on, calendar) if clock else None
        return Line(step, DONE, done_on, clock, took)
    if not step.ends_with:
        return Line(step, OTHER)
    return Line(step, SKIPPED if _passed(step, events) else COMING)


def _shown_on(step: Step, events: Sequence[ApplicationEvent]) -> date | None:
    """The day of the move that is this step. A later one meets a term, but does not show a visit that nobody made."""
    same = {step.ends_with, *ALSO.get(step.ends_with, ())} - {""}
    return next((event.on for event in events if event.move in same), None)


def _passed(step: Step, events: Sequence[ApplicationEvent]) -> bool:
    order = procedure.ORDER
    if step.ends_with not in order:
        return False
    return any(event.move in order and order.index(event.move) > order.index(step.ends_with) for event in events)


def _days(clock: Deadline, start: date, end: date, calendar: Calendar) -> int:
    return workdays_between(start, end, calendar).days if clock.working else (end - start).days
