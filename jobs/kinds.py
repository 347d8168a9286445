"""Every kind of work the site knows: a function, its Chinese title, and how patient to be with it.

An app writes its kinds into its ``tasks.py``:

    @job("intake.apply", title="批量导入服务对象")
    def apply(job: Job, progress: Progress) -> dict:
        ...
        return {"added": 480, "url": batch.get_absolute_url()}
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from celery.schedules import crontab
from django.utils.module_loading import autodiscover_modules

Work = Callable[..., Mapping[str, Any] | None]


@dataclass(frozen=True)
class Kind:
    """One kind of work.

    lease         how long a runner may stay silent before another takes over; ``progress()`` renews it
    max_attempts  takings before the work is given up; a killed worker costs one
    backoff       pause after the first stumble, doubled after each further one, at most an hour
    every         recurring: due by this table, asked by nobody
    """

    name: str
    title: str
    work: Work
    lease: timedelta = timedelta(minutes=2)
    max_attempts: int = 5
    backoff: timedelta = timedelta(seconds=30)
    every: crontab | None = None


_KINDS: dict[str, Kind] = {}


def job(name: str, *, title: str, **options: Any) -> Callable[[Work], Work]:
    """Register a function as the work of kind ``name``; ``options`` are fields of ``Kind``.

    The function gets the job and its ``Progress``, and returns what goes into ``job.result`` (figures, ids, and
    ``url`` for a link), or None. It may run again after a crash: put each step's effects and its ``progress()`` into
    one transaction and begin at ``job.progress_done``, and nothing happens twice.
    """

    def register(work: Work) -> Work:
        known = _KINDS.get(name)
        if known is not None and (known.work.__module__, known.work.__qualname__) != (
            work.__module__,
            work.__qualname__,
        ):
            raise ValueError(f"two functions for jobs of kind {name!r}")
        _KINDS[name] = Kind(name, title, work, **options)
        return work

    return register


@cache
def _discover() -> None:
    autodiscover_modules("tasks")


def kind_of(name: str) -> Kind | None:
    """The registered kind, None if no installed app knows it."""
    _discover()
    return _KINDS.get(name)


def recurring() -> list[Kind]:
    """The kinds that come round by themselves, by name."""
    _discover()
    return sorted((kind for kind in _KINDS.values() if kind.every is not None), key=lambda kind: kind.name)
