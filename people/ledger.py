"""The ledger: one row for each look and each change, chained so that a later change shows.

Writers take turns on the year's ``LedgerHead``. Record as late in a transaction as you can: on PostgreSQL the turn
lasts until the transaction ends.
"""

import hmac
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby, islice
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from people.models.access_event import AccessEvent, AccessEventQuerySet, Action, LedgerHead, Purpose

BATCH = 1_000


class Entry(NamedTuple):
    """One row to be, for ``record_many``: the actor as she was at the time."""

    at: datetime
    actor_id: int | None
    role: str
    region_code: str
    action: str
    kind: str
    object_id: str
    purpose: str


class OutOfTurn(Exception):
    """An entry is older than the last row of its year: the ledger only grows at the end."""


def record(actor, action: Action, kind: str, object_id: object, purpose: Purpose) -> AccessEvent:
    """Write one row now, in the caller's transaction. ``actor`` None is the system itself."""
    entry = Entry(
        at=timezone.now(),
        actor_id=actor.pk if actor else None,
        role=(actor.role if actor else None) or "",
        region_code=actor.region.code if actor and actor.region else "",
        action=Action(action),
        kind=kind,
        object_id=str(object_id),
        purpose=Purpose(purpose),
    )
    with transaction.atomic():
        head = _take_turn(_year(entry.at))
        event = _chained(head, entry)
        event.save()
        head.save()
    return event


def record_each(actor, action: Action, kind: str, object_ids: Iterable[object], purpose: Purpose) -> int:
    """One row per thing, now, in the caller's transaction, for a page that shows several; returns how many.

    The number of queries does not grow with the things.
    """
    at, role = timezone.now(), (actor.role if actor else None) or ""
    region_code = actor.region.code if actor and actor.region else ""
    entries = [
        Entry(at, actor.pk if actor else None, role, region_code, Action(action), kind, str(one), Purpose(purpose))
        for one in object_ids
    ]
    if not entries:
        return 0
    with transaction.atomic():
        head = _take_turn(_year(at))
        AccessEvent.objects.bulk_create([_chained(head, entry) for entry in entries])
        head.save()
    return len(entries)


def record_many(entries: Iterable[Entry]) -> int:
    """Write past events in bulk, oldest first; returns how many. For imports and the demo's history.

    Raises OutOfTurn if an entry is older than the one before it, or than the last row of its year; batches of
    ``BATCH`` that were written by then stay.
    """
    written = 0
    for year, of_year in groupby(entries, key=lambda entry: _year(entry.at)):
        stream = iter(of_year)
        while batch := list(islice(stream, BATCH)):
            with transaction.atomic():
                head = _take_turn(year)
                last = AccessEvent.objects.filter(year=year, number=head.number).values_list("at", flat=True).first()
                events = []
                for entry in batch:
                    if last is not None and entry.at < last:
                        raise OutOfTurn(f"{entry.at.isoformat()} is before {last.isoformat()}")
                    last = entry.at
                    events.append(_chained(head, entry))
                AccessEvent.objects.bulk_create(events)
                head.save()
            written += len(batch)
    return written


def of(kind: str, object_id: object, *also: str) -> AccessEventQuerySet:
    """What happened to one thing, latest first; ``also`` are other kinds under which the same thing is seen."""
    return AccessEvent.objects.of(kind, object_id, *also)


# The chain ------------------------------------------------------------------------------------------------------------


def _year(at: datetime) -> int:
    return timezone.localtime(at).year


def _take_turn(year: int) -> LedgerHead:
    """The head of a year, locked until the transaction ends. On SQLite the open transaction is the lock already."""
    heads = LedgerHead.objects.select_for_update()
    head = heads.filter(year=year).first()
    if head is None:
        # Two writers may both be the first of the year: the second insert does nothing, then both queue.
        LedgerHead.objects.bulk_create([LedgerHead(year=year)], ignore_conflicts=True)
        head = heads.get(year=year)
    return head


def _chained(head: LedgerHead, entry: Entry) -> AccessEvent:
    """The event that follows ``head``; moves the head on."""
    event = AccessEvent(year=head.year, number=head.number + 1, previous=head.hash, **entry._asdict())
    event.hash = digest(event)
    head.number, head.hash = event.number, event.hash
    return event


def digest(event: AccessEvent) -> str:
    """HMAC-SHA256 in hex over the row's canonical JSON, ``previous`` included."""
    row = [
        event.year,
        event.number,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.actor_id,
        event.role,
        event.region_code,
        event.action,
        event.kind,
        event.object_id,
        event.purpose,
        event.previous,
    ]
    message = json.dumps(row, ensure_ascii=True, separators=(",", ":")).encode()
    return hmac.new(settings.LEDGER_KEY.encode(), message, sha256).hexdigest()


class Break(NamedTuple):
    """The first row at which a year's chain does not hold."""

    year: int
    number: int
    reason: str


def verify(year: int, progress=lambda count: None) -> Break | None:
    """Walk one year's chain; None if every row holds. Streams: memory does not grow with the ledger.

    ``progress`` is called with the number of rows walked, now and then.
    """
    expected, previous = 1, ""
    for event in _rows(year):
        if event.number != expected:
            return Break(year, expected, f"missing: the next row that is there is number {event.number}")
        if event.previous != previous:
            return Break(year, event.number, "out of order: it does not continue the row before it")
        if not hmac.compare_digest(event.hash, digest(event)):
            return Break(year, event.number, "changed: its content does not fit its hash")
        previous = event.hash
        if expected % BATCH == 0:
            progress(expected)
        expected += 1
    progress(expected - 1)
    head = LedgerHead.objects.filter(year=year).first()
    if head is None and expected > 1:
        return Break(year, expected - 1, "the year's head row is missing")
    if head is not None and (head.number, head.hash) != (expected - 1, previous):
        return Break(year, expected, f"missing: the year's head stands at number {head.number}")
    return None


def _rows(year: int) -> Iterator[AccessEvent]:
    return AccessEvent.objects.filter(year=year).order_by("number").iterator(chunk_size=5_000)


def years() -> list[int]:
    """The years that have rows or a head, oldest first."""
    in_rows = AccessEvent.objects.order_by().values_list("year", flat=True).distinct()
    return sorted({*in_rows, *LedgerHead.objects.values_list("year", flat=True)})
