"""Who sees what reveals illness or treatment: the client's own caseworker alone. For everybody else it is not there.

The one definition for every page, count, list, print and export. A fact is marked in the dictionary; an entitlement is
restricted when its rule reads such a fact, for its very name gives it away; a paper when it proves one of both.
"""

from functools import cache

from clients.may import may_see_restricted
from clients.models import Client
from people.models import Role, User
from welfare.catalogue.table import CATALOGUE
from welfare.rules.entitlement import Entitlement
from welfare.rules.fact import FACTS

RESTRICTED_ENTITLEMENTS = frozenset(entitlement.code for entitlement in CATALOGUE if entitlement.restricted)
RESTRICTED_FACTS = frozenset(fact.code for fact in FACTS.values() if fact.restricted)


def shown_to(actor: User, client: Client) -> bool:
    """Whether the restricted facts, entitlements and papers of this client exist for ``actor``."""
    return may_see_restricted(actor, client)


def visible_entitlements(actor: User) -> tuple[Entitlement, ...]:
    """What lists over many households may name to ``actor``, in the order of the catalogue.

    A social worker's lists hold her own clients alone, so they name everything.
    """
    if actor.role == Role.SOCIAL_WORKER:
        return CATALOGUE
    return tuple(entitlement for entitlement in CATALOGUE if not entitlement.restricted)


def is_visible(actor: User, client: Client, code: str) -> bool:
    """Whether a fact or an entitlement of this code exists for ``actor`` on the pages of this client."""
    return (code not in RESTRICTED_FACTS and code not in RESTRICTED_ENTITLEMENTS) or shown_to(actor, client)


@cache
def restricted_papers() -> frozenset[str]:
    """Names of papers that prove nothing but restricted facts: the name alone gives it away."""
    telling = {name for fact in FACTS.values() if fact.restricted for name in fact.documents}
    return frozenset(telling - {name for fact in FACTS.values() if not fact.restricted for name in fact.documents})
