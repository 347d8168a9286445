"""Scans of business licences: taken once by their bytes, kept encrypted, swept when nothing refers to them."""

import uuid
from datetime import timedelta
from typing import NamedTuple

from celery.schedules import crontab
from django.utils import timezone

from employers.models import Registration, Verification
from employers.models.licence import LICENCE_FILES
from employers.models.registration import LASTS
from jobs.run import Job, Progress, job
from people.file_types import Content

# Longer than any request: a file whose row is still being written must not be swept away.
SETTLED = timedelta(days=1)


class Licence(NamedTuple):
    """As ``Stated`` keeps it."""

    licence_uid: uuid.UUID
    licence_type: str


def keep(content: Content) -> Licence:
    """Store a scan; what a cancelled transaction leaves on the disk belongs to no row and goes in the night."""
    uid = uuid.uuid4()
    LICENCE_FILES.write(uid, content.data)
    return Licence(uid, content.media_type)


def read(verification: Verification) -> bytes:
    """Raises FileNotFoundError when the file is lost, VaultError when it was changed."""
    return LICENCE_FILES.read(verification.licence_uid)


@job("licences.sweep", title="清除过期的企业注册", every=crontab(hour="3", minute="50"))
def sweep(row: Job, progress: Progress) -> dict[str, int]:
    """Delete registrations that nobody confirmed in time, and scans that belong to no row and are older than a day."""
    now = timezone.now()
    gone, _ = Registration.objects.filter(at__lte=now - LASTS).delete()
    kept = {
        *Registration.objects.values_list("licence_uid", flat=True),
        *Verification.objects.values_list("licence_uid", flat=True),
    }
    return {"registrations": gone, "removed": LICENCE_FILES.sweep(kept, (now - SETTLED).timestamp())}
