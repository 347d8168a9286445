"""Which entitlements may stand on a page that everybody reads: decided by what their rules ask, not by a list.

Left out is what one can have only for a drug history or a restricted illness: its very name on a phone would tell.
A rule that asks whether somebody is held somewhere stays: families of prisoners ask for the same.
"""

from datetime import date

from welfare.catalogue.parents import father, mother
from welfare.catalogue.table import CATALOGUE
from welfare.plain import is_own
from welfare.rules.dictionary import custody_end, custody_start, custody_status, custody_term_months
from welfare.rules.entitlement import Entitlement
from welfare.rules.fact import FACTS, Fact

OF_CUSTODY: frozenset[Fact] = frozenset(
    {custody_status, custody_start, custody_term_months, custody_end}
    | {fact for one in (father, mother) for fact in (one.state, one.months, one.start, one.end)}
)
"""Facts that a family of a prisoner answers too; every other fact of a history is of drugs alone."""


def is_public(entitlement: Entitlement) -> bool:
    """Whether it can be named to a stranger: nothing that its rule reads is restricted or of drugs alone."""
    facts = (FACTS[code] for code in entitlement.reads if code in FACTS)
    return not is_own(entitlement) and all(not fact.history or fact in OF_CUSTODY for fact in facts)


PUBLIC: tuple[Entitlement, ...] = tuple(entitlement for entitlement in CATALOGUE if is_public(entitlement))
"""In the order of the catalogue, those that ended or are yet to begin among them."""

BY_CODE: dict[str, Entitlement] = {entitlement.code: entitlement for entitlement in PUBLIC}


def entitlements(as_of: date) -> tuple[Entitlement, ...]:
    """Those in force on that day."""
    return tuple(entitlement for entitlement in PUBLIC if entitlement.is_in_force(as_of))
