"""Putting a record of help right: its writer corrects it, what it said before is kept; others add a remark.

The client's own words are not corrected by anybody: where they were heard wrong, the note says what was meant.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from clients import papers
from clients.door import KIND
from clients.models import Client, HelpCorrection, HelpEvent, HelpRemark, Paper
from clients.record_help import MOST_FILES, Help, keep_files, move_contacts, require_may, require_sense
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, User

NAMES = Help.__slots__


@transaction.atomic
def correct_help(
    actor: User,
    event: HelpEvent,
    *,
    files: Sequence[File] = (),
    drop: Iterable[Paper] = (),
    now: datetime | None = None,
    **changes,
) -> HelpEvent:
    """The event with what its writer has corrected; ``changes`` by the names of ``Help``.

    files, drop  photographs to add and to take out
    What the changed fields said before is kept. Nothing changed: nothing is written. Own words may still be added
    where none were kept; once there, they stay.

    Raises Refused for anybody but the writer, for own words that would change, for a goal whose step was ticked by
    this event, and as ``record_help``.
    """
    if event.recorded_by_id != actor.pk:
        raise Refused("这条记录是别人写的，不能改。", "谁录入谁维护：知道更多情况的，可以在下面补充。")
    client: Client = event.client
    require_may(actor, client)
    # As it is stored now, whatever was set on the object at hand.
    kept = client.help_events.select_related("goal__plan", "pairing__cadre").get(pk=event.pk)
    now = now or timezone.now()
    old = _told(kept)
    told = replace(old, **changes)
    _require_kept(kept, old, told)
    require_sense(client, told, now)
    before = {name: _stored(getattr(old, name)) for name in NAMES if getattr(old, name) != getattr(told, name)}
    gone = list(drop)
    if kept.papers.count() - len(gone) + len(files) > MOST_FILES:
        raise Refused(f"一次最多 {MOST_FILES} 个文件。", "先去掉几个再加。")
    if not (before or gone or files):
        return kept
    for name in before:
        setattr(kept, name, getattr(told, name) or None if name == "said" else getattr(told, name))
    kept.save()
    for paper in gone:
        papers.remove(actor, paper)
    keep_files(actor, kept, files)
    if kept.about == HelpEvent.About.HEALTH:
        kept.papers.update(restricted=True)
    if gone:
        before[HelpCorrection.DROPPED] = str(len(gone))
    if before:
        HelpCorrection.objects.create(
            event=kept, before=json.dumps(before, ensure_ascii=False), recorded_by=actor, recorded_at=now
        )
    move_contacts(client)
    ledger.record(actor, Action.CHANGE, KIND, client.pk, Purpose.CASE_WORK)
    return kept


@transaction.atomic
def add_remark(actor: User, event: HelpEvent, text: str, *, now: datetime | None = None) -> HelpRemark:
    """What somebody else, or the writer later, knows besides. No contact: it moves nothing. Raises Refused as
    ``record_help``, and for a blank."""
    require_may(actor, event.client)
    if not text.strip():
        raise Refused("还没有写补充的内容。", "写一句再保存。")
    remark = HelpRemark.objects.create(event=event, text=text, recorded_by=actor, recorded_at=now or timezone.now())
    ledger.record(actor, Action.CHANGE, KIND, event.client_id, Purpose.CASE_WORK)
    return remark


def _told(event: HelpEvent) -> Help:
    return Help(**{name: getattr(event, name) for name in NAMES} | {"said": event.said or ""})


def _require_kept(event: HelpEvent, old: Help, told: Help) -> None:
    if old.said and told.said != old.said:
        raise Refused("本人原话保存后不能改。", "听错了的，在“情况”里写明本人的意思。")
    if event.step and told.goal != old.goal:
        raise Refused("这次联系办完了目标的一步，不能改到别的目标。", "请在“帮扶计划”里改目标的下一步。")


def _stored(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if value is None:
        return ""
    # A goal or a pairing as it was called then: the row may say something else by the time somebody reads this.
    return str(getattr(value, "text", None) or getattr(value, "cadre", None) or value)
