"""公益性捐赠: 12 % of the profit, the oldest first, three years on."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employers.incentives.case import Case
from employers.incentives.catalogue.donation import compute, last_year_of, limit_of, years_of
from law.truth import Truth


def a_case(year: int = 2025, **facts) -> Case:
    through = {"receiver": "organisation", "receipt": True}
    return Case(id="捐赠", incentive="charitable_donation", on=date(year, 12, 31), facts={**through, **facts})


def yuan(**by_year: int) -> dict[str, Decimal]:
    return {year.removeprefix("y"): Decimal(amount) for year, amount in by_year.items()}


def test_what_is_above_the_limit_is_carried_and_the_oldest_goes_first():
    profits = yuan(y2023=1_000_000, y2024=500_000, y2025=2_000_000)

    found = compute(a_case(profit=profits, donations=yuan(y2023=200_000, y2024=30_000, y2025=100_000)))

    assert (found.truth, found.amount) == (Truth.YES, Decimal(150_000))
    first, second, third = found.components["years"]
    assert (first["limit"], first["deducted"], first["carried"]) == (120_000, {"2023": 120_000}, {"2023": 80_000})
    assert (second["limit"], second["deducted"]) == (60_000, {"2023": 60_000})
    assert second["carried"] == {"2023": 20_000, "2024": 30_000}
    assert second["carried_until"] == {"2023": 2026, "2024": 2027}
    assert third["deducted"] == {"2023": 20_000, "2024": 30_000, "2025": 100_000}
    assert (third["limit_left"], found.components["carry"]) == (90_000, 0)


def test_what_is_left_after_three_years_expires():
    profits = yuan(y2022=100_000, y2023=0, y2024=0, y2025=100_000)

    found = compute(a_case(profit=profits, donations=yuan(y2022=50_000)))

    assert found.amount == Decimal(12_000)
    assert found.components["years"][-1]["expired"] == {"2022": 26_000}
    assert (found.components["expired"], found.components["carry"]) == (26_000, 0)


def test_a_loss_deducts_nothing_and_carries_all():
    found = compute(a_case(profit=yuan(y2025=-300_000), donations=yuan(y2025=20_000)))

    assert (found.truth, found.amount) == (Truth.YES, 0)
    assert (found.components["limit"], found.components["carry"]) == (0, 20_000)


def test_a_direct_gift_does_not_count():
    found = compute(a_case(receiver="direct", profit=yuan(y2025=1_000_000), donations=yuan(y2025=20_000)))

    assert (found.truth, found.amount, found.missing) == (Truth.NO, 0, ())


def test_without_a_receipt_nothing_is_deducted_and_unknown_it_is_asked_for():
    facts = {"profit": yuan(y2025=1_000_000), "donations": yuan(y2025=20_000)}

    without = compute(a_case(receipt=False, **facts))
    unknown = compute(a_case(receipt=None, **facts))

    assert without.truth is Truth.NO
    assert (unknown.truth, unknown.amount, unknown.missing) == (Truth.UNKNOWN, None, ("facts.receipt",))
    assert (unknown.components["floor"], unknown.components["ceiling"]) == (0, 20_000)


def test_an_unknown_profit_leaves_between_nothing_and_all_that_was_given():
    found = compute(a_case(profit={}, donations=yuan(y2025=20_000)))

    assert (found.truth, found.amount, found.missing) == (Truth.YES, None, ("facts.profit.2025",))
    assert (found.components["floor"], found.components["ceiling"]) == (0, 20_000)


def test_an_unknown_profit_of_a_year_whose_gifts_are_gone_is_not_asked_for():
    found = compute(a_case(profit=yuan(y2025=1_000_000), donations=yuan(y2019=9_000, y2025=20_000)))

    assert (found.amount, found.missing) == (Decimal(20_000), ())


def test_before_2017_nothing_was_carried():
    profits = yuan(y2015=100_000, y2016=1_000_000)

    found = compute(a_case(2016, profit=profits, donations=yuan(y2015=50_000)))

    assert found.truth is Truth.NO
    assert last_year_of(2017) == 2020


def test_the_tax_effect_is_shown_where_a_rate_is_given():
    facts = {"profit": yuan(y2025=1_000_000), "donations": yuan(y2025=20_000)}

    found = compute(a_case(corporate_rate=Decimal("0.05"), **facts))

    assert found.components["tax_effect"] == Decimal("1000.00")


def test_who_gave_nothing_has_nothing_to_deduct():
    assert compute(a_case(profit=yuan(y2025=1_000_000), donations={})).truth is Truth.NO
    assert compute(a_case(profit=yuan(y2025=1_000_000))).missing == ("facts.donations",)


money = st.integers(0, 10**9).map(lambda fen: Decimal(fen) / 100)
profit = st.integers(-(10**9), 10**10).map(lambda fen: Decimal(fen) / 100)


@given(st.dictionaries(st.integers(2017, 2025), money, min_size=1), st.lists(profit, min_size=9, max_size=9))
def test_nothing_is_lost_and_no_year_deducts_above_its_limit(gifts, profits):
    limits = {2017 + n: limit_of(amount) for n, amount in enumerate(profits)}

    years = years_of(gifts, limits, 2025)

    for year in years:
        assert sum(year.deducted.values()) <= limits[year.year]
    deducted = sum(sum(year.deducted.values()) for year in years)
    expired = sum(sum(year.expired.values()) for year in years)
    assert deducted + expired + sum(years[-1].carried.values()) == sum(gifts.values())
    assert all(origin + 3 >= year.year for year in years for origin in year.deducted)


@given(
    st.dictionaries(st.integers(2019, 2025), money, min_size=1),
    st.lists(profit, min_size=7, max_size=7),
    st.sets(st.integers(2019, 2025)),
)
def test_the_bounds_hold_whatever_an_unknown_profit_turns_out_to_be(gifts, profits, unknown):
    donations = {str(year): amount for year, amount in gifts.items()}
    full = {str(2019 + n): amount for n, amount in enumerate(profits)}
    known = {year: amount for year, amount in full.items() if int(year) not in unknown}

    complete = compute(a_case(profit=full, donations=donations))
    partial = compute(a_case(profit=known, donations=donations))

    if partial.amount is None:
        assert partial.missing
        assert partial.components["floor"] <= complete.amount <= partial.components["ceiling"]
    else:
        assert partial.amount == complete.amount


@pytest.mark.parametrize("order", [("2023", "2024"), ("2024", "2023")])
def test_the_order_of_the_tables_changes_nothing(order):
    gifts = {year: Decimal(80_000) for year in order}
    profits = {year: Decimal(500_000) for year in (*order, "2025")}

    assert compute(a_case(profit=profits, donations=gifts)).amount == Decimal(40_000)
