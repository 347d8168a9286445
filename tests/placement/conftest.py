"""What this room's page tests share: it is Monday, nine o'clock, and somebody enters."""

import pytest
from django.urls import reverse

from tests.cast import MONDAY_9


@pytest.fixture
def monday(time_machine):
    time_machine.move_to(MONDAY_9)


@pytest.fixture
def enter(client, monday):
    """``enter(user, "matches", case.pk, district="150602")``: the answer to a GET of a page of placement."""

    def as_somebody(user, name, *args, htmx=False, **query):
        client.force_login(user)
        headers = {"hx-request": "true"} if htmx else {}
        return client.get(reverse(f"placement:{name}", args=args), query, headers=headers)

    return as_somebody
