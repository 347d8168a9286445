"""The worker: takes what is ready, one job after the other. A thread of the site, or a process of its own."""

import atexit
import logging
import os
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from jobs import send
from jobs.models import Job
from jobs.run import run
from jobs.schedule import tick
from jobs.sweep import sweep

logger = logging.getLogger(__name__)

# How often an idle worker looks, when nobody wakes it: other processes' jobs and expired leases wait this long.
IDLE_SECONDS = 3.0
# How often somebody looks at the schedule and for messages that got lost.
CLOCK_SECONDS = 30.0
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


class Loop:
    """Something done again and again until ``stop()``. Survives a database that is away or not yet migrated."""

    name = "loop"
    pause = CLOCK_SECONDS

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def turn(self) -> None:
        raise NotImplementedError

    def sleep(self, seconds: float) -> None:
        self._stop.wait(seconds)

    def stop(self) -> None:
        self._stop.set()

    def run(self) -> None:
        """Turn until told to stop, in the calling thread."""
        troubled = False
        while not self._stop.is_set():
            pause = self.pause
            try:
                close_old_connections()
                self.turn()
                troubled = False
            except DatabaseError as error:
                if not troubled:
                    logger.warning("the %s waits for the database: %s", self.name, type(error).__name__)
                troubled, pause = True, TROUBLE_SECONDS
            self.sleep(pause)
        connections.close_all()

    def start(self) -> threading.Thread:
        """Turn in a thread of its own, which does not keep the process alive."""
        self._thread = threading.Thread(target=self.run, name=self.name, daemon=True)
        self._thread.start()
        return self._thread


class Clock(Loop):
    """Asks for what is due by the schedule and sends lost messages again."""

    name = "clock"

    def turn(self) -> None:
        tick()
        sweep()


class Worker(Loop):
    """Drains, then sleeps until it is woken or its time comes; keeps the clock along the way."""

    name = "worker"
    pause = IDLE_SECONDS

    def __init__(self) -> None:
        super().__init__()
        self._clock = Clock()
        self._last_turn: float | None = None

    def turn(self) -> None:
        send.wake.clear()
        now = time.monotonic()
        if self._last_turn is None or now - self._last_turn >= CLOCK_SECONDS:
            self._clock.turn()
            self._last_turn = now
        drain(self._stop.is_set)

    def sleep(self, seconds: float) -> None:
        if not self._stop.is_set():
            send.wake.wait(seconds)

    def stop(self) -> None:
        """End the loop; a running job goes back to the queue at its next ``progress()``."""
        super().stop()
        send.wake.set()


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
    thread = worker.start()

    def goodbye() -> None:
        worker.stop()
        thread.join(GOODBYE_SECONDS)

    atexit.register(goodbye)
