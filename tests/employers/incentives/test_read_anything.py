"""Whatever stands in a line, it gets an answer or errors: never a crash, never both; and its numbers have names."""

import json
import re
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from employers.incentive_files import answer_line
from employers.incentives import read, read_hire
from employers.incentives.catalogue import CATALOGUE
from employers.incentives.components import is_named, paths
from tests.employers.incentives.document import computed
from tests.employers.incentives.lines import line

QUIET = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = "是 否 不详 12 25% 3,000元 2025-03-01 2025-01/2025-09 2025 440106 vat 增值税 key_group_hire 甲".split()
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.sampled_from(WORDS)
FACTS = [fact.code for incentive in CATALOGUE.values() for fact in incentive.facts]
NAMES = st.sampled_from([*read.FIELDS, *read_hire.FIELDS, *read.OF_TAX, *read.EARLIER, *FACTS]) | st.text(max_size=4)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=12
)
KEY = re.compile(r"\d{4}(-\d\d)?|[a-z_]+")
NUMBER = re.compile(r"-?\d+\.\d{2,6}")


def answered(row):
    found, errors = answer_line(json.dumps(row).encode(), 1, {})

    json.dumps(found, allow_nan=False)
    assert not any("程序出错" in error.message for error in errors), errors
    assert ("components" in found) is not bool(found.get("errors"))
    return found


@QUIET
@given(ANYTHING)
def test_no_json_crashes_it(row):
    answered(row)


@QUIET
@given(
    st.sampled_from(list(CATALOGUE)).flatmap(line),
    st.dictionaries(st.sampled_from([*read.FIELDS]), ANYTHING, max_size=2),
)
def test_no_almost_right_line_crashes_it(row, more):
    answered(row | more)


@QUIET
@given(st.binary(max_size=60))
def test_no_bytes_crash_it(raw):
    assert answer_line(raw, 1, {})[0]["errors"]


@pytest.mark.parametrize("code", CATALOGUE)
@QUIET
@given(data=st.data())
def test_a_line_that_is_right_in_form_is_answered(code, data):
    row = data.draw(line(code))

    found = answered(row)

    assert "errors" not in found, found
    assert found["outcome"] != "undetermined" or found["missing"] or not found["components"], found
    assert found["amount"] is not None or found["missing"] or not found["components"], found
    assert found["amount"] is None or Decimal(found["amount"]) >= 0
    if found["outcome"] == "undetermined" and found["amount"] is not None:
        assert found["amount"] == "0.00", "what may not apply may bring nothing"
    assert found["reasons"]
    _is_told_by_name(code, found["components"])
    assert {path for path, _ in paths(code, found["components"])} <= _documented(code)


def _documented(code):
    """The components that docs/incentives.md lists, which are those of its examples."""
    return {path for row in computed(code) for path, _ in paths(code, row["components"])}


def _is_told_by_name(code, value):
    """Every key is a component with a name, or a tax, a month, a year, an insurance; every number is written out."""
    if isinstance(value, dict):
        for key, one in value.items():
            assert is_named(code, key) or KEY.fullmatch(key), key
            _is_told_by_name(code, one)
    elif isinstance(value, list):
        for one in value:
            _is_told_by_name(code, one)
    elif isinstance(value, str) and re.match(r"-?\d+\.", value):
        assert NUMBER.fullmatch(value), value
