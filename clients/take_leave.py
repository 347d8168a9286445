"""请假外出: written leave before she leaves the county for three days or more, the answer, and the day she is back.

戒毒条例第十九条. A manager decides in her own name; a caseworker writes down who answered and what. Absences of which
nobody was told are entered as such: thresholds are counted by ``law.case_clocks.absences`` and judged by nobody here.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from clients.door import KIND
from clients.may import managers_for, may_answer_leave, require_may_change
from clients.models import Client, Leave
from jobs.notify import notify
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User


@transaction.atomic
def ask(
    actor: User, client: Client, *, since: date, until: date, destination: str, why: str, asked_on: date | None = None
) -> Leave:
    """A written report that waits for its answer; the managers of the place are told.

    Raises Refused when the actor may not, the days run backwards, or she has leave or is away in them already.
    """
    require_may_change(actor, client)
    _require_free(client, since, until)
    asked = asked_on or timezone.localdate()
    if asked > timezone.localdate():
        raise Refused("书面报告的日期在将来。", "请核对日期。")
    leave = _save(actor, Leave(
        client=client, since=since, until=until, destination=destination, why=why, asked_on=asked
    ))  # fmt: skip
    if not may_answer_leave(actor, client):
        for manager in managers_for(client.residence_region.code):
            notify(manager, "一份外出报告等答复。", "clients:leave", [client.pk, leave.pk])
    return _write_down(actor, leave)


@transaction.atomic
def enter_absence(
    actor: User, client: Client, *, since: date, returned_on: date | None, destination: str, why: str, note: str = ""
) -> Leave:
    """Days away of which nobody was told beforehand: no leave, and nobody decides on it. ``returned_on`` None: she is
    not back yet.

    Raises Refused as ``ask``, and for days ahead.
    """
    require_may_change(actor, client)
    today = timezone.localdate()
    if since > today or (returned_on and returned_on > today):
        raise Refused("还没有发生的外出不能这样记。", "请记成书面报告，等答复。")
    if returned_on and returned_on < since:
        raise Refused("返回日期早于离开日期。", "请核对两个日期。")
    last = max(since, returned_on - timedelta(days=1)) if returned_on else today
    _require_free(client, since, last)
    leave = _save(actor, Leave(
        client=client, since=since, until=last, destination=destination, why=why, granted=False, decided_by=actor,
        decided_on=today, decided_note=note, returned_on=returned_on,
    ))  # fmt: skip
    return _write_down(actor, leave)


@transaction.atomic
def answer(actor: User, leave: Leave, *, granted: bool, on: date | None = None, note: str = "") -> Leave:
    """Yes or no to a written report; the caseworker is told, unless it is she who writes it down.

    note  who answered, where a caseworker writes it down; why, with a no

    Raises Refused when the actor may not, the note is missing, the day is ahead or before the report, or it has been
    answered already.
    """
    require_may_change(actor, leave.client)
    day, said = on or timezone.localdate(), note.strip()
    if not may_answer_leave(actor, leave.client) and not said:
        raise Refused("请写明是谁答复的。", "外出由街道（乡镇）答复，社工只作登记，例如：街道禁毒办主任签字同意。")
    if not granted and not said:
        raise Refused("不同意的，请写明理由。", "本人会问为什么，也要知道怎样可以去。")
    if day > timezone.localdate() or (leave.asked_on and day < leave.asked_on):
        raise Refused("答复日期应在报告之后，最晚是今天。", "请核对日期。")
    changed = leave.client.leaves.filter(pk=leave.pk, granted=None).update(
        granted=granted, decided_by=actor, decided_on=day
    )
    if not changed:
        raise Refused("这次请假已经答复过。", "请刷新页面看最新情况。")
    leave.granted, leave.decided_by, leave.decided_on, leave.decided_note = granted, actor, day, said
    _save(actor, leave, "decided_note")
    if leave.client.caseworker_id != actor.pk:
        text = "一份外出报告有了答复，请告诉本人。"
        notify(leave.client.caseworker, text, "clients:leave", [leave.client_id, leave.pk])
    return _write_down(actor, leave)


@transaction.atomic
def come_back(actor: User, leave: Leave, on: date | None = None) -> Leave:
    """She is back on ``on`` (today). Raises Refused when the actor may not, the leave was not given, the day is ahead
    or before she left, or it is written down already."""
    require_may_change(actor, leave.client)
    day = on or timezone.localdate()
    if leave.granted is None:
        raise Refused("这次请假还没有答复。", "先登记答复，再记返回。")
    if not leave.granted and leave.asked_on is not None:
        raise Refused("这次请假没有同意，不用记返回。", "还是去了的，在“时限与计划”里补记外出。")
    if not leave.since <= day <= timezone.localdate():
        raise Refused("返回日期应在离开之后，最晚是今天。", "请核对日期。")
    if not leave.client.leaves.filter(pk=leave.pk, returned_on=None).update(returned_on=day):
        raise Refused("已经记过返回。", "请刷新页面看最新情况。")
    leave.returned_on = day
    return _write_down(actor, _save(actor, leave))


@transaction.atomic
def withdraw(actor: User, leave: Leave) -> None:
    """Take back a report that nobody has answered, or an entry of one's own made by mistake.

    Raises Refused when the actor may not, and for one that somebody has decided on.
    """
    require_may_change(actor, leave.client)
    if leave.granted is not None and leave.asked_on is not None:
        raise Refused("已经答复的请假不能撤回。", "不去了的，记下返回日期为离开当天。")
    client = leave.client
    leave.delete()
    ledger.record(actor, Action.CHANGE, KIND, client.pk, Purpose.CASE_WORK)


def is_away(leave: Leave) -> bool:
    """Whether her return is still to be written down: leave was given, or nobody was asked."""
    return leave.returned_on is None and (bool(leave.granted) or leave.asked_on is None)


def _require_free(client: Client, since: date, until: date) -> None:
    if until < since:
        raise Refused("返回日期早于离开日期。", "请核对两个日期。")
    for other in client.leaves.filter(since__lte=until, until__gte=since):
        if other.granted is not False or other.asked_on is None:
            raise Refused("这几天已经登记了外出。", "延长的，从原来的最后一天之后另写一份。")


def _save(actor: User, leave: Leave, *written: str) -> Leave:
    leave.recorded_by, leave.recorded_at = actor, timezone.now()
    leave.save(update_fields=[*written, "recorded_by", "recorded_at"] if leave.pk else None)
    return leave


def _write_down(actor: User, leave: Leave) -> Leave:
    """Last of all: whoever writes into the ledger holds its turn until the end."""
    ledger.record(actor, Action.CHANGE, KIND, leave.client_id, Purpose.CASE_WORK)
    return leave
