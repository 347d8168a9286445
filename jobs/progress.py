"""What a running job uses to say how far it is, and by which it keeps its lease."""

import time
from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from jobs.models import Job, State

# Often enough for the screen; each write costs a transaction.
SECONDS_BETWEEN_WRITES = 0.5


class LeaseLost(Exception):
    """Another worker has this job now: stop and write nothing more."""


class Stopping(Exception):
    """The process is about to end: the job goes back to the queue from where it stands."""


class Progress:
    """Call it now and then: ``progress(done, total, note)``.

    Raises LeaseLost or Stopping, which the work must let pass. Inside a transaction it always writes, so that the
    step's effects and its mark are kept or lost together; outside it writes at most twice a second.
    """

    def __init__(self, job: Job, lease: timedelta, stopping: Callable[[], bool]) -> None:
        self._job = job
        self._lease = lease
        self._stopping = stopping
        self._written = 0.0
        self._behind = False

    def __call__(self, done: int, total: int | None = None, note: str = "") -> None:
        """``done`` steps of ``total`` (None: unknown) are behind us; ``note`` is Chinese, for the screen."""
        job = self._job
        total = job.progress_total if total is None else total
        if total is not None and done > total:
            raise ValueError(f"{done} steps done of {total}")
        job.progress_done, job.progress_total, job.note = done, total, note or job.note
        if self._stopping():
            if not connection.in_atomic_block:
                self._write()
            raise Stopping
        due = time.monotonic() - self._written >= SECONDS_BETWEEN_WRITES
        if due or connection.in_atomic_block:
            self._write()
        else:
            self._behind = True

    def flush(self) -> None:
        """Write what the last calls left in memory."""
        if self._behind:
            self._write()

    def _write(self) -> None:
        job = self._job
        held = Job.objects.filter(pk=job.pk, state=State.RUNNING, attempts=job.attempts).update(
            progress_done=job.progress_done,
            progress_total=job.progress_total,
            note=job.note,
            lease_until=timezone.now() + self._lease,
        )
        if not held:
            raise LeaseLost
        self._written = time.monotonic()
        self._behind = False
