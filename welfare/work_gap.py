"""应享未享: who takes one on, why it is not received, what comes next, and how it ended."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from clients.door import HOUSEHOLD
from clients.may import may_record_household
from clients.models import Client
from law.terms import chinese_day
from people import ledger
from people.errors import Refused
from people.models import Action, Level, Membership, Purpose, Region, Role, User
from people.vault import EncryptedTextField
from welfare import apply
from welfare.models import Application, TakeUpGap, TakeUpGapEvent
from welfare.restricted import is_visible

Deed = TakeUpGapEvent.Deed
FARTHEST = timedelta(days=366)


@transaction.atomic
def take(actor: User, gap_id: int) -> TakeUpGap:
    """``actor`` takes it on. Raises Refused if it is hers already or closed; TakeUpGap.DoesNotExist out of scope."""
    gap = _open_gap(actor, gap_id)
    if gap.assigned_to_id == actor.pk:
        raise Refused("这一条已经由您经办。")
    before = gap.assigned_to
    _change(gap, was={"assigned_to": before}, assigned_to=actor)
    _note(actor, gap, Deed.TAKEN, f"原经办人：{before.name}" if before else "")
    return gap


@transaction.atomic
def arrange(
    actor: User,
    gap_id: int,
    *,
    why: str,
    missing_paper: str,
    next_action: str,
    due_on: date | None,
    assigned_to: User | None,
    seen: int | None = None,
) -> TakeUpGap:
    """Write down how it stands and what comes next; what is the same stays unmentioned.

    seen  how many deeds stood on the page from which this comes; None: all of them

    Raises Refused for a new term that has passed or is years away, for somebody who cannot work on it, when somebody
    did something since the page was opened, and as ``take``.
    """
    gap = _open_gap(actor, gap_id)
    _require_seen(gap, seen)
    if due_on and due_on != gap.due_on and due_on < timezone.localdate():
        raise Refused("办理期限已经过去了。", "请填今天或以后的日期。")
    if due_on and due_on > timezone.localdate() + FARTHEST:
        raise Refused("办理期限太远了。", "请填一年以内的日期。")
    if assigned_to and assigned_to.pk != gap.assigned_to_id and assigned_to not in handlers_of(gap.client):
        raise Refused("这位工作人员不能经办这一户。", "请选本旗区的救助经办、负责人，或责任社工。")
    asked: dict[str, Any] = {
        "why": why,
        "missing_paper": missing_paper.strip(),
        "next_action": next_action.strip(),
        "due_on": due_on,
        "assigned_to": assigned_to,
    }
    changes = {name: value for name, value in asked.items() if value != getattr(gap, name)}
    if not changes:
        return gap
    _change(gap, was={}, **changes)
    _note(actor, gap, Deed.ARRANGED, "\n".join(_lines(gap, changes)))
    return gap


@transaction.atomic
def close(actor: User, gap_id: int, *, how: str, reason: str) -> TakeUpGap:
    """It is settled, in one of the ways of ``TakeUpGap.Closed``.

    Raises Refused without a way or a reason, and as ``take``.
    """
    gap = _open_gap(actor, gap_id)
    if how not in TakeUpGap.Closed:
        raise Refused("请选择办结方式。", "已经享受、书面放弃、情况变化或认定有误，选一个。")
    if not reason.strip():
        raise Refused("请写明办结说明。", "例如：11月20日首次领到；放弃书已收存；搬到外地。")
    closed = {"closed_on": timezone.localdate(), "closed_how": how, "closed_reason": reason.strip()}
    _change(gap, was={}, **closed)
    _note(actor, gap, Deed.CLOSED, f"{TakeUpGap.Closed(how).label}：{reason.strip()}")
    return gap


@transaction.atomic
def start(actor: User, gap_id: int) -> Application:
    """Apply for it; who applies works on it, unless somebody does already.

    Raises Refused as ``take`` and as ``welfare.apply.start``.
    """
    gap = _open_gap(actor, gap_id)
    application = apply.start(actor, gap.client, gap.entitlement)
    if gap.assigned_to is None:
        _change(gap, was={"assigned_to": None}, assigned_to=actor)
    _note(actor, gap, Deed.APPLIED, "")
    return application


def handlers_of(client: Client) -> Any:
    """Who can be given the work, because she sees it: the caseworker; managers of where the client lives and officers
    of where she lives or is registered, of that place or above it.

    One query, by name.
    """
    home, registered = client.residence_region, client.registered_region
    where = Q(role=Role.MANAGER) & _above(home) | Q(role=Role.WELFARE_OFFICER) & _above(home, registered)
    posts = Membership.objects.current().filter(where)
    return User.objects.filter(Q(pk__in=posts.values("user")) | Q(pk=client.caseworker_id), is_active=True).order_by(
        "name", "username"
    )


def _above(*places: Region | None) -> Q:
    """Posts in one of these places or above it."""
    return Q(region__code__in={place.code[:level] for place in places if place for level in Level})


def gap_in_scope(actor: User, gap_id: int) -> TakeUpGap:
    """The gap with its client and who works on it. Raises TakeUpGap.DoesNotExist out of scope or restricted."""
    gap = (
        TakeUpGap.objects.households(actor)
        .select_related("client__residence_region__parent", "client__registered_region", "client__caseworker")
        .select_related("assigned_to")
        .get(pk=gap_id)
    )
    if not is_visible(actor, gap.client, gap.entitlement):
        raise TakeUpGap.DoesNotExist
    return gap


def _open_gap(actor: User, gap_id: int) -> TakeUpGap:
    # Two who work on it at once do so one after the other; on SQLite whoever writes is alone anyway.
    list(TakeUpGap.objects.unscoped("hold the gap").filter(pk=gap_id).select_for_update().values_list("pk"))
    gap = gap_in_scope(actor, gap_id)
    if not may_record_household(actor, gap.client):
        raise Refused("这一户不归您经办。", "请联系责任社工或当地救助经办人。")
    if gap.closed_on is not None:
        raise Refused("这一条已经办结，不能再改。", "情况又有变化的，重新筛查后会另列一条。")
    return gap


def _require_seen(gap: TakeUpGap, seen: int | None) -> None:
    """A form holds every field as it was when it was opened, so that a stale one would undo what came since."""
    if seen is None:
        return
    deeds = TakeUpGapEvent.objects.unscoped("what came since the caller read the gap").filter(gap=gap)
    since = list(deeds.select_related("recorded_by").order_by("pk")[seen:])
    if since:
        said = since[-1].said.replace("\n", "；") or since[-1].get_deed_display()
        raise Refused(f"{since[-1].recorded_by}刚刚更新了这一条（{said}）。", "请看过再保存。")


def _change(gap: TakeUpGap, was: dict[str, Any], **changes: Any) -> None:
    """Write these fields if it is still open and as it was. Raises Refused when somebody was quicker."""
    still = TakeUpGap.objects.unscoped("a gap that its door has let through").open().filter(pk=gap.pk, **was)
    sealed = [name for name in changes if isinstance(TakeUpGap._meta.get_field(name), EncryptedTextField)]
    plain = {name: value for name, value in changes.items() if name not in sealed}
    # Also where only sealed texts change, which an update cannot write: the row is held until the end.
    if not still.update(**{"closed_on": None, **plain}):
        raise Refused("刚刚有人更新了这一条。", "请刷新后再看。")
    for name, value in changes.items():
        setattr(gap, name, value)
    if sealed:
        gap.save(update_fields=sealed)


def _note(actor: User, gap: TakeUpGap, deed: str, said: str) -> None:
    TakeUpGapEvent.objects.create(gap=gap, deed=deed, said=said, recorded_by=actor, recorded_at=timezone.now())
    ledger.record(actor, Action.CHANGE, HOUSEHOLD, gap.client_id, Purpose.WELFARE)


def _lines(gap: TakeUpGap, changes: dict[str, Any]) -> Iterable[str]:
    labels = {field.name: field.verbose_name for field in TakeUpGap._meta.concrete_fields}
    for name, value in changes.items():
        said = gap.get_why_display() if name == "why" else chinese_day(value) if isinstance(value, date) else value
        yield f"{labels[name]}：{said or '（清空）'}"
