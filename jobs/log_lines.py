"""What the log says of a job: that it began, and how it ended. Kinds, numbers and codes, never texts."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog

from jobs.models import Job

log = structlog.get_logger("jobs")

# After these somebody should look.
TROUBLE = ("again", "given_up", "lost", "broken")


@dataclass
class Ending:
    """How an attempt ended, as the runner says: ``done``, ``failed`` (refused), ``again`` (stumbled, later anew),
    ``given_up``, ``stopped`` (the process ends), ``lost`` (another worker took over); ``broken`` if it cannot say.

    fault  the kind of error and where in the code; no text of it
    """

    outcome: str = "broken"
    fault: str = ""


@contextmanager
def told(row: Job) -> Iterator[Ending]:
    """Two lines around an attempt. Every line in between carries the job, and the request in which it was asked for."""
    ending, began = Ending(), time.perf_counter()
    context = {"job": row.pk, "kind": row.kind, "attempt": row.attempts}
    if asked_in := getattr(row, "request_id", ""):
        context["request_id"] = asked_in
    with structlog.contextvars.bound_contextvars(**context):
        log.info("job.start")
        try:
            yield ending
        finally:
            say = log.warning if ending.outcome in TROUBLE else log.info
            fault = {"fault": ending.fault} if ending.fault else {}
            say("job.end", outcome=ending.outcome, ms=round((time.perf_counter() - began) * 1000), **fault)
