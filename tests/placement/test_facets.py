"""Counts beside choices are what a click then lists."""

from datetime import date, timedelta
from decimal import Decimal

from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from employers.models import State
from lexicon.features import Shift, WorkFeature
from placement.search.card import Card
from placement.search.facets import FACETS, shown, state
from ui.facets import active, chosen_from, sift

TODAY = date(2026, 11, 23)
NAMES = {"150602": "东胜区", "150603": "康巴什区", "150627": "伊金霍洛旗"}
ALL = (state(TODAY), *FACETS)


def a_card(**fields) -> Card:
    blank = {
        "id": 1, "title": "保洁", "firm": "万正物业", "firm_id": 1, "verified": True, "kept": "150602",
        "region": "150602", "county": "150602", "place": "东胜区", "address": "", "occupation": "", "group": "",
        "wage_min": None, "wage_max": None, "wage_text": "", "shifts": (), "features": (), "board": None,
        "lodging": None, "insurance": None, "places": 1, "state": State.PUBLISHED, "published_on": TODAY,
        "refreshed_on": TODAY,
    }  # fmt: skip
    return Card(**{**blank, **fields})


wages = st.none() | st.sampled_from([Decimal(yuan) for yuan in (2400, 3000, 3999, 4000, 5500, 9000)])
cards = st.builds(
    a_card,
    county=st.sampled_from(["", *NAMES]),
    group=st.sampled_from(["", "6-18-00-00", "4-09-00-00"]),
    wage_min=wages,
    shifts=st.lists(st.sampled_from(Shift), max_size=2, unique=True).map(tuple),
    features=st.lists(st.sampled_from(WorkFeature), max_size=3, unique=True).map(tuple),
    board=st.sampled_from([True, False, None]),
    insurance=st.sampled_from([True, None]),
    state=st.sampled_from([State.PUBLISHED, State.PUBLISHED, State.DRAFT, State.FILLED]),
    refreshed_on=st.sampled_from([TODAY, TODAY - timedelta(days=30), TODAY - timedelta(days=31)]),
)


@st.composite
def worlds(draw):
    """Cards, and choices among values that occur and one that does not."""
    rows = draw(st.lists(cards, max_size=12))
    chosen = {}
    for facet in draw(st.lists(st.sampled_from(ALL), max_size=4, unique_by=lambda one: one.name)):
        occurring = sorted({value for row in rows for value in facet.values(row)} | {"nowhere"})
        most = 1 if facet.single else 2
        chosen[facet.name] = frozenset(draw(st.lists(st.sampled_from(occurring), min_size=1, max_size=most)))
    return rows, chosen


def listed(rows, chosen):
    """Brute force: every facet holds on its own."""
    return [row for row in rows if all(set(f.values(row)) & chosen[f.name] for f in ALL if f.name in chosen)]


@given(worlds())
@settings(max_examples=150)
def test_a_count_is_what_a_click_lists(world):
    rows, chosen = world

    sifted = sift(rows, chosen, ALL)

    assert sifted.kept == listed(rows, chosen)
    for facet in ALL:
        others = {name: wanted for name, wanted in chosen.items() if name != facet.name}
        assert sifted.without[facet.name] == len(listed(rows, others))
        for value in {value for row in rows for value in facet.values(row)}:
            clicked = {**others, facet.name: frozenset([value])}
            assert sifted.counts[facet.name][value] == len(listed(rows, clicked)), (facet.name, value)


@given(worlds())
@settings(max_examples=50)
def test_options_stay_where_they_are_while_one_chooses(world):
    rows, chosen = world

    before = [[option.value for option in one.options] for one in shown(sift(rows, {}, ALL), {}, ALL, NAMES)]
    after = [[option.value for option in one.options] for one in shown(sift(rows, chosen, ALL), chosen, ALL, NAMES)]

    assert all([v for v in now if v in then] == then for then, now in zip(before, after, strict=True))


def test_a_query_names_choices_and_a_single_facet_takes_the_last():
    query = QueryDict("district=150602&district=150603&wage=3000&wage=4000&shift=&nonsense=1")

    chosen = chosen_from(query, FACETS)

    assert chosen == {"district": {"150602", "150603"}, "wage": {"4000"}}


def test_what_is_on_offer_is_shown_unless_one_asks_for_others():
    rows = [a_card(id=1), a_card(id=2, state=State.PAUSED), a_card(id=3, refreshed_on=TODAY - timedelta(days=31))]

    kept = {
        asked: [row.id for row in sift(rows, chosen_from(QueryDict(f"state={asked}"), ALL), ALL).kept]
        for asked in ("", "on", "off", "stale", "all", "rubbish")
    }

    assert kept == {"": [1, 3], "on": [1, 3], "off": [2], "stale": [3], "all": [1, 2, 3], "rubbish": []}


def test_the_default_is_no_filter_in_force():
    rows = [a_card(county="150602"), a_card(county="150603")]
    chosen = chosen_from(QueryDict("district=150603"), ALL)

    panels = shown(sift(rows, chosen, ALL), chosen, ALL, NAMES)

    assert active(panels) == [{"name": "district", "value": "150603", "label": "康巴什区"}]


def test_a_state_in_force_says_of_what():
    chosen = chosen_from(QueryDict("state=all"), ALL)

    panels = shown(sift([a_card()], chosen, ALL), chosen, ALL, NAMES)

    assert [one["label"] for one in active(panels)] == ["状态：全部"]


def test_a_facet_without_values_is_no_choice():
    panels = shown(sift([], {}, ALL), {}, ALL, NAMES)

    assert [one.facet.name for one in panels if one.is_choice] == ["state"]


def test_a_wage_counts_by_its_lower_end():
    rows = [a_card(wage_min=Decimal(4000), wage_max=Decimal(6000)), a_card(wage_max=Decimal(6000)), a_card()]

    counts = sift(rows, {}, FACETS).counts["wage"]

    assert (counts["4000"], counts["5000"], counts["ask"]) == (1, 0, 1)
