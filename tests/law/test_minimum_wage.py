from datetime import date
from decimal import Decimal

import pytest

from law.minimum_wage import HOURLY, MONTHLY, lowest

DONGSHENG, GONGYUAN = "150602", "150602001"


@pytest.mark.parametrize(
    ("region", "day", "amount"),
    [
        (DONGSHENG, date(2024, 11, 30), 1980),
        (DONGSHENG, date(2024, 12, 1), 2270),
        (GONGYUAN, date(2026, 11, 22), 2270),
        ("1506", date(2026, 11, 22), 2270),
        ("440103", date(2025, 2, 28), 2300),
        ("140681", date(2025, 1, 1), 2050),
    ],
)
def test_a_place_takes_the_number_of_its_day(region, day, amount):
    found = lowest(region, day)

    assert found.value == Decimal(amount)
    assert found.holds_on(day)
    assert "最低工资标准" in str(found.source)


@pytest.mark.parametrize(
    ("region", "day"),
    [
        (DONGSHENG, date(2021, 11, 30)),
        ("440103", date(2019, 1, 1)),
        ("15", date(2026, 1, 1)),
        ("140600", date(2026, 1, 1)),
        ("533103", date(2025, 1, 1)),
        ("", date(2025, 1, 1)),
    ],
)
def test_what_nobody_saw_is_blank(region, day):
    assert lowest(region, day) is None


def test_every_hourly_number_stands_beside_a_monthly_one():
    for stem, line in HOURLY.items():
        for dated in line.values:
            assert MONTHLY[stem].at(dated.valid_from).valid_to == dated.valid_to
