"""审核岗位: staff look at what a firm handed in, or changed after it was published."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from employers.adverts.for_firms import tells
from employers.models import By, Cause, State, Vacancy, VacancyEvent
from employers.models.vacancy import check_post_kinds
from employers.publish import move
from employers.tell_firm import tell_firm
from people.errors import Refused
from people.models import User

CHANGED = ("企业刚刚改过，或者有人处理了这个岗位。", "请重新打开，看最新内容。")


@transaction.atomic
def publish(
    actor: User, vacancy_id: int, *, seen: datetime, post_kinds: Sequence[str], at: datetime | None = None
) -> Vacancy:
    """Offer what the firm submitted. ``seen`` is the ``review_since`` of the page that was looked at, ``post_kinds``
    are the statutory kinds that the actor confirms.

    All verbs here raise Vacancy.DoesNotExist outside the actor's scope, and Refused when somebody was quicker, also the
    firm itself.
    """
    vacancy = _waiting(actor, vacancy_id, State.SUBMITTED)
    now = at or timezone.now()
    kinds = list(post_kinds)
    try:
        check_post_kinds(kinds)
    except ValidationError as wrong:
        raise Refused(wrong.messages[0]) from None
    changes: dict[str, Any] = {
        "review_since": None, "published_at": now, "refreshed_at": now, "post_kinds": kinds, "kinds_confirmed_at": now,
    }  # fmt: skip
    _move(actor, vacancy, "publish", seen, at=now, **changes)
    tell_firm(vacancy.enterprise, f"岗位“{vacancy.title}”审核通过，已经发布。", "portal:vacancy", [vacancy.pk])
    return vacancy


@transaction.atomic
def send_back(
    actor: User, vacancy_id: int, cause: Cause, words: str = "", *, seen: datetime, at: datetime | None = None
) -> Vacancy:
    """Ask the firm to mend what it submitted; it becomes a draft again with everything entered. ``words`` are for the
    firm. Raises as ``publish``, and Refused for words that a firm must not read or that 其他原因 lacks."""
    vacancy = _waiting(actor, vacancy_id, State.SUBMITTED)
    told = {"cause": Cause(cause)}
    reason = _for_firm(cause, words)
    _move(actor, vacancy, "return", seen, at=at or timezone.now(), reason=reason, told=told, review_since=None)
    tell_firm(vacancy.enterprise, f"岗位“{vacancy.title}”需要修改，请看原因。", "portal:vacancy", [vacancy.pk])
    return vacancy


@transaction.atomic
def take_off(
    actor: User, vacancy_id: int, cause: Cause, words: str = "", *, seen: datetime, at: datetime | None = None
) -> Vacancy:
    """Pause what the firm changed after it was published, and ask it to mend it. It comes back to be looked at as soon
    as the firm reopens it. Raises as ``send_back``."""
    vacancy = _waiting(actor, vacancy_id, State.PUBLISHED)
    told = {"cause": Cause(cause)}
    _move(actor, vacancy, "pause", seen, at=at or timezone.now(), reason=_for_firm(cause, words), told=told)
    tell_firm(vacancy.enterprise, f"岗位“{vacancy.title}”已暂停，需要修改。", "portal:vacancy", [vacancy.pk])
    return vacancy


@transaction.atomic
def look(
    actor: User, vacancy_id: int, *, seen: datetime, post_kinds: Sequence[str] | None = None, at: datetime | None = None
) -> Vacancy:
    """Somebody has looked at what the firm changed, and it may stand. Raises as ``publish``."""
    vacancy = _waiting(actor, vacancy_id, State.PUBLISHED)
    now = at or timezone.now()
    changes: dict[str, Any] = {"review_since": None}
    if post_kinds is not None:
        changes |= {"post_kinds": list(post_kinds), "kinds_confirmed_at": now}
    if not Vacancy.objects.filter(pk=vacancy.pk, state=State.PUBLISHED, review_since=seen).update(**changes):
        raise Refused(*CHANGED)
    VacancyEvent.objects.create(
        vacancy=vacancy, actor=actor, by=By.STAFF, name="look", source=vacancy.state, target=vacancy.state, at=now
    )
    vacancy.refresh_from_db(fields=list(changes))
    return vacancy


def _waiting(actor: User, vacancy_id: int, state: State) -> Vacancy:
    vacancy = Vacancy.objects.kept_by(actor).select_related("enterprise__region").get(pk=vacancy_id)
    if vacancy.state != state or vacancy.review_since is None:
        raise Refused(*CHANGED)
    return vacancy


def _move(actor: User, vacancy: Vacancy, name: str, seen: datetime, **options: Any) -> None:
    """The step, if the firm has changed nothing since ``seen`` and nobody else has decided."""
    if vacancy.review_since != seen:
        raise Refused(*CHANGED)
    move(actor, vacancy, name, only={"review_since": seen}, **options)


def _for_firm(cause: Cause, words: str) -> str:
    plain = words.strip()
    if cause == Cause.OTHER and not plain:
        raise Refused("选“其他原因”时要写明。", "请写一句企业看得懂、能照着改的话。")
    if tells(plain):
        raise Refused("这段话企业看得到，里面有不能让企业看到的词。", "请换成就业方面的说法，例如“个人经历”。")
    return plain
