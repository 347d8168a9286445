"""Writing down what is known of a client.

Each fact keeps who recorded it last and when; each change is in the ledger.
"""

from collections.abc import Mapping
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from clients.door import KIND
from clients.may import may_change
from clients.models import BarFact, Client, Limit, RehabMeasure
from clients.models.scoped import CaseRecord
from clients.record_household import household_changed
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User

Fact = TypeVar("Fact", bound=CaseRecord)


@transaction.atomic
def record(actor: User, client: Client, fact: Fact) -> Fact:
    """Save one fact of ``client`` (or the client herself), already validated by its form.

    Raises Refused when the actor may not, the case is closed, or somebody else wrote the same a moment ago.
    """
    _require_may(actor, client)
    _stamp(actor, fact)
    try:
        with transaction.atomic():
            fact.save()
    except IntegrityError:
        # The form has checked, so somebody else wrote the same between the check and now.
        raise Refused("刚刚有人录入了同样的内容。", "请刷新页面看最新情况。") from None
    _write_down(actor, client)
    _tell(client, fact)
    return fact


@transaction.atomic
def remove(actor: User, client: Client, fact: CaseRecord) -> None:
    """Delete one fact that was recorded by mistake. Raises Refused as ``record``."""
    _require_may(actor, client)
    fact.delete()
    _write_down(actor, client)
    _tell(client, fact)


@transaction.atomic
def record_limits(actor: User, client: Client, answers: Mapping[str, tuple[str, str]]) -> None:
    """The answers by work feature as (answer, note); what did not change keeps its recorder. 不清楚 without a note
    leaves no row: nobody has asked."""
    _require_may(actor, client)
    held = {limit.feature: limit for limit in client.limits.all()}
    for feature, (answer, note) in answers.items():
        limit = held.get(feature)
        if answer == Limit.Answer.UNKNOWN and not note:
            if limit:
                limit.delete()
        elif limit is None or (limit.answer, limit.note) != (answer, note):
            limit = limit or Limit(client=client, feature=feature)
            limit.answer, limit.note = answer, note
            _stamp(actor, limit).save()
    _write_down(actor, client)


@transaction.atomic
def record_bar_facts(actor: User, client: Client, answers: Mapping[str, BarFact]) -> None:
    """The answers by kind, as unsaved rows; an answer that did not change keeps its recorder."""
    _require_may(actor, client)
    held = {fact.kind: fact for fact in client.bar_facts.all()}
    for kind, new in answers.items():
        fact = held.get(kind)
        if fact is None and new.answer == BarFact.Answer.UNKNOWN:
            continue
        if fact is None or (fact.answer, fact.on, fact.source) != (new.answer, new.on, new.source):
            fact = fact or BarFact(client=client, kind=kind)
            fact.answer, fact.on, fact.source = new.answer, new.on, new.source
            _stamp(actor, fact).save()
    _write_down(actor, client)


def _require_may(actor: User, client: Client) -> None:
    if not may_change(actor, client):
        raise Refused("这位服务对象不归您维护。", "谁录入谁维护：请联系责任社工。")
    if not client.is_open:
        raise Refused("已经结案，不能再改。", "需要继续服务的，请负责人重新开案。")


def _stamp(actor: User, fact: Fact) -> Fact:
    fact.recorded_by = actor
    fact.recorded_at = timezone.now()
    return fact


def _write_down(actor: User, client: Client) -> None:
    ledger.record(actor, Action.CHANGE, KIND, client.pk, Purpose.CASE_WORK)


def _tell(client: Client, fact: CaseRecord) -> None:
    """Where the client is registered, how old she is and which measure runs is of consequence for her household."""
    if isinstance(fact, Client | RehabMeasure):
        household_changed.send(type(fact), client=client)
