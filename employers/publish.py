"""提交、审核、发布、刷新、暂停、招满、下架: every change of a vacancy's state, each with its row in the history.

The actor is a member of staff, for the vacancies she keeps, a contact, for those of her firm, or another system, for
what it sent. All verbs raise
Vacancy.DoesNotExist outside the actor's scope, and Refused, with a text for the screen, when the state or the table
``MOVES`` does not allow the step to her, or somebody else was quicker.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from employers.acting import Actor, Poster, by_of, named, user_of
from employers.fit_to_publish import require_fit
from employers.models import By, Contact, Result, State, Vacancy, VacancyEvent
from employers.models.vacancy import fresh_since
from employers.models.vacancy_moves import MOVES
from people.errors import Refused
from people.models import ApiToken, User

LAST_PLACE, PLACE_BACK = "最后一个名额已录用", "撤销了上岗登记"


def submit(actor: Contact | ApiToken, vacancy_id: int, *, at: datetime | None = None) -> Vacancy:
    """The firm hands a draft in for review. Refused while something is missing or below the minimum wage."""
    now = at or timezone.now()
    vacancy = _kept(actor, vacancy_id)
    if "submit" in vacancy.possible_moves(by_of(actor)):
        require_fit(vacancy, timezone.localdate(now))
    return _step(actor, vacancy_id, "submit", at=now, review_since=now)


def take_back(actor: Contact | ApiToken, vacancy_id: int, *, at: datetime | None = None) -> Vacancy:
    """The firm wants to go on writing before anybody has decided."""
    return _step(actor, vacancy_id, "take_back", at=at, review_since=None)


def publish(actor: User, vacancy_id: int, *, at: datetime | None = None) -> Vacancy:
    """Offer a draft to be matched. What a firm submitted is published by ``review.publish``, which looks at more."""
    now = at or timezone.now()
    vacancy = _kept(actor, vacancy_id)
    if vacancy.state == State.SUBMITTED and by_of(actor) == By.STAFF:
        raise Refused("这个岗位是企业提交的，还没有审核。", "请在“岗位审核”里核对后发布。")
    return _step(actor, vacancy_id, "publish", at=now, published_at=now, refreshed_at=now)


def refresh(actor: Actor, vacancy_id: int, *, at: datetime | None = None) -> Vacancy:
    """The firm still seeks: it says so itself, or somebody has asked it. The 30 days begin anew."""
    now = at or timezone.now()
    return _step(actor, vacancy_id, "refresh", at=now, refreshed_at=now)


def pause(actor: Actor, vacancy_id: int, *, reason: str = "", at: datetime | None = None) -> Vacancy:
    """The firm does not seek for the moment."""
    return _step(actor, vacancy_id, "pause", at=at, reason=reason)


def reopen(actor: Actor, vacancy_id: int, *, reason: str = "", at: datetime | None = None) -> Vacancy:
    """Seek again after a pause, after having been full or withdrawn. Refused while every place is taken."""
    now = at or timezone.now()
    vacancy = _kept(actor, vacancy_id)
    if vacancy.places_left == 0:
        raise Refused("招聘人数已经招满。", "要再招人，请先把招聘人数改多。")
    first = vacancy.published_at or now
    return _step(actor, vacancy_id, "reopen", at=now, reason=reason, refreshed_at=now, published_at=first)


def mark_filled(actor: Actor, vacancy_id: int, *, reason: str = "", at: datetime | None = None) -> Vacancy:
    """Nobody more is sought, whatever the numbers say."""
    return _step(actor, vacancy_id, "fill", at=at, reason=reason)


def withdraw(actor: Poster, vacancy_id: int, *, reason: str = "", at: datetime | None = None) -> Vacancy:
    """Take the vacancy down. It stays on record and can be reopened."""
    return _step(actor, vacancy_id, "withdraw", at=at, reason=reason)


def close(
    actor: Contact,
    vacancy_id: int,
    result: Result,
    *,
    here: int | None = None,
    elsewhere: int | None = None,
    words: str = "",
    at: datetime | None = None,
) -> Vacancy:
    """The firm ends the search and says what came of it. ``here`` and ``elsewhere`` are how many it found through the
    platform and otherwise: both are asked when it is full, and neither is kept otherwise. Refused if they are missing,
    or if 其他 is not explained."""
    full = result == Result.FULL
    if full and (here is None or elsewhere is None):
        raise Refused("请写明来自本平台和其他途径各几人。", "没有的填 0。")
    if result == Result.OTHER and not words.strip():
        raise Refused("选“其他”时要写明。", "写一句话就行。")
    counts = {"hired_here": here, "hired_elsewhere": elsewhere} if full else {}
    told = {"result": Result(result), **counts}
    return _step(actor, vacancy_id, "fill" if full else "withdraw", at=at, reason=words.strip(), told=told)


@transaction.atomic
def expire(vacancy_id: int, *, at: datetime | None = None) -> Vacancy:
    """The system takes down what nobody has confirmed for more than 30 days. Refused if somebody has by now."""
    now = at or timezone.now()
    vacancy = Vacancy.objects.select_related("enterprise").get(pk=vacancy_id)
    if vacancy.state == State.PUBLISHED and not vacancy.is_stale(timezone.localdate(now)):
        raise Refused("这个岗位刚刚确认过，还没有到期。")
    move(None, vacancy, "expire", at=now, only={"refreshed_at__lt": fresh_since(timezone.localdate(now))})
    return vacancy


@transaction.atomic
def take_place(vacancy_id: int, *, actor: Actor | None = None, at: datetime | None = None) -> Vacancy:
    """One more place is taken; with the last one the vacancy is filled. Raises Refused if none is left."""
    free = Vacancy.objects.filter(pk=vacancy_id).with_places()
    if not free.update(filled=F("filled") + 1):
        raise Refused("这个岗位已经招满。", "请换一个岗位，或请企业增加招聘人数。")
    vacancy = Vacancy.objects.get(pk=vacancy_id)
    if vacancy.places_left == 0 and vacancy.state in MOVES["fill"].sources:
        move(actor, vacancy, "fill", at=at or timezone.now(), reason=LAST_PLACE)
    return vacancy


@transaction.atomic
def give_place_back(
    vacancy_id: int, taken_at: datetime, *, actor: Actor | None = None, at: datetime | None = None
) -> Vacancy:
    """A place that was taken at ``taken_at`` is free again; what it had filled is again as it was before."""
    Vacancy.objects.filter(pk=vacancy_id, filled__gt=0).update(filled=F("filled") - 1)
    vacancy = Vacancy.objects.get(pk=vacancy_id)
    last = vacancy.events.first()
    if last is not None and (last.name, last.reason, last.at) == ("fill", LAST_PLACE, taken_at):
        now = at or timezone.now()
        move(actor, vacancy, "reopen", at=now, reason=PLACE_BACK)
        if last.source == State.PAUSED:
            move(actor, vacancy, "pause", at=now, reason=PLACE_BACK)
    return vacancy


STEPS = {
    "submit": submit,
    "take_back": take_back,
    "publish": publish,
    "refresh": refresh,
    "pause": pause,
    "reopen": reopen,
    "fill": mark_filled,
    "withdraw": withdraw,
}
"""The verb of each move that needs nothing but a press, for pages and scripts."""


@transaction.atomic
def _step(
    actor: Poster,
    vacancy_id: int,
    name: str,
    *,
    at: datetime | None,
    reason: str = "",
    told: dict[str, Any] | None = None,
    **changes: Any,
) -> Vacancy:
    vacancy = _kept(actor, vacancy_id)
    move(actor, vacancy, name, at=at or timezone.now(), reason=reason, told=told, **changes)
    return vacancy


def _kept(actor: Poster, vacancy_id: int) -> Vacancy:
    return Vacancy.objects.kept_by(actor).select_related("enterprise__region", "region").get(pk=vacancy_id)


def move(
    actor: Poster | None,
    vacancy: Vacancy,
    name: str,
    *,
    at: datetime,
    reason: str = "",
    told: dict[str, Any] | None = None,
    only: dict[str, Any] | None = None,
    **changes: Any,
) -> None:
    """Take one step of ``MOVES`` and write it down, or raise Refused and change nothing.

    ``told`` are further fields of the history row; ``only`` are further conditions on the vacancy as it stands in the
    database, for a step that was decided on what somebody saw.
    """
    step, source, by = MOVES[name], State(vacancy.state), by_of(actor)
    if by not in step.by:
        raise Refused(f"“{step.label}”不由{by.label}办理。")
    if source not in step.sources:
        raise Refused(f"这个岗位现在是“{source.label}”，不能{step.label}。", "请刷新页面看最新状态。")
    if vacancy.passes_review_by(name, by):
        raise Refused("这个岗位还没有审核过，不能直接发布。", "请复制一份，提交审核。")
    moved = Vacancy.objects.filter(pk=vacancy.pk, state=source, **(only or {})).update(state=step.target, **changes)
    if not moved:
        raise Refused("刚刚有人更新了这个岗位。", "请刷新后再看。")
    VacancyEvent.objects.create(
        vacancy=vacancy, actor=user_of(actor), by=by, name=name, source=source, target=step.target, at=at,
        reason=reason or named(actor), **(told or {}),
    )  # fmt: skip
    vacancy.refresh_from_db(fields=["state", *changes])
