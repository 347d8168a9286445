"""docs/figures.md says what the catalogue declares."""

import pytest

from figures.catalogue.table import FIGURES
from tests.figures.document import DOCUMENT, documented


def test_the_document_is_current():
    """If not: python -m tests.figures.document."""
    text = DOCUMENT.read_text(encoding="utf-8")

    assert documented(text) == text


def test_no_figure_is_left_out():
    text = DOCUMENT.read_text(encoding="utf-8")

    assert [figure.code for figure in FIGURES if f"| `{figure.code}` |" not in text] == []


def test_a_document_without_its_marks_is_an_error():
    with pytest.raises(AssertionError, match="0 places for form"):
        documented("# Figures")
