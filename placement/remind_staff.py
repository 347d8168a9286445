"""证书到期提醒: a worker and the managers of her place are told once that a certificate runs out within ninety days."""

from datetime import date
from typing import Any

from celery.schedules import crontab
from django.db import transaction
from django.utils import timezone

from jobs.models import Job
from jobs.notify import notify
from jobs.progress import Progress
from jobs.run import job
from law.terms import chinese_day
from people.models import Membership, Qualification, Role, User
from people.qualify import SOON
from people.scope import covers


@job("staff.certificates", title="证书到期提醒", every=crontab(hour="7", minute="40"))
def look_at_certificates(row: Job, progress: Progress) -> dict[str, Any]:
    """Tell of every certificate that runs out soon and that nobody was told of."""
    return {"reminded": remind(timezone.localdate())}


def remind(today: date) -> int:
    """The work of the job for one day; returns how many certificates were told of. A second run finds none."""
    due = Qualification.objects.filter(reminded_on=None, expires_on__lte=today + SOON, user__is_active=True)
    managers = list(
        Membership.objects.current(today)
        .filter(role=Role.MANAGER, user__is_active=True)
        .select_related("user", "region")
    )
    return sum(_tell(one, managers, today) for one in due.select_related("user"))


@transaction.atomic
def _tell(one: Qualification, managers: list[Membership], today: date) -> bool:
    if one.expires_on is None or not Qualification.objects.filter(pk=one.pk, reminded_on=None).update(
        reminded_on=today
    ):
        return False
    until = "已经过期" if one.expires_on < today else f"{chinese_day(one.expires_on)}到期"
    notify(one.user, f"您的{one}{until}，请办理登记延续，再来改有效期。", "people:me")
    for manager in _managers_of(one.user, managers):
        notify(manager, f"{one.user.name}的{one}{until}。", "people:staff_member", [one.user_id])
    return True


def _managers_of(worker: User, managers: list[Membership]) -> list[User]:
    """Whoever keeps exactly the county or street where the worker has a post; a whole city's manager has a list."""
    posts = [post.region.code for post in worker.current_memberships]
    found = {
        held.user_id: held.user
        for held in managers
        if held.user_id != worker.pk
        and len(held.region.code) > 4
        and any(covers(held.region.code, code) for code in posts)
    }
    return list(found.values())
