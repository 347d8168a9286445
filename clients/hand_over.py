"""移交: offered with a note, received with a signature, within seven working days; withdrawn as long as it waits."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from clients import receipt
from clients.door import KIND
from clients.may import caseworkers_for, may_hand_over
from clients.models import Client, HandOver
from clients.models.hand_over import HAND_OVER_WORKDAYS
from law.workdays import add_workdays
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, Role, User


@transaction.atomic
def offer(actor: User, client_ids: Iterable[int], receiver: User, note: str, as_of: date | None = None) -> uuid.UUID:
    """Offer open cases to another social worker of the same county; all of them, or none. Returns the batch.

    Raises Client.DoesNotExist if one is not visible to the actor, and Refused, with the reason, if one may not move.
    """
    today = as_of or timezone.localdate()
    wanted = set(client_ids)
    clients = list(Client.objects.visible_to(actor).select_related("residence_region").filter(pk__in=wanted))
    if not wanted or len(clients) != len(wanted):
        raise Client.DoesNotExist
    due, provisional = add_workdays(today, HAND_OVER_WORKDAYS)
    batch = uuid.uuid4()
    for client in clients:
        _require_may_move(actor, client, receiver)
        try:
            with transaction.atomic():
                HandOver.objects.create(
                    client=client, batch=batch, giver_id=client.caseworker_id, receiver=receiver, offered_by=actor,
                    note=note, offered_on=today, due_on=due, due_is_provisional=provisional,
                    recorded_by=actor, recorded_at=timezone.now(),
                )  # fmt: skip
        except IntegrityError:
            raise Refused(f"{client.number} 正在移交中。", "先撤回上一次移交，或等对方接收。") from None
        ledger.record(actor, Action.HAND_OVER, KIND, client.pk, Purpose.HAND_OVER)
    return batch


def _require_may_move(actor: User, client: Client, receiver: User) -> None:
    if not may_hand_over(actor, client):
        raise Refused(f"{client.number} 不归您移交。", "由责任社工本人或负责人办理。")
    if not client.is_open:
        raise Refused(f"{client.number} 已经结案，不用移交。")
    if client.transfers.waiting().exists():
        raise Refused(f"{client.number} 正在变更执行地。", "先撤回，或等对方接收。")
    if client.caseworker_id == receiver.pk:
        raise Refused(f"{client.number} 已经由{receiver.name}负责。", "请另选接收人，或取消勾选这一位。")
    if not caseworkers_for(client.residence_region.code).filter(pk=receiver.pk).exists():
        raise Refused(f"{client.number} 的居住地不在接收人任职的旗县区。", "跨旗县区的，请办理“变更执行地”。")


@transaction.atomic
def receive(actor: User, hand_over_id: int) -> HandOver:
    """The receiver signs: from now on she is the caseworker. All facts stay with the client.

    Raises HandOver.DoesNotExist for a hand-over that is not hers to see, Refused when it waits for somebody else, no
    longer waits, or the receiver has left the county since.
    """
    hand_over = HandOver.objects.involving(actor).select_related("client__residence_region").get(pk=hand_over_id)
    if hand_over.receiver_id != actor.pk or actor.role != Role.SOCIAL_WORKER:
        raise Refused("只有接收人本人能签收。", "请以社工身份登录的接收人操作。")
    if not caseworkers_for(hand_over.client.residence_region.code).filter(pk=actor.pk).exists():
        raise Refused("您已不在服务对象居住的旗县区任职，不能签收。", "请移交人撤回后另选接收人。")
    _close(hand_over, HandOver.State.RECEIVED, counts=receipt.counts_of(hand_over.client_id, timezone.localdate()))
    moved = (
        Client.objects.unscoped("the receiver signs for a client she cannot see yet")
        .open()
        .filter(pk=hand_over.client_id, caseworker_id=hand_over.giver_id)
        .update(caseworker_id=actor.pk)
    )
    if not moved:
        raise Refused("责任社工已经变更或已结案，这次移交作废。", "请移交人撤回后重新发起。")
    ledger.record(actor, Action.HAND_OVER, KIND, hand_over.client_id, Purpose.HAND_OVER)
    return hand_over


@transaction.atomic
def withdraw(actor: User, hand_over_id: int) -> HandOver:
    """Take an offer back while it waits: the giver, or whoever offered it. Raises as ``receive``."""
    hand_over = HandOver.objects.involving(actor).select_related("client").get(pk=hand_over_id)
    if actor.pk not in (hand_over.giver_id, hand_over.offered_by_id):
        raise Refused("只有移交人能撤回。", "有疑问请联系移交人。")
    _close(hand_over, HandOver.State.WITHDRAWN)
    ledger.record(actor, Action.HAND_OVER, KIND, hand_over.client_id, Purpose.HAND_OVER)
    return hand_over


def _close(hand_over: HandOver, state: str, **changes) -> None:
    """One step of the table {offered: received, withdrawn}; a conditional update settles who came first."""
    closed = (
        HandOver.objects.unscoped("one step, decided by the number of rows changed")
        .waiting()
        .filter(pk=hand_over.pk)
        .update(state=state, closed_at=timezone.now(), **changes)
    )
    if not closed:
        hand_over.refresh_from_db()
        raise Refused(f"这次移交{hand_over.get_state_display()}，不能再操作。", "请刷新页面看最新情况。")
    hand_over.refresh_from_db()
