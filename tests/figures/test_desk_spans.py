"""Months, quarters and years: which can be chosen, and what each is held against."""

from datetime import date

import pytest

from figures.catalogue.table import BY_CODE
from figures.close_month import months_from
from figures.desk.spans import Length, span_of, spans, usual

COUNTED = months_from(date(2025, 11, 1), date(2026, 11, 1))
NOVEMBER_23 = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("code", "label", "months", "before"),
    [
        ("2026-10", "2026年10月", 1, "2026-09"),
        ("2026Q3", "2026年三季度", 3, "2026Q2"),
        ("2026Q4", "2026年四季度（到11月）", 2, "2026Q3"),
        ("2026", "2026年（到11月）", 11, "2025"),
    ],
)
def test_a_span_is_said_as_far_as_it_was_counted(code, label, months, before):
    span = span_of(code, COUNTED)

    assert (span.code, span.label, len(span.months), span.before.code) == (code, label, months, before)
    assert len(span.before.months) == months


@pytest.mark.parametrize("code", ["2025Q4", "2025", "2025-10", "2026-12", "2026-13", "2026Q5", "abc", "", "2026-1"])
def test_what_was_not_counted_from_its_beginning_cannot_be_chosen(code):
    assert span_of(code, COUNTED) is None


def test_the_choice_begins_with_the_latest():
    found = spans(COUNTED)

    assert list(found) == ["月", "季度", "年度"]
    assert [len(one) for one in found.values()] == [13, 4, 1]
    assert found["季度"][0].label == "2026年四季度（到11月）"


def test_a_page_opens_with_the_last_month_that_is_over():
    assert usual(COUNTED, NOVEMBER_23).code == "2026-10"
    assert usual([date(2026, 11, 1)], NOVEMBER_23).code == "2026-11"
    assert usual([], NOVEMBER_23) is None


def test_what_still_happens_is_not_held_against_a_whole_month():
    running, over = span_of("2026-11", COUNTED), span_of("2026-10", COUNTED)

    for code, compares in (
        ("work.placed", False), ("work.at_work", True), ("work.share", True), ("work.mark90.share", False),
        ("answers.days", False),
    ):  # fmt: skip
        assert running.compares(BY_CODE[code], NOVEMBER_23) is compares
        assert over.compares(BY_CODE[code], NOVEMBER_23)


def test_a_year_has_no_year_before_besides_the_one_before():
    assert span_of("2026", COUNTED).year_before is None
    assert span_of("2026Q3", COUNTED).year_before.code == "2025Q3"
    assert Length.YEAR.names == ("本年", "上年", "")
