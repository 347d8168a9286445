"""The gauges of ``/metrics`` that are read from the database, all in a handful of queries."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from config.operations import engines, lags, work

Values = dict[tuple[str, ...], float]


@dataclass(frozen=True)
class Gauge:
    """``values`` by the values of ``labels``; () where there are none."""

    name: str
    about: str
    values: Values
    labels: tuple[str, ...] = field(default=())


def gauges(now: datetime) -> Iterator[Gauge]:
    """Each gauge. A value that nobody knows is left out: 0 would be an answer. Raises DatabaseError."""
    queue, behind = work.line(now), lags.search(now)
    yield Gauge(
        "jobs",
        "Jobs by kind: waiting and running now, the other states in the last 24 hours",
        {of: float(count) for of, count in work.by_kind(now).items()},
        ("kind", "state"),
    )
    yield _one("jobs_ready", "Jobs that a worker may take now", queue.ready)
    yield _one("jobs_running", "Jobs in somebody's hands", queue.running)
    yield _one("jobs_oldest_ready_seconds", "How long the oldest job that is ready has waited", queue.oldest or 0)
    yield _one("jobs_given_up_24h", "Jobs given up in the last 24 hours", queue.given_up)
    yield _one("schedule_missed", "Recurring jobs whose turn came and nobody asked", work.missed(now))
    yield _one("workers_alive", "Worker processes heard of lately", sum(one.is_alive for one in work.workers(now)))
    screened = lags.screening(now)
    yield _one("screening_districts", "Districts whose households are screened each night", screened.districts)
    yield _one("screening_districts_behind", "Districts left out last night", screened.behind)
    yield _one("screening_oldest_seconds", "Age of the oldest district's screening", screened.oldest)
    yield _one("search_lag_vacancies", "Vacancies that the search index does not hold as they are", behind.vacancies)
    yield _one("search_lag_seconds", "How long the oldest of them waits", behind.oldest or 0)
    backup = lags.backup(now)
    yield _one("backup_age_seconds", "Age of the last backup", now - backup.at if backup else None)
    yield _one("backup_verified", "Whether the last backup was restored and compared", backup and backup.verified)
    yield _one("database_bytes", "Size of the database", engines.database_size())
    yield _one("disk_free_bytes", "Space left where the site keeps its files", engines.disk().free)


def _one(name: str, about: str, value: float | timedelta | None) -> Gauge:
    if isinstance(value, timedelta):
        value = value.total_seconds()
    return Gauge(name, about, {} if value is None else {(): float(value)})
