"""登记、更正、停用安置基地."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from employers.may import may_keep
from employers.models import PlacementBase
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, Region, User

KIND = "placement_base"
FIELDS = ("name", "kind", "region", "managing_body", "enterprise", "since", "until")


@transaction.atomic
def open_base(actor: User, *, region: Region, **fields: Any) -> PlacementBase:
    """A new base or point. Raises Refused outside the actor's county, or when the facts do not fit together."""
    _require_region(actor, region)
    base = PlacementBase(region=region, recorded_by=actor, recorded_at=timezone.now(), **fields)
    _require_sense(base)
    base.save()
    ledger.record(actor, Action.CREATE, KIND, base.pk, Purpose.CASE_WORK)
    return base


@transaction.atomic
def correct_base(actor: User, base_id: int, **changes: Any) -> PlacementBase:
    """Change fields of ``FIELDS``; ``until`` closes it. Raises PlacementBase.DoesNotExist outside the actor's scope,
    and Refused as ``open_base``."""
    if unknown := set(changes) - set(FIELDS):
        raise ValueError(f"no facts of a base: {sorted(unknown)}")
    base = PlacementBase.objects.kept_by(actor).select_related("region").get(pk=base_id)
    if "region" in changes:
        _require_region(actor, changes["region"])
    changed = [name for name, value in changes.items() if getattr(base, name) != value]
    if not changed:
        return base
    for name in changed:
        setattr(base, name, changes[name])
    _require_sense(base)
    base.recorded_by, base.recorded_at = actor, timezone.now()
    base.save(update_fields=[*changed, "recorded_by", "recorded_at"])
    ledger.record(actor, Action.CHANGE, KIND, base.pk, Purpose.CASE_WORK)
    return base


def _require_region(actor: User, region: Region) -> None:
    if actor.region is None or not may_keep(actor.role, actor.region.code, region.code):
        raise Refused("这个地方不归您登记。", "请联系当地的工作人员。")


def _require_sense(base: PlacementBase) -> None:
    try:
        base.full_clean()
    except ValidationError as no:
        raise Refused("；".join(no.messages), "请核对后再保存。") from None
