"""How a job's id reaches a worker: by the broker where there is one, else by waking this process's own thread."""

import logging
import os
import socket
import threading

from django.conf import settings
from django.utils import timezone

from jobs.models import Job

logger = logging.getLogger(__name__)

# Set to wake this process's worker thread before its next look.
wake = threading.Event()


def out(job_id: int) -> bool:
    """Send one id; whether it went out. A broker that is down costs nothing but time: the sweeper tries again."""
    if not settings.CELERY_BROKER_URL:
        wake.set()
        return True
    # Not at the top: the tasks import what runs them, which imports us.
    from jobs.tasks import run_job

    try:
        run_job.apply_async((job_id,), retry=False)
    except run_job.OperationalError:
        logger.warning("job %s waits in the database: the broker does not answer", job_id)
        return False
    Job.objects.filter(pk=job_id).update(sent_at=timezone.now())
    return True


def worker_name() -> str:
    """Host, process and thread, for the operator's eyes."""
    return f"{socket.gethostname()[:30]}/{os.getpid()}/{threading.current_thread().name[:20]}"
