"""Choices beside a list, each with the number of rows that it would leave: exact, by one pass.

Values of one facet are alternatives, facets restrict each other. A row that passes every facet counts in all of them;
a row that fails exactly one counts in that one alone, because a click there would let it in.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

# The value of rows of which a facet's question is not answered; its option stands last.
UNKNOWN = "unknown"

Row = TypeVar("Row")
Chosen = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Facet:
    """One group of choices.

    name    parameter of the address
    values  the values under which a row counts; none: it never passes when something is chosen
    labels  what people read, in the order of display; values not in it follow in their own order
    most    how many are shown before 更多
    single  one choice at most, shown as radio buttons with 不限
    default what is chosen when nothing is, instead of 不限
    """

    name: str
    legend: str
    values: Callable[[Any], Iterable[str]]
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


def chosen_from(query: Mapping, facets: Sequence[Facet]) -> dict[str, frozenset[str]]:
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
    rows: Iterable[Row], chosen: Chosen, facets: Sequence[Facet], card: Callable[[Row], Any] | None = None
) -> Sifted[Row]:
    """Keep what passes every facet and count what each choice would leave. ``card`` finds what the facets ask."""
    kept: list[Row] = []
    counts: dict[str, Counter[str]] = {facet.name: Counter() for facet in facets}
    everything: dict[str, Counter[str]] = {facet.name: Counter() for facet in facets}
    without = dict.fromkeys(counts, 0)
    for row in rows:
        asked = card(row) if card else row
        values = {facet.name: set(facet.values(asked)) for facet in facets}
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


def shown(sifted: Sifted, chosen: Chosen, facets: Sequence[Facet]) -> list[Shown]:
    """The facets with their options. Options stay where they are, also with 0."""
    return [Shown(facet, _options(facet, sifted, chosen.get(facet.name, frozenset()))) for facet in facets]


def _options(facet: Facet, sifted: Sifted, picked: frozenset[str]) -> list[Option]:
    counts, everything = sifted.counts[facet.name], sifted.all[facet.name]
    order = {value: place for place, value in enumerate(facet.labels)}
    present = everything.keys() | picked | (set(facet.labels) if facet.default else set())

    def place(value: str) -> tuple:
        return (value == UNKNOWN, -everything[value] if facet.by_count else 0, order.get(value, len(order)), value)

    options = [Option(v, facet.words(v), counts[v], v in picked) for v in sorted(present, key=place)]
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
