from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from employers.incentives.catalogue.small_firms import business_tax
from employers.incentives.evaluate import evaluate
from law.truth import Truth
from tests.employers.incentives.cases import a_case, payables, yuan

SURCHARGES = payables(urban_construction=210, education_surcharge=90, local_education_surcharge=60)
FIRM = {
    "taxable_income": yuan(800000),
    "average_staff": 35,
    "average_assets": yuan(6000000),
    "restricted_industry": False,
}


def small_profit(year=2025, **facts):
    return evaluate(a_case("small_profit_corporate", on=date(year, 12, 31), facts={**FIRM, **facts}))


def business(income, other=0, year=2025):
    facts = {"is_individual_business": True, "business_income": yuan(income), "other_relief": yuan(other)}
    return evaluate(a_case("individual_business", on=date(year, 12, 31), facts=facts))


def halve(year=2025, taxes=SURCHARGES, payer="small_profit", region="440106", **given):
    facts = {"small_payer": payer, **given.pop("facts", {})}
    return evaluate(
        a_case("six_taxes_two_fees", on=date(year, 12, 31), region=region, taxes=taxes, facts=facts, **given)
    )


@pytest.mark.parametrize(
    ("year", "income", "tax"),
    [
        (2020, 800000, 40000),
        (2020, 2000000, 150000),
        (2021, 800000, 20000),
        (2021, 2000000, 125000),
        (2022, 2000000, 75000),
        (2023, 2000000, 100000),
        (2024, 3000000, 150000),
        (2025, 3000000, 150000),
        (2027, 800000, 40000),
    ],
)
def test_each_year_taxes_its_own_bands(year, income, tax):
    result = small_profit(year, taxable_income=yuan(income))

    assert result.components["tax"] == tax
    assert result.components["statutory_tax"] == Decimal(income) / 4
    assert result.amount == Decimal(income) / 4 - tax


@pytest.mark.parametrize(
    "over", [{"taxable_income": yuan("3000000.01")}, {"average_staff": 301}, {"average_assets": yuan("50000000.01")}]
)
def test_one_size_above_its_limit_is_enough_to_fall_out(over):
    result = small_profit(**over)

    assert result.truth is Truth.NO
    assert result.amount == 0


def test_an_unknown_size_is_asked_for_and_a_loss_saves_nothing():
    assert small_profit(average_staff=None).missing == ("facts.average_staff",)
    assert small_profit(taxable_income=None).truth is Truth.UNKNOWN
    assert small_profit(taxable_income=yuan(-5000)).amount == 0


def test_what_ended_or_was_never_recorded_is_told_apart():
    assert small_profit(2028).truth is Truth.NO
    assert "续期" in small_profit(2028).reasons[0].detail
    assert small_profit(2018).truth is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("year", "income", "other", "relief"),
    [
        (2025, 80000, 2000, 2250),
        (2025, 2400000, 6000, 314750),
        (2022, 1200000, 6000, 139750),
        (2025, 0, 0, 0),
        (2025, 80000, 9000, 0),
    ],
)
def test_a_business_halves_what_other_reliefs_leave_of_the_part_up_to_the_limit(year, income, other, relief):
    assert business(income, other, year).amount == relief


@pytest.mark.parametrize(
    ("income", "quick"), [("0.05", 0), ("0.10", 1500), ("0.20", 10500), ("0.30", 40500), ("0.35", 65500)]
)
def test_the_slices_come_to_the_printed_table(income, quick):
    rate = Decimal(income)
    of_rate = {"0.05": 20000, "0.10": 80000, "0.20": 200000, "0.30": 400000, "0.35": 700000}[income]

    assert business_tax(Decimal(of_rate)) == of_rate * rate - quick


def test_other_reliefs_are_not_taken_as_none_when_nobody_says():
    facts = {"is_individual_business": True, "business_income": yuan(80000)}

    result = evaluate(a_case("individual_business", facts=facts))

    assert result.truth is Truth.YES
    assert result.amount is None
    assert result.missing == ("facts.other_relief",)
    assert (result.components["floor"], result.components["ceiling"]) == (0, 3250)


def test_surcharges_are_halved_after_what_other_reliefs_took():
    result = halve(taken={"urban_construction": yuan(210), "education_surcharge": yuan(40)})

    assert result.amount == 55
    assert result.components["due"] == 55
    assert result.components["by_tax"]["education_surcharge"] == {
        "payable": 90,
        "other_relief": 40,
        "base": 50,
        "halved": 25,
        "due": 25,
    }


def test_neither_vat_nor_income_tax_is_halved():
    result = halve(taxes=(*SURCHARGES, *payables(vat=3000, corporate_income_tax=5000)))

    assert result.amount == 180
    assert set(result.components["by_tax"]) == {
        "urban_construction",
        "education_surcharge",
        "local_education_surcharge",
    }


def test_the_other_five_taxes_come_from_facts():
    assert halve(taxes=(), facts={"stamp_tax": yuan("33.33")}).components["due"] == yuan("16.67")


def test_without_rate_or_amount_the_surcharge_of_a_vat_return_is_open():
    result = halve(taxes=payables(vat=3000))

    assert result.amount is None
    assert len(result.missing) == 3
    assert halve(taxes=()).missing == result.missing


@pytest.mark.parametrize(
    ("year", "payer", "region", "truth", "amount"),
    [
        (2018, "small_scale", "640104", Truth.UNKNOWN, None),
        (2021, "small_profit", "640104", Truth.NO, 0),
        (2021, "small_scale", "640104", Truth.YES, None),
        (2022, "individual", "640104", Truth.YES, 180),
        (2022, "individual", "440106", Truth.YES, None),
        (2023, "individual", "440106", Truth.YES, 180),
        (2025, "none", "440106", Truth.NO, 0),
        (2028, "small_scale", "440106", Truth.NO, 0),
    ],
)
def test_who_may_halve_and_by_how_much_depends_on_year_and_place(year, payer, region, truth, amount):
    taxes = payables(str(year), urban_construction=210, education_surcharge=90, local_education_surcharge=60)

    result = halve(year, taxes, payer, region)

    assert (result.truth, result.amount) == (truth, amount)


@settings(max_examples=100, deadline=None)
@given(st.decimals(0, 3_000_000, places=2), st.integers(2019, 2027))
def test_a_small_firm_never_pays_more_than_the_statutory_tax_nor_less_than_nothing(income, year):
    result = small_profit(year, taxable_income=income)
    sums = result.components

    assert 0 <= sums["tax"] <= sums["statutory_tax"]
    assert sums["tax"] + sums["relief"] == sums["statutory_tax"]
    assert sum(band["income"] for band in sums["bands"]) == income


@settings(max_examples=100, deadline=None)
@given(
    st.decimals(0, 5_000_000, places=2), st.decimals(0, 100_000, places=2), st.sampled_from((2021, 2022, 2023, 2027))
)
def test_a_business_pays_what_no_relief_took(income, other, year):
    result = business(income, other, year)
    sums = result.components

    assert 0 <= result.amount <= sums["tax_on_covered"] / 2 + Decimal("0.01")
    assert sums["due"] >= 0
    if other <= sums["tax"]:
        assert abs(sums["tax"] - other - sums["relief"] - sums["due"]) <= Decimal("0.01")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.decimals(0, 9000, places=2), min_size=6, max_size=6))
def test_of_every_surcharge_reliefs_and_rest_come_to_what_was_payable(amounts):
    kinds = ("urban_construction", "education_surcharge", "local_education_surcharge")
    taken = dict(zip(kinds, amounts[3:], strict=True))

    result = halve(taxes=payables(**dict(zip(kinds, amounts[:3], strict=True))), taken=taken)

    for kind, payable in zip(kinds, amounts[:3], strict=True):
        row = result.components["by_tax"][kind]
        assert payable == row["other_relief"] + row["halved"] + row["due"]
        assert row["other_relief"] <= min(payable, taken[kind])
    assert result.amount == result.components["halved"]
