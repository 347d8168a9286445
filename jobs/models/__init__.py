"""Work that outlives a request, as rows."""

from jobs.models.job import Job, State
from jobs.models.recurrence import Recurrence
from jobs.models.worker_seen import WorkerKind, WorkerSeen

__all__ = ["Job", "Recurrence", "State", "WorkerKind", "WorkerSeen"]
