"""Writing down what is known of a household: its members, and the answers to the questions of the fact dictionary.

An answer is never overwritten: a new one supersedes it, and the old one stays as history with its own evidence. What
an answer may be is not known on this floor; ``welfare.record_answer`` checks it and comes here.
"""

from django.db import IntegrityError, transaction
from django.dispatch import Signal
from django.utils import timezone

from clients import door
from clients.may import may_record_household
from clients.models import Client, HouseholdFact, HouseholdMember, Paper
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User

household_changed = Signal()
"""Sent in the transaction of each change, with ``client``: what follows from a household is no longer up to date. Also
sent where the client herself or one of her measures changed."""

_EVIDENCE = ("value", "grade", "source", "known_on", "expires_on", "paper_id")


@transaction.atomic
def record(actor: User, client: Client, answer: HouseholdFact) -> HouseholdFact:
    """Let an unsaved ``answer`` stand instead of the one before it, and return the one that stands.

    The same answer on the same evidence changes nothing, keeps its recorder and is returned as it is. Raises Refused
    when the actor may not, the case is closed, the evidence is of another household or dated in the future, or
    somebody else answered the same question at the same moment.
    """
    _require_may(actor, client)
    _require_own(client, answer.member, answer.paper)
    if answer.known_on > timezone.localdate():
        raise Refused("核实日期在将来，请核对。")
    if answer.expires_on and answer.expires_on < answer.known_on:
        raise Refused("有效期不能早于核实日期。")
    answer.client = client
    standing = client.household_facts.current().filter(code=answer.code, member=answer.member)
    held = standing.first()
    if held is not None and all(getattr(held, name) == getattr(answer, name) for name in _EVIDENCE):
        return held
    now = timezone.now()
    standing.update(superseded_at=now)
    answer.recorded_by, answer.recorded_at = actor, now
    try:
        with transaction.atomic():
            answer.save(force_insert=True)
    except IntegrityError:
        # One answer stands at a time: somebody else's came in between.
        raise Refused("刚刚有人回答了同一项。", "请刷新页面看最新情况。") from None
    _write_down(actor, client)
    return answer


@transaction.atomic
def forget(actor: User, fact: HouseholdFact) -> None:
    """Take back an answer that was recorded by mistake: nothing stands in its place, and it stays as history.

    Raises Refused as ``record``, and when the answer no longer stands.
    """
    client = fact.client
    _require_may(actor, client)
    taken = client.household_facts.current().filter(pk=fact.pk).update(superseded_at=timezone.now())
    if not taken:
        raise Refused("这条记录已经被新的替代。", "请刷新页面看最新情况。")
    _write_down(actor, client)


@transaction.atomic
def record_member(actor: User, client: Client, member: HouseholdMember) -> HouseholdMember:
    """Save one member, new or changed, already validated by its form. Raises Refused as ``record``."""
    _require_may(actor, client)
    if member.client_id != client.pk:
        raise Refused("这名成员不是这一家的。")
    member.recorded_by, member.recorded_at = actor, timezone.now()
    member.save()
    _write_down(actor, client)
    return member


@transaction.atomic
def remove_member(actor: User, member: HouseholdMember) -> None:
    """Delete a member who was recorded by mistake, with every answer about her; her papers stay with the household.

    Whoever died or moved away is not removed: that is an answer. Raises Refused as ``record``.
    """
    client = member.client
    _require_may(actor, client)
    member.papers.update(member=None)
    member.delete()
    _write_down(actor, client)


def _require_may(actor: User, client: Client) -> None:
    if not may_record_household(actor, client):
        raise Refused("这户家庭不在您的办理范围内。", "请联系责任社工或者当地救助经办。")
    if not client.is_open:
        raise Refused("已经结案，不能再改。", "需要继续服务的，请负责人重新开案。")


def _require_own(client: Client, member: HouseholdMember | None, paper: Paper | None) -> None:
    if (member and member.client_id != client.pk) or (paper and paper.client_id != client.pk):
        raise Refused("这名成员或者这份材料不是这一家的。", "请刷新页面再选。")


def _write_down(actor: User, client: Client) -> None:
    ledger.record(actor, Action.CHANGE, door.HOUSEHOLD, client.pk, Purpose.WELFARE)
    household_changed.send(HouseholdFact, client=client)
