"""应享未享 as light rows, for the queue and its counts; names and next steps are fetched for one page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from clients.models import Client
from people.models import User
from welfare.models import Application, TakeUpGap
from welfare.restricted import visible_entitlements

DUE_SOON = timedelta(days=7)
# Closed ones are looked up for so long.
KEPT = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class GapRow:
    """One gap. ``applied``: an application runs. ``handler`` None: nobody has taken it on."""

    pk: int
    client: int
    entitlement: str
    place: str
    why: str
    due_on: date | None
    opened_on: date
    handler: int | None
    closed_on: date | None
    applied: bool

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today

    def is_due_soon(self, today: date) -> bool:
        """Within the coming week, today included; what is overdue is not soon."""
        return self.is_open and self.due_on is not None and today <= self.due_on <= today + DUE_SOON


def of_actor(user: User) -> Any:
    """The gaps of open cases of ``user``, restricted entitlements as ``welfare.restricted`` says."""
    codes = [one.code for one in visible_entitlements(user)]
    return TakeUpGap.objects.households(user).filter(client__status=Client.Status.OPEN, entitlement__in=codes)


def rows(user: User, today: date, *, closed: bool = False) -> list[GapRow]:
    """Open gaps, the most urgent first; with ``closed`` those of the last year too, at the end. Two queries."""
    gaps = of_actor(user)
    gaps = gaps.exclude(closed_on__lt=today - KEPT) if closed else gaps.open()
    running = Application.objects.households(user).running().values_list("client_id", "entitlement")
    applied = set(running)
    found = [
        GapRow(pk, client, code, place, why, due, opened, handler, ended, ended is None and (client, code) in applied)
        for pk, client, code, place, why, due, opened, handler, ended in gaps.values_list(
            "pk",
            "client_id",
            "entitlement",
            "client__residence_region__code",
            "why",
            "due_on",
            "opened_on",
            "assigned_to_id",
            "closed_on",
        )
    ]
    return sorted(found, key=urgency)


def urgency(row: GapRow) -> tuple:
    """Open before closed, by term; what has no term after what has, the longest known first."""
    latest = -row.closed_on.toordinal() if row.closed_on else 0
    return (not row.is_open, latest, row.due_on is None, row.due_on or row.opened_on, row.opened_on, row.pk)


def families(gaps: Iterable[GapRow]) -> int:
    """How many households they are about."""
    return len({row.client for row in gaps if row.is_open})
