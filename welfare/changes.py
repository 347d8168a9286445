"""What changed since the last screening: who is newly entitled, who no longer is, and what has become open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from people.models import User
from welfare.models import Determination, Screening
from welfare.models.determination import OutcomeChoice
from welfare.restricted import visible_entitlements

NEWLY, NO_LONGER, NOW_OPEN, OTHER = "newly", "no_longer", "now_open", "other"


@dataclass(frozen=True, slots=True)
class Change:
    """One household and entitlement whose outcome is another than before.

    before  what stood at the beginning; empty: nobody had looked yet
    kind    NEWLY 新符合, NO_LONGER 不再符合, NOW_OPEN 转为待核实, OTHER from open to 不符合
    """

    determination: Determination
    before: str
    kind: str

    @property
    def before_label(self) -> str:
        return OutcomeChoice(self.before).label if self.before else "首次核定"


def changes(user: User, since: Screening | date | datetime) -> list[Change]:
    """Of the open cases whose households ``user`` may see: by entitlement and number, without restricted ones.

    since  a screening: from its beginning on; a day: from its first minute on
    Somebody's first answer counts only where it is 符合. Three queries.
    """
    begin = _begin(since)
    codes = [one.code for one in visible_entitlements(user)]
    rows = Determination.objects.households(user).filter(recorded_at__gte=begin, entitlement__in=codes)
    if isinstance(since, Screening):
        rows = rows.filter(client__residence_region__code__startswith=since.region.code)
    links = dict(rows.order_by().values_list("pk", "previous_id"))
    current = rows.current().filter(client__status="open").select_related("client__residence_region")
    found = list(current.order_by("entitlement", "client__number"))
    first = {row.pk: _before(row.pk, links) for row in found}
    outcomes = dict(
        Determination.objects.households(user)
        .order_by()
        .filter(pk__in={pk for pk in first.values() if pk})
        .values_list("pk", "outcome")
    )
    return list(_changed(found, {pk: outcomes.get(before, "") for pk, before in first.items()}))


def _begin(since: Screening | date | datetime) -> datetime:
    if isinstance(since, Screening):
        return since.started_at
    if isinstance(since, datetime):
        return since
    return datetime.combine(since, time.min, timezone.get_current_timezone())


def _before(pk: int, links: dict[int, int | None]) -> int | None:
    """The answer that stood before the beginning: back along the chain."""
    at: int | None = pk
    while at in links:
        at = links[at]
    return at


def _changed(rows: Iterable[Determination], before: dict[int, str]):
    for row in rows:
        was = before[row.pk]
        if was == row.outcome or (not was and row.outcome != OutcomeChoice.ELIGIBLE):
            continue
        if row.outcome == OutcomeChoice.ELIGIBLE:
            kind = NEWLY
        elif was == OutcomeChoice.ELIGIBLE:
            kind = NOW_OPEN if row.outcome == OutcomeChoice.UNDETERMINED else NO_LONGER
        else:
            kind = NOW_OPEN if row.outcome == OutcomeChoice.UNDETERMINED else OTHER
        yield Change(row, was, kind)
