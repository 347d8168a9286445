"""Who sees what reveals illness or treatment: the client's own caseworker alone. For everybody else it is not there.

The one definition for every page, count, list, print and export. A fact is marked in the dictionary; an entitlement is
restricted when its rule reads such a fact, for its very name gives it away; a paper when it proves one of both.
"""

import re
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


# What nobody can be expected to tick a box for: the name is typed by hand.
_TELLING = re.compile(r"艾滋|HIV|AIDS|CD4|感染者|抗病毒|美沙酮|丁丙诺啡|维持治疗|孕产|产检", re.IGNORECASE)


def tells(kind: str) -> bool:
    """Whether a paper of this name gives illness or treatment away, however the name goes on: 确证检测报告复印件."""
    name = kind.strip()
    return bool(_TELLING.search(name)) or name.startswith(tuple(restricted_papers()))


@cache
def restricted_papers() -> frozenset[str]:
    """Names of papers that prove nothing but restricted facts: the name alone gives it away."""
    telling = {name for fact in FACTS.values() if fact.restricted for name in fact.documents}
    return frozenset(telling - {name for fact in FACTS.values() if not fact.restricted for name in fact.documents})
