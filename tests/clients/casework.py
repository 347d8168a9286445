"""Builders around the clocks of a case: kept days, leave, a report that is waited for."""

from datetime import date

from clients import clocks
from clients.models import Client, KeptDay, Leave, RehabMeasure, ReportIn
from tests.cast import MONDAY


def a_report_in(client: Client, counted_from: date = MONDAY, **fields) -> ReportIn:
    """She is to report under 社区戒毒 after a decision unless ``fields`` say otherwise."""
    fields = {"cause": "decision", "kind": "community_treatment", "region": client.residence_region, **fields}
    return ReportIn.objects.create(client=client, counted_from=counted_from, **fields)


def a_leave(client: Client, since: date, until: date, **fields) -> Leave:
    """A written report that waits for its answer; ``granted=True`` with the day."""
    fields = {"destination": "包头市昆都仑区", "why": "family", "asked_on": since, **fields}
    if fields.get("granted") is not None:
        fields.setdefault("decided_on", since)
    return Leave.objects.create(client=client, since=since, until=until, **fields)


def all_kept(measure: RehabMeasure, upto: int, kind: str = "test") -> None:
    """The planned days up to this number were kept, each on its day."""
    days = {clock.number: clock.due_on for clock in clocks.calendar_of(measure, kind, MONDAY).clocks}
    KeptDay.objects.bulk_create(
        KeptDay(measure=measure, kind=kind, number=number, on=days[number]) for number in range(1, upto + 1)
    )
