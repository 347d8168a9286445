"""How often a step was taken today. Nobody is told apart from anybody else: no cookie, no address, no page is kept.

Counts gather in this process and are written together, so that reading a page waits for no lock of the database. A
process that is killed loses what it gathered since the last writing, ``WRITE_EVERY`` seconds at most while it is busy.
Where the database cannot be written now, nothing is lost and no reader hears of it: the next writing takes it along.
"""

import re
import time
from collections import Counter
from contextlib import suppress
from datetime import date
from threading import Lock
from typing import Any

from django.core.signals import request_finished
from django.db import DatabaseError
from django.db.models import F
from django.dispatch import receiver
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
    if request.method != "GET" or request.headers.get("Referer", "").startswith(origin) or _is_ahead(request):
        return
    is_at_work = request.user.is_authenticated and bool(request.user.current_memberships)
    if not agent or _MACHINE.search(agent) or is_at_work:
        return
    count(DailyCount.Step.VISIT)


def _is_ahead(request: HttpRequest) -> bool:
    """Whether a browser fetches what its user may never open."""
    return any("prefetch" in request.headers.get(name, "").lower() for name in ("Sec-Purpose", "Purpose", "X-Moz"))


def count(step: DailyCount.Step) -> None:
    """Once more today."""
    with _lock:
        _gathered[timezone.localdate(), step] += 1


@receiver(request_finished, dispatch_uid="write_counts")
def write_now_and_then(**signal: Any) -> None:
    """After the reader has her page: she waits for nothing here."""
    global _written_at
    with _lock:
        if not _gathered or time.monotonic() - _written_at < WRITE_EVERY:
            return
        _written_at = time.monotonic()
    with suppress(DatabaseError):
        write()


def write() -> None:
    """Write what has gathered. Raises DatabaseError, with what could not be written gathered again."""
    with _lock:
        rows = dict(_gathered)
        _gathered.clear()
    try:
        for (day, step), number in list(rows.items()):
            DailyCount.objects.get_or_create(day=day, step=step)
            DailyCount.objects.filter(day=day, step=step).update(count=F("count") + number)
            del rows[day, step]
    finally:
        with _lock:
            _gathered.update(rows)
