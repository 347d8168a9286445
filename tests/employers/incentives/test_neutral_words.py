"""Every word of an incentive is read by firms: none of them may say whom the platform serves."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest

from employers.adverts.for_firms import tells
from employers.incentives.case import Status
from employers.incentives.catalogue import INCENTIVES
from employers.incentives.incentive import Incentive
from law.dated import Timeline
from tests.employers.incentives.cases import a_case, a_hire, payables


def words(value: Any) -> Iterator[str]:
    """Every text inside a declaration or a result."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Timeline):
        yield value.name
        yield from words(value.values)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from words(key)
            yield from words(inner)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from words(inner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from words(getattr(value, field.name))


@pytest.mark.parametrize("incentive", INCENTIVES, ids=lambda incentive: incentive.code)
def test_no_declaration_tells(incentive: Incentive):
    found = list(words(incentive))

    assert len(found) > 10
    assert [text for text in found if tells(text)] == []


@pytest.mark.parametrize("incentive", INCENTIVES, ids=lambda incentive: incentive.code)
@pytest.mark.parametrize("year", [2012, 2015, 2020, 2022, 2025, 2029])
def test_no_result_tells(incentive: Incentive, year: int):
    hires = (
        a_hire(
            "1", insured=(f"{year}-01", f"{year}-12"), statuses=dict.fromkeys(set(Status) - {Status.RELEASED}, True)
        ),
        a_hire("2", insured=(f"{year}-01", f"{year}-12"), statuses=dict.fromkeys(Status, False)),
        a_hire("3", insured=None, statuses={}),
    )
    case = a_case(incentive.code, on=date(year, 12, 31), hires=hires, taxes=payables(str(year), vat=1000))

    result = incentive.compute(case)

    assert result.reasons
    assert [text for text in words((result.components, result.reasons, result.missing)) if tells(text)] == []


@pytest.mark.parametrize("incentive", INCENTIVES, ids=lambda incentive: incentive.code)
def test_no_deadline_tells(incentive: Incentive):
    due = incentive.deadlines(a_hire(), date(2025, 3, 10))

    assert list(due) == sorted(due, key=lambda one: one.on)
    assert [one.text for one in due if tells(one.text)] == []


def test_the_guard_itself_finds_what_tells():
    assert tells("社区康复人员")
    assert list(words({"a": ("b", [1, "c"])})) == ["a", "b", "c"]
