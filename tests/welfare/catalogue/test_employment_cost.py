"""就业成本扣减: part of a wage does not count, where a place or a claim says how much."""

import pytest

from tests.welfare.households import GUANGZHOU, a_household, a_member
from welfare.catalogue.minimum_living import MINIMUM_LIVING
from welfare.catalogue.near_minimum import NEAR_MINIMUM
from welfare.rules.assess import assess

PUTIAN = "350302"


def per_head(wage=2000, code="minimum_living", **facts):
    client = a_member("本人", wage_income_month=wage, **facts.pop("of_client", {}))
    household = a_household(client, **{"region": PUTIAN, "day": "2023-06-01"} | facts)
    return assess(household, [MINIMUM_LIVING, NEAR_MINIMUM])[code].components["income_per_head"].amount.value


@pytest.mark.parametrize(
    ("day", "counted"), [("2022-12-31", 2000), ("2023-01-01", 1400), ("2023-12-31", 1400), ("2024-01-01", 2000)]
)
def test_putian_2023_leaves_out_30_per_cent_of_a_wage(day, counted):
    assert per_head(day=day) == counted


def test_elsewhere_nothing_is_left_out_unless_somebody_says_so():
    assert per_head(region=GUANGZHOU) == 2000
    assert per_head(region=GUANGZHOU, standards={"employment_cost_share": "0.1"}) == 1800
    assert per_head(region=GUANGZHOU, of_client={"employment_cost_deduction": 300}) == 1700


def test_a_claimed_sum_wins_over_the_share():
    assert per_head(of_client={"employment_cost_deduction": 900}) == 1100


def test_only_wages_bear_it():
    assert per_head(wage=0, of_client={"transfer_income_month": 1000}) == 1000


def test_it_counts_for_the_line_above_too():
    assert per_head(code="near_minimum") == 1400
