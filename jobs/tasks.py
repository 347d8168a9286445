"""The Celery task functions: they carry an id, the row decides."""

from celery import shared_task
from django.db import close_old_connections


@shared_task(name="jobs.run_job")
def run_job(job_id: int) -> None:
    """Do one job. A message that comes twice, or late, finds the row taken or done and does nothing."""
    from jobs.run import run

    close_old_connections()
    try:
        run(job_id)
    finally:
        close_old_connections()
