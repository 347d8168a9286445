"""One household as of one day: what is recorded of it, of its members, and what a case sets for itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

Answer = bool | Decimal | date | str | None
"""True or False, a number, a date, one option of a choice; None written down means: asked, and not known."""


@dataclass(frozen=True, slots=True)
class Member:
    """One person. ``key`` tells members apart within the household and is never a name or an identity number."""

    key: str
    facts: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Household:
    """Facts by code; a code that is not there was not mentioned.

    members    empty: nobody wrote down who lives there, which is unknown and not nobody
    standards  numbers that the case states itself, by code of the standard; they win over every book
    readings   chosen readings of ambiguous texts: code → option
    """

    as_of: date
    region: str
    urban: bool | None
    facts: Mapping[str, Answer] = field(default_factory=dict)
    members: tuple[Member, ...] = ()
    standards: Mapping[str, Decimal | str] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)

    def knowing(self, code: str, answer: Answer, member: str | None = None) -> "Household":
        """The same household with one more answer: what a question would settle."""
        if member is None:
            changed: dict[str, Any] = {"facts": {**self.facts, code: answer}}
            if code == "is_urban_household":
                changed["urban"] = answer
            return replace(self, **changed)
        members = tuple(
            replace(one, facts={**one.facts, code: answer}) if one.key == member else one for one in self.members
        )
        return replace(self, members=members)
