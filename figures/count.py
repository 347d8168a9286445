"""计数: every figure of one month as it is on record at this moment. Reads, and writes nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from figures.catalogue.table import FIGURES
from figures.figure import Figure, Kind, Row
from figures.period import Period, period_of

# {region code: number}; of a median {region code: {value: how many}}.
Counts = dict[str, int | dict[str, int]]


@dataclass(slots=True)
class Counted:
    """One figure: numbers by the region as deep as it is known, and the ids behind each."""

    counts: Counts = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)


def count_month(month: date, as_of: date, *, only: frozenset[str] | None = None) -> dict[str, Counted]:
    """{code: counted} of the figures that are recorded (and in ``only``), and for which somebody had looked. All of it
    is read from one snapshot.

    month  its first day; as_of  the day up to which a running month is counted. ValueError for a month not begun.
    """
    period = period_of(month, as_of)
    with one_snapshot():
        return {
            figure.code: counted(figure, period)
            for figure in FIGURES
            if figure.rows is not None
            and (only is None or figure.code in only)
            and (figure.looked is None or figure.looked(period))
        }


def counted(figure: Figure, period: Period) -> Counted:
    """One figure of one period."""
    rows = sorted(figure.rows(period)) if figure.rows else []
    found = Counted()
    for row in rows:
        found.rows.setdefault(row.region, []).append(row.id)
        _add(found.counts, figure.kind, row)
    return found


def _add(counts: Counts, kind: Kind, row: Row) -> None:
    if kind == Kind.MEDIAN:
        values: dict[str, int] = counts.setdefault(row.region, {})  # type: ignore[assignment]
        values[str(row.value)] = values.get(str(row.value), 0) + 1
    else:
        before: int = counts.get(row.region, 0)  # type: ignore[assignment]
        counts[row.region] = before + row.value


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Everything read within comes from the same moment, so that parts fit their whole; nobody's writing waits for it.

    Inside a transaction of the caller it is the caller's affair.
    """
    if connection.in_atomic_block:
        yield
        return
    begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if connection.vendor == "postgresql" else "BEGIN DEFERRED"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
