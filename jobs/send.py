"""How a job's id reaches a worker: by the broker where there is one, else by waking this process's own thread."""

import logging
import os
import socket
import threading

from django.conf import settings
from django.utils import timezone

logger = logging.getLogger(__name__)

# Set to wake the site's own worker thread before its next look.
wake = threading.Event()


def out(job_id: int) -> None:
    """Send one id. A broker that is down costs nothing but time: the sweeper sends the id again."""
    if not settings.CELERY_BROKER_URL:
        wake.set()
        return
    from jobs.models import Job
    from jobs.tasks import run_job

    try:
        run_job.apply_async((job_id,), retry=False)
    except run_job.OperationalError:
        logger.warning("job %s waits in the database: the broker does not answer", job_id)
        return
    Job.objects.filter(pk=job_id).update(sent_at=timezone.now())


def worker_name() -> str:
    """Host, process and thread, for the operator's eyes."""
    return f"{socket.gethostname()[:30]}/{os.getpid()}/{threading.current_thread().name[:20]}"
