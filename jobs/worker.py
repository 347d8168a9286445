"""The worker: takes what is ready, one job after the other. A thread of the site, or a process of its own."""

import atexit
import logging
import os
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from jobs import schedule, send
from jobs.models import Job
from jobs.run import run

logger = logging.getLogger(__name__)

# How often an idle worker looks, when nobody wakes it: other processes' jobs and expired leases wait this long.
IDLE_SECONDS = 3.0
# How often the clock of the recurring kinds is looked at.
TICK_SECONDS = 30.0
# After a database error: long enough for a restart or the first migration.
TROUBLE_SECONDS = 10.0
# How long the end of the process waits for the running job to reach its next progress().
GOODBYE_SECONDS = 5.0


def drain(stopping: Callable[[], bool] = lambda: False) -> int:
    """Do everything that is ready now, oldest first; returns how many jobs were taken."""
    taken = 0
    passed_by: set[int] = set()
    while not stopping():
        row = Job.objects.ready(timezone.now()).exclude(pk__in=passed_by).order_by("not_before", "pk").first()
        if row is None:
            return taken
        if run(row.pk, stopping):
            taken += 1
        else:
            # Another worker was quicker.
            passed_by.add(row.pk)
    return taken


class Worker:
    """A loop that drains, then sleeps until it is woken or its time comes."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._last_tick = 0.0

    @property
    def is_stopping(self) -> bool:
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask the loop to end; a running job goes back to the queue at its next ``progress()``."""
        self._stop.set()
        send.wake.set()

    def loop(self) -> None:
        """Until ``stop()``. Survives a database that is away or not yet migrated."""
        troubled = False
        while not self.is_stopping:
            send.wake.clear()
            pause = IDLE_SECONDS
            try:
                close_old_connections()
                if time.monotonic() - self._last_tick >= TICK_SECONDS or not self._last_tick:
                    schedule.tick()
                    self._last_tick = time.monotonic()
                drain(self._stop.is_set)
                troubled = False
            except DatabaseError as error:
                if not troubled:
                    logger.warning("the worker waits for the database: %s", type(error).__name__)
                troubled, pause = True, TROUBLE_SECONDS
            send.wake.wait(pause)
        connections.close_all()


_starting = threading.Lock()
_started_in: int | None = None


def start_in_site() -> None:
    """Start this process's worker thread; calling it again does nothing. A forked child starts its own."""
    global _started_in
    with _starting:
        if _started_in == os.getpid():
            return
        _started_in = os.getpid()
    worker = Worker()
    thread = threading.Thread(target=worker.loop, name="worker", daemon=True)
    thread.start()

    def goodbye() -> None:
        worker.stop()
        thread.join(GOODBYE_SECONDS)

    atexit.register(goodbye)
