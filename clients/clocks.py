"""What falls due in a case: ``law.case_clocks`` over its records, for one client or for a caseload. Never stored.

    clocks.of_clients(caseload, today)[client.pk].due    what waits for whoever answers for her, soonest first
    clocks.of_client(client, today).measures             each running measure with its calendars and what was kept

Clients come from ``visible_to`` or through the door: whoever holds them may see their clocks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from clients import clock_facts
from clients.due import Task
from clients.models import Client, HelpEvent, KeptDay, Leave, RehabMeasure, ReportIn
from law import case_clocks as law
from law.case_clocks import Clock, Kind

# How long before its day something of ours is shown among what is to be done.
AHEAD = {
    Kind.REPORT_IN: timedelta(days=15),
    Kind.TEST: timedelta(days=7),
    Kind.VISIT: timedelta(days=7),
    Kind.LEAVE_RETURN: timedelta(days=3),
    Kind.TERM_END: timedelta(days=90),
    Kind.RELEASE_CONTACT: timedelta(days=30),
}
# What other offices owe; they stand on the page of the case and are chased as 部门事项.
OTHERS = frozenset({Kind.HAND_OVER, Kind.RELEASE_NOTICE, Kind.RELEASE_PAPERS, Kind.END_NOTICE})


@dataclass(frozen=True, slots=True)
class Due:
    """One clock that waits.

    record  of the report-in, the measure or the leave that it hangs on
    late    planned days before this one about which nobody wrote anything
    """

    clock: Clock
    record: int
    late: int = 0

    @property
    def kind(self) -> Kind:
        return self.clock.kind

    def is_near(self, as_of: date) -> bool:
        """Whether it is to be shown among what is to be done now. What has no day always is."""
        day = self.clock.due_on
        return day is None or day <= as_of + AHEAD[self.kind]


@dataclass(frozen=True, slots=True)
class Planned:
    """One day of a calendar, and what became of it: ``kept``, settled by a visit on ``seen_on``, or neither."""

    clock: Clock
    kept: KeptDay | None = None
    seen_on: date | None = None
    state: str = ""

    @property
    def is_settled(self) -> bool:
        return self.kept is not None or self.seen_on is not None

    @property
    def number(self) -> int:
        return self.clock.number


@dataclass(frozen=True, slots=True)
class MeasureClocks:
    """One measure that runs, with its calendars."""

    measure: RehabMeasure
    facts: law.MeasureFacts
    end: Clock | None
    tests: law.Series
    visits: law.Series
    test_days: tuple[Planned, ...]
    visit_days: tuple[Planned, ...]
    is_paused: bool

    @property
    def missed(self) -> int:
        """Tests to which she did not come and gave no reason. What that amounts to is not decided here."""
        return sum(one.state == KeptDay.Outcome.MISSED for one in self.test_days)


@dataclass(frozen=True, slots=True)
class CaseClocks:
    """All clocks of one case on one day.

    due        what waits for whoever answers for her: soonest first, what has no day last
    others     what other offices owe
    questions  what has to be found out before a day can be named
    absences   days away, counted beside the numbers of the law
    """

    due: tuple[Due, ...]
    others: tuple[Clock, ...]
    questions: tuple[Clock | law.Series, ...]
    measures: tuple[MeasureClocks, ...]
    absences: tuple[law.Threshold, ...]
    control_end: Clock | None = None

    def near(self, as_of: date) -> list[Due]:
        return [one for one in self.due if one.is_near(as_of)]


def of_client(client: Client, as_of: date) -> CaseClocks:
    """The clocks of one client; see ``of_clients``."""
    return of_clients([client], as_of)[client.pk]


def of_clients(clients: Sequence[Client], as_of: date) -> dict[int, CaseClocks]:
    """The clocks of each client by id, in a number of queries that does not depend on how many there are. A closed case
    has none."""
    clock_facts.read(clients)
    seen = _Visits(clients)
    return {client.pk: _case(client, as_of, seen) for client in clients}


def tasks_of(client: Client, as_of: date) -> Iterator[Task]:
    """What waits and has a day, for the list of things to do of one client. ``place`` is ``clocks``."""
    for one in of_client(client, as_of).near(as_of):
        if one.clock.due_on:
            yield Task(said(one), one.clock.due_on, "clocks")


def said(one: Due) -> str:
    """What is due in one line."""
    if one.late and one.clock.number:
        return f"{one.clock.words}，前面还有{one.late}次没有记"
    return one.clock.words


def calendar_of(measure: RehabMeasure, kind: str, as_of: date) -> law.Series:
    """The calendar of tests or visits (``KeptDay.Kind``) of one measure, over its whole term."""
    client = measure.client
    facts = clock_facts.measure_facts(measure, client.measures.all())
    series = {KeptDay.Kind.TEST: law.tests, KeptDay.Kind.VISIT: law.visits}
    return series[KeptDay.Kind(kind)](facts, client.residence_region.code, as_of)


def is_carried_out(client: Client, as_of: date) -> bool:
    """Whether a street carries a measure out on that day: begun, not over, and not standing still."""
    return any(_running(client, as_of))


def has_tests_ahead(client: Client, as_of: date) -> bool:
    """Whether the calendar of a measure that runs still plans a test. False where no calendar is known of the place."""
    region = client.residence_region.code
    return any(
        clock.due_on and clock.due_on >= as_of
        for facts in _running(client, as_of)
        for clock in reversed(law.tests(facts, region, as_of).clocks)
    )


def _running(client: Client, as_of: date) -> Iterator[law.MeasureFacts]:
    measures = client.measures.all() if client.is_open else ()
    for one in measures:
        if clock_facts.is_of_the_street(one) and one.start <= as_of and (one.end is None or one.end > as_of):
            facts = clock_facts.measure_facts(one, measures)
            if not law.is_paused(facts, as_of):
                yield facts


class _Visits:
    """Days of visits by client, asked for once, and only if some calendar of visits is known."""

    def __init__(self, clients: Sequence[Client]) -> None:
        self._ids = [client.pk for client in clients]
        self._days: dict[int, list[date]] | None = None

    def of(self, client: Client) -> Sequence[date]:
        if self._days is None:
            self._days = {pk: [] for pk in self._ids}
            events = HelpEvent.objects.unscoped("visits of clients at hand").filter(
                client__in=self._ids, kind=HelpEvent.Kind.VISIT
            )
            for pk, at in events.values_list("client", "at"):
                self._days[pk].append(timezone.localdate(at))
        return self._days[client.pk]


def _case(client: Client, as_of: date, seen: _Visits) -> CaseClocks:
    if not client.is_open:
        return CaseClocks((), (), (), (), ())
    region = client.residence_region.code
    all_measures, reports, leaves = client.measures.all(), client.report_ins.all(), list(client.leaves.all())
    facts = {one.pk: clock_facts.measure_facts(one, all_measures) for one in all_measures}
    running = tuple(
        _measure(client, one, facts[one.pk], as_of, seen) for one in all_measures if one.end is None or one.end > as_of
    )
    clocks = [
        *_reporting(reports, region),
        *(due for one in running for due in _of_measure(one, reports, region, as_of)),
        *_returning(leaves),
        *_ended(all_measures, facts, as_of),
    ]
    due = [one for one in clocks if one.kind not in OTHERS and not one.clock.open_question]
    others = [one.clock for one in clocks if one.kind in OTHERS and not one.clock.open_question]
    control = law.control_end(facts.values(), region, as_of)
    questions: list[Clock | law.Series] = [one.clock for one in clocks if one.clock.open_question]
    questions += [s for one in running for s in (one.tests, one.visits) if s.open_question]
    if control and control.open_question:
        questions.append(control)
        control = None
    is_on_a_measure = any(clock_facts.is_of_the_street(one.measure) for one in running)
    return CaseClocks(
        due=tuple(sorted(due, key=lambda one: (one.clock.due_on or date.max, one.kind, one.record))),
        others=tuple(sorted(others, key=lambda one: one.due_on or date.max)),
        questions=tuple(questions),
        measures=running,
        absences=law.absences(clock_facts.absences(leaves), as_of) if leaves and is_on_a_measure else (),
        control_end=control,
    )


def _measure(
    client: Client, measure: RehabMeasure, facts: law.MeasureFacts, as_of: date, seen: _Visits
) -> MeasureClocks:
    region = client.residence_region.code
    tests, visits = law.tests(facts, region, as_of), law.visits(facts, region, as_of)
    kept = {(one.kind, one.number): one for one in measure.kept_days.all()}
    return MeasureClocks(
        measure,
        facts,
        law.term_end(facts, as_of),
        tests,
        visits,
        tuple(planned(tests, kept, (), client.opened_on, as_of)),
        tuple(planned(visits, kept, seen.of(client) if visits.clocks else (), client.opened_on, as_of)),
        law.is_paused(facts, as_of),
    )


def planned(
    series: law.Series,
    kept: Mapping[tuple[str, int], KeptDay],
    seen: Iterable[date],
    opened_on: date,
    as_of: date,
) -> Iterator[Planned]:
    """Each day of the calendar with its state: what was written down of it (``KeptDay.Outcome``, or ``seen`` where a
    visit lies in its span), ``before`` the case was opened here, ``late``, ``now`` while its span runs, ``ahead``, or
    ``open`` where no day can be named."""
    days = sorted(seen)
    for clock in series.clocks:
        row = kept.get((series.kind.value, clock.number))
        first = clock.opens_on or clock.counted_from
        on = next((day for day in days if clock.due_on and first and first <= day <= clock.due_on), None)
        if row:
            state = row.outcome
        elif on:
            state = "seen"
        elif clock.due_on is None:
            state = "open"
        elif clock.due_on < min(opened_on, as_of):
            state = "before"
        elif clock.due_on < as_of:
            state = "late"
        else:
            state = "now" if first is None or first <= as_of else "ahead"
        yield Planned(clock, row, on, state)


def _reporting(reports: Iterable[ReportIn], region: str) -> Iterator[Due]:
    for one in reports:
        if one.dropped_on:
            continue
        if one.reported_on is None:
            yield Due(law.report_in(clock_facts.report_facts(one)), one.pk)
            yield Due(law.hand_over(one.counted_from, region), one.pk)


def _of_measure(one: MeasureClocks, reports: Iterable[ReportIn], region: str, as_of: date) -> Iterator[Due]:
    pk = one.measure.pk
    if one.end:
        yield Due(one.end, pk)
    if agreement := law.agreement(one.facts, clock_facts.moved_on(one.measure, reports)):
        yield Due(agreement, pk)
    for clock in law.release_contact(one.facts, region, as_of):
        yield Due(clock, pk)
    if not one.is_paused:
        for days in (one.test_days, one.visit_days):
            yield from _next(days, pk, as_of)


def _next(days: Sequence[Planned], pk: int, as_of: date) -> Iterator[Due]:
    """One line for a calendar: the next day where it is near, else the last that went by unwritten, else the next."""
    late = [one for one in days if one.state == "late"]
    following = next((one for one in days if one.state in ("now", "ahead")), None)
    due = Due(following.clock, pk, len(late)) if following else None
    if due and (not late or due.is_near(as_of)):
        yield due
    elif late:
        yield Due(late[-1].clock, pk, len(late) - 1)


def _returning(leaves: Iterable[Leave]) -> Iterator[Due]:
    for one in leaves:
        if one.granted and one.returned_on is None:
            yield Due(law.leave_return(one.until), one.pk)


def _ended(measures: Iterable[RehabMeasure], facts: Mapping[int, law.MeasureFacts], as_of: date) -> Iterator[Due]:
    """The notice of the police behind a measure that was lifted, as long as it can still be on its way."""
    lifted = (RehabMeasure.EndedHow.EXPIRED, RehabMeasure.EndedHow.EARLY)
    for one in measures:
        if one.end and one.end <= as_of and one.ended_how in lifted:
            clock = law.end_notice(facts[one.pk])
            if clock and clock.due_on and as_of <= clock.due_on + timedelta(days=7):
                yield Due(clock, one.pk)
