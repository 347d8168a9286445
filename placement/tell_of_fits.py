"""新的合适岗位提醒: a caseworker is told of a new vacancy that fits a client of hers who looks for work.

Found by the matching kernel, as on 今日: among the client's best, relevant, published within the week, not kept
already. One notice per client and day, and of each vacancy once. Who is not looking (has a job, 暂缓求职, is inside) is
left out.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from celery.schedules import crontab
from django.db import transaction
from django.utils import timezone

from jobs.models import Job, State
from jobs.notify import notify
from jobs.progress import Progress
from jobs.run import job
from people.models import Membership, Role, User
from placement.best_vacancies import News, caseload_of, news_for_caseload
from placement.models import ToldFit
from placement.search.versions import pool_token
from placement.stalled import looking_for_work

KIND = "placement.fits"
# Titles that a notice names; its text is short.
NAMED = 3


@job(KIND, title="新的合适岗位提醒", every=crontab(minute="40", hour="8-18"))
def look_for_fits(job: Job, progress: Progress) -> dict[str, Any]:
    """Every hour of the working day, where a vacancy has changed since the last time that day."""
    now, state = timezone.now(), f"{timezone.localdate()} {pool_token()}"
    last = Job.objects.filter(kind=KIND, state=State.DONE).order_by("-finished_at").first()
    if last is not None and (last.result or {}).get("state") == state:
        return {"told": 0, "state": state}
    told, workers = 0, list(_workers(timezone.localdate(now)))
    for number, worker in enumerate(workers[job.progress_done :], job.progress_done + 1):
        with transaction.atomic():
            told += tell(worker, now)
            progress(number, len(workers))
    return {"told": told, "state": state}


def tell(worker: User, now: datetime) -> int:
    """Tell one worker of what is new for her clients; returns how many notices. The caller's transaction."""
    today = timezone.localdate(now)
    looking = set(looking_for_work(worker, today).values_list("pk", flat=True))
    told: dict[int, set[int]] = {}
    heard_today = set()
    for client, vacancy, at in (
        ToldFit.objects.visible_to(worker).filter(client__in=looking).values_list("client", "vacancy", "recorded_at")
    ):
        told.setdefault(client, set()).add(vacancy)
        if timezone.localdate(at) == today:
            heard_today.add(client)
    clients = [client for client in caseload_of(worker) if client.pk in looking - heard_today]
    return sum(
        _tell(worker, news, told.get(news.client.pk, set()), now) for news in news_for_caseload(worker, clients, today)
    )


def _tell(worker: User, news: News, told: set[int], now: datetime) -> bool:
    new = [found.card for found in news.found if found.card.id not in told]
    if not new:
        return False
    ToldFit.objects.bulk_create(ToldFit(client=news.client, vacancy_id=card.id, recorded_at=now) for card in new)
    titles = "、".join(card.title[:20] for card in new[:NAMED])
    rest = f"等 {len(new)} 个" if len(new) > NAMED else ""
    notify(worker, f"有新岗位适合您的一位服务对象：{titles}{rest}。", "placement:matches", [news.client.pk])
    return True


def _workers(today: date) -> Iterator[User]:
    """Every social worker, acting as such."""
    posts = Membership.objects.current(today).filter(role=Role.SOCIAL_WORKER, user__is_active=True)
    for post in posts.select_related("user", "region__parent").order_by("user_id", "pk"):
        post.user.acting = post
        yield post.user
