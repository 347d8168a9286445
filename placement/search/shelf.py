"""The vacancies of one city as arrays: one pass of numpy counts every choice, however many vacancies there are.

Its slow twin is ``ui.facets.sift`` over the cards.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import chain

import numpy as np

from employers.models.vacancy import FRESH_DAYS
from placement.search.card import Card
from placement.search.engine import Asked, Found
from placement.search.facets import FACETS, STATE

Values = dict[tuple[str, str], int]


class Shelf:
    """Cards in arrays, row by row.

    rows, columns  int32 (m,): row ``rows[i]`` counts under the value of column ``columns[i]``
    published, full  bool (n,)
    refreshed  int32 (n,): proleptic ordinal of the day, 0 for never
    """

    def __init__(self, cards: Mapping[int, Card], before: "Shelf | None" = None) -> None:
        """``before`` lends its work on cards that are the same objects still."""
        known = before._coded if before else {}
        self._values: Values = dict(before._values) if before else {}
        self._coded: dict[int, tuple[Card, list[int]]] = {}
        for card in cards.values():
            held = known.get(card.id)
            self._coded[card.id] = held if held and held[0] is card else (card, self._code(card))
        codes = [coded for _, coded in self._coded.values()]
        lengths = np.fromiter(map(len, codes), np.int32, len(codes))
        self.rows = np.repeat(np.arange(len(codes), dtype=np.int32), lengths)
        self.columns = np.fromiter(chain.from_iterable(codes), np.int32, int(lengths.sum()))
        self._columns_of = {
            facet.name: [(value, column) for (name, value), column in self._values.items() if name == facet.name]
            for facet in FACETS
        }
        held_cards = list(cards.values())
        self.ids = np.array([card.id for card in held_cards], np.int64)
        self.row_of = {card.id: row for row, card in enumerate(held_cards)}
        self.published = np.array([card.is_published for card in held_cards], bool)
        self.full = np.array([card.places is not None and card.places <= 0 for card in held_cards], bool)
        self.refreshed = np.array([_day_number(card.refreshed_on) for card in held_cards], np.int32)
        self._kept = np.array([card.kept for card in held_cards], "U12")
        wages = np.array([float(card.wage_top) for card in held_cards])
        self._order = {"new": np.lexsort((-self.ids, -self.refreshed)), "wage": np.lexsort((self.ids, -wages))}

    def search(self, asked: Asked, found: Sequence[int] | None) -> Found:
        """The answer among the vacancies ``found`` by words, best first; None: among all."""
        rows = None if found is None else np.array([self.row_of[pk] for pk in found if pk in self.row_of], np.int64)
        among = self._visible(asked)
        if rows is not None:
            held = np.zeros(len(self.ids), bool)
            held[rows] = True
            among &= held
        states = self._states(asked.as_of)
        passed = {name: self._pass(name, wanted, states) for name, wanted in asked.chosen.items()}
        failed = np.zeros(len(self.ids), np.int16)
        for mask in passed.values():
            failed += ~mask
        kept = among & (failed == 0)
        left = {
            name: kept if name not in passed else among & (failed == ~passed[name])
            for name in (STATE, *self._columns_of)
        }
        order = self._order["wage" if asked.sort == "wage" else "new"]
        if rows is not None and asked.sort in ("words", "open"):
            order = rows
            if asked.sort == "open":
                takes = self.published & ~states["stale"] & ~self.full
                order = rows[np.argsort(~takes[rows], kind="stable")]
        ids = self.ids[order[kept[order]]]
        return Found(
            ids=ids[asked.start : asked.start + asked.size].tolist(),
            total=len(ids),
            counts={name: self._count(name, mask, states) for name, mask in left.items()},
            without={name: int(mask.sum()) for name, mask in left.items()},
            all={name: self._count(name, among, states) for name in left},
        )

    def _code(self, card: Card) -> list[int]:
        held = dict.fromkeys((facet.name, value) for facet in FACETS for value in facet.values(card))
        return [self._values.setdefault(one, len(self._values)) for one in held]

    def _visible(self, asked: Asked) -> np.ndarray:
        if not asked.kept:
            return self.published.copy()
        return self.published | np.char.startswith(self._kept, asked.kept)

    def _stale(self, as_of: date) -> np.ndarray:
        oldest = (as_of - timedelta(days=FRESH_DAYS)).toordinal()
        return self.published & (self.refreshed > 0) & (self.refreshed < oldest)

    def _states(self, as_of: date) -> dict[str, np.ndarray]:
        return {
            "all": np.ones(len(self.ids), bool),
            "on": self.published,
            "off": ~self.published,
            "stale": self._stale(as_of),
        }

    def _pass(self, name: str, wanted: frozenset[str], states: Mapping[str, np.ndarray]) -> np.ndarray:
        passed = np.zeros(len(self.ids), bool)
        if name == STATE:
            for value in wanted & states.keys():
                passed |= states[value]
            return passed
        is_wanted = np.zeros(len(self._values), bool)
        is_wanted[[column for value, column in self._columns_of[name] if value in wanted]] = True
        passed[self.rows[is_wanted[self.columns]]] = True
        return passed

    def _count(self, name: str, mask: np.ndarray, states: Mapping[str, np.ndarray]) -> Counter[str]:
        if name == STATE:
            counted = {value: int((mask & held).sum()) for value, held in states.items()}
        else:
            by_column = np.bincount(self.columns[mask[self.rows]], minlength=len(self._values))
            counted = {value: int(by_column[column]) for value, column in self._columns_of[name]}
        return Counter({value: count for value, count in counted.items() if count})


def _day_number(day: date | None) -> int:
    return day.toordinal() if day else 0
