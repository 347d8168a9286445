"""The demo's applications come from its gaps and stand in every state."""

from random import Random

import pytest
from django.utils import timezone

from config.demo.applications import FATES, build_applications
from people.models import Role
from tests.cast import DONGSHENG, a_client, a_member, a_social_worker
from welfare.applications import DONE, OVERDUE, RUNNING, counts
from welfare.models import Application, TakeUpGap

pytestmark = pytest.mark.django_db


def test_every_fate_can_be_lived_and_every_list_has_work():
    officer = a_member("gaowa", Role.WELFARE_OFFICER, DONGSHENG)
    today = timezone.localdate()
    for number in range(30):
        client = a_client(a_social_worker(), f"王{number}", id_number="")
        TakeUpGap.objects.create(client=client, entitlement="minimum_living", opened_on=today)

    built = build_applications(Random(5), today, count=60)

    states = set(Application.objects.unscoped("test").values_list("state", flat=True))
    found = counts(officer, today)
    assert built == 30 >= len(FATES)
    assert {"preparing", "accepted", "publicised", "submitted", "granted", "paying", "refused", "withdrawn"} <= states
    assert all(found[view] for view in (RUNNING, OVERDUE, DONE))
