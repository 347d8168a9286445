"""Clocks follow from the catalogue: each step with a time says from which move it counts and which one ends it."""

import pytest

from welfare.catalogue.table import BY_CODE, CATALOGUE
from welfare.models.application import MOVES
from welfare.plain import is_own

STEPS = [(entitlement, step) for entitlement in CATALOGUE for step in entitlement.steps]
TIMED = [(entitlement, step) for entitlement, step in STEPS if step.days is not None or step.months]


def named(pair):
    return f"{pair[0].code}-{pair[1].name}"


@pytest.mark.parametrize("pair", TIMED, ids=named)
def test_a_step_with_a_time_has_a_clock_or_says_why_none_runs(pair):
    _, step = pair

    whole = bool(step.counts_from) and bool(step.ends_with) and not step.untracked
    explained = bool(step.untracked) and not step.counts_from

    assert whole != explained


@pytest.mark.parametrize("pair", STEPS, ids=named)
def test_a_step_names_moves_that_exist_in_their_order(pair):
    _, step = pair
    order = list(MOVES)

    assert {step.counts_from, step.ends_with} <= {"", *MOVES}
    assert not step.counts_from or order.index(step.counts_from) < order.index(step.ends_with)


@pytest.mark.parametrize("pair", STEPS, ids=named)
def test_special_cases_only_ever_take_longer(pair):
    _, step = pair

    assert step.extended is None or (step.days is not None and step.extended > step.days)
    assert not (step.days is not None and step.months)


def test_names_of_the_clocks_of_one_entitlement_differ():
    for entitlement in CATALOGUE:
        clocks = [step.name for step in entitlement.steps if step.has_clock]
        assert len(clocks) == len(set(clocks)), entitlement.code


def test_what_is_kept_secret_has_no_publicity():
    silent = {"unattended_child", "hiv_care", "maintenance_support", "school_aid", "legal_aid"}

    shown = {entitlement.code for entitlement, step in STEPS if "publicise" in (step.counts_from, step.ends_with)}

    assert shown & silent == set()
    assert not any(is_own(BY_CODE[code]) for code in shown)
    assert {"minimum_living", "destitute_support"} <= shown
