"""What comes round for the figures: the night's counting, and the closing on the third of the month."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from celery.schedules import crontab
from django.utils import timezone

from figures import ask  # noqa: F401 - its kinds of work
from figures.close_month import close, count_running, months_to_close, months_to_recount, recount
from figures.period import month_of
from jobs.models import Job
from jobs.progress import Progress
from jobs.run import job
from people.errors import Refused

# One month of a large city takes its time, and says nothing meanwhile.
LEASE = timedelta(minutes=15)


@job("figures.close", title="每月结账", every=crontab(day_of_month="3", hour="2", minute="0"), lease=LEASE)
def close_months(job: Job, progress: Progress) -> dict[str, Any]:
    """Close every month that is over and open: also those whose third nobody was there to see."""
    months = months_to_close(timezone.localdate())
    for done, month in enumerate(months):
        progress(done, len(months), f"{month.year}年{month.month}月")
        # Somebody may have closed it in the meantime.
        with suppress(Refused):
            close(None, month)
    progress(len(months), len(months))
    return {"closed": len(months)}


@job("figures.count", title="每晚统计", every=crontab(hour="2", minute="30"), lease=LEASE)
def count_again(job: Job, progress: Progress) -> dict[str, Any]:
    """Count what is not closed, this month included, and the closed months of the last year again."""
    today = timezone.localdate()
    running, closed = [*months_to_close(today), month_of(today)], months_to_recount(today)
    todo = [*((count_running, month) for month in running), *((recount, month) for month in closed)]
    for done, (verb, month) in enumerate(todo):
        progress(done, len(todo), f"{month.year}年{month.month}月")
        verb(month)
    progress(len(todo), len(todo))
    return {"running": len(running), "recounted": len(closed)}
