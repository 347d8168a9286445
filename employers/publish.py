"""发布、刷新、暂停、招满、下架: every change of a vacancy's state, each with its row in the history."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from employers.models import State, Vacancy, VacancyEvent
from employers.models.vacancy import MOVES
from people.errors import Refused
from people.models import User


def publish(actor: User, vacancy_id: int, *, at: datetime | None = None) -> Vacancy:
    """Offer a draft to be matched. All verbs here raise Vacancy.DoesNotExist outside the actor's scope, and Refused,
    with a text for the screen, when the state does not allow the step or somebody else was quicker."""
    now = at or timezone.now()
    return _step(actor, vacancy_id, "publish", at=now, published_at=now, refreshed_at=now)


def refresh(actor: User, vacancy_id: int, *, at: datetime | None = None) -> Vacancy:
    """Somebody has asked the firm: it still seeks. The 30 days begin anew."""
    now = at or timezone.now()
    return _step(actor, vacancy_id, "refresh", at=now, refreshed_at=now)


def pause(actor: User, vacancy_id: int, *, reason: str = "", at: datetime | None = None) -> Vacancy:
    """The firm does not seek for the moment."""
    return _step(actor, vacancy_id, "pause", at=at, reason=reason)


def reopen(actor: User, vacancy_id: int, *, reason: str = "", at: datetime | None = None) -> Vacancy:
    """Seek again after a pause, after having been full or withdrawn. Refused while every place is taken."""
    now = at or timezone.now()
    vacancy = _kept(actor, vacancy_id)
    if vacancy.places_left == 0:
        raise Refused("招聘人数已经招满。", "要再招人，请先把招聘人数改多。")
    first = vacancy.published_at or now
    return _step(actor, vacancy_id, "reopen", at=now, reason=reason, refreshed_at=now, published_at=first)


def mark_filled(actor: User, vacancy_id: int, *, reason: str = "", at: datetime | None = None) -> Vacancy:
    """Nobody more is sought, whatever the numbers say."""
    return _step(actor, vacancy_id, "fill", at=at, reason=reason)


def withdraw(actor: User, vacancy_id: int, *, reason: str = "", at: datetime | None = None) -> Vacancy:
    """Take the vacancy down. It stays on record and can be reopened."""
    return _step(actor, vacancy_id, "withdraw", at=at, reason=reason)


@transaction.atomic
def take_place(vacancy_id: int, *, actor: User | None = None, at: datetime | None = None) -> Vacancy:
    """One more place is taken; with the last one the vacancy is filled. Raises Refused if none is left."""
    free = Vacancy.objects.filter(pk=vacancy_id).with_places()
    if not free.update(filled=F("filled") + 1):
        raise Refused("这个岗位已经招满。", "请换一个岗位，或请企业增加招聘人数。")
    vacancy = Vacancy.objects.get(pk=vacancy_id)
    if vacancy.places_left == 0 and vacancy.state in MOVES["fill"].sources:
        move(actor, vacancy, "fill", at=at or timezone.now(), reason="最后一个名额已录用")
    return vacancy


STEPS = {
    "publish": publish,
    "refresh": refresh,
    "pause": pause,
    "reopen": reopen,
    "fill": mark_filled,
    "withdraw": withdraw,
}
"""The verb of each move, for pages and scripts."""


@transaction.atomic
def _step(actor: User, vacancy_id: int, name: str, *, at: datetime | None, reason: str = "", **changes: Any) -> Vacancy:
    vacancy = _kept(actor, vacancy_id)
    move(actor, vacancy, name, at=at or timezone.now(), reason=reason, **changes)
    return vacancy


def _kept(actor: User, vacancy_id: int) -> Vacancy:
    return Vacancy.objects.kept_by(actor).select_related("enterprise__region", "region").get(pk=vacancy_id)


def move(actor: User | None, vacancy: Vacancy, name: str, *, at: datetime, reason: str = "", **changes: Any) -> None:
    """Take one step of ``MOVES`` and write it down, or raise Refused and change nothing."""
    step, source = MOVES[name], State(vacancy.state)
    if source not in step.sources:
        raise Refused(f"这个岗位现在是“{source.label}”，不能{step.label}。", "请刷新页面看最新状态。")
    moved = Vacancy.objects.filter(pk=vacancy.pk, state=source).update(state=step.target, **changes)
    if not moved:
        raise Refused("刚刚有人更新了这个岗位。", "请刷新后再看。")
    VacancyEvent.objects.create(
        vacancy=vacancy, actor=actor, name=name, source=source, target=step.target, at=at, reason=reason
    )
    vacancy.refresh_from_db(fields=["state", *changes])
