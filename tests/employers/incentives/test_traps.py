"""What published guides get wrong, each with the right sum beside it."""

from datetime import date
from decimal import Decimal

import pytest

from employers.incentives.case import Status
from employers.incentives.evaluate import evaluate
from law.truth import Truth
from tests.employers.incentives.cases import YEAR_END, a_case, a_hire, payables, yuan

RATES = {"urban_rate": Decimal("0.07"), "education_rate": Decimal("0.03"), "local_education_rate": Decimal("0.02")}


def test_surcharges_are_reckoned_on_vat_before_the_offset():
    hires = tuple(a_hire(str(n)) for n in range(3))

    result = evaluate(a_case(hires=hires, taxes=payables(vat=10000, corporate_income_tax=0), facts=RATES))

    # After the offset no VAT is left to pay, and still the surcharges stand on the whole 10,000.
    assert result.components["due"]["vat"] == 0
    assert result.components["offset"]["urban_construction"] == 700
    assert result.components["offset"]["education_surcharge"] == 300
    assert result.components["offset"]["local_education_surcharge"] == 200


def test_only_surcharges_are_halved():
    hire = a_hire(insured=("2025-12", "2025-12"))
    taxes = payables(vat=3000, corporate_income_tax=5000)

    result = evaluate(a_case(hires=(hire,), taxes=taxes, facts={**RATES, "six_taxes_two_fees": True}))

    assert result.components["limit"] == 650
    assert result.components["due"] == {
        "vat": 2350,
        "urban_construction": 105,
        "education_surcharge": 45,
        "local_education_surcharge": 30,
    }
    assert result.components["corporate_due"] == 5000


@pytest.mark.parametrize("status", [Status.NO_EARNER, Status.MINIMUM_LIVING, Status.GRADUATING, Status.HARD_TO_EMPLOY])
def test_these_classes_bring_their_employer_no_offset(status):
    others = {Status.OUT_OF_POVERTY: False, Status.UNEMPLOYED_HALF_YEAR: False}
    taxes = payables(vat=90000)

    result = evaluate(a_case(hires=(a_hire(statuses={status: True, **others}),), taxes=taxes))

    assert result.truth is Truth.NO
    assert result.amount == 0


def test_the_reason_says_that_they_count_for_somebodys_own_business():
    statuses = {Status.MINIMUM_LIVING: True, Status.OUT_OF_POVERTY: False, Status.UNEMPLOYED_HALF_YEAR: False}

    result = evaluate(a_case(hires=(a_hire(statuses=statuses),)))

    assert any("从事个体经营" in reason.detail for reason in result.reasons)


def test_it_is_no_cash_no_tax_no_benefit():
    nothing = payables(
        vat=0, urban_construction=0, education_surcharge=0, local_education_surcharge=0, corporate_income_tax=0
    )

    result = evaluate(a_case(hires=(a_hire(),), taxes=nothing))

    assert result.truth is Truth.YES
    assert result.amount == 0
    assert result.components["lapsed"] == 7800


def test_nothing_is_carried_into_the_next_year():
    hire = a_hire(insured=("2025-01", "2026-12"))
    taxes = (*payables("2025", vat=0, corporate_income_tax=0), *payables("2026", vat=90000))

    result = evaluate(a_case(on=date(2026, 12, 31), hires=(hire,), taxes=taxes))

    assert result.components["limit"] == result.amount == 7800


@pytest.mark.parametrize(
    ("on", "truth"), [(YEAR_END, Truth.YES), (date(2026, 6, 30), Truth.YES), (date(2027, 12, 31), Truth.YES)]
)
def test_the_notice_runs_to_the_end_of_2027(on, truth):
    hire = a_hire(insured=("2025-06", f"{on.year}-{on.month:02}"))

    assert evaluate(a_case(on=on, hires=(hire,))).truth is truth


def test_a_person_who_used_her_three_years_elsewhere_brings_no_more():
    other = a_hire("2", months_used=36)

    result = evaluate(a_case(hires=(a_hire("1"), other), taxes=payables(vat=90000)))

    assert result.components["months"] == 12
    assert [row["holds"] for row in result.components["hires"]] == ["yes", "no"]


def test_the_choice_of_the_refund_for_disabled_staff_shuts_the_offset():
    result = evaluate(a_case(hires=(a_hire(),), facts={"disabled_vat_refund_chosen": True}))

    assert result.truth is Truth.NO


def test_what_was_taken_beyond_the_limit_shows_and_brings_nothing_more():
    result = evaluate(a_case(hires=(a_hire(),), taxes=payables(vat=90000), taken={"vat": yuan(8000)}))

    assert result.components["excess_taken"] == 200
    assert sum(result.components["offset"].values()) == 0
    assert result.amount == 7800
