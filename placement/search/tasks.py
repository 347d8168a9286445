"""The job that brings changes to the search engine.

The changes themselves are rows that triggers write in the transaction of the change (``versions``). The job is asked
for in the same transaction where a vacancy or a firm is saved, and each minute for what was changed in other ways.
"""

import uuid
from datetime import timedelta
from typing import Any

from celery.schedules import crontab
from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from employers.models import Enterprise, Vacancy
from jobs.models import Job, State
from jobs.progress import Progress
from jobs.run import ask, job
from placement.search import index
from placement.search.engine import Away, NotBuilt

KIND = "search.index"
# One of them each minute: nobody wants to read last week's.
KEPT = timedelta(days=1)


@job(KIND, title="更新岗位检索", every=crontab() if settings.ELASTICSEARCH_URL else None)
def follow(job: Job, progress: Progress) -> dict[str, Any] | None:
    """Bring over what has changed. While the engine is away this does nothing: the next minute's job tries again."""
    if not settings.ELASTICSEARCH_URL:
        return None
    Job.objects.filter(kind=KIND, state=State.DONE, finished_at__lt=timezone.now() - KEPT).delete()
    try:
        done = index.catch_up(lambda count: progress(count))
    except (Away, NotBuilt):
        # Not built: another worker is building it at this moment.
        return {"away": True}
    return {"written": done.written, "removed": done.removed}


def ask_to_follow(**rest: object) -> None:
    """Ask for the job, in the caller's transaction, unless one is waiting: that one will see this change too. (Should
    it begin before this transaction ends, the next minute's does.)"""
    if settings.ELASTICSEARCH_URL and not Job.objects.filter(kind=KIND, state=State.WAITING).exists():
        ask(None, KIND, key=uuid.uuid4().hex)


def connect() -> None:
    post_save.connect(ask_to_follow, sender=Vacancy)
    post_delete.connect(ask_to_follow, sender=Vacancy)
    post_save.connect(ask_to_follow, sender=Enterprise)
