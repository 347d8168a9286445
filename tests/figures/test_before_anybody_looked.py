"""应享未享 of months in which nobody had screened yet: unknown, not 0."""

from datetime import UTC, date, datetime

import pytest

from figures.cell import UNKNOWN
from figures.close_month import close
from figures.read import month_table
from tests.cast import DONGSHENG, a_client, a_manager, a_social_worker
from tests.welfare.results import a_gap
from welfare.models import Screening

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
NOVEMBER_3 = datetime(2026, 11, 3, 2, tzinfo=UTC)


@pytest.fixture
def manager():
    return a_manager("苏日娜", DONGSHENG)


def open_gaps(manager, month):
    close(None, month, at=NOVEMBER_3)
    return month_table(manager, month, manager.region).value("gap.open")


def test_nobody_had_looked_so_nothing_found_is_not_zero(manager):
    a_client(a_social_worker("李敏"), "王建军")

    assert open_gaps(manager, OCTOBER) == UNKNOWN


def test_screened_and_nothing_found_is_zero(manager):
    a_client(a_social_worker("李敏"), "王建军")
    Screening.objects.create(region=manager.region, as_of=date(2026, 10, 9), key="x", finished_at=NOVEMBER_3)

    assert open_gaps(manager, OCTOBER) == 0


def test_the_month_before_the_first_gap_was_found_is_unknown(manager):
    gap = a_gap(a_client(a_social_worker("李敏"), "王建军"), "medical_aid")
    gap.opened_on = date(2026, 10, 9)
    gap.save()

    assert open_gaps(manager, SEPTEMBER) == UNKNOWN
    assert open_gaps(manager, OCTOBER) == 1
