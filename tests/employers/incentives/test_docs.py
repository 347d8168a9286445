"""docs/incentives.md says what the declarations say and what the command computes, or these tests fail.

``python -m tests.employers.incentives.document`` writes it anew, examples and all: read what changed.
"""

import json
import re

import pytest

from employers.incentive_files import answer_line
from employers.incentives import read, read_hire
from employers.incentives.catalogue import CATALOGUE, INCENTIVES
from employers.incentives.incentive import FactKind
from tests.employers.incentives.document import DOCUMENT, EXAMPLES, as_lines, computed, documented, example, expected
from tests.house import ROOT

TEXT = DOCUMENT.read_text(encoding="utf-8")
BY_HAND = TEXT.partition("## The incentives")[0]
AGAIN = "run python -m tests.employers.incentives.document and read what changed"


def test_the_reference_is_what_the_declarations_say():
    assert documented(TEXT) == TEXT, AGAIN


def test_every_field_of_a_line_is_described():
    fields = {*read.FIELDS, *read_hire.FIELDS, *read.OF_TAX, "by_tax"}

    assert {field for field in fields if f"`{field}`" not in BY_HAND} == set()


@pytest.mark.parametrize("path", ["README.md", "docs/incentives.md"])
def test_the_first_line_that_is_shown_is_a_line_that_is_read(path):
    _, _, text = (ROOT / path).read_text(encoding="utf-8").partition("manage.py incentives")
    line = re.search(r"```json\n(.*?)\n```", text, re.DOTALL)[1]

    assert answer_line(line.encode(), 1, {})[0]["outcome"] == "eligible"


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_incentive_has_examples_with_the_results_that_are_printed(code):
    assert expected(code).read_text(encoding="utf-8") == as_lines(computed(code)), AGAIN


@pytest.mark.parametrize("code", CATALOGUE)
def test_an_incentive_is_shown_when_it_applies_and_no_example_is_wrong(code):
    rows = computed(code)

    assert [row for row in rows if "errors" in row] == []
    assert {row["incentive"] for row in rows} == {code}
    assert "eligible" in {row["outcome"] for row in rows}
    assert all(json.loads(line)["note"] for line in example(code).read_text(encoding="utf-8").splitlines())


def test_every_file_of_examples_belongs_to_an_incentive():
    assert {path.name.partition(".")[0] for path in EXAMPLES.iterdir()} == set(CATALOGUE)


def test_what_two_incentives_call_by_one_code_is_one_thing():
    kinds: dict[str, set] = {}
    for incentive in INCENTIVES:
        for fact in incentive.facts:
            kinds.setdefault(fact.code, set()).add((fact.kind, fact.of if fact.kind in TABLES else None, fact.unit))

    assert {code: kind for code, kind in kinds.items() if len(kind) > 1} == {}


TABLES = (FactKind.MONTHS, FactKind.YEARS)
