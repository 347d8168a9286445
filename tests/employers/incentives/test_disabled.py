"""残疾人工资加计扣除 and 残保金: the wages once more, and the levy with its tiers."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employers.incentives.case import Case, Hire, Status
from employers.incentives.catalogue.disability_levy import DISABILITY_LEVY
from employers.incentives.catalogue.disabled_wages import DISABLED_WAGE_DEDUCTION
from employers.incentives.months import Month, Period
from law.truth import Truth

YEAR_END = date(2025, 12, 31)
FOUR = {"four_insurances": True, "bank_wages": True, "facilities": True}


def a_hire(first="2025-01", **known) -> Hire:
    usual = {
        "key": "1",
        "statuses": {Status.DISABLED: True},
        "contract_from": date(2025, 1, 1),
        "contract_until": date(2026, 12, 31),
        "insured": frozenset(Period(Month.parse(first), Month(2025, 12)).months),
        "wage": Decimal(3000),
    }
    return Hire(**{**usual, **known})


def wages(*hires, region="440106", parameters=None, **facts):
    case = Case(
        id="加计",
        incentive="disabled_wage_deduction",
        on=YEAR_END,
        region=region,
        hires=hires,
        facts={**FOUR, **facts},
        parameters=parameters or {},
    )
    return DISABLED_WAGE_DEDUCTION.compute(case)


def levy(staff=100, disabled=0, wage=60_000, ratio="0.015", local=80_000, on=date(2025, 9, 1), enterprise=True):
    facts = {
        "staff_last_year": staff,
        "disabled_staff_last_year": disabled,
        "average_wage": None if wage is None else Decimal(wage),
        "is_enterprise": enterprise,
    }
    numbers = {"ratio": None if ratio is None else Decimal(ratio), "local_average_wage": local and Decimal(local)}
    known = {code: value for code, value in facts.items() if value is not None}
    return DISABILITY_LEVY.compute(Case(id="残保", incentive="disability_levy", on=on, parameters=numbers, facts=known))


def test_the_wages_of_the_insured_months_are_deducted_once_more():
    found = wages(a_hire("2025-04"), corporate_rate=Decimal("0.25"))

    assert (found.truth, found.amount, found.missing) == (Truth.YES, Decimal(27_000), ())
    assert (found.components["base"], found.components["tax_effect"]) == (27_000, 6_750)
    assert found.components["deducted_by"] == "2026-05-31"


def test_the_total_of_the_payroll_goes_before_the_list_of_hires():
    found = wages(wages_paid=Decimal("186000.50"), contracts_of_a_year=True)

    assert (found.truth, found.amount) == (Truth.YES, Decimal("186000.50"))


@pytest.mark.parametrize("condition", FOUR)
def test_one_failing_condition_of_the_firm_is_enough(condition):
    assert wages(a_hire(), **{condition: False}).truth is Truth.NO
    assert wages(a_hire(), **{condition: None}).missing == (f"facts.{condition}",)


@pytest.mark.parametrize(
    "known",
    [
        {"statuses": {Status.DISABLED: False}},
        {"contract_until": date(2025, 12, 30)},
        {"wage": Decimal(2499)},
        {"insured": frozenset()},
    ],
)
def test_one_failing_condition_of_the_person_is_enough(known):
    assert wages(a_hire(**known)).truth is Truth.NO


def test_a_contract_of_a_year_to_the_day_is_long_enough():
    assert wages(a_hire(contract_until=date(2025, 12, 31))).truth is Truth.YES
    assert wages(a_hire(contract_from=date(2024, 2, 29), contract_until=date(2025, 2, 28))).truth is Truth.YES


def test_where_no_minimum_wage_is_known_it_is_asked_for():
    found = wages(a_hire(), region="520102")

    assert (found.truth, found.missing) == (Truth.UNKNOWN, ("parameters.minimum_wage",))
    assert (found.components["floor"], found.components["ceiling"]) == (0, 36_000)
    assert wages(a_hire(), region="520102", parameters={"minimum_wage": Decimal(1890)}).truth is Truth.YES


@pytest.mark.parametrize(
    ("disabled", "tier", "amount"),
    [(0, "0.9", "81000.00"), (1, "0.5", "15000.00"), (2, None, "0.00")],
)
def test_the_tiers_of_who_falls_short(disabled, tier, amount):
    found = levy(disabled=disabled)

    assert (found.truth, found.amount, found.missing) == (Truth.YES, Decimal(amount), ())
    assert found.components["tier"] == (tier and Decimal(tier))


def test_one_percent_to_the_head_is_half():
    assert levy(staff=200, disabled=2).components["tier"] == Decimal("0.5")
    assert levy(staff=201, disabled=2).components["tier"] == Decimal("0.9")


def test_what_is_saved_and_what_is_paid_make_the_levy_before_relief():
    found = levy(staff=333, disabled=1, wage="61234.56")

    numbers = found.components
    assert numbers["shortfall"] == Decimal("3.995")
    assert numbers["saved"] + found.amount == numbers["before_relief"] == numbers["base"]


def test_the_wage_is_capped_at_twice_the_local_average():
    found = levy(wage=200_000, local=80_000)

    assert (found.components["wage_used"], found.components["wage_cap"]) == (160_000, 160_000)
    assert found.amount == Decimal(216_000)


def test_an_enterprise_of_thirty_pays_nothing_whatever_is_unknown():
    found = levy(staff=30, wage=None, ratio=None, local=None)

    assert (found.amount, found.missing, found.components["tier"]) == (0, (), 0)


def test_thirty_one_pay_and_so_do_thirty_who_are_no_enterprise():
    assert levy(staff=31).amount == Decimal("25110.00")
    assert levy(staff=30, enterprise=False).amount == Decimal("24300.00")


def test_whether_it_is_an_enterprise_is_asked_only_of_the_small():
    found = levy(staff=30, enterprise=None)

    assert (found.amount, found.missing) == (None, ("facts.is_enterprise",))
    assert (found.components["floor"], found.components["ceiling"]) == (0, Decimal("24300.00"))
    assert levy(staff=31, enterprise=None).missing == ()


def test_an_unknown_ratio_leaves_the_levy_at_the_countrys_floor():
    found = levy(ratio=None)

    assert (found.amount, found.missing) == (None, ("parameters.ratio",))
    assert (found.components["floor"], found.components["ceiling"]) == (Decimal("81000.00"), None)
    assert found.components["ratio_floor"] == Decimal("0.015")


def test_an_unknown_local_wage_leaves_the_own_wage_as_ceiling():
    found = levy(local=None)

    assert (found.amount, found.missing) == (None, ("parameters.local_average_wage",))
    assert (found.components["floor"], found.components["ceiling"]) == (0, Decimal("81000.00"))


def test_who_reaches_the_ratio_is_not_asked_for_wages():
    assert levy(disabled=2, wage=None, local=None).missing == ()


@pytest.mark.parametrize(
    ("on", "truth", "amount"),
    [
        (date(2019, 12, 31), Truth.UNKNOWN, None),
        (date(2020, 1, 1), Truth.YES, 81_000),
        (date(2022, 12, 31), Truth.YES, 81_000),
        (date(2023, 1, 1), Truth.YES, 81_000),
        (date(2027, 12, 31), Truth.YES, 81_000),
        (date(2028, 1, 1), Truth.NO, 90_000),
    ],
)
def test_the_relief_holds_between_its_days(on, truth, amount):
    found = levy(on=on)

    assert (found.truth, found.amount) == (truth, amount)


def test_after_the_relief_thirty_pay_too_and_read_what_to_do():
    found = levy(staff=30, on=date(2028, 1, 1))

    assert found.amount == Decimal(27_000)
    assert "续期" in found.reasons[0].detail


@given(
    st.integers(0, 2000),
    st.integers(0, 100),
    st.integers(0, 10**8),
    st.integers(0, 10**8),
    st.sampled_from(["0.015", "0.016", "0.017", "0.02"]),
    st.sets(st.sampled_from(["staff", "disabled", "wage", "local", "ratio", "enterprise"])),
)
def test_the_bounds_hold_whatever_an_unknown_turns_out_to_be(staff, disabled, wage, local, ratio, unknown):
    full = {
        "staff": staff,
        "disabled": disabled,
        "wage": Decimal(wage) / 100,
        "local": Decimal(local + 1) / 100,
        "ratio": ratio,
        "enterprise": True,
    }

    complete = levy(**full)
    partial = levy(**(full | dict.fromkeys(unknown)))

    assert complete.amount + complete.components["saved"] == complete.components["before_relief"]
    if partial.amount is None:
        ceiling = partial.components["ceiling"]
        assert partial.missing
        assert partial.components["floor"] <= complete.amount
        assert ceiling is None or complete.amount <= ceiling
    else:
        assert (partial.amount, partial.missing) == (complete.amount, ())
