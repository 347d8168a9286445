"""The work of assistance that outlives a request: a screening per district, and every night one of all of them."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from celery.schedules import crontab
from django.db import transaction
from django.utils import timezone

from jobs.models import Job, State
from jobs.progress import Progress
from jobs.run import ask, job
from people.errors import Refused
from people.models import Region, User
from welfare import preview_change  # noqa: F401
from welfare.calendar import recount
from welfare.screen import begin, districts, key_of, living_in, screen

KIND = "welfare.screen"
ALL = "welfare.screen_all"


@transaction.atomic
def ask_screening(actor: User | None, region: Region, as_of: date, part_of: Job | None = None) -> Job:
    """The job that looks at this district as of that day; the same numbers and rules are looked at once a day."""
    key, households = key_of(region, as_of), living_in(region).count()
    named = {"region": region.code, "as_of": as_of.isoformat(), "screening": key}
    return ask(actor, KIND, key, part_of=part_of, steps=households, **named)


@transaction.atomic
def ask_screenings(actor: User | None, regions: Sequence[Region], as_of: date) -> Job:
    """The job that looks at these districts: of several, one that asks for a screening of each as its parts."""
    if len(regions) == 1:
        return ask_screening(actor, regions[0], as_of)
    keys = "".join(key_of(region, as_of) for region in regions)
    key = f"{as_of:%Y%m%d}.{hashlib.sha256(keys.encode()).hexdigest()[:32]}"
    return ask(actor, ALL, key, regions=[region.code for region in regions], as_of=as_of.isoformat())


def is_screened(regions: Sequence[Region], as_of: date) -> bool:
    """Whether each of these districts has been looked at as of that day, by today's numbers and rules."""
    keys = [key_of(region, as_of) for region in regions]
    return Job.objects.filter(kind=KIND, key__in=keys, state=State.DONE).count() == len(keys)


@job(KIND, title="救助筛查")
def screen_district(job: Job, progress: Progress) -> dict[str, Any]:
    """Look at one district. A second attempt goes on where the first one was."""
    region = Region.objects.current().filter(code=job.payload["region"]).first()
    if region is None:
        raise Refused("这个旗区已经撤销或更名。", "请按新的区划重新筛查。")
    screening = begin(region, date.fromisoformat(job.payload["as_of"]), job.payload["screening"])
    return {"screening": screening.pk, **screen(screening, progress)._asdict()}


@job(ALL, title="救助筛查", every=crontab(hour="1", minute="30"))
def screen_all(job: Job, progress: Progress) -> dict[str, Any]:
    """Ask for a screening of every district, or of those that were named: all of them, or none if it is interrupted."""
    named, day = job.payload.get("regions"), job.payload.get("as_of")
    as_of = date.fromisoformat(day) if day else timezone.localdate()
    regions = [one for one in districts() if named is None or one.code in named]
    with transaction.atomic():
        for region in regions:
            ask_screening(job.asked_by, region, as_of, part_of=job)
        progress(len(regions), len(regions), f"已安排 {len(regions)} 个旗区")
    return {"districts": len(regions)}


@job("welfare.recount", title="每晚重算办理期限", every=crontab(hour="1", minute="10"))
def recount_clocks(job: Job, progress: Progress) -> dict[str, Any]:
    """Count open terms again by the calendar of today: a hand-over knows only the years that came with the system."""
    return {"moved": len(recount())}
