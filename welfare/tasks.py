"""The work of assistance that outlives a request: a screening per district, and every night one of all of them."""

from datetime import date
from typing import Any

from celery.schedules import crontab
from django.db import transaction
from django.utils import timezone

from jobs.models import Job
from jobs.progress import Progress
from jobs.run import ask, job
from people.errors import Refused
from people.models import Region, User
from welfare import preview_change  # noqa: F401
from welfare.calendar import recount
from welfare.screen import begin, districts, key_of, screen

KIND = "welfare.screen"


@transaction.atomic
def ask_screening(actor: User | None, region: Region, as_of: date) -> Job:
    """The job that looks at this district as of that day; the same numbers and rules are looked at once a day."""
    key = key_of(region, as_of)
    return ask(actor, KIND, key, region=region.code, as_of=as_of.isoformat(), screening=key)


@job(KIND, title="救助筛查")
def screen_district(job: Job, progress: Progress) -> dict[str, Any]:
    """Look at one district. A second attempt goes on where the first one was."""
    region = Region.objects.current().filter(code=job.payload["region"]).first()
    if region is None:
        raise Refused("这个旗区已经撤销或更名。", "请按新的区划重新筛查。")
    screening = begin(region, date.fromisoformat(job.payload["as_of"]), job.payload["screening"])
    return {"screening": screening.pk, **screen(screening, progress)._asdict()}


@job("welfare.screen_all", title="每晚救助筛查", every=crontab(hour="1", minute="30"))
def screen_all(job: Job, progress: Progress) -> dict[str, Any]:
    """Ask for a screening of every district as of today."""
    asked = [ask_screening(None, region, timezone.localdate()) for region in districts()]
    progress(len(asked), len(asked), f"已安排 {len(asked)} 个旗区")
    return {"districts": len(asked)}


@job("welfare.recount", title="每晚重算办理期限", every=crontab(hour="1", minute="10"))
def recount_clocks(job: Job, progress: Progress) -> dict[str, Any]:
    """Count open terms again by the calendar of today: a hand-over knows only the years that came with the system."""
    return {"moved": len(recount())}
