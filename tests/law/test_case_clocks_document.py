"""docs/case-clocks.md says what the declarations say."""

import pytest

from law.case_clocks.calendars import TESTS
from tests.law.document_clocks import DOCUMENT, documented, timelines


def test_the_document_is_current():
    """If not: python -m tests.law.document_clocks."""
    text = DOCUMENT.read_text(encoding="utf-8")

    assert documented(text) == text


def test_no_declaration_is_left_out_of_the_document():
    text = DOCUMENT.read_text(encoding="utf-8")
    found = dict.fromkeys(timeline.name for _, timeline in timelines())
    calendars = {timeline.name for places in TESTS.values() for timeline in places.values()}

    assert calendars <= set(found)
    assert [name for name in found if name not in calendars and f"| {name} |" not in text] == []


def test_every_number_has_its_source_and_a_day_to_look_again():
    for _, timeline in timelines():
        for dated in timeline.values:
            assert dated.source.article or dated.source.number, timeline.name
            assert dated.review_by > dated.valid_from


def test_a_document_without_its_marks_is_an_error():
    with pytest.raises(AssertionError, match="0 places for declared"):
        documented("# Clocks of a case")
