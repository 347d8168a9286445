"""创业担保贷款: a ceiling for a person, a higher one for a small firm that hires; paid back in either case."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from employers.incentives.case import Case, Hire, Status
from employers.incentives.catalogue.loan import STARTUP_LOAN
from law.truth import Truth


def loan(borrower="person", statuses=None, parameters=None, **facts):
    usual = {"borrower": borrower, "good_credit": True}
    hires = (Hire(key="1", statuses=statuses),) if statuses is not None else ()
    case = Case(
        id="贷款",
        incentive="startup_loan",
        on=date(2025, 6, 1),
        hires=hires,
        parameters=parameters or {},
        facts={**usual, **facts},
    )
    return STARTUP_LOAN.compute(case)


@pytest.mark.parametrize("status", [Status.REGISTERED_UNEMPLOYED, Status.HARD_TO_EMPLOY, Status.RELEASED])
def test_a_person_of_a_listed_class_may_borrow_up_to_300_000(status):
    found = loan(statuses={status: True})

    assert (found.truth, found.amount, found.missing) == (Truth.YES, Decimal(300_000), ())


def test_what_is_asked_for_is_lent_where_it_is_less():
    assert loan(statuses={Status.HARD_TO_EMPLOY: True}, requested=Decimal(80_000)).amount == 80_000
    assert loan(statuses={Status.HARD_TO_EMPLOY: True}, requested=Decimal(800_000)).amount == 300_000


def test_of_a_class_that_was_not_seen_the_local_rules_decide():
    none = {Status.REGISTERED_UNEMPLOYED: False, Status.HARD_TO_EMPLOY: False}

    assert loan(statuses=none).missing == ("facts.other_class",)
    assert loan(statuses=none, other_class=True).truth is Truth.YES
    assert loan(statuses=none, other_class=False).truth is Truth.NO
    assert loan(other_class=True).truth is Truth.YES


@pytest.mark.parametrize(
    ("staff", "new", "truth"),
    [
        (100, 15, Truth.YES),
        (100, 14, Truth.NO),
        (101, 9, Truth.YES),
        (101, 8, Truth.NO),
        (10, 2, Truth.YES),
        (0, 0, Truth.NO),
    ],
)
def test_a_small_firm_must_have_hired_enough(staff, new, truth):
    found = loan("firm", employees=staff, new_hires=new, is_small=True)

    assert found.truth is truth
    assert found.amount == (3_000_000 if truth is Truth.YES else 0)


def test_what_a_firm_does_not_know_is_asked_for():
    assert loan("firm", is_small=True, employees=40).missing == ("facts.new_hires",)
    assert loan("firm", employees=40, new_hires=10).missing == ("facts.is_small",)
    assert loan("firm", new_hires=0).truth is Truth.NO


def test_without_a_borrower_the_higher_ceiling_bounds_the_sum():
    found = loan(None)

    assert (found.truth, found.amount, found.missing) == (Truth.UNKNOWN, None, ("facts.borrower",))
    assert found.components["ceiling"] == 3_000_000


def test_a_place_may_lend_more():
    found = loan(statuses={Status.HARD_TO_EMPLOY: True}, parameters={"person_ceiling": Decimal(500_000)})

    assert found.amount == 500_000


def test_bad_credit_ends_it():
    assert loan(statuses={Status.HARD_TO_EMPLOY: True}, good_credit=False).truth is Truth.NO


def test_it_says_that_it_is_no_grant():
    assert "不是补助" in STARTUP_LOAN.amount_is


@given(st.integers(0, 10**10))
def test_never_above_the_ceiling_nor_what_was_asked_for(fen):
    requested = Decimal(fen) / 100

    found = loan(statuses={Status.HARD_TO_EMPLOY: True}, requested=requested)

    assert found.amount == min(requested, Decimal(300_000))
