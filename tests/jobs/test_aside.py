"""A risky step in a process of its own: its answer comes back, its death does not spread."""

import os

import pytest

from jobs.aside import Crashed, run_aside

STEPS = "tests.jobs.risky"


def test_the_answer_comes_back():
    assert run_aside(STEPS, b"upper:abc") == b"ABC"


@pytest.mark.parametrize("how", [b"raise:", b"abort:", b"exit:3"])
def test_a_death_is_an_error_and_nothing_more(how):
    with pytest.raises(Crashed):
        run_aside(STEPS, how)


def test_it_does_not_take_for_ever():
    with pytest.raises(Crashed, match="more than"):
        run_aside(STEPS, b"sleep:30", seconds=0.5)


def test_memory_is_limited():
    with pytest.raises(Crashed):
        run_aside(STEPS, b"eat:800", megabytes=400)


def test_the_step_knows_no_secrets():
    assert "GUIHANG_SECRET_KEY" in os.environ

    assert b"GUIHANG" not in run_aside(STEPS, b"environment:")
