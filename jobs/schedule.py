"""What comes round by itself: one tick asks for everything that fell due since the last one."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from celery.schedules import crontab
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jobs.kinds import Kind, recurring
from jobs.models import Recurrence
from jobs.run import ask


def tick(now: datetime | None = None) -> list[str]:
    """Ask for each recurring kind that is due at ``now``; returns their names. Safe to call from many processes.

    A kind that missed several turns, because nothing was running, is asked for once. A kind seen for the first time
    waits for its next turn.
    """
    moment = now or timezone.now()
    settled = dict(Recurrence.objects.values_list("kind", "settled_at"))
    asked = []
    for kind in recurring():
        last = settled.get(kind.name)
        if last is None:
            Recurrence.objects.get_or_create(kind=kind.name, defaults={"settled_at": moment})
        elif is_due(kind, last, moment) and ask_turn(kind, last, moment):
            asked.append(kind.name)
    return asked


def is_due(kind: Kind, since: datetime, now: datetime) -> bool:
    """Whether a turn of ``kind.every`` lies in (since, now], by the site's clock."""
    return kind.every is not None and _until_next(kind.every, since, now).total_seconds() <= 0


def next_turn(kind: Kind, now: datetime) -> datetime | None:
    """When the kind comes round next after ``now``; None for one that does not."""
    return None if kind.every is None else now + _until_next(kind.every, now, now)


def _until_next(every: crontab, since: datetime, now: datetime) -> timedelta:
    """From ``now`` to the first turn after ``since``; negative if that is over."""
    zone = ZoneInfo(settings.TIME_ZONE)
    table = crontab(
        minute=every._orig_minute,
        hour=every._orig_hour,
        day_of_week=every._orig_day_of_week,
        day_of_month=every._orig_day_of_month,
        month_of_year=every._orig_month_of_year,
        nowfun=lambda: now.astimezone(zone),
    )
    # Without it the table is read by the clock of the Celery application, which other processes may not have loaded.
    table.tz = zone
    return table.remaining_estimate(since.astimezone(zone))


@transaction.atomic
def ask_turn(kind: Kind, last: datetime, now: datetime) -> bool:
    """Of several ticks at once, one wins; the turn is settled only together with its job."""
    won = Recurrence.objects.filter(kind=kind.name, settled_at=last).update(settled_at=now)
    if won:
        ask(None, kind.name, key=f"{now.astimezone(UTC):%Y%m%dT%H%M%S}")
    return bool(won)
