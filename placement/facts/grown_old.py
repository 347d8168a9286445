"""过期、久未核对: facts that have run out, or that nobody has looked at for as long as their kind keeps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from clients.door import KIND
from clients.may import may_change
from clients.models import Client, FactCheck
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User
from placement.facts.kinds import BY_CODE, KINDS, FactKind


@dataclass(frozen=True, slots=True)
class Line:
    """One fact on the list: ``since`` the day on which it ran out, or was last looked at."""

    kind: FactKind
    row: Any
    client: Client
    words: str
    since: date
    href: str


def expired(kind: FactKind, user: User, today: date) -> Any:
    """The rows of a kind whose own day has passed; none for kinds that have none."""
    if kind.code not in ("certificate", "household_fact"):
        return kind.rows(user).none()
    return kind.rows(user).filter(expires_on__lt=today).order_by("expires_on", "pk")


def old(kind: FactKind, user: User, today: date) -> Any:
    """The rows of a kind that nobody has recorded or found true again for ``kind.fresh`` days, the oldest first."""
    if kind.fresh is None:
        return kind.rows(user).none()
    since = today - timedelta(days=kind.fresh)
    found_true = FactCheck.objects.visible_to(user).filter(
        table=kind.code, result=FactCheck.Result.TRUE, checked_on__gt=since
    )
    rows = kind.rows(user).filter(_recorded_before(kind, since)).exclude(pk__in=found_true.values("row"))
    return rows.order_by("recorded_at", "pk")


def _recorded_before(kind: FactKind, day: date) -> Q:
    """A household fact counts from the day on which it was known, every other from the day of its recording."""
    if kind.code == "household_fact":
        return Q(known_on__lte=day)
    return Q(recorded_at__date__lte=day)


def lines(kind: FactKind, rows: Any, *, ran_out: bool) -> Iterator[Line]:
    """What the list shows of these rows. A fixed number of queries."""
    related = ["recorded_by"]
    if kind.model is Client:
        related += ["caseworker", "residence_region"]
    else:
        related += ["client__caseworker", "client__residence_region"]
    if kind.code == "household_fact":
        related.append("member")
    for row in rows.select_related(*related):
        since = row.expires_on if ran_out else getattr(row, "known_on", None) or timezone.localdate(row.recorded_at)
        yield Line(kind, row, kind.client_of(row), kind.words(row), since, kind.place(row))


def counts(user: User, today: date) -> dict[str, tuple[int, int]]:
    """{code: (expired, old)} of every kind. Two queries a kind."""
    return {kind.code: (expired(kind, user, today).count(), old(kind, user, today).count()) for kind in KINDS}


@transaction.atomic
def confirm(actor: User, table: str, row_id: int, as_of: date | None = None) -> FactCheck:
    """The keeper has looked again: it still is so. Its age counts from now.

    Raises Client.DoesNotExist for a fact out of scope, Refused where somebody else keeps it or its own day has passed.
    """
    today = as_of or timezone.localdate()
    kind = BY_CODE.get(table)
    row = kind.rows(actor).filter(pk=row_id).first() if kind else None
    if kind is None or row is None:
        raise Client.DoesNotExist
    client = kind.client_of(row)
    if not may_change(actor, client):
        raise Refused("这条事实不归您维护。", "谁录入谁维护：请联系责任社工。")
    if getattr(row, "expires_on", None) and row.expires_on < today:
        raise Refused("有效期已经过了，不能只确认。", "请看到新的材料后，改成新的有效期。")
    made = FactCheck.objects.create(
        client=client, table=table, row=row_id, recorder=row.recorded_by, result=FactCheck.Result.TRUE,
        checked_by=actor, checked_on=today, recorded_by=actor, recorded_at=timezone.now(),
    )  # fmt: skip
    ledger.record(actor, Action.CHANGE, KIND, client.pk, Purpose.CASE_WORK)
    return made
