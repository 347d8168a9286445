"""Where households stand with entitlements, as light rows: what lists of thousands sort, count and narrow by.

Nothing encrypted is read here; a page fetches names and reasons of its few rows by id. What is restricted is left out
for everybody but the client's own caseworker, and closed cases for all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max, Q

from clients.may import county_of
from clients.models import Client
from people.models import User
from welfare import said
from welfare.models import Application, Benefit, Determination, Screening
from welfare.models.determination import OutcomeChoice
from welfare.restricted import visible_entitlements
from welfare.rules.entitlement import Entitlement

RECEIVING, APPLYING, NOT_YET = "receiving", "applying", "none"


@dataclass(frozen=True, slots=True)
class Standing:
    """One current determination. ``deciding`` is the code of the one question that settles it, else empty.

    place      code of the residence
    receiving  RECEIVING, APPLYING (an application runs) or NOT_YET
    changed    another outcome than before the last screening of its district
    """

    pk: int
    client: int
    number: str
    place: str
    caseworker: int
    outcome: str
    receiving: str
    grade: str
    amount: Decimal | None
    on: date
    deciding: str
    changed: bool

    @property
    def is_gap(self) -> bool:
        """符合, and neither received nor applied for."""
        return self.outcome == OutcomeChoice.ELIGIBLE and self.receiving == NOT_YET


def current(user: User) -> Any:
    """The determinations that stand in open cases of ``user``, restricted ones as ``welfare.restricted`` says."""
    rows = Determination.objects.households(user).current()
    return rows.filter(client__status=Client.Status.OPEN, entitlement__in=codes(visible_entitlements(user)))


def codes(entitlements: Iterable[Entitlement]) -> list[str]:
    return [one.code for one in entitlements]


def standings(user: User, entitlement: str, as_of: date) -> list[Standing]:
    """Every household's standing with one entitlement, by number. Six queries."""
    changed = {one.pk for one in changes(user, entitlement)}
    received = set(running_benefits(user, as_of).filter(entitlement=entitlement).values_list("client_id", flat=True))
    asked = set(
        Application.objects.households(user)
        .running()
        .filter(entitlement=entitlement)
        .values_list("client_id", flat=True)
    )
    rows = (
        current(user)
        .filter(entitlement=entitlement)
        .order_by("client__number")
        .values_list(
            "pk",
            "client_id",
            "client__number",
            "client__residence_region__code",
            "client__caseworker_id",
            "outcome",
            "grade",
            "amount_low",
            "amount_high",
            "confirmed_on",
            "missing",
        )
    )
    found = []
    for row in rows:
        pk, client, number, place, caseworker, outcome, grade, low, high, on, missing = row
        having = RECEIVING if client in received else APPLYING if client in asked else NOT_YET
        found.append(
            Standing(
                pk=pk,
                client=client,
                number=number,
                place=place,
                caseworker=caseworker,
                outcome=outcome,
                receiving=having,
                grade=grade,
                amount=low if low is not None else high,
                on=on,
                deciding=said.deciding(outcome, missing),
                changed=pk in changed,
            )
        )
    return found


def running_benefits(user: User, as_of: date) -> Any:
    """Benefits of the households of ``user`` that run on a day."""
    return Benefit.objects.households(user).running(as_of)


# Since the last screening ---------------------------------------------------------------------------------------------

GAINED, LOST, OPENED, SETTLED = "gained", "lost", "opened", "settled"


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that is another than before the last screening of its district. ``before`` empty: nobody had looked.

    kind  GAINED or LOST 符合, OPENED: became 待核实, SETTLED: from 待核实 to 不符合
    """

    pk: int
    entitlement: str
    before: str
    kind: str


def changes(user: User, entitlement: str = "") -> list[Change]:
    """Outcomes that the last screenings changed, or somebody since, the latest first. Three queries.

    Somebody's first answer counts only where it is 符合. What turned and turned back has not changed.
    """
    since = latest_screenings()
    if not since:
        return []
    begun = min(since.values())
    rows = current(user).filter(recorded_at__gte=begun)
    rows = rows.filter(entitlement=entitlement) if entitlement else rows
    rows = rows.exclude(~Q(outcome=OutcomeChoice.ELIGIBLE), previous=None).order_by("-recorded_at", "-pk")
    light = list(
        rows.values_list("pk", "entitlement", "outcome", "client__residence_region__code", "recorded_at", "previous")
    )
    older = dict.fromkeys(previous for *_, previous in light if previous)
    while_at = (
        Determination.objects.households(user)
        .filter(Q(recorded_at__gte=begun, superseded_at__isnull=False) | Q(superseded_at__gte=begun))
        .order_by()
        .values_list("pk", "outcome", "recorded_at", "previous")
    )
    links = {pk: rest for pk, *rest in while_at} if older else {}
    found = []
    for pk, code, outcome, place, recorded_at, previous in light:
        began = screened_at(place, since)
        if began is None or recorded_at < began:
            continue
        before = _outcome_before(previous, began, links)
        if before != outcome and (before or outcome == OutcomeChoice.ELIGIBLE):
            found.append(Change(pk, code, before, _kind(before, outcome)))
    return found


def _outcome_before(pk: int | None, began: datetime, links: dict[int, list]) -> str:
    while pk in links:
        outcome, recorded_at, previous = links[pk]
        if recorded_at < began:
            return outcome
        pk = previous
    return ""


def _kind(before: str, after: str) -> str:
    if after == OutcomeChoice.ELIGIBLE:
        return GAINED
    if before == OutcomeChoice.ELIGIBLE:
        return LOST
    return OPENED if after == OutcomeChoice.UNDETERMINED else SETTLED


def latest_screenings() -> dict[str, datetime]:
    """By code of the district: when its last finished screening began."""
    finished = Screening.objects.filter(finished_at__isnull=False).order_by()
    return dict(finished.values("region__code").annotate(at=Max("started_at")).values_list("region__code", "at"))


def screened_at(place: str, since: dict[str, datetime]) -> datetime | None:
    """When the last screening began that looked at who lives at ``place``."""
    return since.get(county_of(place))
