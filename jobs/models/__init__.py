"""Work that outlives a request, as rows."""

from jobs.models.job import Job, State
from jobs.models.recurrence import Recurrence

__all__ = ["Job", "Recurrence", "State"]
