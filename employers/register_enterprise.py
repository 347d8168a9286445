"""登记、更正、核实企业: who the employer is, by its licence."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from employers.may import may_keep
from employers.models import Contact, Enterprise
from employers.models.enterprise import clean_credit_code
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose, Region, User

KIND = "enterprise"
CORRECTABLE = ("credit_code", "name", "industry", "region", "address", "contact_name", "contact_phone", "note")
# What the licence says: after a change somebody has to look at the licence again.
ON_THE_LICENCE = frozenset({"credit_code", "name"})


@transaction.atomic
def register(actor: User, *, credit_code: str, name: str, region: Region, **fields: Any) -> Enterprise:
    """A new firm, not yet verified.

    Raises Refused for a wrong or known credit code, and for a region outside the actor's county.
    """
    _require_region(actor, region)
    code = _code(credit_code)
    if Enterprise.objects.filter(credit_code=code).exists():
        raise Refused("这家企业已经登记过了。", "请在企业列表里按代码查找。")
    try:
        with transaction.atomic():
            firm = Enterprise.objects.create(
                credit_code=code, name=name, region=region, recorded_by=actor, recorded_at=timezone.now(), **fields
            )
    except IntegrityError:
        raise Refused("刚刚有人登记了这家企业。", "请在企业列表里按代码查找。") from None
    ledger.record(actor, Action.CREATE, KIND, firm.pk, Purpose.MATCHING)
    return firm


@transaction.atomic
def correct(actor: User, enterprise_id: int, **changes: Any) -> Enterprise:
    """Change fields of ``CORRECTABLE``. A new name or credit code takes the verification away.

    Raises Enterprise.DoesNotExist outside the actor's scope, and Refused as ``register``.
    """
    firm = Enterprise.objects.kept_by(actor).select_related("region").get(pk=enterprise_id)
    if unknown := set(changes) - set(CORRECTABLE):
        raise ValueError(f"not correctable: {sorted(unknown)}")
    if "region" in changes:
        _require_region(actor, changes["region"])
    if "credit_code" in changes:
        changes["credit_code"] = _code(changes["credit_code"])
        if Enterprise.objects.filter(credit_code=changes["credit_code"]).exclude(pk=firm.pk).exists():
            raise Refused("另一家企业已经用了这个代码。", "请核对营业执照。")
    changed = [name for name, value in changes.items() if getattr(firm, name) != value]
    if not changed:
        return firm
    for name in changed:
        setattr(firm, name, changes[name])
    if ON_THE_LICENCE & set(changed):
        firm.verified_at = firm.verified_by = None
        changed += ["verified_at", "verified_by"]
    firm.save(update_fields=changed)
    ledger.record(actor, Action.CHANGE, KIND, firm.pk, Purpose.MATCHING)
    return firm


KEPT_BY_OWNER = frozenset({"industry", "size", "address", "contact_name", "contact_phone"})


@transaction.atomic
def keep_up(actor: User, owner: Contact, **changes: Any) -> Enterprise:
    """The owner changes what no licence says: fields of ``KEPT_BY_OWNER``."""
    if unknown := set(changes) - KEPT_BY_OWNER:
        raise ValueError(f"not the owner's to change: {sorted(unknown)}")
    Enterprise.objects.filter(pk=owner.enterprise_id).update(**changes)
    ledger.record(actor, Action.CHANGE, KIND, owner.enterprise_id, Purpose.MATCHING)
    return Enterprise.objects.get(pk=owner.enterprise_id)


@transaction.atomic
def verify(actor: User, enterprise_id: int) -> Enterprise:
    """Somebody has seen the licence. Raises Enterprise.DoesNotExist outside scope, and Refused if it is done."""
    firms = Enterprise.objects.kept_by(actor).filter(pk=enterprise_id)
    firm = firms.get()
    if not firms.filter(verified_at=None).update(verified_at=timezone.now(), verified_by=actor):
        raise Refused("这家企业已经核实过了。", "请刷新页面。")
    ledger.record(actor, Action.CHANGE, KIND, enterprise_id, Purpose.MATCHING)
    firm.refresh_from_db()
    return firm


def _code(text: str) -> str:
    try:
        return clean_credit_code(text)
    except ValidationError as wrong:
        raise Refused(wrong.messages[0]) from None


def _require_region(actor: User, region: Region) -> None:
    if actor.region is None or not may_keep(actor.role, actor.region.code, region.code):
        raise Refused("这个地区不归您负责。", "请选本旗区的街道或苏木乡镇，或联系那里的工作人员登记。")
