"""The lot of the month, drawn by itself on the first."""

from typing import Any

from celery.schedules import crontab
from django.utils import timezone

from jobs.models import Job
from jobs.progress import Progress
from jobs.run import job
from placement.facts.sample import draw_everywhere


@job("facts.sample", title="每月抽查", every=crontab(day_of_month="1", hour="6", minute="40"))
def draw_the_month(row: Job, progress: Progress) -> dict[str, Any]:
    """Draw this month's sample of every county that has a manager."""
    return {"drawn": draw_everywhere(timezone.localdate().replace(day=1))}
