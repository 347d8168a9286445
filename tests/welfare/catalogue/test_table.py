"""The table of all entitlements: each once, each with its sources, each reference to a line of the table."""

import pytest

from welfare.catalogue.table import BY_CODE, CATALOGUE
from welfare.rules.standards import STANDARDS

each = pytest.mark.parametrize("entitlement", CATALOGUE, ids=lambda one: one.code)


def test_every_code_and_every_name_stands_once():
    assert len(BY_CODE) == len(CATALOGUE)
    assert len({one.name for one in CATALOGUE}) == len(CATALOGUE)


@each
def test_what_it_opens_and_excludes_is_in_the_table(entitlement):
    named = {*entitlement.opens, *entitlement.exclusive}

    assert not named - BY_CODE.keys()
    assert entitlement.code not in entitlement.exclusive


@each
def test_it_cites_its_texts_and_says_what_to_bring(entitlement):
    assert entitlement.citations
    assert entitlement.documents
    assert all(article.title for article in entitlement.citations)


@pytest.mark.parametrize("standard", STANDARDS.values(), ids=lambda one: one.code)
def test_every_number_has_a_source_and_a_day_to_look_again(standard):
    for row in standard.rows:
        assert row.source.title
        assert row.review_by >= row.valid_from
