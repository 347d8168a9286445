"""Tests of this folder share one loaded process, and so one process of the run."""

import pytest

from tests.faults.processes import _loaded, nursery

__all__ = ["_loaded", "nursery"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(__file__.rpartition("/")[0]):
            item.add_marker(pytest.mark.xdist_group("processes"))
