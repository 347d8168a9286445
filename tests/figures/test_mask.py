"""对外隐去 over the real catalogue: who lays all printed tables of a month side by side recovers nobody."""

import random
from collections import Counter
from datetime import date

import pytest

from clients.models import Client, RehabMeasure
from figures.catalogue.table import BY_CODE, FIGURES
from figures.count import Counted
from figures.figure import Kind, Table
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


FLOWS = {
    "clients.closed": [[f"clients.closed.{how}" for how in ("finished", "moved", "custody", "died")]],
    "work.placed": [[f"work.placed.{one}" for one in KINDS]],
}
CARRIED = {"clients.open": (1, "clients.new", -1, "clients.closed", 1, "clients.moved_in", -1, "clients.moved_out")}
CARRIED["work.at_work"] = (1, "work.placed", -1, "work.left")
CARRIED["pairing.clients"] = (1, "pairing.new", -1, "pairing.ended")
CARRIED["gap.open"] = (1, "gap.found", -1, "gap.met")


def movements(chance: random.Random) -> dict[str, Counter[str]]:
    """Of each street a few who came and went; who is received somewhere left another street."""
    codes = {code for terms in CARRIED.values() for code in terms if isinstance(code, str)}
    counts: dict[str, Counter[str]] = {code: Counter() for code in sorted(codes - {"work.placed", "clients.closed"})}
    for code in ("clients.moved_in", "clients.moved_out"):
        del counts[code]
    counts |= {part: Counter() for parts in FLOWS.values() for part in parts[0]}
    for code in counts:
        for street in STREETS:
            counts[code][street] = chance.choice((0, 0, 1, 3, 12))
    counts |= {whole: sum((counts[part] for part in parts[0]), Counter()) for whole, parts in FLOWS.items()}
    moves = [chance.sample(STREETS, 2) for _ in range(chance.choice((0, 3, 12)))]
    counts["clients.moved_out"] = Counter(before for before, _ in moves)
    counts["clients.moved_in"] = Counter(after for _, after in moves)
    return counts


def changes(values) -> list[dict[tuple[str, str], int]]:
    """What the stocks of two months tell, were they shown everywhere; and that of the whole as many moved in as out."""
    told = [
        {(place, code): sign for sign, code in zip(terms[::2], terms[1::2], strict=True)}
        for place in sorted({place for place, _ in values})
        for terms in CARRIED.values()
    ]
    return [*told, {("15", "clients.moved_in"): 1, ("15", "clients.moved_out"): -1}]


@pytest.mark.parametrize("seed", range(6))
def test_nobody_recovers_what_came_or_went_from_the_stocks_of_two_months(seed):
    for place in STREETS:
        a_region(place)
    counts = movements(random.Random(seed))
    values = whole_table(counts)

    mask = mask_of({code: Counted(dict(places)) for code, places in counts.items()}, OCTOBER)

    hidden = {(place, code) for code, places in mask.items() for place in places}
    places, figures = Axis({one: [parts] for one, parts in TREE.items()}), Axis(FLOWS)
    assert not recovered(values, hidden, places, figures, along=True, told=changes(values))


def test_who_came_is_not_what_the_stock_grew_by():
    # September ended with 40, October with 42, and nobody left or moved: the 2 who came must not be all there is.
    jiaotong = a_region("150602001").code
    nobody = dict.fromkeys(("clients.closed", "clients.moved_in", "clients.moved_out"), Counted({}))

    mask = mask_of({"clients.open": Counted({jiaotong: 42}), "clients.new": Counted({jiaotong: 2}), **nobody}, OCTOBER)

    assert jiaotong in mask["clients.new"]
    assert jiaotong in mask["clients.closed"]
    assert mask["clients.open"] == mask["clients.moved_in"] == []


def test_one_kind_of_placement_does_not_stand_for_another():
    # Two months tell how many more work flexibly. As nobody left, 3 began: 23 of both kinds together hide nothing.
    jiaotong = a_region("150602001").code
    kinds = {"work.placed.flexible": Counted({jiaotong: 3}), "work.placed.dispersed": Counted({jiaotong: 20})}

    mask = mask_of({"work.placed": Counted({jiaotong: 23}), "work.left": Counted({}), **kinds}, OCTOBER)

    assert jiaotong in mask["work.placed"]
    assert jiaotong in mask["work.left"]


def test_flows_that_carry_a_stock_on_are_declared_once():
    pairs = [pair for stock in FIGURES for pair in stock.carried_by]
    flows = [code for pair in pairs for code in pair]

    assert len(flows) == len(set(flows))
    assert {BY_CODE[code].kind for code in flows} == {Kind.FLOW}
    # The top of what is counted by it: the mask looks at them with all their parts.
    assert not any(BY_CODE[code].parts_of for code in flows)
    assert all(is_personal(BY_CODE[code]) for code in flows)
    assert {stock.code for stock in FIGURES if stock.carried_by} == set(CARRIED)


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
