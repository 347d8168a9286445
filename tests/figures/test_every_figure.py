"""Each figure is a plain count over the rows written for it; a figure without rows in the tests fails here."""

from datetime import date

import pytest

from figures.catalogue.table import BY_CODE, CITY_FORM, FIGURES
from figures.count import count_month
from figures.figure import Kind
from tests.figures import october_life, october_offices
from tests.figures.october import OCTOBER, Town

pytestmark = pytest.mark.django_db

COUNTED = [figure.code for figure in FIGURES if figure.rows is not None]
TOWNS = (
    october_life.register,
    october_life.moves,
    october_life.jobs,
    october_life.marks,
    october_life.aid,
    october_life.applications,
    october_life.help_given,
    october_life.overdue,
    october_offices.firms,
    october_offices.referrals,
    october_offices.classes,
    october_offices.bases,
    october_offices.fairs,
    october_offices.pairs,
    october_offices.staff,
)


def test_every_figure_equals_what_was_written():
    town = Town()
    for live in TOWNS:
        live(town)

    counted = count_month(OCTOBER, date(2026, 11, 23))

    found = {code: dict(one.counts) for code, one in counted.items() if BY_CODE[code].kind != Kind.MEDIAN}
    assert found == {code: dict(town.tally[code]) for code in found}
    # From Thursday to Monday, and to the Monday after that.
    assert counted["answers.days"].counts == {"150602": {"2": 1, "7": 1}}


def test_no_figure_is_without_rows_in_that_town():
    town = Town()
    for live in TOWNS:
        live(town)

    assert {code for code in COUNTED if not town.tally[code]} == {"answers.days"}


def test_the_ids_behind_a_number_are_as_many_as_the_number():
    town = Town()
    for live in TOWNS:
        live(town)

    for code, one in count_month(OCTOBER, date(2026, 11, 23)).items():
        assert all(len(set(ids)) == len(ids) for ids in one.rows.values()), code
        if BY_CODE[code].kind in (Kind.STOCK, Kind.FLOW):
            assert {region: len(ids) for region, ids in one.rows.items()} == one.counts, code


@pytest.mark.parametrize("code", [figure.code for figure in FIGURES])
def test_a_figure_says_what_it_counts(code):
    figure = BY_CODE[code]

    assert figure.definition.endswith("。")
    assert figure.label
    assert figure.unit
    assert {part.of for part in figure.parts_of} <= set(BY_CODE)
    assert {figure.numerator, figure.denominator, figure.rests_on} - {""} <= set(BY_CODE)
    assert len(figure.parts_of) <= 1


def test_labels_and_codes_are_each_their_own():
    assert len({figure.label for figure in FIGURES}) == len(BY_CODE) == len(FIGURES)
    assert set(CITY_FORM) <= set(BY_CODE)
