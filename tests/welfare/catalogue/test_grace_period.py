"""渐退期: work lifts a household above the line, and 低保 leaves it step by step."""

from decimal import Decimal

import pytest

from law.outcome import Outcome
from tests.welfare.households import ZHUHAI, a_household, a_member
from welfare.catalogue.grace_period import GRACE_PERIOD
from welfare.rules.assess import assess

ELIGIBLE, INELIGIBLE, UNDETERMINED = Outcome.ELIGIBLE, Outcome.INELIGIBLE, Outcome.UNDETERMINED

FALLING = {
    f"grace_period_share_{month}": share for month, share in enumerate(("1", "1", "0.8", "0.8", "0.6", "0.6"), 1)
}


def look(wage=2100, **facts):
    """王建军, on 低保 until he began to work on 2024-01-15."""
    known = {
        "day": "2024-06-03",
        "region": ZHUHAI,
        "was_on_minimum_living": True,
        "lifted_above_line_on": "2024-01-15",
        "previous_minimum_living_amount": 1240,
    }
    client = a_member("本人", wage_income_month=wage, custody_status="社区康复")
    return assess(a_household(client, **known | facts), [GRACE_PERIOD])["grace_period"]


def missing(found):
    return {one.key for one in found.missing}


@pytest.mark.parametrize(
    ("day", "outcome"),
    [("2024-01-15", ELIGIBLE), ("2024-07-14", ELIGIBLE), ("2024-07-15", INELIGIBLE), ("2024-12-01", INELIGIBLE)],
)
def test_it_lasts_six_months(day, outcome):
    assert look(day=day).outcome is outcome


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        ("2024-01-15", 1240),
        ("2024-03-14", 1240),
        ("2024-03-15", 992),
        ("2024-05-14", 992),
        ("2024-05-15", 744),
        ("2024-07-14", 744),
    ],
)
def test_each_month_pays_the_share_that_the_case_states(day, amount):
    assert look(day=day, standards=FALLING).amount.value == amount


def test_without_a_local_pattern_the_sum_lies_between_nothing_and_the_former_one():
    found = look()

    assert found.outcome is ELIGIBLE
    assert (found.amount.lo, found.amount.hi) == (0, 1240)
    assert missing(found) == {"standard:grace_period_share_5"}


@pytest.mark.parametrize(("wage", "outcome"), [(1240, INELIGIBLE), ("1240.01", ELIGIBLE), (900, INELIGIBLE)])
def test_only_above_the_line(wage, outcome):
    assert look(wage).outcome is outcome


def test_a_place_may_set_another_length():
    longer = look(day="2024-12-01", standards={"grace_period_months": 12, "grace_period_share_11": "0.5"})
    shorter = look(standards={"grace_period_months": 3})

    assert (longer.outcome, longer.amount.value) == (ELIGIBLE, Decimal(620))
    assert shorter.outcome is INELIGIBLE


def test_before_the_notice_of_2022_the_length_is_missing():
    own = {"standards": {"minimum_living_standard": 1000}}

    before = look(day="2022-10-19", lifted_above_line_on="2022-08-01", **own)
    after = look(day="2022-10-20", lifted_above_line_on="2022-08-01", **own)

    assert (before.outcome, missing(before)) == (UNDETERMINED, {"standard:grace_period_months"})
    assert after.outcome is ELIGIBLE


def test_who_was_never_on_minimum_living_is_not_asked():
    assert look(was_on_minimum_living=False).outcome is INELIGIBLE


def test_the_day_is_asked_for():
    found = look(lifted_above_line_on=None)

    assert found.outcome is UNDETERMINED
    assert missing(found) == {"lifted_above_line_on"}


def test_money_from_elsewhere_is_no_job():
    pensioner = a_member("本人", transfer_income_month=2100)
    facts = {"was_on_minimum_living": True, "lifted_above_line_on": "2024-05-01"}

    assert assess(a_household(pensioner, **facts), [GRACE_PERIOD])["grace_period"].outcome is INELIGIBLE
