"""How a job's id reaches a worker: by the broker where there is one, else by waking this process's own thread."""

import logging
import threading
import time

from celery import current_app
from django.conf import settings
from django.utils import timezone
from kombu.exceptions import OperationalError
from kombu.pools import producers

from jobs.models import Job, State

logger = logging.getLogger(__name__)

# Set to wake this process's worker thread before its next look.
wake = threading.Event()

# A page waits so long for a broker that does not answer, once; for the pause after that nobody knocks.
PATIENCE_SECONDS = 0.7
PAUSE_SECONDS = 30.0
_silent_until = 0.0


def out(job_id: int) -> bool:
    """Send one id; whether it went out. Never raises for a broker that is away: the row waits, the sweeper sends it.

    Costs ``PATIENCE_SECONDS`` at most where the broker does not answer, and nothing for ``PAUSE_SECONDS`` after that.
    """
    if not settings.CELERY_BROKER_URL:
        wake.set()
        return True
    if time.monotonic() < _silent_until or not _publish(job_id):
        return False
    # Not where a worker has been so quick that the message is used up.
    Job.objects.filter(pk=job_id, state=State.WAITING).update(sent_at=timezone.now())
    return True


def _publish(job_id: int) -> bool:
    # Not at the top: the tasks import what runs them, which imports us.
    from jobs.tasks import run_job

    global _silent_until
    url, queue = settings.CELERY_BROKER_URL, settings.CELERY_TASK_DEFAULT_QUEUE
    connection = current_app.connection_for_write(url, connect_timeout=PATIENCE_SECONDS, transport_options=_limits(url))
    try:
        with producers[connection].acquire(block=True, timeout=PATIENCE_SECONDS) as producer:
            run_job.apply_async((job_id,), producer=producer, queue=queue, retry=False)
    except (OperationalError, OSError) as away:
        _silent_until = time.monotonic() + PAUSE_SECONDS
        logger.warning("jobs wait in the database: the broker does not answer (%s)", type(away).__name__)
        return False
    return True


def _limits(url: str) -> dict[str, float]:
    """Of a broker that took the connection and then says nothing; each transport names them otherwise."""
    if url.startswith("redis"):
        return {"socket_connect_timeout": PATIENCE_SECONDS, "socket_timeout": PATIENCE_SECONDS}
    return {"read_timeout": PATIENCE_SECONDS, "write_timeout": PATIENCE_SECONDS}
