"""推介会 of months before the first one on record: unknown, not 0."""

from datetime import UTC, date, datetime, timedelta

import pytest

from employers.models import Fair
from figures.cell import UNKNOWN
from figures.close_month import close
from figures.read import month_table
from tests.cast import DONGSHENG, a_manager
from tests.figures.october import at

pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER, NOVEMBER = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)
DECEMBER_3 = datetime(2026, 12, 3, 2, tzinfo=UTC)


def test_nought_is_said_only_of_months_in_which_fairs_were_written_down():
    manager, begins = a_manager("苏日娜", DONGSHENG), at(10, 20)
    Fair.objects.create(
        title="就业推介会", place="文化广场", contact="0477-8588123", region=manager.region, starts_at=begins,
        ends_at=begins + timedelta(hours=3), register_until=begins, state="held",
    )  # fmt: skip
    for month in (SEPTEMBER, OCTOBER, NOVEMBER):
        close(None, month, at=DECEMBER_3)

    def read(code: str) -> list:
        return [month_table(manager, month, manager.region).value(code) for month in (SEPTEMBER, OCTOBER, NOVEMBER)]

    assert read("fairs.held") == [UNKNOWN, 1, 0]
    assert read("fairs.letters") == [UNKNOWN, 0, 0]
