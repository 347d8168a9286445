from datetime import date
from decimal import Decimal

import pytest

from employers.incentives.case import Status, Tax
from employers.incentives.evaluate import evaluate
from law.truth import Truth
from tests.employers.incentives.cases import INNER_MONGOLIA, YEAR_END, a_case, a_hire, payables, yuan

THREE = (
    a_hire("王", ("2025-01", "2025-12")),
    a_hire("李", ("2025-04", "2025-12")),
    a_hire("张", ("2025-09", "2025-12")),
)
G1_TAXES = payables(vat=12000, urban_construction=840, education_surcharge=360, local_education_surcharge=240)


def settle(corporate, hires=THREE, **given):
    return evaluate(a_case(hires=hires, taxes=(*G1_TAXES, *payables(corporate_income_tax=corporate)), **given))


def test_three_hires_use_every_tax_in_order():
    result = settle(2810)

    assert result.truth is Truth.YES
    assert result.amount == 16250
    assert result.components["quota"] == 7800
    assert result.components["months"] == 25
    assert result.components["limit"] == 16250
    assert result.components["offset"] == {
        "vat": 12000,
        "urban_construction": 840,
        "education_surcharge": 360,
        "local_education_surcharge": 240,
    }
    assert result.components["corporate_offset"] == 2810
    assert result.components["lapsed"] == result.components["left"] == 0
    assert result.missing == ()


def test_what_the_settlement_cannot_use_lapses():
    result = settle(1000)

    assert result.amount == 14440
    assert result.components["left_for_settlement"] == 2810
    assert result.components["corporate_offset"] == 1000
    assert result.components["lapsed"] == 1810


def test_a_small_payer_offsets_first_and_halves_what_is_left_of_the_surcharges():
    taxes = payables(vat=3000, urban_construction=210, education_surcharge=90, local_education_surcharge=60)
    hire = a_hire(insured=("2025-08", "2025-12"))

    result = evaluate(a_case(hires=(hire,), taxes=taxes, facts={"six_taxes_two_fees": True}))

    assert result.components["limit"] == 3250
    assert result.components["offset"] == {
        "vat": 3000,
        "urban_construction": 210,
        "education_surcharge": 40,
        "local_education_surcharge": 0,
    }
    assert result.components["due"] == {
        "vat": 0,
        "urban_construction": 0,
        "education_surcharge": 25,
        "local_education_surcharge": 30,
    }
    assert sum(result.components["due"].values()) == 55
    assert result.amount == 3250


def test_surcharges_are_reckoned_from_the_vat_before_the_offset_where_their_rates_are_given():
    rates = {"urban_rate": Decimal("0.07"), "education_rate": Decimal("0.03"), "local_education_rate": Decimal("0.02")}

    result = evaluate(a_case(hires=THREE, taxes=payables(vat=12000) + payables(corporate_income_tax=2810), facts=rates))

    assert result.components["periods"][0]["payable"]["urban_construction"] == 840
    assert result.amount == 16250


def test_a_surcharge_nobody_gave_is_not_assumed():
    result = evaluate(a_case(hires=THREE, taxes=payables(vat=12000) + payables(corporate_income_tax=0)))

    assert result.truth is Truth.YES
    assert result.amount is None
    assert result.missing == (
        "taxes.education_surcharge",
        "taxes.local_education_surcharge",
        "taxes.urban_construction",
    )
    assert result.components["floor"] == 12000
    assert result.components["ceiling"] == 16250


def test_a_missing_tax_is_not_asked_for_once_the_limit_is_used_up():
    result = evaluate(a_case(hires=THREE, taxes=payables(vat=20000)))

    assert result.amount == 16250
    assert result.missing == ()
    assert result.components["lapsed"] == 0


def test_the_limit_grows_with_the_months_and_never_jumps_ahead():
    quarters = [
        tax
        for quarter in (1, 2, 3, 4)
        for tax in payables(
            f"2025-Q{quarter}", vat=3000, urban_construction=0, education_surcharge=0, local_education_surcharge=0
        )
    ]

    result = evaluate(a_case(hires=THREE, taxes=(*quarters, *payables(corporate_income_tax=0))))

    periods = result.components["periods"]
    assert [row["limit_cumulative"] for row in periods] == [1950, 5850, 10400, 16250]
    assert [row["limit"] for row in periods] == [1950, 3900, 4550, 5850]
    assert [row["offset"]["vat"] for row in periods] == [1950, 3000, 3000, 3000]
    assert [row["left"] for row in periods] == [0, 900, 2450, 5300]
    assert result.components["overpaid"] == 1050
    assert result.components["lapsed"] == 5300


def test_nothing_lapses_and_no_corporate_tax_is_asked_for_before_the_year_is_over():
    taxes = payables("2025-Q1", vat=500, urban_construction=35, education_surcharge=15, local_education_surcharge=10)

    result = evaluate(a_case(on=date(2025, 3, 31), hires=(a_hire(),), taxes=taxes))

    assert result.amount == 560
    assert result.components["left"] == 1390
    assert result.components["lapsed"] == 0
    assert result.components["limit_full_year"] == 7800


def test_what_was_taken_before_shortens_the_rest():
    result = settle(0, taken={"vat": yuan(15000)})

    assert result.components["taken"] == 15000
    assert sum(result.components["offset"].values()) == 1250
    assert result.amount == 16250


def test_an_unknown_quota_leaves_the_amount_open_between_floor_and_ceiling():
    result = settle(10000, region=INNER_MONGOLIA)

    assert result.truth is Truth.YES
    assert result.amount is None
    assert result.missing == ("parameters.quota",)
    assert result.components["limit"] is None
    assert result.components["limit_floor"] == result.components["floor"] == 12500
    assert result.components["limit_ceiling"] == result.components["ceiling"] == 16250
    assert result.components["months"] == 25


def test_an_unknown_quota_is_not_asked_for_where_the_taxes_are_smaller_than_any():
    taxes = payables(
        vat=100, urban_construction=7, education_surcharge=3, local_education_surcharge=2, corporate_income_tax=0
    )

    result = evaluate(a_case(region=INNER_MONGOLIA, hires=THREE, taxes=taxes))

    assert result.amount == 112
    assert result.missing == ()


@pytest.mark.parametrize("region", ["150602", "520100", "530102", "110101"])
def test_provinces_whose_figure_nobody_saw_are_unknown(region):
    assert settle(0, region=region).components["quota"] is None


def test_a_quota_that_the_case_states_replaces_the_record():
    assert settle(10000, region=INNER_MONGOLIA, parameters={"quota": yuan(7000)}).components["limit"] == yuan(
        "14583.33"
    )


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"statuses": {Status.OUT_OF_POVERTY: False}}, "hires[0].statuses.unemployed_half_year"),
        ({"contract_until": None}, "hires[0].contract_until"),
        ({"insured": None}, "hires[0].insured_months"),
    ],
)
def test_what_is_not_known_of_a_hire_is_named(given, missing):
    result = settle(90000, hires=(a_hire(**given),))

    assert result.truth is Truth.UNKNOWN
    assert result.amount is None
    assert result.missing == (missing,)


def test_a_contract_a_day_short_of_a_year_brings_nothing():
    start = date(2025, 1, 1)

    assert settle(0, hires=(a_hire(contract_from=start, contract_until=date(2025, 12, 30)),)).truth is Truth.NO
    assert settle(0, hires=(a_hire(contract_from=start, contract_until=YEAR_END),)).truth is Truth.YES


def test_two_contracts_of_one_person_are_one_person():
    first = a_hire("王", ("2025-01", "2025-06"), contract_until=date(2025, 12, 31))
    again = a_hire("王", ("2025-05", "2025-12"), contract_from=date(2025, 5, 1))

    result = settle(0, hires=(first, again))

    assert result.components["months"] == 12
    assert len(result.components["hires"]) == 1


def test_registered_for_half_a_year_may_follow_from_the_day_of_registration():
    statuses = {Status.REGISTERED_UNEMPLOYED: True, Status.OUT_OF_POVERTY: False}
    long = a_hire(statuses=statuses, statuses_since={Status.REGISTERED_UNEMPLOYED: date(2024, 7, 1)})
    short = a_hire(statuses=statuses, statuses_since={Status.REGISTERED_UNEMPLOYED: date(2024, 7, 2)})

    assert settle(0, hires=(long,)).truth is Truth.YES
    assert settle(0, hires=(short,)).truth is Truth.NO


@pytest.mark.parametrize(
    ("on", "region", "facts", "truth", "quota"),
    [
        (date(2010, 12, 31), "440106", {}, Truth.UNKNOWN, None),
        (date(2012, 12, 31), "410102", {"covered_trade": True}, Truth.UNKNOWN, 4800),
        (date(2016, 12, 31), "150602", {"covered_trade": True}, Truth.YES, 5200),
        (date(2016, 12, 31), "150602", {}, Truth.UNKNOWN, 5200),
        (date(2018, 12, 31), "150602", {"covered_trade": True}, Truth.YES, None),
        (date(2020, 12, 31), "530102", {}, Truth.YES, 7800),
        (date(2022, 12, 31), "530102", {}, Truth.UNKNOWN, 7800),
        (date(2025, 12, 31), "530102", {}, Truth.YES, None),
    ],
)
def test_each_year_has_its_own_version(on, region, facts, truth, quota):
    hire = a_hire(insured=(f"{on.year}-01", f"{on.year}-12"))

    result = evaluate(a_case(on=on, region=region, hires=(hire,), facts=facts))

    assert result.truth is truth
    assert result.components.get("quota") == quota


def test_no_hires_and_no_taxes_are_asked_for_by_name():
    assert "hires" in evaluate(a_case()).missing
    assert evaluate(a_case(hires=THREE)).missing == ("taxes.corporate_income_tax", "taxes.vat")


def test_nobody_named_is_not_nobody_hired():
    result = evaluate(a_case(taxes=payables(vat=1000)))

    assert (result.truth, result.amount) == (Truth.UNKNOWN, None)
    assert (result.components["floor"], result.components["ceiling"]) == (0, None)


def test_corporate_tax_by_quarters_is_that_of_the_year_once_all_four_are_there():
    quarters = [payables(f"2025-Q{n}", corporate_income_tax=250)[0] for n in (1, 2, 3, 4)]

    whole = evaluate(a_case(hires=THREE, taxes=(*G1_TAXES, *quarters)))
    three = evaluate(a_case(hires=THREE, taxes=(*G1_TAXES, *quarters[:3])))

    assert (whole.amount, whole.components["corporate_payable"]) == (14440, 1000)
    assert (three.amount, three.missing) == (None, ("taxes.corporate_income_tax",))


def test_the_orders_of_taxes_are_those_of_the_law():
    assert list(Tax)[1:6] == [Tax.VAT, Tax.URBAN, Tax.EDUCATION, Tax.LOCAL_EDUCATION, Tax.CORPORATE]
