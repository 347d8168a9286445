"""Choices beside a list of vacancies, each with the number of rows that it would leave: exact, by one pass.

Values of one facet are alternatives, facets restrict each other. A row that passes every facet counts in all of them;
a row that fails exactly one counts in that one alone, because a click there would let it in.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from lexicon.features import Shift, WorkFeature
from lexicon.occupations import occupation
from placement.search.card import Card

WAGE_STEPS = (2500, 3000, 3500, 4000, 5000, 6000, 8000)
NEGOTIABLE, UNKNOWN = "ask", "unknown"
OFFERS = {"insurance": "缴社保", "board": "包吃", "lodging": "包住"}

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Facet:
    """One group of choices.

    name    parameter of the address
    values  the values under which a vacancy counts; none: it never passes when something is chosen
    labels  what people read, in the order of display; values not in it follow in their own order
    most    how many are shown before 更多
    single  one choice at most, shown as radio buttons with 不限
    default what is chosen when nothing is, instead of 不限
    """

    name: str
    legend: str
    values: Callable[[Card], Iterable[str]]
    labels: Mapping[str, str] = field(default_factory=dict)
    label: Callable[[str], str] = str
    most: int = 7
    single: bool = False
    by_count: bool = False
    default: str = ""

    def words(self, value: str) -> str:
        return self.labels.get(value) or self.label(value)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice as ``c-facet`` shows it."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One facet with its options, ready for the page."""

    facet: Facet
    options: list[Option]

    @property
    def type(self) -> str:
        return "radio" if self.facet.single else "checkbox"

    @property
    def is_choice(self) -> bool:
        """Whether there is anything to choose: nothing is, when no row is left to have a value."""
        return len(self.options) > (1 if self.facet.single else 0)

    def label_of(self, option: Option) -> str:
        """A choice in force, as it stands without its legend: 全部 alone would not say of what."""
        return f"{self.facet.legend}：{option.label}" if self.facet.default else option.label


@dataclass(frozen=True, slots=True)
class Sifted(Generic[Row]):
    """What is left, and what each choice would leave.

    kept     rows that pass every facet, in the order given
    counts   by facet and value, with all other facets applied
    without  rows left when nothing is chosen in a facet
    all      by facet and value with no facet applied: the order of options, which must not jump while one chooses
    """

    kept: list[Row]
    counts: dict[str, Counter[str]]
    without: dict[str, int]
    all: dict[str, Counter[str]]


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


DISTRICT = Facet("district", "旗区", lambda card: (card.county,) if card.county else (UNKNOWN,), most=9)
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
    return Facet("state", "状态", values, labels, single=True, default="on")


FACETS = (DISTRICT, OCCUPATION, WAGE, SHIFT, FEATURE, OFFER)
# For the vacancies of one client: features are what the constraints already looked at.
CLIENT_FACETS = (DISTRICT, OCCUPATION, WAGE, SHIFT, OFFER)

Chosen = Mapping[str, frozenset[str]]


def chosen_from(query: Mapping, facets: Sequence[Facet] = FACETS) -> dict[str, frozenset[str]]:
    """The choices of a query string (a QueryDict); empty ones and all but the last of a single facet are dropped."""
    chosen = {}
    for facet in facets:
        values = [value for value in query.getlist(facet.name) if value]  # type: ignore[attr-defined]
        if values:
            chosen[facet.name] = frozenset(values[-1:] if facet.single else values)
        elif facet.default:
            chosen[facet.name] = frozenset([facet.default])
    return chosen


def sift(
    rows: Iterable[Row], chosen: Chosen, facets: Sequence[Facet] = FACETS, card: Callable[[Row], Card] | None = None
) -> Sifted[Row]:
    """Keep what passes every facet and count what each choice would leave. ``card`` finds the vacancy of a row."""
    kept: list[Row] = []
    counts: dict[str, Counter[str]] = {facet.name: Counter() for facet in facets}
    everything: dict[str, Counter[str]] = {facet.name: Counter() for facet in facets}
    without = dict.fromkeys(counts, 0)
    for row in rows:
        vacancy: Card = card(row) if card else row  # type: ignore[assignment]
        values = {facet.name: set(facet.values(vacancy)) for facet in facets}
        for name, held in values.items():
            everything[name].update(held)
        failed = [name for name, wanted in chosen.items() if name in values and not wanted & values[name]]
        if len(failed) > 1:
            continue
        if not failed:
            kept.append(row)
        for name in failed or counts:
            counts[name].update(values[name])
            without[name] += 1
    return Sifted(kept, counts, without, everything)


def shown(sifted: Sifted, chosen: Chosen, facets: Sequence[Facet], names: Mapping[str, str]) -> list[Shown]:
    """The facets with their options; ``names`` are the districts by code. Options stay where they are, also with 0."""
    return [Shown(facet, _options(facet, sifted, chosen.get(facet.name, frozenset()), names)) for facet in facets]


def _options(facet: Facet, sifted: Sifted, picked: frozenset[str], names: Mapping[str, str]) -> list[Option]:
    counts, everything = sifted.counts[facet.name], sifted.all[facet.name]
    order = {value: place for place, value in enumerate(facet.labels)}
    present = everything.keys() | picked | (set(facet.labels) if facet.default else set())

    def place(value: str) -> tuple:
        return (value == UNKNOWN, -everything[value] if facet.by_count else 0, order.get(value, len(order)), value)

    def words(value: str) -> str:
        if facet is DISTRICT:
            return names.get(value, "地点没写清")
        return facet.words(value)

    options = [Option(v, words(v), counts[v], v in picked) for v in sorted(present, key=place)]
    if facet.single and not facet.default:
        options.insert(0, Option("", "不限", sifted.without[facet.name], not picked))
    return options


def active(shown_facets: Iterable[Shown]) -> list[dict[str, str]]:
    """The choices in force as ``c-active-filters`` takes them."""
    return [
        {"name": one.facet.name, "value": option.value, "label": one.label_of(option)}
        for one in shown_facets
        for option in one.options
        if option.selected and option.value != one.facet.default
    ]
