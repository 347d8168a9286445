"""Entering and correcting a row that staff keep: checked by its own model, and written to the ledger."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from employers.may import may_keep
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, Recorded, Region, User


@transaction.atomic
def enter(actor: User, row: Recorded, kind: str) -> None:
    """Save a new row. Raises Refused, in the words of the model, when its facts do not fit together."""
    row.recorded_by, row.recorded_at = actor, timezone.now()
    require_sense(row)
    _save(row)
    ledger.record(actor, Action.CREATE, kind, row.pk, Purpose.CASE_WORK)


@transaction.atomic
def correct(actor: User, row: Recorded, kind: str, allowed: tuple[str, ...], changes: dict[str, Any]) -> bool:
    """Change fields of ``allowed``; says whether anything was other than before. Raises Refused as ``enter``."""
    if unknown := set(changes) - set(allowed):
        raise ValueError(f"no facts of a {kind}: {sorted(unknown)}")
    changed = [name for name, value in changes.items() if getattr(row, name) != value]
    if not changed:
        return False
    for name in changed:
        setattr(row, name, changes[name])
    row.recorded_by, row.recorded_at = actor, timezone.now()
    require_sense(row)
    _save(row, update_fields=[*changed, "recorded_by", "recorded_at"])
    ledger.record(actor, Action.CHANGE, kind, row.pk, Purpose.CASE_WORK)
    return True


def require_sense(row: Model) -> None:
    """Raises Refused with what the model finds wrong."""
    try:
        row.full_clean()
    except ValidationError as no:
        raise Refused("；".join(message.rstrip("。") for message in no.messages) + "。", "请核对后再保存。") from None


def require_region(actor: User, region: Region, to_do: str = "登记") -> None:
    """Raises Refused for a place outside the actor's county."""
    if actor.region is None or not may_keep(actor.role, actor.region.code, region.code):
        raise Refused(f"这个地方不归您{to_do}。", "请选本旗区的街道或苏木乡镇，或联系那里的工作人员。")


def _save(row: Recorded, **options: Any) -> None:
    try:
        with transaction.atomic():
            row.save(**options)
    except IntegrityError:
        raise Refused("刚刚有人登记了同样的内容。", "请刷新页面看一看。") from None
