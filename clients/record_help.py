"""记一次联系: what was done, what was said, what comes next."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from clients.door import KIND
from clients.may import may_change
from clients.models import Client, HelpEvent
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User

# A clock may run a little ahead of ours.
AHEAD = timedelta(minutes=10)
REACHED = tuple(kind for kind in HelpEvent.Kind if kind.is_contact)


@transaction.atomic
def record_help(
    actor: User,
    client: Client,
    *,
    kind: str,
    at: datetime,
    note: str,
    next_on: date | None = None,
    next_what: str = "",
) -> HelpEvent:
    """A new event; moves the client's last and next contact along.

    Raises Refused for a case that is closed or not the actor's, a time ahead, or a next contact before this one.
    """
    _require_may(actor, client)
    _require_sense(at, next_on)
    event = HelpEvent.objects.create(
        client=client, worker=actor, kind=kind, at=at, note=note, next_on=next_on, next_what=next_what,
        recorded_by=actor, recorded_at=timezone.now(),
    )  # fmt: skip
    move_contacts(client)
    ledger.record(actor, Action.CHANGE, KIND, client.pk, Purpose.CASE_WORK)
    return event


@transaction.atomic
def correct_help(actor: User, event: HelpEvent) -> HelpEvent:
    """Save an event whose fields its writer has corrected. Raises Refused for anybody else, and as ``record_help``."""
    if event.recorded_by_id != actor.pk:
        raise Refused("这条记录是别人写的，不能改。", "谁录入谁维护：可以另记一次，说明情况。")
    _require_may(actor, event.client)
    _require_sense(event.at, event.next_on)
    event.recorded_at = timezone.now()
    event.save()
    move_contacts(event.client)
    ledger.record(actor, Action.CHANGE, KIND, event.client_id, Purpose.CASE_WORK)
    return event


def _require_may(actor: User, client: Client) -> None:
    if not may_change(actor, client):
        raise Refused("这位服务对象不归您负责。", "请联系责任社工记录。")
    if not client.is_open:
        raise Refused("已经结案，不能再记。", "需要继续服务的，请负责人重新开案。")


def _require_sense(at: datetime, next_on: date | None) -> None:
    if at > timezone.now() + AHEAD:
        raise Refused("联系时间在将来。", "还没发生的事请填在“下次联系”里。")
    if next_on and next_on < timezone.localtime(at).date():
        raise Refused("下次联系早于这次联系。", "请核对两个日期。")


def move_contacts(client: Client) -> None:
    """Last contact: the latest event that reached her, or service at which she was. Next contact: what the latest
    event of all says."""
    last = client.help_events.filter(kind__in=REACHED).aggregate(at=Max("at"))["at"]
    served = client.employment_services.filter(with_client=True).aggregate(on=Max("on"))["on"]
    latest = client.help_events.order_by("-at", "-pk").first()
    client.last_contact_on = max(filter(None, (timezone.localdate(last) if last else None, served)), default=None)
    client.next_contact_on = latest.next_on if latest else None
    client.save(update_fields=["last_contact_on", "next_contact_on"])
