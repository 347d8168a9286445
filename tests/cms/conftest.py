"""The clock of the public site stands on a Monday where freshness and dates matter."""

import pytest
import time_machine

from tests.cast import MONDAY_9


@pytest.fixture
def time_machine_monday():
    with time_machine.travel(MONDAY_9, tick=False):
        yield
