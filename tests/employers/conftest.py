"""The clock of the tests stands on a Monday where freshness matters."""

import pytest
import time_machine

from tests.cast import MONDAY_9


@pytest.fixture
def time_machine_monday():
    with time_machine.travel(MONDAY_9, tick=False):
        yield
