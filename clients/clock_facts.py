"""The records of a case as the plain facts that ``law.case_clocks`` counts from."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import prefetch_related_objects

from clients.models import Client, Leave, RehabMeasure, ReportIn
from law import case_clocks as law

# All that the clocks of a case read beside the client and her region.
READ = ("measures__pauses", "measures__kept_days", "report_ins", "leaves")
_COMMUNITY = (RehabMeasure.Kind.COMMUNITY_TREATMENT, RehabMeasure.Kind.COMMUNITY_RECOVERY)


def read(clients: Sequence[Client]) -> None:
    """Load what the clocks of these clients read: as many queries for a caseload as for one, none for what is there."""
    prefetch_related_objects(clients, "residence_region", *READ)


def is_of_the_street(measure: RehabMeasure) -> bool:
    """Whether a street carries this kind of measure out: only such have a report-in, an agreement and a calendar."""
    return measure.kind in _COMMUNITY


def measure_facts(measure: RehabMeasure, others: Iterable[RehabMeasure] = ()) -> law.MeasureFacts:
    """One measure; ``others``: all of the same client, from which a change from 强制隔离戒毒 is seen."""
    return replace(measure.facts(), carried_days=carried_days(measure, others))


def carried_days(measure: RehabMeasure, others: Iterable[RehabMeasure]) -> int | None:
    """Days served before this measure that count toward it: as recorded; 0 where nothing was changed into it; None
    where a 强制隔离戒毒 was and nobody has written the days down (戒毒条例第三十一条)."""
    if measure.carried_days is not None:
        return measure.carried_days
    return None if changed_from(measure, others) else 0


def changed_from(measure: RehabMeasure, others: Iterable[RehabMeasure]) -> RehabMeasure | None:
    """The 强制隔离戒毒 that was changed into this 社区戒毒, None where there was none: it ended as changed, before this
    one began, and nothing else that a street carries out lies between."""
    if measure.kind != RehabMeasure.Kind.COMMUNITY_TREATMENT:
        return None
    before = [one for one in others if one.pk != measure.pk and one.start <= measure.start]
    last = max(before, key=lambda one: (one.start, one.pk), default=None)
    was_changed = (
        last is not None
        and last.kind == RehabMeasure.Kind.COMPULSORY_ISOLATION
        and last.ended_how == RehabMeasure.EndedHow.CHANGED
    )
    return last if was_changed else None


def report_facts(report: ReportIn) -> law.ReportIn:
    return law.ReportIn(report.counted_from, report.cause, report.reported_on, report.kind)


def absences(leaves: Iterable[Leave]) -> tuple[law.Absence, ...]:
    """Days away, each with whether leave was given.

    With leave: what was granted. Without: what was entered as nobody asked. Not known: what was reported and nobody
    has decided, and the days behind a granted leave from which she came back late: it may have been made longer.
    A report that was refused is no absence: whoever left all the same is entered as such.
    """
    spells = []
    for leave in leaves:
        back = leave.returned_on - timedelta(days=1) if leave.returned_on else None
        if leave.granted:
            spells.append(law.Absence(leave.since, leave.until, True))
            if back is None or back > leave.until:
                spells.append(law.Absence(leave.until + timedelta(days=1), back, None))
        elif not (leave.granted is False and leave.asked_on):
            # Back on the day on which she left: away for that day.
            last = max(back, leave.since) if back else None
            spells.append(law.Absence(leave.since, last, leave.granted))
    return tuple(spells)


def moved_on(measure: RehabMeasure, reports: Iterable[ReportIn]) -> date | None:
    """The day of the last report-in at a new place under this measure, from which a new agreement is due."""
    days = (
        one.reported_on
        for one in reports
        if one.cause == ReportIn.Cause.MOVED and one.reported_on and one.measure_id == measure.pk
    )
    return max(days, default=None)
