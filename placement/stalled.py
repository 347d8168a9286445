"""没有进展: clients who look for work and for whom nothing has moved for thirty days, why, and what would move it.

Nobody leaves the list by being looked at: something has to happen, or somebody writes down why nobody looks for work
at present, and until when.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from clients.door import KIND
from clients.may import may_change
from clients.models import Client, EmploymentService, HelpEvent, RehabMeasure, Wish
from clients.record_help import REACHED
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User
from placement.models import Placement, Referral, ReferralEvent, ReleasePlan, SearchPause, Shortlist
from placement.models.referral import MOVES, UNDO

STALLED_DAYS = 30
# A longer pause is a decision of its own: somebody looks again after half a year.
LONGEST_PAUSE = relativedelta(months=6)
# Records that are a movement on the day on which they were written down.
WRITTEN_DOWN: tuple[tuple[Any, str], ...] = (
    (Referral, "准备推荐"),
    (Shortlist, "收藏岗位"),
    (Wish, "记意愿"),
    (SearchPause, "暂缓求职"),
    (ReleasePlan, "出所衔接"),
)


class Movement(NamedTuple):
    """The last thing that happened. ``what`` is for the screen: 电话, 收藏岗位."""

    on: date
    what: str


@dataclass(frozen=True, slots=True)
class Stalled:
    """One client; ``last`` is her opening where nothing has happened since."""

    client: Client
    last: Movement
    days: int


def of(user: User, as_of: date) -> list[Stalled]:
    """The user's clients for whom nothing has moved for ``STALLED_DAYS``, the longest first.

    Left out: who has a job, whose search is paused, and who is still in 强制隔离戒毒 (``release`` has those). The same
    number of queries for one client and for a thousand.
    """
    waiting = list(_long_unmoved(user, as_of).select_related("caseworker", "residence_region__parent"))
    moved = _last_movements(user, [client.pk for client in waiting])
    found = []
    for client in waiting:
        last = max(moved.get(client.pk, ()), default=Movement(client.opened_on, "建档"))
        days = (as_of - last.on).days
        if days >= STALLED_DAYS:
            found.append(Stalled(client, last, days))
    return sorted(found, key=lambda one: (-one.days, one.client.number))


def paused(user: User, as_of: date) -> list[SearchPause]:
    """The pauses that hold, those first that end first. One query."""
    return list(
        SearchPause.objects.visible_to(user)
        .filter(since__lte=as_of, until__gte=as_of, client__status=Client.Status.OPEN)
        .select_related("client__caseworker", "client__residence_region__parent", "recorded_by")
        .order_by("until", "client__number", "pk")
    )


def looking_for_work(user: User, as_of: date) -> Any:
    """The user's open cases without a job, a pause or a site to be in."""
    held = {
        "working": Placement.objects.visible_to(user).current(),
        "paused": SearchPause.objects.visible_to(user).filter(since__lte=as_of, until__gte=as_of),
        "inside": RehabMeasure.objects.visible_to(user).filter(
            kind=RehabMeasure.Kind.COMPULSORY_ISOLATION, end__isnull=True
        ),
    }
    clients = Client.objects.visible_to(user).open()
    for records in held.values():
        clients = clients.exclude(pk__in=records.values("client"))
    return clients


def _long_unmoved(user: User, as_of: date) -> Any:
    """Those of them without a contact lately: a contact moves them."""
    edge = as_of - timedelta(days=STALLED_DAYS)
    unheard = Q(last_contact_on__isnull=True) | Q(last_contact_on__lte=edge)
    return looking_for_work(user, as_of).filter(unheard, opened_on__lte=edge)


# What counts as a movement --------------------------------------------------------------------------------------------


def _last_movements(user: User, clients: Collection[int]) -> dict[int, list[Movement]]:
    """By client, the latest movement of each kind. One query for each kind."""
    moved: dict[int, list[Movement]] = defaultdict(list)
    for client, movement in _movements(user, clients):
        moved[client].append(movement)
    return moved


def _movements(user: User, clients: Collection[int]) -> Iterator[tuple[int, Movement]]:
    def latest(model: Any, *grouped: str, **moments: Any) -> Iterable[tuple[Any, ...]]:
        rows = model.objects.visible_to(user).filter(**{f"{model.TO_CLIENT}in": clients})
        return rows.order_by().values_list(*grouped).annotate(**moments)

    for client, kind, at in latest(HelpEvent, "client", "kind", at=Max("at")):
        if kind in REACHED:
            yield client, Movement(_day(at), HelpEvent.Kind(kind).label)
    for client, kind, on, known_on in latest(
        EmploymentService, "client", "kind", at=Max("on"), known_on=Max("result_on")
    ):
        label = EmploymentService.Kind(kind).label
        yield client, Movement(on, label)
        if known_on:
            yield client, Movement(known_on, f"{label}有了结果")
    for client, name, at in latest(ReferralEvent, "referral__client", "name", at=Max("at")):
        # A term that ran out is no movement: nobody did anything.
        if name != "lapse":
            yield client, Movement(_day(at), _step(name))
    for client, started_on, ended_on in latest(Placement, "client", at=Max("started_on"), ended=Max("ended_on")):
        yield client, Movement(started_on, "上岗")
        if ended_on:
            yield client, Movement(ended_on, "离岗")
    for model, what in WRITTEN_DOWN:
        for client, at in latest(model, "client", at=Max("recorded_at")):
            yield client, Movement(_day(at), what)
    for client, kind, end in latest(RehabMeasure, "client", "kind", at=Max("end")):
        # Whoever was inside could not look for work: her time begins with the release.
        if end and kind == RehabMeasure.Kind.COMPULSORY_ISOLATION:
            yield client, Movement(end, "出所")


def _step(name: str) -> str:
    return f"推荐（{'撤销了上一步' if name == UNDO else MOVES[name].done}）"


def _day(moment: date | datetime) -> date:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment


# 暂缓求职 -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def pause(
    actor: User, client: Client, reason: str, until: date, note: str = "", at: datetime | None = None
) -> SearchPause:
    """Nobody looks for work for her until ``until``; afterwards she is back on the list.

    Raises Refused when the client is not the actor's or closed, the day is past or more than half a year ahead, the
    reason 其他 comes without words, or a pause holds already.
    """
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    _require_may(actor, client)
    if until < today:
        raise Refused("结束日期已经过了。", "请填今天以后的日期。")
    if until > today + LONGEST_PAUSE:
        raise Refused("一次最多暂缓半年。", "到期再看一次，需要的话可以接着暂缓。")
    if reason == SearchPause.Reason.OTHER and not note.strip():
        raise Refused("选了“其他”，还没有写明原因。", "请在说明里写清楚。")
    # The client's row is the turnstile: of two people at once the second sees the pause of the first.
    Client.objects.unscoped("lock of an opened case").select_for_update().filter(pk=client.pk).first()
    if client.search_pauses.filter(since__lte=today, until__gte=today).exists():
        raise Refused("已经在暂缓中。", "要改日期的，先结束现在的暂缓。")
    made = SearchPause.objects.create(
        client=client, reason=reason, note=note.strip(), since=today, until=until, recorded_by=actor, recorded_at=moment
    )
    ledger.record(actor, Action.CHANGE, KIND, client.pk, Purpose.CASE_WORK)
    return made


@transaction.atomic
def end_pause(actor: User, held: SearchPause, at: datetime | None = None) -> None:
    """She looks for work again from today on. A pause written today is taken back as if it had never been.

    Raises Refused when the client is not the actor's or closed.
    """
    today = timezone.localdate(at)
    _require_may(actor, held.client)
    if held.since >= today:
        held.delete()
    elif held.until >= today:
        held.until = today - timedelta(days=1)
        held.save(update_fields=["until"])
    ledger.record(actor, Action.CHANGE, KIND, held.client_id, Purpose.CASE_WORK)


def _require_may(actor: User, client: Client) -> None:
    if not may_change(actor, client):
        raise Refused("这位服务对象不归您负责。", "请联系责任社工。")
    if not client.is_open:
        raise Refused("已经结案，不用再找岗位。", "需要继续服务的，请负责人重新开案。")
