"""What a list of vacancies can be narrowed by."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from lexicon.features import Shift, WorkFeature
from lexicon.occupations import occupation
from placement.search.card import Card
from ui import facets
from ui.facets import UNKNOWN, Chosen, Facet, Shown, Sifted

WAGE_STEPS = (2500, 3000, 3500, 4000, 5000, 6000, 8000)
NEGOTIABLE = "ask"
STATE = "state"
OFFERS = {"insurance": "缴社保", "board": "包吃", "lodging": "包住"}


def _wages(card: Card) -> Iterator[str]:
    """Every step that the lower end of the wage reaches; 面议 where nothing is stated."""
    if card.wage_min is None:
        if card.wage_max is None:
            yield NEGOTIABLE
        return
    for step in WAGE_STEPS:
        if card.wage_min >= step:
            yield str(step)


def _group_name(code: str) -> str:
    found = occupation(code)
    return found.name.replace("人员", "") if found else "职业未归类"


def _counties(card: Card) -> Iterable[str]:
    return (card.county,) if card.county else (UNKNOWN,)


DISTRICT = Facet("district", "旗区", _counties, most=9)
OCCUPATION = Facet("group", "职业", lambda card: (card.group or UNKNOWN,), label=_group_name, by_count=True)
WAGE = Facet(
    "wage",
    "月工资",
    _wages,
    {**{str(step): f"{step:,} 元起" for step in WAGE_STEPS}, NEGOTIABLE: "面议"},
    single=True,
    most=len(WAGE_STEPS) + 2,
)
SHIFT = Facet(
    "shift",
    "班次",
    lambda card: [shift.value for shift in card.shifts] or [UNKNOWN],
    {**dict(Shift.choices()), UNKNOWN: "没写班次"},
)
FEATURE = Facet("feature", "工作特点", lambda card: card.features, dict(WorkFeature.choices()), most=6)
OFFER = Facet("offer", "待遇", lambda card: [name for name in OFFERS if getattr(card, name)], OFFERS)


def state(as_of: date) -> Facet:
    """Which vacancies at all: those on offer unless one asks for others."""

    def values(card: Card) -> Iterator[str]:
        yield "all"
        yield "on" if card.is_published else "off"
        if card.is_stale(as_of):
            yield "stale"

    labels = {"on": "在招", "stale": "在招，超过 30 天没确认", "off": "草稿、暂停、招满或下架", "all": "全部"}
    return Facet(STATE, "状态", values, labels, single=True, default="on")


FACETS = (DISTRICT, OCCUPATION, WAGE, SHIFT, FEATURE, OFFER)
# For the vacancies of one client: features are what the constraints already looked at.
CLIENT_FACETS = (DISTRICT, OCCUPATION, WAGE, SHIFT, OFFER)


def shown(sifted: Sifted, chosen: Chosen, facets_of_list: Sequence[Facet], names: Mapping[str, str]) -> list[Shown]:
    """As ``ui.facets.shown``; ``names`` are the districts by code."""
    district = replace(DISTRICT, label=lambda code: names.get(code, "地点没写清"))
    own = [district if facet is DISTRICT else facet for facet in facets_of_list]
    return facets.shown(sifted, chosen, own)
