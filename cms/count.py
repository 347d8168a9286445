"""How often a step was taken today. Nobody is told apart from anybody else: no cookie, no address, no page is kept.

Counts gather in this process and are written together, so that reading a page waits for no lock of the database. A
process that is killed loses what it gathered since the last writing, ``WRITE_EVERY`` seconds at most while it is busy.
"""

import re
import time
from collections import Counter
from datetime import date
from threading import Lock

from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from cms.models.funnel import DailyCount

WRITE_EVERY = 30.0
_MACHINE = re.compile(r"bot|spider|crawl|slurp|preview|monitor|curl|wget|python|java|go-http|headless", re.IGNORECASE)

_lock = Lock()
_gathered: Counter[tuple[date, str]] = Counter()
_written_at = time.monotonic()


def count_visit(request: HttpRequest) -> None:
    """A visit: a page opened from outside the site by a person who is not on staff.

    Whoever comes from a page of ours is on the same visit still; the browser names that page because of the site's
    referrer policy. Machines that say what they are, and people at work here, are not counted.
    """
    agent, origin = request.headers.get("User-Agent", ""), f"{request.scheme}://{request.get_host()}/"
    if request.method != "GET" or request.headers.get("Referer", "").startswith(origin):
        return
    is_at_work = request.user.is_authenticated and bool(request.user.current_memberships)
    if not agent or _MACHINE.search(agent) or is_at_work:
        return
    count(DailyCount.Step.VISIT)


def count(step: DailyCount.Step) -> None:
    """Once more today."""
    global _written_at
    with _lock:
        _gathered[timezone.localdate(), step] += 1
        if time.monotonic() - _written_at < WRITE_EVERY:
            return
        _written_at = time.monotonic()
    write()


def write() -> None:
    """Write what has gathered."""
    with _lock:
        rows = list(_gathered.items())
        _gathered.clear()
    for (day, step), number in rows:
        DailyCount.objects.get_or_create(day=day, step=step)
        DailyCount.objects.filter(day=day, step=step).update(count=F("count") + number)
