"""对外隐去 over the real catalogue: who lays all printed tables of a month side by side recovers nobody."""

import random
from collections import Counter
from datetime import date

import pytest

from clients.models import Client, RehabMeasure
from figures.catalogue.table import BY_CODE
from figures.count import Counted
from figures.figure import Table
from figures.mask import is_personal, mask_of, own, path
from figures.suppression import Axis
from placement.models import Placement
from tests.cast import a_region
from tests.figures.test_suppression import recovered

pytestmark = pytest.mark.django_db

OCTOBER = date(2026, 10, 1)
STREETS = ("150602001", "150602002", "150602005", "150603001", "150627100")
TREE = {
    "15": ["1506"],
    "1506": ["150602", "150603", "150627"],
    "150602": ["150602001", "150602002", "150602005", "150602~"],
    "150603": ["150603001"],
    "150627": ["150627100"],
}
SEXES, CATEGORIES = ("female", "male", "unknown"), tuple(Client.Category.values)
MEASURES, KINDS = (*RehabMeasure.Kind.values, "none"), tuple(Placement.Kind.values)
FAMILIES = {
    "clients.open": [
        [f"clients.sex.{one}" for one in SEXES],
        [f"clients.category.{one}" for one in CATEGORIES],
        [f"clients.measure.{one}" for one in MEASURES],
        ["work.at_work", "~idle"],
    ],
    "work.at_work": [[f"work.at_work.{one}" for one in KINDS]],
}


def people(chance: random.Random) -> dict[str, Counter[str]]:
    """Of each street some clients, of whom most look alike: {figure: {place: how many}}."""
    codes = ["clients.open", *(code for families in FAMILIES.values() for parts in families for code in parts)]
    counts: dict[str, Counter[str]] = {code: Counter() for code in codes}
    for place in (*STREETS, "150602"):
        for _ in range(chance.choice((0, 2, 7, 30, 90))):
            work = chance.random() < 0.7
            marks = (
                "clients.open",
                f"clients.sex.{chance.choices(SEXES, (2, 8, 1))[0]}",
                f"clients.category.{chance.choices(CATEGORIES, (20, 1))[0]}",
                f"clients.measure.{chance.choices(MEASURES, (1, 20, 1, 12, 2, 3))[0]}",
                *(
                    ("work.at_work", f"work.at_work.{chance.choices(KINDS, (3, 9, 1, 1, 4, 1))[0]}")
                    if work
                    else ["~idle"]
                ),
            )
            for code in marks:
                counts[code][place] += 1
    return counts


def whole_table(counts: dict[str, Counter[str]]) -> dict[tuple[str, str], int]:
    """Every cell of every table of the month, by the names of the mask."""
    values: dict[tuple[str, str], int] = {}
    for code, places in counts.items():
        leaves = {("150602~" if place == "150602" else place): number for place, number in places.items()}
        for place in {*TREE, *(one for parts in TREE.values() for one in parts)}:
            below = [leaf for leaf in leaves if leaf == place or (place in TREE and leaf.startswith(place))]
            values[place, code] = sum(leaves[leaf] for leaf in below)
    return values


@pytest.mark.parametrize("seed", range(6))
def test_nobody_recovers_a_small_cell_of_the_catalogue(seed):
    for place in STREETS:
        a_region(place)
    counts = people(random.Random(seed))
    values = whole_table(counts)

    mask = mask_of({code: Counted(dict(places)) for code, places in counts.items() if code in BY_CODE}, OCTOBER)

    hidden = {(place, code) for code, places in mask.items() for place in places}
    hidden |= {(place, "~idle") for place, code in values if code == "clients.open"}
    places, figures = Axis({one: [parts] for one, parts in TREE.items()}), Axis(FAMILIES, frozenset({"~idle"}))
    assert hidden <= set(values)
    assert not recovered(values, hidden, places, figures)
    assert all(values[cell] > 0 for cell in hidden if cell[1] in BY_CODE)


def test_a_row_counts_for_every_place_above_it():
    known = frozenset({"15", "1506", "150602", "150602001"})

    assert path("150602001005", known) == ["15", "1506", "150602", "150602001"]
    assert path("150602", known) == ["15", "1506", "150602", own("150602")]
    # A street that is not in the table of its day is what is left of its district.
    assert path("150602009", known) == ["15", "1506", "150602", own("150602")]


def test_people_are_personal_and_offices_are_not():
    assert is_personal(BY_CODE["clients.open"])
    assert is_personal(BY_CODE["work.mark90.unknown"])
    assert {BY_CODE[code].table for code in BY_CODE if not is_personal(BY_CODE[code])} & {Table.CLIENT} == set()
    assert not is_personal(BY_CODE["vacancies.open"])
