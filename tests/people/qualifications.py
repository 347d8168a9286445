"""Builders of 职业资格."""

from datetime import date

from people.models import Qualification, User
from people.qualify import keep


def a_qualification(
    user: User, kind: str = "assistant", *, issued_on: date = date(2024, 3, 1), expires_on: date | None = None, **fields
) -> Qualification:
    """A certificate that its holder has entered herself."""
    return keep(user, Qualification(user=user, kind=kind, issued_on=issued_on, expires_on=expires_on, **fields))
