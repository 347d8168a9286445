"""残疾人就业增值税即征即退: four minimum wages a head and month, shifted within the year and never into the next."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employers.incentives.case import Case, Payable, Tax
from employers.incentives.catalogue.disabled_refund import DISABLED_VAT_REFUND, compute
from employers.incentives.catalogue.refund_year import refunds
from employers.incentives.months import Month, Period
from law.truth import Truth

MINIMUM = Decimal(2000)
MONTHS = [str(Month(2025, n)) for n in range(1, 13)]


def vat(**by_period: int) -> tuple[Payable, ...]:
    """q1=…, m3=… of 2025."""
    names = {"q": "2025-Q{}", "m": "2025-{:0>2}"}
    return tuple(
        Payable(Tax.VAT, Period.parse(names[name[0]].format(name[1:])), Decimal(amount))
        for name, amount in by_period.items()
    )


def a_case(
    *taxes: Payable, on=date(2025, 12, 31), staff=40, disabled=10, region="", parameters=None, taken=None, **facts
) -> Case:
    firm = {
        "staff": staff if isinstance(staff, dict) else dict.fromkeys(MONTHS, staff),
        "disabled_staff": dict.fromkeys(MONTHS, disabled),
        "contracts_of_a_year": True,
        "five_insurances": True,
        "bank_wages": True,
        "credit_grade": "B",
        "qualifying_share": Decimal("0.8"),
    }
    given_numbers = {"minimum_wage": MINIMUM} if parameters is None else parameters
    return Case(
        id="安置",
        incentive=DISABLED_VAT_REFUND.code,
        on=on,
        region=region,
        parameters=given_numbers,
        facts={**firm, **facts},
        taxes=taxes,
        taken=taken or {},
    )


def test_a_quarter_gives_back_its_cap_and_the_rest_of_the_vat_stays_paid():
    found = compute(a_case(*vat(q1=300_000), on=date(2025, 3, 31)))

    assert (found.truth, found.amount, found.missing) == (Truth.YES, Decimal(240_000), ())
    assert found.components["cap"] == 10 * 4 * 2000 * 3


def test_a_shortfall_is_taken_from_what_earlier_periods_of_the_year_paid():
    found = compute(a_case(*vat(q1=300_000, q2=100_000), on=date(2025, 6, 30)))

    rows = found.components["periods"]
    assert [row["refund"] for row in rows] == [240_000, 160_000]
    assert (found.amount, found.components["left"]) == (Decimal(400_000), 80_000)


def test_what_earlier_periods_cannot_bear_is_taken_from_later_ones():
    found = compute(a_case(*vat(q1=100_000, q2=400_000), on=date(2025, 6, 30)))

    rows = found.components["periods"]
    assert [row["refund"] for row in rows] == [100_000, 380_000]
    assert [row["left"] for row in rows] == [140_000, 0]


def test_a_quarter_without_a_return_had_no_vat_and_still_leaves_its_cap_to_later_ones():
    said = compute(a_case(*vat(q1=100_000, q2=0, q3=0, q4=1_900_000)))

    found = compute(a_case(*vat(q1=100_000, q4=1_900_000)))
    of_a_firm_that_began_in_october = compute(a_case(*vat(q4=1_900_000), disabled_staff=dict.fromkeys(MONTHS[9:], 10)))

    assert found.amount == said.amount == Decimal(960_000)
    assert of_a_firm_that_began_in_october.amount == Decimal(240_000)


def test_what_is_left_of_the_cap_lapses_with_the_year():
    found = compute(a_case(*vat(q1=100_000, q2=100_000, q3=100_000, q4=100_000)))

    assert found.amount == Decimal(400_000)
    assert (found.components["left"], found.components["lapsed"]) == (0, 560_000)


def test_vat_of_last_year_is_not_given_back_this_year():
    last_year = Payable(Tax.VAT, Period.parse("2024-Q4"), Decimal(900_000))

    assert compute(a_case(last_year, *vat(q1=50_000), on=date(2025, 3, 31))).amount == Decimal(50_000)


@pytest.mark.parametrize(("staff", "disabled", "truth"), [(40, 10, Truth.YES), (41, 10, Truth.NO), (30, 9, Truth.NO)])
def test_a_quarter_of_the_staff_and_ten_of_them(staff, disabled, truth):
    found = compute(a_case(*vat(m1=100_000), on=date(2025, 1, 31), staff=staff, disabled=disabled, massage=False))

    assert found.truth is truth


def test_more_disabled_staff_than_staff_is_no_share():
    found = compute(a_case(*vat(m1=100_000), on=date(2025, 1, 31), staff=5, disabled=10, massage=False))

    assert (found.truth, found.amount, found.missing) == (Truth.UNKNOWN, None, ("facts.staff.2025-01",))


def test_for_blind_massage_five_are_enough_and_only_between_five_and_nine_is_it_asked():
    five = {"on": date(2025, 1, 31), "staff": 12, "disabled": 5}

    assert compute(a_case(*vat(m1=100_000), **five, massage=True)).amount == Decimal(40_000)
    assert compute(a_case(*vat(m1=100_000), **five, massage=False)).truth is Truth.NO
    assert compute(a_case(*vat(m1=100_000), **five)).missing == ("facts.massage",)
    assert compute(a_case(*vat(m1=100_000), on=date(2025, 1, 31))).missing == ()


def test_only_the_months_that_reach_the_share_count():
    disabled = dict.fromkeys(MONTHS, 10) | {"2025-02": 9}

    found = compute(a_case(*vat(q1=500_000), on=date(2025, 3, 31), disabled_staff=disabled))

    assert found.amount == Decimal(160_000)
    assert [row["counts"] for row in found.components["caps"]] == ["yes", "no", "yes"]


@pytest.mark.parametrize(
    "facts",
    [
        {"credit_grade": "C"},
        {"credit_grade": "D"},
        {"qualifying_share": Decimal("0.49")},
        {"contracts_of_a_year": False},
        {"five_insurances": False},
        {"bank_wages": False},
        {"key_group_chosen_on": date(2024, 5, 1)},
    ],
)
def test_one_failing_condition_is_enough(facts):
    found = compute(a_case(*vat(q1=300_000), on=date(2025, 3, 31), **facts))

    assert (found.truth, found.amount, found.missing) == (Truth.NO, 0, ())


def test_the_other_policy_may_be_left_after_36_months():
    found = compute(a_case(*vat(q1=300_000), on=date(2025, 3, 31), key_group_chosen_on=date(2022, 3, 10)))

    assert found.truth is Truth.YES


def test_the_minimum_wage_of_each_month_is_taken_from_what_is_on_record():
    found = compute(a_case(*vat(q1=900_000), on=date(2025, 3, 31), region="440106", parameters={}))

    assert [row["cap"] for row in found.components["caps"]] == [92_000, 92_000, 100_000]


def test_without_a_minimum_wage_the_vat_paid_is_the_ceiling():
    found = compute(a_case(*vat(q1=300_000), on=date(2025, 3, 31), region="520102", parameters={}))

    assert (found.truth, found.amount, found.missing) == (Truth.YES, None, ("parameters.minimum_wage",))
    assert (found.components["floor"], found.components["ceiling"]) == (0, 300_000)


def test_without_vat_there_is_nothing_to_ask_the_minimum_wage_for():
    found = compute(a_case(*vat(q1=0), on=date(2025, 3, 31), parameters={}))

    assert (found.truth, found.amount, found.missing) == (Truth.YES, 0, ())


def test_what_is_not_known_is_asked_for():
    nothing = compute(Case(id="空", incentive=DISABLED_VAT_REFUND.code, on=date(2025, 3, 31)))

    assert (nothing.truth, nothing.amount) == (Truth.UNKNOWN, None)
    assert {"facts.staff", "facts.disabled_staff", "facts.credit_grade", "taxes.vat"} <= set(nothing.missing)


def test_an_unknown_month_bounds_the_sum():
    staff = {month: 40 for month in MONTHS if month != "2025-03"}

    found = compute(a_case(*vat(q1=500_000), on=date(2025, 3, 31), staff=staff))

    assert (found.truth, found.amount, found.missing) == (Truth.YES, None, ("facts.staff.2025-03",))
    assert (found.components["floor"], found.components["ceiling"]) == (160_000, 240_000)


def test_what_was_refunded_before_is_not_claimed_again():
    found = compute(a_case(*vat(q1=300_000, q2=300_000), on=date(2025, 6, 30), taken={"vat": Decimal(240_000)}))

    assert (found.amount, found.components["still_to_claim"]) == (Decimal(480_000), 240_000)


def test_what_was_refunded_above_the_cap_is_shown_as_excess():
    numbers = compute(a_case(*vat(q1=300_000), on=date(2025, 3, 31), taken={"vat": Decimal(250_000)})).components

    assert (numbers["still_to_claim"], numbers["excess_taken"]) == (0, 10_000)


def test_before_the_notice_and_since_the_new_law_it_says_so():
    before = compute(a_case(on=date(2016, 4, 30)))
    since = compute(a_case(on=date(2026, 3, 31)))

    assert (before.truth, before.amount) == (Truth.UNKNOWN, None)
    assert "2026年1月1日" in since.components["remarks"][-1]
    assert len(compute(a_case(*vat(q1=1))).components["remarks"]) == 1


sums = st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)), min_size=1, max_size=12)


@given(sums)
def test_never_above_the_cap_nor_the_vat_and_all_that_both_allow(pairs):
    caps, paid = ([Decimal(value) / 100 for value in column] for column in zip(*pairs, strict=True))

    given_back = refunds(caps, paid)

    for n in range(1, len(pairs) + 1):
        assert sum(given_back[:n]) == min(sum(caps[:n]), sum(paid[:n]))
    assert all(refund >= 0 for refund in given_back)


@given(st.permutations(vat(m1=70_000, m2=0, m3=250_000, m4=10_000, m5=90_000)))
def test_the_order_of_the_returns_changes_nothing(taxes):
    found = compute(a_case(*taxes, on=date(2025, 5, 31)))

    assert [row["refund"] for row in found.components["periods"]] == [70_000, 0, 170_000, 80_000, 80_000]


@given(
    st.lists(st.integers(0, 14), min_size=12, max_size=12),
    st.lists(st.integers(0, 300_000), min_size=4, max_size=4),
    st.sets(st.sampled_from(MONTHS)),
    st.sets(st.sampled_from(MONTHS)),
    st.sampled_from([True, False]),
)
def test_the_bounds_hold_whatever_an_unknown_month_turns_out_to_be(disabled, paid, no_staff, no_disabled, massage):
    heads = dict(zip(MONTHS, disabled, strict=True))
    taxes = vat(**{f"q{n}": amount for n, amount in enumerate(paid, 1)})
    staff = {month: 40 for month in MONTHS if month not in no_staff}
    known = {month: count for month, count in heads.items() if month not in no_disabled}

    complete = compute(a_case(*taxes, disabled_staff=heads, massage=massage))
    partial = compute(a_case(*taxes, staff=staff, disabled_staff=known, massage=massage))

    assert complete.amount <= sum(paid)
    if partial.amount is None:
        assert partial.missing
        assert partial.components["floor"] <= complete.amount <= partial.components["ceiling"]
    else:
        assert partial.amount == complete.amount
    assert partial.truth in (complete.truth, Truth.UNKNOWN)
