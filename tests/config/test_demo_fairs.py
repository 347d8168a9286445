"""The demo's fairs, on whatever day somebody begins."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from config.demo.fairs import FAIRS, build_fairs
from employers import fairs
from employers.models import Fair, FairState
from jobs.models import Job
from tests.cast import DONGSHENG, JIAOTONG, a_region, a_social_worker, an_enterprise

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2027, 2, 28), date(2027, 7, 3)])
def test_two_were_held_with_results_and_two_can_be_registered_for(today):
    a_region(DONGSHENG)
    keeper = a_social_worker("李敏", JIAOTONG)
    assert keeper.username == "limin"
    for firm in ("北梁热电", "罕台绒纺", "天泽物业", "驼铃物流", "诃额伦食品"):
        an_enterprise(firm, contact_name="周经理", contact_phone="0477-0900001")
    now = datetime(today.year, today.month, today.day, 2, tzinfo=UTC)

    with time_machine.travel(now, tick=False):
        build_fairs(today)
        ahead, before = fairs.upcoming(now), fairs.past(now)

    assert len(ahead) == len(before) == len(FAIRS) / 2
    assert all(fair.takes_guests for fair in ahead)
    counted = Fair.objects.with_counts().filter(state=FairState.HELD)
    assert all(fair.came >= 4 and fair.letters > 10 for fair in counted)
    # Nobody of a demo is written to.
    assert not Job.objects.exists()
