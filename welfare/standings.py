"""Where households stand with entitlements, as light rows: what lists of thousands sort, count and narrow by.

Nothing encrypted is read here; a page fetches names and reasons of its few rows by id. What is restricted is left out
for everybody but the client's own caseworker, and closed cases for all.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from clients.models import Client
from people.models import User
from welfare import said
from welfare.models import Application, Benefit, Determination
from welfare.models.determination import OutcomeChoice
from welfare.restricted import visible_entitlements
from welfare.rules.entitlement import Entitlement

RECEIVING, APPLYING, NOT_YET = "receiving", "applying", "none"


@dataclass(frozen=True, slots=True)
class Standing:
    """One current determination. ``deciding`` is the code of the one question that settles it, else empty.

    place      code of the residence
    receiving  RECEIVING, APPLYING (an application runs) or NOT_YET
    changed    another outcome than before the last screening of its district
    """

    pk: int
    client: int
    number: str
    place: str
    caseworker: int
    outcome: str
    receiving: str
    grade: str
    amount: Decimal | None
    on: date
    deciding: str
    changed: bool

    @property
    def is_gap(self) -> bool:
        """符合, and neither received nor applied for."""
        return self.outcome == OutcomeChoice.ELIGIBLE and self.receiving == NOT_YET


def current(user: User) -> Any:
    """The determinations that stand in open cases of ``user``, restricted ones as ``welfare.restricted`` says."""
    rows = Determination.objects.households(user).current()
    return rows.filter(client__status=Client.Status.OPEN, entitlement__in=codes(visible_entitlements(user)))


def codes(entitlements: Iterable[Entitlement]) -> list[str]:
    return [one.code for one in entitlements]


def standings(user: User, entitlement: str, as_of: date, changed: Collection[int] = ()) -> list[Standing]:
    """Every household's standing with one entitlement, by number. Three queries.

    ``changed`` are the determinations of ``welfare.changes``.
    """
    received = set(running_benefits(user, as_of).filter(entitlement=entitlement).values_list("client_id", flat=True))
    asked = set(
        Application.objects.households(user)
        .running()
        .filter(entitlement=entitlement)
        .values_list("client_id", flat=True)
    )
    rows = (
        current(user)
        .filter(entitlement=entitlement)
        .order_by("client__number")
        .values_list(
            "pk",
            "client_id",
            "client__number",
            "client__residence_region__code",
            "client__caseworker_id",
            "outcome",
            "grade",
            "amount_low",
            "amount_high",
            "confirmed_on",
            "missing",
        )
    )
    found = []
    for row in rows:
        pk, client, number, place, caseworker, outcome, grade, low, high, on, missing = row
        having = RECEIVING if client in received else APPLYING if client in asked else NOT_YET
        found.append(
            Standing(
                pk=pk,
                client=client,
                number=number,
                place=place,
                caseworker=caseworker,
                outcome=outcome,
                receiving=having,
                grade=grade,
                amount=low if low is not None else high,
                on=on,
                deciding=said.deciding(outcome, missing),
                changed=pk in changed,
            )
        )
    return found


def running_benefits(user: User, as_of: date) -> Any:
    """Benefits of the households of ``user`` that run on a day."""
    return Benefit.objects.households(user).running(as_of)
