"""What Celery knows of us: one task that carries an id. The row decides what becomes of it."""

from celery import shared_task
from celery.signals import worker_init, worker_ready, worker_shutdown
from django.db import close_old_connections

from jobs import notify  # noqa: F401 - its kind of work
from jobs.beat import sign_as_this_process
from jobs.models import WorkerKind
from jobs.run import run
from jobs.worker import GOODBYE_SECONDS, Clock

clock = Clock(WorkerKind.CELERY)


@shared_task(name="jobs.run_job")
def run_job(job_id: int) -> None:
    """Do one job. A message that comes twice, or late, finds the row taken or done and does nothing."""
    close_old_connections()
    try:
        run(job_id)
    finally:
        close_old_connections()


@worker_init.connect
def sign(**rest: object) -> None:
    """The children that do the jobs sign with the name of the process that says for all of them that it lives."""
    sign_as_this_process()


@worker_ready.connect
def start_clock(**rest: object) -> None:
    """Each Celery worker also watches the schedule and sweeps, so that no beat process is needed."""
    clock.start()


@worker_shutdown.connect
def stop_clock(**rest: object) -> None:
    clock.stop()
    clock.join(GOODBYE_SECONDS)
