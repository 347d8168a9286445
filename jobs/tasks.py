"""What Celery knows of us: one task that carries an id. The row decides what becomes of it."""

from celery import shared_task
from celery.signals import worker_ready, worker_shutdown
from django.db import close_old_connections

from jobs import notify  # noqa: F401 - its kind of work
from jobs.run import run
from jobs.worker import Clock

clock = Clock()


@shared_task(name="jobs.run_job")
def run_job(job_id: int) -> None:
    """Do one job. A message that comes twice, or late, finds the row taken or done and does nothing."""
    close_old_connections()
    try:
        run(job_id)
    finally:
        close_old_connections()


@worker_ready.connect
def start_clock(**rest: object) -> None:
    """Each Celery worker also watches the schedule and sweeps, so that no beat process is needed."""
    clock.start()


@worker_shutdown.connect
def stop_clock(**rest: object) -> None:
    clock.stop()
