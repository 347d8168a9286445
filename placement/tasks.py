"""What comes round each day for referrals: terms counted by today's calendar, what ran out, whom to remind.

Whatever was missed is caught up by the next run, and a run that comes twice finds nothing to do.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from celery.schedules import crontab
from django.db import transaction
from django.utils import timezone

from employers.models import State as VacancyState
from jobs.models import Job
from jobs.progress import Progress
from jobs.run import job
from placement import remind_staff, tell_of_fits  # noqa: F401 - registering them is the effect
from placement.facts import tasks as facts_tasks  # noqa: F401 - as above
from placement.models import Referral
from placement.models.referral import ANSWER_WORKDAYS, REMINDER_WORKDAYS
from placement.referral_ends import RELATED, lapse
from placement.referral_news import REMINDER, tell_caseworker, tell_contacts
from placement.search import tasks as search_tasks  # noqa: F401 - as above
from welfare.calendar import calendar, deadline

BATCH = 500


@job("placement.referrals", title="每天核对推荐期限", every=crontab(hour="6", minute="20"))
def look_at_referrals(job: Job, progress: Progress) -> dict[str, Any]:
    """Everything below, for now, in this order: a term is counted by the latest calendar before it runs out."""
    now = timezone.now()
    done = {}
    for number, step in enumerate((recount, lapse_all, remind_all, tell_of_gone_vacancies), 1):
        done[step.__name__] = step(now)
        progress(number, 4)
    return done


def recount(now: datetime) -> int:
    """Count the last day for an answer anew where the calendar has changed since; returns how many moved."""
    by, moved = calendar(), []
    for referral in _unanswered("terms are counted again when the calendar changes"):
        due = deadline(timezone.localdate(referral.sent_at), ANSWER_WORKDAYS, by=by).day
        if due != referral.answer_due:
            referral.answer_due = due
            moved.append(referral)
    # Nothing but the day: an answer that came meanwhile stays.
    Referral.objects.unscoped("counted again").bulk_update(moved, ["answer_due"], batch_size=BATCH)
    return len(moved)


def lapse_all(now: datetime) -> int:
    """End what nobody has answered until the end of its last day; returns how many."""
    today = timezone.localdate(now)
    return sum(lapse(referral, now) for referral in _unanswered("answers that did not come", answer_due__lt=today))


def remind_all(now: datetime) -> int:
    """Remind the firms, once each, of what they have not answered by the fifth working day; returns how many."""
    today, by = timezone.localdate(now), calendar()
    reminded = 0
    for referral in _unanswered("firms to be reminded", reminded_at=None, answer_due__gte=today):
        if deadline(timezone.localdate(referral.sent_at), REMINDER_WORKDAYS, by=by).day <= today:
            reminded += _once(referral, "reminded_at", now, lambda one: tell_contacts(one, REMINDER))
    return reminded


def tell_of_gone_vacancies(now: datetime) -> int:
    """Tell the caseworker, once, that a vacancy is no longer offered while the firm still owes an answer.

    The referral goes on: a firm that has paused or filled a post may still take whom it has before it.
    """
    what = "岗位已经停招，企业还没有答复。请问企业，或者换一个岗位。"
    gone = _unanswered("vacancies that are no longer offered", vacancy_gone_at=None)
    return sum(
        _once(referral, "vacancy_gone_at", now, lambda one: tell_caseworker(one, what))
        for referral in gone
        if referral.vacancy.state != VacancyState.PUBLISHED
    )


def _unanswered(why: str, **only: Any) -> Iterator[Referral]:
    found = Referral.objects.unscoped(why).unanswered().filter(**only).select_related(*RELATED).order_by("pk")
    yield from list(found)


@transaction.atomic
def _once(referral: Referral, mark: str, now: datetime, tell: Any) -> bool:
    """Tell and mark that it was told; False if it was told, or answered, meanwhile."""
    mine = Referral.objects.unscoped("told once").unanswered().filter(pk=referral.pk, **{mark: None})
    if not mine.update(**{mark: now}):
        return False
    tell(referral)
    return True
