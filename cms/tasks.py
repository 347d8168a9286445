"""What comes round for the site: pages go up and come down on time, and a story with its consent."""

from datetime import datetime
from typing import Any

from celery.schedules import crontab
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from cms import keep_declared  # noqa: F401 - registering its job is the effect
from cms.pages import stories
from jobs.models import Job
from jobs.notify import notify
from jobs.progress import Progress
from jobs.run import job
from people.errors import Refused

ON_TIME = "wagtail.publish.scheduled"


@job("site.on_time", title="页面定时上线和下线", every=crontab(minute="*/5"))
def on_time(row: Job, progress: Progress) -> dict[str, Any]:
    """Also what fell due while nothing ran: it is looked for by its time, not by the turn."""
    return keep_time(timezone.now())


def keep_time(now: datetime) -> dict[str, int]:
    """Take down what has expired and stories without consent, and publish what was approved for a time that has come.

    What may not be published any more (a consent that ran out meanwhile) stays a draft, loses its time, and whoever
    wrote it is told. Each page by itself: one that stumbles holds up no other.
    """
    expired = [page.specific for page in Page.objects.live().filter(expire_at__lte=now).order_by("expire_at", "pk")]
    for page in expired:
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    over = stories.over(timezone.localdate(now))
    for story in over:
        stories.take_down(story)
    due = Revision.page_revisions.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")
    told = [_publish(revision) for revision in due.select_related("user")]
    return {"expired": len(expired), "consent": len(over), "published": sum(told), "held": len(told) - sum(told)}


def _publish(revision: Revision) -> bool:
    try:
        with transaction.atomic():
            revision.publish(log_action=ON_TIME)
    except Refused as no:
        with transaction.atomic():
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
            if revision.user:
                text = f"预定的页面没有上线：{no.next_step}"
                notify(revision.user, text[:200], "wagtailadmin_pages:edit", (int(revision.object_id),))
        return False
    return True
