"""What a manager asks for by hand: a month counted again, a month closed. Both take too long for a request."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from figures.close_month import close, count_running, recount, require_closable
from jobs.models import Job
from jobs.models.job import ENDED
from jobs.progress import Progress
from jobs.run import ask, job
from people.errors import Refused
from people.models import User

COUNT, CLOSE = "figures.count_month", "figures.close_month"
KINDS = (COUNT, CLOSE)
# One month of a large city takes its time, and says nothing meanwhile.
LEASE = timedelta(minutes=15)


@transaction.atomic
def ask_count(actor: User, month: date) -> Job:
    """The job that counts this month (its first day) again, a closed one beside what was closed. One at a time: while
    one is waiting or runs, it is that one."""
    return _ask(actor, COUNT, month)


@transaction.atomic
def ask_close(actor: User, month: date, *, at: datetime | None = None) -> Job:
    """The job that closes this month in the name of the actor. Raises Refused as ``close_month.close`` would, before
    anything is asked for."""
    require_closable(actor, month, at or timezone.now())
    return _ask(actor, CLOSE, month)


@job(COUNT, title="统计本月数字", lease=LEASE)
def count_month(job: Job, progress: Progress) -> dict[str, Any]:
    """Count one month; what is closed stays."""
    month = date.fromisoformat(job.payload["month"])
    progress(0, None, f"{month.year}年{month.month}月")
    if count_running(month) is None:
        recount(month)
    return {"month": job.payload["month"]}


@job(CLOSE, title="结账", lease=LEASE)
def close_one(job: Job, progress: Progress) -> dict[str, Any]:
    """Close one month as the one who asked for it. Raises Refused if she may not, or somebody was faster."""
    month = date.fromisoformat(job.payload["month"])
    actor = _in_the_post(job)
    progress(0, None, f"{month.year}年{month.month}月")
    close(actor, month)
    return {"month": job.payload["month"]}


def _in_the_post(job: Job) -> User:
    """Whoever asked, acting in the post in which she did; Refused once she has left it."""
    actor = job.asked_by
    post = next((one for one in actor.current_memberships if one.pk == job.payload["post"]), None) if actor else None
    if actor is None or post is None:
        raise Refused("结账人已经不在这个岗位。", "请由现在的全市负责人结账，或者等每月3日系统自动结账。")
    actor.acting = post
    return actor


def _ask(actor: User, kind: str, month: date) -> Job:
    asked = Job.objects.filter(kind=kind, payload__month=month.isoformat())
    running = asked.exclude(state__in=ENDED).first()
    if running is not None:
        return running
    post = actor.acting.pk if actor.acting else 0
    return ask(actor, kind, f"{month:%Y-%m}.{asked.count() + 1}", month=month.isoformat(), post=post)
