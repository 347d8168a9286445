"""岗位补贴: so much a month, as the place pays, and what falls due for a hire."""

from datetime import date
from decimal import Decimal

import pytest

from employers.incentives.catalogue.post_subsidy import POST_SUBSIDY
from employers.incentives.catalogue.social_insurance_subsidy import SOCIAL_INSURANCE_SUBSIDY
from law.truth import Truth
from tests.employers.incentives.subsidised import a_hire, post


def test_a_given_rate_is_paid_for_each_month():
    found = post(a_hire(("2025-04", "2025-12"), contract_from=date(2025, 4, 1)))

    assert (found.truth, found.amount) == (Truth.YES, Decimal(2700))


def test_in_guangdong_the_rate_lies_between_200_and_half_the_minimum_wage():
    found = post(a_hire(), parameters={})

    assert (found.truth, found.amount, found.missing) == (Truth.YES, None, ("parameters.per_month",))
    assert (found.components["floor"], found.components["ceiling"]) == (2400, 2 * 1150 + 10 * 1250)


def test_a_rate_above_half_the_minimum_wage_is_cut():
    found = post(a_hire(("2025-04", "2025-12")), parameters={"per_month": Decimal(1400)})

    assert found.amount == 9 * 1250
    assert "按一半计算" in found.components["remarks"][0]


def test_a_rate_below_the_floor_of_the_province_is_to_be_checked():
    found = post(a_hire(), parameters={"per_month": Decimal(150)})

    assert found.amount == 12 * 150
    assert "请核对" in found.components["remarks"][0]


def test_elsewhere_nobody_knows_whether_and_how_much():
    found = post(a_hire(), region="520102", parameters={})

    assert (found.truth, found.amount, found.missing) == (Truth.UNKNOWN, None, ("parameters.per_month",))
    assert (found.components["floor"], found.components["ceiling"]) == (0, None)


@pytest.mark.parametrize(("year", "truth"), [(2022, Truth.UNKNOWN), (2023, Truth.UNKNOWN), (2024, Truth.NO)])
def test_shenzhen_stopped_with_its_rules_of_2023(year, truth):
    insured = (f"{year}-01", f"{year}-06")

    found = post(a_hire(insured, contract_from=date(year, 1, 1)), region="440304", on=date(year, 6, 30), parameters={})

    assert found.truth is truth


def test_dispatched_staff_is_left_out_and_unknown_it_is_asked():
    assert post(a_hire(dispatched=True)).truth is Truth.NO
    assert post(a_hire(dispatched=None)).missing == ("hires[0].dispatched",)


def test_the_first_claim_is_made_within_a_year_of_the_contract():
    hire = {"insured": ("2024-01", "2025-12"), "contract_from": date(2024, 1, 1)}

    assert post(a_hire(**hire, first_claimed_on=date(2025, 1, 1))).truth is Truth.YES
    assert post(a_hire(**hire, first_claimed_on=date(2025, 1, 2))).truth is Truth.NO
    assert post(a_hire(**hire)).missing == ("hires[0].first_claimed_on",)


def test_what_falls_due_for_a_hire():
    hire = a_hire()

    found = POST_SUBSIDY.deadlines(hire, date(2025, 11, 22))

    assert [one.on for one in found] == [date(2025, 12, 31), date(2026, 1, 1)]
    assert SOCIAL_INSURANCE_SUBSIDY.deadlines(hire, date(2027, 2, 1))[-1].on == date(2027, 12, 31)
