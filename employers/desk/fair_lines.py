"""The list of a fair as its page, its sheet and its workbook show it: one line a registration."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from employers.hold_fair import Mark
from employers.models import Enterprise, Fair, FairGuest
from people.models import User


@dataclass(frozen=True, slots=True)
class Line:
    """
    firm      the firm of the platform that it is: chosen, or of the same code; None where it is none
    is_twice  whether the same firm has another registration
    came, letters  as recorded, or as just typed; "" for none
    """

    guest: FairGuest
    firm: Enterprise | None
    is_twice: bool
    came: bool | None
    letters: str


def lines_of(user: User, fair: Fair, typed: Mapping[int, tuple[bool, str]] | None = None) -> list[Line]:
    """Who is on the list, by the time of registration. Two queries."""
    guests = list(fair.guests.standing().select_related("enterprise").annotate(signed=Count("letters")))
    codes = {guest.credit_code for guest in guests if guest.credit_code and guest.enterprise is None}
    known = {firm.credit_code: firm for firm in Enterprise.objects.visible_to(user).filter(credit_code__in=codes)}
    many = Counter(guest.firm_key for guest in guests)
    typed = typed or {}
    return [
        Line(
            guest,
            guest.enterprise or known.get(guest.credit_code),
            many[guest.firm_key] > 1,
            *typed.get(guest.pk, (guest.came, str(guest.signed or ""))),
        )
        for guest in guests
    ]


def marks_of(typed: Mapping[int, tuple[bool, str]]) -> dict[int, Mark]:
    """What was ticked and typed, as the verb takes it. Raises ValueError for a number that is none."""
    return {pk: Mark(came, int(letters or 0)) for pk, (came, letters) in typed.items()}
