"""收藏与取消收藏."""

from django.db import transaction
from django.utils import timezone

from clients.door import KIND
from clients.may import may_change
from clients.models import Client
from employers.models import Vacancy
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User
from placement.models import Shortlist

MOST = 30
"""Kept per client: a longer list is no longer a choice."""


@transaction.atomic
def add(actor: User, client: Client, vacancy: Vacancy, note: str = "") -> Shortlist:
    """Keep a vacancy for a client; keeping it twice changes nothing and keeps the first date.

    Raises Refused when the client is not the actor's to change or closed, or the list is full.
    """
    _require_may(actor, client)
    held = client.shortlist.filter(vacancy=vacancy).first()
    if held is not None:
        return held
    if client.shortlist.count() >= MOST:
        raise Refused(f"已经收藏了{MOST}个岗位。", "请先取消几个不再考虑的。")
    kept = Shortlist.objects.create(
        client=client, vacancy=vacancy, note=note, recorded_by=actor, recorded_at=timezone.now()
    )
    ledger.record(actor, Action.CHANGE, KIND, client.pk, Purpose.MATCHING)
    return kept


@transaction.atomic
def remove(actor: User, client: Client, vacancy: Vacancy) -> bool:
    """Let go of a vacancy; returns whether it was kept. Raises Refused as ``add``."""
    _require_may(actor, client)
    gone, _ = client.shortlist.filter(vacancy=vacancy).delete()
    if gone:
        ledger.record(actor, Action.CHANGE, KIND, client.pk, Purpose.MATCHING)
    return bool(gone)


def _require_may(actor: User, client: Client) -> None:
    if not may_change(actor, client):
        raise Refused("这位服务对象不归您负责，不能改收藏。", "请联系责任社工。")
    if not client.is_open:
        raise Refused("已经结案，不能再收藏岗位。", "需要继续服务的，请负责人重新开案。")
