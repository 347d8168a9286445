"""The worker: takes what is ready, one job after the other. A thread of the site, or a process of its own."""

import atexit
import logging
import os
import threading
from collections.abc import Callable
from contextlib import suppress

from django.db import Error as DatabaseTrouble
from django.db import close_old_connections, connections
from django.utils import timezone

from jobs import send
from jobs.beat import beat, farewell
from jobs.models import Job, WorkerKind
from jobs.run import fault_of, run
from jobs.schedule import tick
from jobs.sweep import sweep

logger = logging.getLogger(__name__)

# How often an idle worker looks, when nobody wakes it: other processes' jobs and expired leases wait this long.
IDLE_SECONDS = 3.0
# How often somebody looks at the schedule and for messages that got lost, and says that it lives.
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
    """Something done again and again until ``stop()``. Survives a database that is away or not yet migrated, and
    whatever else goes wrong in a turn: nobody would start it again."""

    name = "loop"

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def pause(self) -> float:
        return CLOCK_SECONDS

    def turn(self) -> None:
        raise NotImplementedError

    def goodbye(self) -> None:
        """What is to be done once, at the end."""

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
            except DatabaseTrouble as error:
                if not troubled:
                    logger.warning("the %s waits for the database: %s", self.name, type(error).__name__)
                troubled, pause = True, TROUBLE_SECONDS
            except Exception as error:
                logger.error("the %s stumbled: %s", self.name, fault_of(error))
                pause = TROUBLE_SECONDS
            self.sleep(pause)
        with suppress(DatabaseTrouble):
            close_old_connections()
            self.goodbye()
        connections.close_all()

    def start(self) -> threading.Thread:
        """Turn in a thread of its own, which does not keep the process alive."""
        self._thread = threading.Thread(target=self.run, name=self.name, daemon=True)
        self._thread.start()
        return self._thread

    def join(self, seconds: float) -> None:
        """Wait so long at most for the thread to end, if one was started."""
        if self._thread is not None:
            self._thread.join(seconds)


class Clock(Loop):
    """Says that its process lives, asks for what is due by the schedule and sends lost messages again."""

    name = "clock"

    def __init__(self, kind: WorkerKind) -> None:
        super().__init__()
        self._kind = kind
        self._started_at = timezone.now()

    def turn(self) -> None:
        beat(self._kind, self._started_at)
        tick()
        sweep()

    def goodbye(self) -> None:
        farewell()


class Worker(Loop):
    """Drains, then sleeps until it is woken or its time comes. Its clock goes on while it works."""

    name = "worker"

    def __init__(self, kind: WorkerKind) -> None:
        super().__init__()
        self._clock = Clock(kind)

    @property
    def pause(self) -> float:
        return IDLE_SECONDS

    def run(self) -> None:
        self._clock.start()
        super().run()
        self._clock.stop()
        self._clock.join(GOODBYE_SECONDS)

    def turn(self) -> None:
        send.wake.clear()
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
    worker = Worker(WorkerKind.SITE)
    thread = worker.start()

    def goodbye() -> None:
        worker.stop()
        thread.join(GOODBYE_SECONDS)

    atexit.register(goodbye)
