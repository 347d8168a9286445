"""With a broker: sends again what should be on its way and is not. Messages get lost, the rows do not."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from jobs import send
from jobs.models import Job

# A message may wait its turn in a long queue; one that comes twice finds the row taken and costs nothing.
RESEND_AFTER = timedelta(minutes=5)


def sweep(now: datetime | None = None) -> int:
    """Send every job again that is ready and was not sent lately; returns how many. Does nothing without a broker."""
    if not settings.CELERY_BROKER_URL:
        return 0
    moment = now or timezone.now()
    silent = Q(sent_at=None) | Q(sent_at__lt=moment - RESEND_AFTER)
    sent = 0
    for pk, sent_at in Job.objects.ready(moment).filter(silent).values_list("pk", "sent_at"):
        # Of several sweepers, the one that changes the row sends.
        if not Job.objects.filter(pk=pk, sent_at=sent_at).update(sent_at=moment):
            continue
        if not send.out(pk):
            # The broker is away, for the rest too: none of them is on its way.
            Job.objects.filter(pk=pk, sent_at=moment).update(sent_at=None)
            break
        sent += 1
    return sent
