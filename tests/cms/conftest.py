"""The clock of the public site stands on a Monday where freshness and dates matter."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction

from cms.models import HomePage
from tests.cast import MONDAY_9
from tests.cms.site import a_site


@pytest.fixture
def time_machine_monday():
    with time_machine.travel(MONDAY_9, tick=False):
        yield


@pytest.fixture(scope="module")
def standing_site(django_db_setup, django_db_blocker) -> Iterator[HomePage]:
    """The site as it begins, made once for a file of tests; each test takes back what it did to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield a_site()
        transaction.set_rollback(True)


@pytest.fixture
def site(standing_site, db) -> HomePage:
    return HomePage.objects.get()
