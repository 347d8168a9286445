"""GET /vacancies: for job boards, exactly what the public site shows, and how to keep up with it."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Schema
from pydantic import AwareDatetime, Field

from employers import announce
from employers.api.router import vacancies as routes
from employers.public import vacancies as site
from people.api.bearer import Bearer
from people.api.errors import not_found
from people.api.paging import Cursor, require_known
from people.api.rows import NO
from people.models import Scope

MOST = 200


class Stop(Schema):
    """One place, by its GB/T 2260 code and name."""

    code: str
    name: str


class VacancyOut(Schema):
    """One vacancy as anybody may read it. Wages in yuan a month; null: the firm does not say."""

    uid: UUID
    title: str
    firm: str
    occupation: str
    place: list[Stop]
    wage_min: float | None
    wage_max: float | None
    wage_text: str
    headcount: int | None
    part_time: bool
    shifts: list[str]
    features: list[str]
    certificates: list[str]
    education: str
    experience_years: int | None
    board: bool | None
    lodging: bool | None
    insurance: bool | None
    text: str
    published_on: date
    confirmed_on: date
    offered_until: date


class Feed(Schema):
    """``items`` to put up or replace, ``gone`` to take down, ``next`` for the next request, at once if ``more``."""

    items: list[VacancyOut]
    gone: list[UUID]
    next: str
    more: bool


class Asked(Schema):
    """Where to read on: ``cursor`` is the ``next`` of the last answer; ``changed_since`` a moment; neither: all."""

    cursor: Annotated[str | None, Field(max_length=40)] = None
    changed_since: AwareDatetime | None = None
    limit: Annotated[int, Field(ge=1, le=MOST)] = 100


@routes.get(
    "/vacancies",
    auth=Bearer(Scope.VACANCIES_READ),
    response={200: Feed, **NO},
    url_name="vacancies",
    operation_id="vacancies",
    summary="取公开的岗位",
)
def vacancies(request: HttpRequest, asked: Query[Asked]) -> Any:
    """网站上公开的岗位。第一次不带参数，一页页取完；以后每次带上最后的 next，只取变动。"""
    require_known(request.GET, set(Asked.model_fields))
    now = timezone.now()
    region = request.auth.region.code  # type: ignore[attr-defined]
    announce.catch_up(now)
    if asked.cursor is not None:
        start = Cursor.read(asked.cursor)
    else:
        start = Cursor(*announce.begin(_sound(asked.changed_since, now)))
    found = announce.read_on(region, start.number, start.base, asked.limit, now)
    return {
        "items": found.items,
        "gone": found.gone,
        "next": str(Cursor(found.number, found.base)),
        "more": found.more,
    }


@routes.get(
    "/vacancies/{uuid:uid}",
    auth=Bearer(Scope.VACANCIES_READ),
    response={200: VacancyOut, **NO},
    url_name="vacancy",
    operation_id="vacancy",
    summary="取一个公开的岗位",
)
def vacancy(request: HttpRequest, uid: UUID) -> Any:
    """已经撤下的和从来没有的，都答 404。"""
    found = site.vacancy(uid, timezone.localdate())
    region = request.auth.region.code  # type: ignore[attr-defined]
    if found is None or not found.place[-1].code.startswith(region):
        raise not_found()
    return found


def _sound(moment: datetime | None, now: datetime) -> datetime | None:
    """Within what every database can compare: nothing is older than the platform, nothing newer than now."""
    if moment is None or moment.year < 2000:
        return None
    return now if moment.year > now.year else moment
