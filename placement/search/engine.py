"""Vacancies by words and choices: what can be asked, what comes back, and who answers.

Two engines keep one promise: the same vacancies and the same counts for the same question. Only the order of equally
good words may differ. ``tests/placement/test_search_contract.py`` holds both to it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from django.conf import settings

from employers.may import KEEPERS, city_code, kept_code
from people.models import User
from placement.search.facets import FACETS, state
from placement.search.versions import is_index_behind
from ui.facets import Chosen, Facet, Sifted

SORTS = ("words", "open", "new", "wage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question.

    city    code of the region whose vacancies are looked at; of these the published ones, and all
    kept    that a firm at or below this code offers; "" for none
    home    code of the region from which distance counts where words decide the order; "" for nowhere
    words   as typed; without a word every vacancy answers
    chosen  by facet of ``facets_on(as_of)`` the values of which one must hold
    sort    "words" (best first), "open" (so too, but those that take nobody on ``as_of`` last), "new" (latest confirmed
            first; as "words" and "open" too, where no word is asked for) or "wage" (highest first)
    start, size  the part of the answer whose ids are wanted
    """

    city: str
    as_of: date
    kept: str = ""
    home: str = ""
    words: str = ""
    chosen: Chosen = field(default_factory=dict)
    sort: str = "new"
    start: int = 0
    size: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One answer.

    ids        the part asked for, in order
    total      how many there are in all
    counts, without, all  as ``ui.facets.Sifted``
    marks      by id, for what stands in ``ids``: the tokens of the question that it holds, to be marked in its text
    fell_back  the search engine did not answer, the database did
    """

    ids: Sequence[int]
    total: int
    counts: Mapping[str, Counter[str]]
    without: Mapping[str, int]
    all: Mapping[str, Counter[str]]
    marks: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    fell_back: bool = False

    @property
    def sifted(self) -> Sifted[int]:
        """For the choices beside the list."""
        return Sifted(list(self.ids), dict(self.counts), dict(self.without), dict(self.all))


class SearchEngine(Protocol):
    def search(self, asked: Asked) -> Found:
        """The vacancies that answer, with exact counts."""
        ...


class Away(Exception):
    """The search engine does not answer, or its client is not installed. Says nothing of what was asked."""


class NotBuilt(Exception):
    """The search engine is there and has no index of ours yet."""


class WithFallback:
    """The search engine as long as it holds everything, the database otherwise.

    While changes are on their way to the index the database answers: its words are never older than the vacancies. Its
    answer is the same, so nothing is said of it; it is said that the search engine is away.
    """

    def __init__(self, first: SearchEngine, fallback: SearchEngine) -> None:
        self._first, self._fallback = first, fallback

    def search(self, asked: Asked) -> Found:
        from placement.search.client import require_there

        try:
            if not is_index_behind():
                return self._first.search(asked)
            require_there()
        except Away:
            return replace(self._fallback.search(asked), fell_back=True)
        except NotBuilt:
            pass
        return self._fallback.search(asked)


def engine() -> SearchEngine:
    """Who answers on this site: the database, or with ``ELASTICSEARCH_URL`` Elasticsearch before it."""
    from placement.search.database import DatabaseEngine

    if not settings.ELASTICSEARCH_URL:
        return DatabaseEngine()
    # The client is installed only where it is used.
    from placement.search.elastic import ElasticEngine

    return WithFallback(ElasticEngine(), DatabaseEngine())


def facets_on(as_of: date) -> tuple[Facet, ...]:
    """What every answer is counted by."""
    return (state(as_of), *FACETS)


def asked_by(actor: User, as_of: date) -> Asked:
    """What the actor may find, as ``Vacancy.objects.visible_to``: what is published in her city, and all that she
    keeps; nothing for who acts nowhere. ``dataclasses.replace`` it to ask for something."""
    if actor.region is None:
        return Asked(city="-", as_of=as_of)
    code = actor.region.code
    return Asked(city=city_code(code), kept=kept_code(code) if actor.role in KEEPERS else "", home=code, as_of=as_of)
