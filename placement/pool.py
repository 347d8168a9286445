"""The vacancies of one city, read once per process and kept until one of them, or a firm, changes.

A request asks the database for one token (see ``search.versions``) and only reads everything again when it is another
one. The token is read before the rows, so that rows newer than their token are possible and older ones are not.
"""

import gc
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from threading import Lock, Thread

from employers.may import city_code
from employers.models import Vacancy
from lexicon.cut import words
from people.scope import code_range
from placement.matching.match import fitted
from placement.matching.pool import PostColumns
from placement.matching.relevance import Relevance
from placement.posts import RELATED, card_of, county_names, post_of
from placement.search.card import Card
from placement.search.versions import pool_token

# Cities held at once; a site rarely serves more than one.
HELD = 4


@dataclass(frozen=True)
class Pool:
    """``cards``: every vacancy of the city in any state, latest confirmed first. ``posts``: those published.

    ``counties``: names by code of the counties in which there are vacancies.
    """

    token: str
    cards: dict[int, Card]
    posts: PostColumns
    counties: dict[str, str]

    @cached_property
    def relevance(self) -> Relevance:
        """Fitted on first use: lists of vacancies do not need it."""
        return fitted(self.posts)

    def card(self, post_id: str) -> Card:
        return self.cards[int(post_id)]


_held: OrderedDict[str, Pool] = OrderedDict()
_building = Lock()


def of_actor(actor) -> Pool:
    """The vacancies of the actor's city (of all the country for who acts nowhere: then nothing is shown anyway)."""
    return of_city(city_code(actor.region.code) if actor.region else "-")


def of_city(city: str) -> Pool:
    """The vacancies at or below the region code ``city``. One query while nothing has changed."""
    token = version()
    pool = _held.get(city)
    if pool is None or pool.token != token:
        with _building:
            pool = _held.get(city)
            if pool is None or pool.token != token:
                pool = _held[city] = _read(city, token)
            _held.move_to_end(city)
            while len(_held) > HELD:
                _held.popitem(last=False)
    return pool


def warm_up() -> Thread:
    """Load the dictionary and the occupations beside the first requests; the first page would wait seconds for them.

    Touches no database. The thread ends by itself.
    """
    loading = Thread(target=_load_words, name="warm-up", daemon=True)
    loading.start()
    return loading


def _load_words() -> None:
    words("保洁")
    fitted(PostColumns([]))
    # The word tables of this process are some 400,000 objects that live as long as it does. Looking through them for
    # garbage took 300 ms in every twentieth page; frozen, they are left alone. And a page makes more objects than the
    # 700 after which Python looks again: what dies with the page should not be carried into the slow generations
    # first. Measured over 120 pages: p95 from 203 to 119 ms, 6 MB more memory.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


def version() -> str:
    """The token of the present state of all vacancies; empty as long as there was none."""
    return pool_token()


def _read(city: str, token: str) -> Pool:
    low, high = code_range(city)
    # Prefetched, not joined: five hundred vacancies share sixty firms, and making objects is what costs here.
    rows = list(Vacancy.objects.filter(region__code__gte=low, region__code__lte=high).prefetch_related(*RELATED))
    cards = [card_of(vacancy) for vacancy in rows]
    cards.sort(key=lambda card: (card.refreshed_on is not None, card.refreshed_on, card.id), reverse=True)
    return Pool(
        token,
        {card.id: card for card in cards},
        PostColumns(post_of(vacancy) for vacancy in rows if vacancy.state == "published"),
        county_names({card.county for card in cards}),
    )
