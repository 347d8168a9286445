"""结案, and opening again what was closed by mistake."""

from datetime import date

from django.db import IntegrityError, transaction
from django.dispatch import Signal
from django.utils import timezone

from clients import owe
from clients.door import KIND
from clients.may import may_change, may_reopen
from clients.models import Client
from clients.record_household import household_changed
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User

case_closed = Signal()
"""Sent in the transaction of each closing, with ``client``: nobody works for her any more."""


@transaction.atomic
def close(actor: User, client: Client, how: str, on: date | None = None) -> Client:
    """The case ends on ``on``; everything recorded stays and can still be read.

    Raises Refused when the actor may not, it is closed already, a hand-over or a transfer waits, or the day is ahead
    or before it was opened.
    """
    on = on or timezone.localdate()
    if not may_change(actor, client):
        raise Refused("这位服务对象不归您结案。", "请联系责任社工或负责人。")
    if client.hand_overs.waiting().exists():
        raise Refused("正在移交，不能结案。", "先撤回移交，或等对方接收后由对方结案。")
    if client.transfers.waiting().exists():
        raise Refused("正在变更执行地，不能结案。", "先撤回，或等对方接收后由对方结案。")
    if not client.opened_on <= on <= timezone.localdate():
        raise Refused("结案日期应在建档日期和今天之间。", "请核对日期。")
    changed = (
        client_of(client).open().update(status=Client.Status.CLOSED, closed_on=on, closed_how=how, next_contact_on=None)
    )
    if not changed:
        raise Refused("已经结案。", "请刷新页面看最新情况。")
    client.refresh_from_db()
    owe.drop_all(actor, client, on)
    case_closed.send(Client, client=client)
    # Last: whoever writes into the ledger holds its turn until the end.
    ledger.record(actor, Action.CHANGE, KIND, client.pk, Purpose.CASE_WORK)
    return client


@transaction.atomic
def reopen(actor: User, client: Client) -> Client:
    """Undo a closing. Raises Refused when the actor is no manager of the region, or the person has another open
    case."""
    if not may_reopen(actor, client):
        raise Refused("只有本区域负责人能重新开案。", "请联系禁毒办负责人。")
    try:
        with transaction.atomic():
            client_of(client).filter(status=Client.Status.CLOSED).update(
                status=Client.Status.OPEN, closed_on=None, closed_how=""
            )
    except IntegrityError:
        raise Refused("这个身份证号另有一份在册档案。", "请先核对两份档案。") from None
    ledger.record(actor, Action.CHANGE, KIND, client.pk, Purpose.CASE_WORK)
    client.refresh_from_db()
    # Nobody looked at the household while the case was closed.
    household_changed.send(Client, client=client)
    return client


def client_of(client: Client):
    """The one row of a client that came through the door, for a conditional update."""
    return Client.objects.unscoped("conditional update of an opened case").filter(pk=client.pk)
