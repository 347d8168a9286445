"""What changed since the last screening: who is newly entitled, who no longer is, and what has become open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone

from clients.may import county_of
from people.models import User
from welfare.models import Determination, Screening
from welfare.models.determination import OutcomeChoice
from welfare.standings import current

NEWLY, NO_LONGER, NOW_OPEN, OTHER = "newly", "no_longer", "now_open", "other"


@dataclass(frozen=True, slots=True)
class Change:
    """One household and entitlement whose outcome is another than before. ``pk`` is the answer that stands.

    before  what stood at the beginning; empty: nobody had looked yet
    kind    NEWLY 新符合, NO_LONGER 不再符合, NOW_OPEN 转为待核实, OTHER from open to 不符合
    """

    pk: int
    number: str
    entitlement: str
    before: str
    kind: str


def changes(user: User, since: Screening | date | datetime | None = None, entitlement: str = "") -> list[Change]:
    """Of the open cases whose households ``user`` may see, the latest first, without restricted ones.

    since  a screening: from its beginning on; a day: from its first minute on; None: since the last screening of the
           district in which each household lives

    Somebody's first answer counts only where it is 符合; what turned and turned back has not changed. Three queries at
    most, and nothing encrypted is read.
    """
    begun = latest_screenings() if since is None else {}
    if since is None and not begun:
        return []
    begin = min(begun.values()) if since is None else _begin(since)
    rows = current(user).filter(recorded_at__gte=begin).exclude(~Q(outcome=OutcomeChoice.ELIGIBLE), previous=None)
    if entitlement:
        rows = rows.filter(entitlement=entitlement)
    if isinstance(since, Screening):
        rows = rows.filter(client__residence_region__code__startswith=since.region.code)
    light = rows.order_by("-recorded_at", "-pk").values_list(
        "pk", "client__number", "entitlement", "outcome", "client__residence_region__code", "recorded_at", "previous"
    )
    answers = list(light)
    older = _superseded(user, begin) if any(previous for *_, previous in answers) else {}
    found = []
    for pk, number, code, outcome, place, recorded_at, previous in answers:
        moment = begun.get(county_of(place)) if since is None else begin
        if moment is None or recorded_at < moment:
            continue
        before = _before(previous, moment, older)
        if before != outcome and (before or outcome == OutcomeChoice.ELIGIBLE):
            found.append(Change(pk, number, code, before, _kind(before, outcome)))
    return found


def latest_screenings() -> dict[str, datetime]:
    """By code of the district: when its last finished screening began; when it ended, if it was the first of all,
    before which there was nothing to compare with."""
    finished = Screening.objects.filter(finished_at__isnull=False).order_by().values("region__code")
    told = finished.annotate(began=Max("started_at"), ended=Max("finished_at"), times=Count("pk"))
    return {one["region__code"]: one["began"] if one["times"] > 1 else one["ended"] for one in told}


def _begin(since: Screening | date | datetime) -> datetime:
    if isinstance(since, Screening):
        return since.started_at
    if isinstance(since, datetime):
        return since
    return datetime.combine(since, time.min, timezone.get_current_timezone())


def _superseded(user: User, begin: datetime) -> Mapping[int, list[Any]]:
    """Answers that were superseded since: outcome, when it was written, what it followed."""
    rows = Determination.objects.households(user).filter(superseded_at__gte=begin).order_by()
    return {pk: rest for pk, *rest in rows.values_list("pk", "outcome", "recorded_at", "previous")}


def _before(pk: int | None, moment: datetime, older: Mapping[int, list[Any]]) -> str:
    """The outcome that stood before that moment: back along the chain."""
    while pk is not None and pk in older:
        outcome, recorded_at, previous = older[pk]
        if recorded_at < moment:
            return str(outcome)
        pk = previous
    return ""


def _kind(before: str, after: str) -> str:
    if after == OutcomeChoice.ELIGIBLE:
        return NEWLY
    if after == OutcomeChoice.UNDETERMINED:
        return NOW_OPEN
    return NO_LONGER if before == OutcomeChoice.ELIGIBLE else OTHER
