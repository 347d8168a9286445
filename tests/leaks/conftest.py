"""The town, for every test of this folder."""

import pytest

from tests.leaks.town import Town, build


@pytest.fixture
def town(db) -> Town:
    return build()
