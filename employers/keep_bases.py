"""登记、更正、停用安置基地, and what was agreed about them."""

from typing import Any

from django.db import transaction

from employers.kept_rows import correct, enter, require_region
from employers.models import BaseAgreement, PlacementBase
from people.models import Region, User

KIND, AGREEMENT = "placement_base", "base_agreement"
FIELDS = ("name", "kind", "region", "work", "capacity", "managing_body", "enterprise", "since", "until")
AGREEMENT_FIELDS = ("about", "with_whom", "signed_on", "until")


@transaction.atomic
def open_base(actor: User, *, region: Region, **fields: Any) -> PlacementBase:
    """A new base or point. Raises Refused outside the actor's county, or when the facts do not fit together."""
    require_region(actor, region)
    base = PlacementBase(region=region, **fields)
    enter(actor, base, KIND)
    return base


@transaction.atomic
def correct_base(actor: User, base_id: int, **changes: Any) -> PlacementBase:
    """Change fields of ``FIELDS``; ``until`` closes it. Raises PlacementBase.DoesNotExist outside the actor's scope,
    and Refused as ``open_base``."""
    base = PlacementBase.objects.kept_by(actor).select_related("region").get(pk=base_id)
    if "region" in changes:
        require_region(actor, changes["region"])
    correct(actor, base, KIND, FIELDS, changes)
    return base


@transaction.atomic
def add_agreement(actor: User, base_id: int, **fields: Any) -> BaseAgreement:
    """What was agreed about a base, by fields of ``AGREEMENT_FIELDS``. Raises PlacementBase.DoesNotExist outside the
    actor's scope, and Refused when the facts do not fit together."""
    base = PlacementBase.objects.kept_by(actor).get(pk=base_id)
    agreement = BaseAgreement(base=base, **fields)
    enter(actor, agreement, AGREEMENT)
    return agreement


@transaction.atomic
def correct_agreement(actor: User, base_id: int, agreement_id: int, **changes: Any) -> BaseAgreement:
    """Change fields of ``AGREEMENT_FIELDS``. Raises BaseAgreement.DoesNotExist outside the actor's scope or when it is
    about another base, and Refused as ``add_agreement``."""
    agreement = BaseAgreement.objects.get(pk=agreement_id, base=base_id, base__in=PlacementBase.objects.kept_by(actor))
    correct(actor, agreement, AGREEMENT, AGREEMENT_FIELDS, changes)
    return agreement
