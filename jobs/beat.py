"""A worker's sign of life, and its name."""

import os
import socket
from datetime import datetime, timedelta

from django.utils import timezone

from jobs.models import WorkerKind, WorkerSeen

# Long enough for whoever runs the site to see in the morning what died in the night.
FORGOTTEN = timedelta(days=7)

# Set in the main process of a Celery worker before it forks, so that its children sign with its name.
_main_process: str | None = None


def worker_name() -> str:
    """Host and process, for the operator's eyes; of a Celery worker its main process."""
    return _main_process or f"{socket.gethostname()[:40]}/{os.getpid()}"


def sign_as_this_process() -> None:
    """From now on this process and whatever it forks have one name."""
    global _main_process
    _main_process = None
    _main_process = worker_name()


def beat(kind: WorkerKind, started_at: datetime) -> None:
    """Say that this worker, running since then, is alive; and forget those of whom nobody has heard for a week."""
    now = timezone.now()
    WorkerSeen.objects.update_or_create(
        name=worker_name(), defaults={"kind": kind, "started_at": started_at, "seen_at": now}
    )
    WorkerSeen.objects.filter(seen_at__lt=now - FORGOTTEN).delete()


def farewell() -> None:
    """This worker ends in order: nobody shall look for it."""
    WorkerSeen.objects.filter(name=worker_name()).delete()
