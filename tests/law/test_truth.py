import itertools

import pytest

from law.truth import Truth, all_of, any_of

NO, UNKNOWN, YES = Truth.NO, Truth.UNKNOWN, Truth.YES


@pytest.mark.parametrize(("fact", "truth"), [(True, YES), (False, NO), (None, UNKNOWN)])
def test_a_recorded_fact_becomes_truth(fact, truth):
    assert Truth.of(fact) is truth


def test_an_open_condition_matters_only_while_it_can_change_the_outcome():
    assert (YES & UNKNOWN, NO & UNKNOWN) == (UNKNOWN, NO)
    assert (YES | UNKNOWN, NO | UNKNOWN) == (YES, UNKNOWN)
    assert (~YES, ~UNKNOWN, ~NO) == (NO, UNKNOWN, YES)


@pytest.mark.parametrize(("a", "b"), list(itertools.product(Truth, Truth)))
def test_negation_turns_and_into_or(a, b):
    assert ~(a & b) is (~a | ~b)


def test_nothing_to_satisfy_is_satisfied_and_nothing_to_choose_from_is_not():
    assert all_of([]) is YES
    assert any_of([]) is NO


def test_all_and_any_over_a_list():
    assert all_of([YES, UNKNOWN, YES]) is UNKNOWN
    assert any_of([NO, UNKNOWN, YES]) is YES


def test_truth_refuses_to_be_a_plain_condition():
    with pytest.raises(TypeError, match="three values"):
        bool(UNKNOWN)
