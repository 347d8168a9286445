"""Builders of what offices owe."""

from datetime import date

from clients import owe
from clients.models import Client, Department, Duty
from people.models import User
from tests.cast import MONDAY


def a_duty(
    client: Client, department: str = "labour", kind: str = "recognition", what: str = "", *, by: User | None = None,
    due_on: date | None = None, on: date = MONDAY,
) -> Duty:  # fmt: skip
    """Asked for by the caseworker; with ``due_on`` as a record with a term would bring it."""
    worker = by or client.caseworker
    if due_on is None:
        return owe.send(worker, client, department=department, kind=kind, what=what, on=on)
    region = owe.office_of(client.residence_region, Department(department))
    number = Duty.objects.unscoped("test").count() + 1
    return owe.owe(
        worker, client, department=department, region=region, kind=kind, what=what or "代办事项", source="test",
        source_id=number, on=min(on, due_on), clock=owe.Clock(due_on, False, "依据一则"),
    )  # fmt: skip
