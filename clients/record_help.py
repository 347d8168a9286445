"""记一次联系: what was done, what was said, what comes next. Written once, it moves contacts and the goal's step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from clients import papers
from clients.door import KIND
from clients.may import may_change
from clients.models import Client, Goal, HelpEvent, Pairing
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User

Kind, About, Aid = HelpEvent.Kind, HelpEvent.About, HelpEvent.Aid
# A clock may run a little ahead of ours.
AHEAD = timedelta(minutes=10)
REACHED = tuple(kind for kind in Kind if kind.is_contact)
# What has a price: money, and things at what they cost.
PRICED = (Aid.MONEY, Aid.GOODS)
MOST_FILES = 5


@dataclass(frozen=True, slots=True)
class Help:
    """What a contact was, as a form or another verb says it. ``value`` in yuan; ``goal`` and ``pairing`` of the same
    client."""

    kind: str
    at: datetime
    note: str
    about: str = About.ROUTINE
    said: str = ""
    aid: str = ""
    value: Decimal | None = None
    goal: Goal | None = None
    pairing: Pairing | None = None
    next_on: date | None = None
    next_what: str = ""


def record_help(
    actor: User,
    client: Client,
    *,
    files: Sequence[File] = (),
    step_done: bool = False,
    once: UUID | None = None,
    now: datetime | None = None,
    **said_of_it,
) -> HelpEvent:
    """A new event; moves the client's last and next contact along, and the step of its goal.

    files      at most ``MOST_FILES`` photographs or PDFs, kept with the event; about health: her caseworker's alone
    step_done  the goal's next step is done: the event keeps its words, and what comes next becomes the goal's step
    once       the same form sent twice (a finger, a slow line) is one event: the second time returns the first
    the rest   as the fields of ``Help``

    Raises Refused for a case that is closed or not the actor's, a time ahead, a next contact before this one, aid that
    contradicts itself, a goal or a pairing of somebody else, and files that are none.
    """
    told = Help(**said_of_it)
    try:
        with transaction.atomic():
            if (before := _sent_before(actor, client, once)) is not None:
                return before
            return _record(actor, client, told, files, step_done, once, now or timezone.now())
    except IntegrityError:
        # The same form, sent twice at the same moment: the other one was first.
        if once is None:
            raise
        if (before := _sent_before(actor, client, once)) is None:
            raise Refused("这张表已经用过。", "请重新打开页面再记。") from None
        return before


def _record(
    actor: User, client: Client, told: Help, files: Sequence[File], step_done: bool, once: UUID | None, now: datetime
) -> HelpEvent:
    require_may(actor, client)
    require_sense(client, told, now)
    if told.goal is not None and told.goal.state != Goal.State.OPEN:
        raise Refused("这个目标已经有结果。", "请另选目标，或者先在“帮扶计划”里重新打开它。")
    if len(files) > MOST_FILES:
        raise Refused(f"一次最多 {MOST_FILES} 个文件。", "多的请另记一次。")
    event = HelpEvent.objects.create(
        client=client, worker=actor, uid=once or uuid4(), **_fields(told), step=_tick(actor, told, step_done, now),
        recorded_by=actor, recorded_at=now,
    )  # fmt: skip
    keep_files(actor, event, files)
    move_contacts(client)
    ledger.record(actor, Action.CHANGE, KIND, client.pk, Purpose.CASE_WORK)
    return event


def _fields(told: Help) -> dict[str, object]:
    given = {name: getattr(told, name) for name in Help.__slots__}
    return given | {"said": told.said or None}


def _sent_before(actor: User, client: Client, once: UUID | None) -> HelpEvent | None:
    return client.help_events.filter(uid=once, recorded_by=actor).first() if once else None


def _tick(actor: User, told: Help, step_done: bool, now: datetime) -> str | None:
    """The step that is done, in its words, after the goal has got what comes next; None where none is."""
    goal = told.goal
    if goal is None:
        return None
    step = goal.next_step if step_done else ""
    # A step that is not done stays: what was agreed for the next contact does not replace it.
    if step or not goal.next_step:
        goal.next_step, goal.next_on = told.next_what, told.next_on if told.next_what else None
        goal.recorded_by, goal.recorded_at = actor, now
        goal.save(update_fields=["next_step", "next_on", "recorded_by", "recorded_at"])
    return step or None


def keep_files(actor: User, event: HelpEvent, files: Sequence[File]) -> None:
    """Keep what was photographed at the contact, restricted where it was about health. Raises Refused as
    ``papers.keep``."""
    for upload in files:
        papers.keep(
            actor,
            event.client,
            upload,
            f"{event.get_kind_display()}附件",
            help_event=event,
            restricted=event.about == About.HEALTH,
        )


def require_may(actor: User, client: Client) -> None:
    """Raises Refused for somebody else's client and for a closed case."""
    if not may_change(actor, client):
        raise Refused("这位服务对象不归您负责。", "请联系责任社工记录。")
    if not client.is_open:
        raise Refused("已经结案，不能再记。", "需要继续服务的，请负责人重新开案。")


def require_sense(client: Client, told: Help, now: datetime) -> None:
    """Raises Refused for days in the wrong order, aid that contradicts itself, and what is of another client."""
    day = timezone.localdate(told.at)
    if told.at > now + AHEAD:
        raise Refused("联系时间在将来。", "还没发生的事请填在“下次联系”里。")
    if told.next_on and told.next_on < day:
        raise Refused("下次联系早于这次联系。", "请核对两个日期。")
    if told.kind == Kind.ATTEMPT and (told.said or told.aid):
        raise Refused("没联系上，就没有原话和帮扶内容。", "联系上了的，请改选联系方式。")
    if told.value is not None and told.aid not in PRICED:
        raise Refused("填了金额，帮扶内容要选慰问金或慰问物资。", "没有金额的请把金额清空。")
    if told.aid == Aid.MONEY and not told.value:
        raise Refused("慰问金还没有写金额。", "填写给了多少元；给的是东西，请选慰问物资。")
    if told.goal is not None and told.goal.plan.client_id != client.pk:
        raise Refused("这个目标是别人的。", "请刷新页面再选。")
    pairing = told.pairing
    if pairing is not None and pairing.client_id != client.pk:
        raise Refused("这位干部没有和本人结对。", "请刷新页面再选。")
    if pairing is not None and not pairing.since <= day <= (pairing.until or day):
        raise Refused("那天不在结对期间。", "请核对时间，或者不选结对干部。")


def move_contacts(client: Client) -> None:
    """Last contact: the latest event that reached her, or service at which she was. Next contact: what the latest
    event of all says."""
    last = client.help_events.filter(kind__in=REACHED).aggregate(at=Max("at"))["at"]
    served = client.employment_services.filter(with_client=True).aggregate(on=Max("on"))["on"]
    latest = client.help_events.order_by("-at", "-pk").first()
    client.last_contact_on = max(filter(None, (timezone.localdate(last) if last else None, served)), default=None)
    client.next_contact_on = latest.next_on if latest else None
    client.save(update_fields=["last_contact_on", "next_contact_on"])
