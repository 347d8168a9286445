"""Whom to ask whether she is still at work: one line per job, however many of its follow-ups wait."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Any

from clients.models import Client
from placement.models import FollowUp, Placement

AHEAD = timedelta(days=14)


class When(StrEnum):
    """due: its day has come; later: tried in vain, and to be tried again on a day ahead; ahead: within two weeks."""

    DUE = "due"
    LATER = "later"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One job with what it waits for.

    follow_up  the one to be asked: the latest whose day has come, for its answer covers the earlier ones; else the next
    day        its age in days; ``earlier`` those whose day came before and that wait, too
    since      the day on which the first of them was due; ``again_on`` when to try again, if that is ahead
    attempts   how often nobody was reached
    """

    placement: int
    follow_up: int
    day: int
    due_on: date
    earlier: tuple[int, ...]
    since: date
    again_on: date | None
    attempts: int
    when: When


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A ``Waiting`` with the records that a line of a page shows."""

    waiting: Waiting
    placement: Placement
    follow_up: FollowUp

    @property
    def client(self) -> Client:
        found: Client = self.placement.client
        return found


def waiting(follow_ups: Any, as_of: date) -> list[Waiting]:
    """The jobs of a scoped queryset of follow-ups that wait for an answer, longest due first; then those to be tried
    again, then those of the next two weeks. Jobs that have ended and closed cases have nothing to ask. One query."""
    rows = (
        follow_ups.waiting()
        .filter(
            due_on__lte=as_of + AHEAD, placement__ended_on__isnull=True, placement__client__status=Client.Status.OPEN
        )
        .order_by("placement_id", "day")
        .values_list("placement_id", "pk", "day", "due_on", "again_on", "attempts")
    )
    found = [_waiting(list(of_one), as_of) for _, of_one in groupby(rows, key=lambda row: row[0])]
    order = list(When)
    return sorted(found, key=lambda one: (order.index(one.when), one.again_on or one.since, one.placement))


def _waiting(rows: Sequence[tuple[int, int, int, date, date | None, int]], as_of: date) -> Waiting:
    come = [row for row in rows if row[3] <= as_of] or rows[:1]
    placement, follow_up, day, due_on, _, _ = come[-1]
    again = max((row[4] for row in come if row[4]), default=None)
    when = When.AHEAD if due_on > as_of else When.LATER if again and again > as_of else When.DUE
    return Waiting(
        placement, follow_up, day, due_on, tuple(row[2] for row in come[:-1]), come[0][3],
        again if when == When.LATER else None, sum(row[5] for row in come), when,
    )  # fmt: skip


def filled(follow_ups: Any, rows: Iterable[Waiting]) -> list[ToAsk]:
    """The lines with their records, in the same order; ``follow_ups`` is the scoped queryset again. One query."""
    rows = list(rows)
    found = {
        one.pk: one
        for one in follow_ups.filter(pk__in=[row.follow_up for row in rows]).select_related(
            "placement__client__residence_region__parent", "placement__client__caseworker", "placement__enterprise"
        )
    }
    return [ToAsk(row, found[row.follow_up].placement, found[row.follow_up]) for row in rows if row.follow_up in found]
