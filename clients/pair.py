"""结对帮扶: a cadre is registered once, paired with clients, and what came of it is said when it ends.

Her visits are help events with ``pairing``, written down by the worker.
"""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from clients.door import KIND
from clients.may import county_of, may_change
from clients.models import Cadre, Client, Pairing
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, Role, User
from people.scope import code_range, covers


def cadres_near(user: User) -> QuerySet[Cadre]:
    """The cadres of the county, or wider region, in which ``user`` acts; none for other roles."""
    if user.role not in (Role.SOCIAL_WORKER, Role.MANAGER) or user.region is None:
        return Cadre.objects.none()
    low, high = code_range(county_of(user.region.code))
    return Cadre.objects.filter(region__code__gte=low, region__code__lte=high)


@transaction.atomic
def register_cadre(actor: User, cadre: Cadre) -> Cadre:
    """A new cadre, or one put right, already validated by its form. Raises Refused for a place that is not near."""
    if actor.region is None or not covers(county_of(actor.region.code), cadre.region.code):
        raise Refused("这个区域不归您登记。", "请选您任职的旗县区或街道。")
    try:
        with transaction.atomic():
            cadre.save()
    except IntegrityError:
        raise Refused("这位干部已经登记过。", "在名单里找到后直接结对。") from None
    ledger.record(actor, Action.CHANGE, "cadre", cadre.pk, Purpose.STAFFING)
    return cadre


@transaction.atomic
def pair(actor: User, client: Client, cadre: Cadre, since: date) -> Pairing:
    """Pair a client of the actor's with a cadre of her county.

    Raises Refused for a case that is closed or not the actor's, a cadre who is elsewhere or no longer in office, a day
    ahead, and a pair that is there already.
    """
    _require_may(actor, client)
    if not cadres_near(actor).filter(pk=cadre.pk, is_active=True).exists():
        raise Refused("这位干部不在本旗县区，或已不在岗。", "请另选一位，或先登记新的干部。")
    if not client.opened_on <= since <= timezone.localdate():
        raise Refused("结对日期应在建档日期和今天之间。", "请核对日期。")
    try:
        with transaction.atomic():
            made = Pairing.objects.create(
                client=client, cadre=cadre, since=since, recorded_by=actor, recorded_at=timezone.now()
            )
    except IntegrityError:
        raise Refused(f"已经和{cadre.name}结对。", "不用再登记；走访记在“记一次联系”里。") from None
    ledger.record(actor, Action.CHANGE, KIND, client.pk, Purpose.CASE_WORK)
    return made


@transaction.atomic
def end_pairing(actor: User, pairing: Pairing, *, until: date, result: str, note: str = "") -> Pairing:
    """End a pair and say what came of it, also once the case is closed.

    Raises Refused for a client who is not the actor's, a day outside of the pair and the case, and one that has ended.
    """
    client = pairing.client
    _require_hers(actor, client)
    if not pairing.since <= until <= (client.closed_on or timezone.localdate()):
        last = "结案日期" if client.closed_on else "今天"
        raise Refused(f"结束日期应在结对日期和{last}之间。", "请核对日期。")
    ended = pairing.client.pairings.filter(pk=pairing.pk, until=None).update(until=until, result=result)
    if not ended:
        raise Refused("这次结对已经结束。", "请刷新页面看最新情况。")
    pairing.until, pairing.result, pairing.result_note = until, result, note
    pairing.save(update_fields=["result_note"])
    ledger.record(actor, Action.CHANGE, KIND, pairing.client_id, Purpose.CASE_WORK)
    return pairing


def _require_hers(actor: User, client: Client) -> None:
    if not may_change(actor, client):
        raise Refused("这位服务对象不归您负责。", "请联系责任社工办理结对。")


def _require_may(actor: User, client: Client) -> None:
    _require_hers(actor, client)
    if not client.is_open:
        raise Refused("已经结案，不能再结对。", "需要继续服务的，请负责人重新开案。")
