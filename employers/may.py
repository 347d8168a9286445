"""Who may do what in the employer zone, as pure functions of roles and region codes.

    read     staff of the same city (any role with a post): published vacancies and their firms
    keep     禁毒社工 and 禁毒办负责人 of the county (旗县区) in which the firm or vacancy lies: everything about it

A worker posted to a street keeps the firms of the whole county: firms do not stop at a street's edge, and their
registers are kept by county.
"""

from people.models import Role

KEEPERS = frozenset({Role.SOCIAL_WORKER, Role.MANAGER})
CITY_DIGITS, COUNTY_DIGITS = 4, 6


def city_code(region_code: str) -> str:
    """The city's code for a region at any level; a province stays a province."""
    return region_code[:CITY_DIGITS]


def kept_code(region_code: str) -> str:
    """The code at or below which staff posted to ``region_code`` keep firms: the county, or more for a city's staff."""
    return region_code[:COUNTY_DIGITS]


def may_keep(role: str | None, acting_code: str, record_code: str) -> bool:
    """Whether somebody with ``role`` in the region ``acting_code`` may enter and change a record of ``record_code``."""
    return role in KEEPERS and record_code.startswith(kept_code(acting_code))
