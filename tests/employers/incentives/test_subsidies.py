"""社保补贴: the firm's own contributions, 36 months and no more; and the bounds of both subsidies."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employers.incentives.case import Insurance, Status
from employers.incentives.months import Month
from law.truth import Truth
from tests.employers.incentives.subsidised import a_hire, insurance, months, post


def test_the_firms_own_pension_medical_and_unemployment_without_injury():
    found = insurance(a_hire())

    assert (found.truth, found.amount, found.missing) == (Truth.YES, Decimal("12144.00"), ())
    row = found.components["hires"][0]
    assert (row["per_month"], row["months"], row["months_left"]) == (Decimal("1012.00"), 12, 24)
    assert set(row["by_month"].values()) == {Decimal("1012.00")}


def test_the_months_used_elsewhere_count_in_the_36():
    found = insurance(a_hire(months_used=30, retires_on=date(2045, 1, 1)))

    row = found.components["hires"][0]
    assert (row["months"], row["months_left"], found.amount) == (6, 0, Decimal("6072.00"))


def test_after_36_months_nothing_more_is_paid():
    found = insurance(a_hire(("2022-01", "2025-12"), contract_from=date(2022, 1, 1), retires_on=date(2040, 1, 1)))

    assert (found.truth, found.amount, found.missing) == (Truth.NO, 0, ())


def test_who_was_near_retirement_at_the_first_claim_is_paid_until_it():
    near = a_hire(
        ("2021-07", "2025-12"),
        contract_from=date(2021, 7, 1),
        contract_until=None,
        open_ended=True,
        retires_on=date(2026, 5, 20),
    )

    found = insurance(near)

    assert (found.truth, found.amount) == (Truth.YES, Decimal("12144.00"))
    assert found.components["hires"][0]["last_month"] == "2026-05"


@pytest.mark.parametrize(
    ("retires_on", "truth"), [(date(2026, 6, 30), Truth.YES), (date(2026, 7, 1), Truth.NO), (None, Truth.UNKNOWN)]
)
def test_less_than_five_years_is_counted_from_the_first_claim_to_the_day(retires_on, truth):
    long_there = a_hire(
        ("2021-07", "2025-12"),
        contract_from=date(2021, 7, 1),
        contract_until=None,
        open_ended=True,
        retires_on=retires_on,
    )

    found = insurance(long_there)

    assert found.truth is truth
    assert found.missing == (("hires[0].retires_on",) if truth is Truth.UNKNOWN else ())


def test_the_day_of_the_first_claim_goes_before_the_day_of_the_contract():
    late = a_hire(
        ("2021-07", "2025-12"),
        contract_from=date(2021, 7, 1),
        contract_until=None,
        open_ended=True,
        retires_on=date(2026, 8, 1),
        first_claimed_on=date(2021, 10, 8),
    )

    assert insurance(late).truth is Truth.YES


def test_retirement_is_not_asked_for_within_the_36_months():
    assert insurance(a_hire(retires_on=None)).missing == ()


def test_unknown_months_used_leave_between_nothing_and_the_year():
    found = insurance(a_hire(months_used=None, retires_on=date(2045, 1, 1)))

    assert (found.truth, found.amount, found.missing) == (Truth.UNKNOWN, None, ("hires[0].months_used",))
    assert (found.components["floor"], found.components["ceiling"]) == (0, Decimal("12144.00"))


def test_who_is_not_recognised_brings_nothing_and_who_may_be_is_asked():
    assert insurance(a_hire(statuses={Status.HARD_TO_EMPLOY: False})).truth is Truth.NO
    assert insurance(a_hire(statuses={})).missing == ("hires[0].statuses.hard_to_employ",)


def test_the_rows_add_up_to_the_total_and_who_does_not_fit_adds_nothing():
    found = insurance(a_hire(), a_hire(key="2", statuses={Status.HARD_TO_EMPLOY: False}))

    rows = found.components["hires"]
    assert [row["total"] for row in rows] == [Decimal("12144.00"), 0]
    assert rows[1]["by_month"] == {}
    assert insurance(a_hire(), other_fund=True).components["hires"][0]["total"] == 0


def test_an_unknown_contribution_leaves_the_known_ones_as_floor():
    found = insurance(a_hire(contributions={Insurance.PENSION: Decimal(640), Insurance.UNEMPLOYMENT: Decimal(32)}))

    assert (found.truth, found.amount, found.missing) == (Truth.YES, None, ("hires[0].contributions.medical",))
    assert (found.components["floor"], found.components["ceiling"]) == (Decimal("8064.00"), None)


def test_one_open_hire_keeps_the_sum_open_and_the_other_is_its_floor():
    found = insurance(a_hire(), a_hire(key="2", statuses={}))

    assert (found.truth, found.amount) == (Truth.YES, None)
    assert found.missing == ("hires[1].statuses.hard_to_employ",)
    assert (found.components["floor"], found.components["ceiling"]) == (Decimal("12144.00"), Decimal("24288.00"))


def test_who_comes_back_to_the_same_firm_is_a_local_question():
    back = a_hire(hired_before=True)

    assert insurance(back).missing == ("facts.rehired_excluded",)
    assert insurance(back, rehired_excluded=False).truth is Truth.YES
    assert insurance(back, rehired_excluded=True).truth is Truth.NO
    assert insurance(back, region="211322").truth is Truth.NO


def test_a_second_contract_of_the_same_person_counts_on_in_the_36():
    first = a_hire(("2022-01", "2023-12"), contract_from=date(2022, 1, 1), contract_until=date(2023, 12, 31))
    again = a_hire(("2024-07", "2025-12"), contract_from=date(2024, 7, 1), retires_on=date(2045, 1, 1))

    found = insurance(again, first, rehired_excluded=False)

    assert found.components["hires"][0]["months"] == 6
    assert found.components["hires"][1]["months"] == 0


def test_insured_months_behind_a_break_are_certain_only_where_the_place_says_so():
    broken = months("2022-01", "2022-12") | months("2023-07", "2025-12")
    hire = a_hire(broken, contract_from=date(2022, 1, 1), retires_on=date(2045, 1, 1))

    assert insurance(hire).missing == ("facts.gap_counts",)
    assert insurance(hire, gap_counts=True).truth is Truth.NO
    assert insurance(hire, gap_counts=False).components["hires"][0]["months"] == 6


def test_one_item_is_not_paid_from_two_funds():
    assert insurance(a_hire(), other_fund=True).truth is Truth.NO
    assert insurance(a_hire(), other_fund=False).truth is Truth.YES


def test_before_anything_was_paid_there_is_nothing_to_claim():
    assert insurance(a_hire(frozenset())).truth is Truth.NO


def test_without_hires_it_asks_whom():
    assert insurance().missing == ("hires",)


def test_the_firm_reads_that_names_are_published():
    assert any("公示" in remark for remark in insurance(a_hire()).components["remarks"])


@given(st.sets(st.integers(0, 71)), st.integers(0, 40), st.sampled_from([None, True, False]))
def test_never_more_than_36_months_over_all_years(insured, used, gap_counts):
    record = frozenset(Month(2020, 1).plus(n) for n in insured)
    hire = a_hire(record, contract_from=date(2020, 1, 1), months_used=used, retires_on=date(2050, 1, 1))
    facts = {} if gap_counts is None else {"gap_counts": gap_counts}

    found = [insurance(hire, on=date(year, 12, 31), **facts) for year in range(2020, 2026)]

    paid = sum(len(result.components["hires"][0]["by_month"]) for result in found)
    assert paid + min(used, 36) <= 36
    assert all((result.amount is None) == bool(result.components.get("ceiling")) for result in found)
    assert all(bool(result.missing) == (result.amount is None) for result in found)


@given(st.permutations(["1", "2", "3"]))
def test_the_order_of_the_hires_changes_no_sum(order):
    insured = {"1": ("2025-01", "2025-12"), "2": ("2025-04", "2025-12"), "3": ("2025-09", "2025-12")}

    found = insurance(*(a_hire(insured[key], key=key) for key in order))

    assert found.amount == 25 * Decimal("1012.00")


UNKNOWNS = {
    "months_used": None,
    "retires_on": None,
    "insured": None,
    "contributions": None,
    "statuses": {},
    "hired_before": None,
    "contract_from": None,
    "dispatched": None,
}


@given(
    st.sets(st.integers(0, 59)),
    st.integers(0, 40),
    st.sampled_from([date(2023, 6, 1), date(2025, 10, 5), date(2045, 1, 1)]),
    st.sets(st.sampled_from([*UNKNOWNS, "gap_counts", "rehired_excluded"])),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["insurance", "post"]),
)
def test_the_bounds_hold_whatever_an_unknown_turns_out_to_be(insured, used, retires, unknown, gaps, excluded, which):
    record = frozenset(Month(2021, 1).plus(n) for n in insured)
    full = {"insured": record, "contract_from": date(2021, 1, 1), "months_used": used, "retires_on": retires}
    local = {"gap_counts": gaps, "rehired_excluded": excluded}
    known_locally = {code: value for code, value in local.items() if code not in unknown}
    hire, less = a_hire(**full), a_hire(**(full | {name: UNKNOWNS[name] for name in unknown & UNKNOWNS.keys()}))
    run = insurance if which == "insurance" else partial(post, region="150602")

    complete, open_ = run(hire, **local), run(less, **known_locally)

    assert complete.amount is not None
    assert open_.truth in (complete.truth, Truth.UNKNOWN)
    if open_.amount is None:
        ceiling = open_.components["ceiling"]
        assert open_.missing
        assert open_.components["floor"] <= complete.amount
        assert ceiling is None or complete.amount <= ceiling
    else:
        assert open_.amount == complete.amount


def test_months_paid_behind_the_last_day_of_a_contract_are_open_until_the_renewal_is_written_down():
    ended = a_hire(contract_from=date(2025, 1, 1), contract_until=date(2025, 6, 30), retires_on=date(2045, 1, 1))

    found = insurance(ended)
    renewed = insurance(replace(ended, contract_until=date(2026, 6, 30)))

    assert (found.truth, found.amount) == (Truth.YES, None)
    assert (found.components["floor"], found.components["ceiling"]) == (Decimal("6072.00"), Decimal("12144.00"))
    assert found.missing == ("hires[0].contract_until",)
    assert renewed.amount == Decimal("12144.00")


def test_months_behind_a_contract_that_another_one_followed_belong_to_that_one():
    everything = ("2025-01", "2025-12")
    first = a_hire(everything, contract_until=date(2025, 6, 30), retires_on=date(2045, 1, 1))
    second = replace(first, contract_from=date(2025, 7, 1), contract_until=date(2026, 6, 30))

    found = insurance(first, second, rehired_excluded=False)

    assert (found.amount, found.missing) == (Decimal("12144.00"), ())
