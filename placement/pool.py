"""The vacancies of one city, kept by each process and renewed where one of them, or its firm, has changed.

A request asks the database for one token (see ``search.versions``). While it is the same nothing is read; when it is
another one, the tokens of all vacancies of the city say which to read again, and columns and relevance take over what
stayed. Tokens are read before the rows, so that rows newer than their token are possible and older ones are not.

Whoever asks while somebody renews waits for it: a list never shows what was closed before it was asked for. With 10,000
vacancies one change costs about a tenth of a second, once per process; reading all of them some ten, when a process
starts, which it does beside the first requests (``warm_up``).
"""

import gc
import logging
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock, Thread

import numpy as np
from django.db import connection

from employers.may import city_code
from employers.models import Enterprise, State, Vacancy
from lexicon.cut import words
from people.models import Region
from people.scope import code_range
from placement.matching.match import fitted, refitted
from placement.matching.pool import PostColumns
from placement.matching.relevance import Relevance
from placement.posts import card_of, county_names, post_of
from placement.search.card import Card
from placement.search.versions import pool_token, tokens

# Cities held at once; a site rarely serves more than one.
HELD = 4
# Vacancies read at once by their ids.
BATCH = 500

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pool:
    """``cards``: every vacancy of the city in any state, latest confirmed first. ``posts``: those published.

    ``counties``: names by code of the counties in which there are vacancies. ``tokens``: of each vacancy, by id.
    """

    token: str
    cards: dict[int, Card]
    posts: PostColumns
    counties: dict[str, str]
    tokens: dict[int, str] = field(repr=False)
    earlier: tuple[Relevance, np.ndarray] | None = field(default=None, repr=False)
    """A relevance of other posts, and which of them each post of this pool is; -1 for new ones."""

    @cached_property
    def relevance(self) -> Relevance:
        """Fitted on first use: lists of vacancies do not need it."""
        if self.earlier is None:
            return fitted(self.posts)
        return refitted(self.posts, *self.earlier)

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
                # Asked again: while we waited somebody may have renewed it for a later change than ours.
                token = version()
            if pool is None or pool.token != token:
                pool = _held[city] = read(city, token) if pool is None else renewed(pool, city, token)
            _held.move_to_end(city)
            while len(_held) > HELD:
                _held.popitem(last=False)
    return pool


def warm_up() -> Thread:
    """Load the dictionary, the occupations and the vacancies beside the first requests; the first page would wait
    seconds for them. The thread ends by itself.
    """
    loading = Thread(target=_load, name="warm-up", daemon=True)
    loading.start()
    return loading


def _load() -> None:
    _load_words()
    try:
        for city in _cities():
            _ = of_city(city).relevance
    except Exception:
        # The first request will meet the same trouble and say so to somebody.
        logger.warning("the vacancies could not be read beforehand", exc_info=True)
    finally:
        connection.close()


def _cities() -> list[str]:
    """The cities with most published vacancies, as many as are held."""
    counted: dict[str, int] = {}
    for code in Vacancy.objects.published().values_list("region__code", flat=True):
        counted[city_code(code)] = counted.get(city_code(code), 0) + 1
    return sorted(counted, key=lambda city: (-counted[city], city))[:HELD]


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


def read(city: str, token: str) -> Pool:
    """Everything anew. The reference: ``renewed`` gives the same, bit by bit."""
    now = tokens(*code_range(city))
    rows = _rows(now, city)
    cards = _in_order({vacancy.pk: card_of(vacancy) for vacancy in rows})
    posts = PostColumns(post_of(vacancy) for vacancy in rows if vacancy.state == State.PUBLISHED)
    return Pool(token, cards, posts, county_names({card.county for card in cards.values()}), now)


def renewed(pool: Pool, city: str, token: str) -> Pool:
    """The pool as it is now; read is what has another token than it had."""
    now = tokens(*code_range(city))
    changed = [pk for pk, held in now.items() if pool.tokens.get(pk) != held]
    rows = _rows(changed, city)
    gone = {*(pk for pk in pool.tokens if pk not in now), *changed}
    cards = {pk: card for pk, card in pool.cards.items() if pk not in gone}
    cards |= {vacancy.pk: card_of(vacancy) for vacancy in rows}
    published = [post_of(vacancy) for vacancy in rows if vacancy.state == State.PUBLISHED]
    posts, before = pool.posts.renewed({str(pk) for pk in gone}, published)
    counties = {card.county for card in cards.values()}
    known = pool.__dict__.get("relevance")
    return Pool(
        token,
        _in_order(cards),
        posts,
        pool.counties if counties - {""} == set(pool.counties) else county_names(counties),
        now,
        (known, before) if known is not None else None,
    )


def _in_order(cards: dict[int, Card]) -> dict[int, Card]:
    """Latest confirmed first."""
    ordered = sorted(
        cards.values(), key=lambda card: (card.refreshed_on is not None, card.refreshed_on, card.id), reverse=True
    )
    return {card.id: card for card in ordered}


def _rows(ids: Collection[int], city: str) -> list[Vacancy]:
    """These vacancies of the city with firm and region at hand; those that are gone by now are left out.

    Firms and regions are read beside them and put in their places: ten thousand vacancies share a thousand firms, and
    making objects is what costs here. ``prefetch_related`` would do the same, but asks for a thousand parents in a way
    that SQLite refuses.
    """
    if not ids:
        return []
    low, high = code_range(city)
    mine = Vacancy.objects.filter(region__code__gte=low, region__code__lte=high)
    rows = list(mine.filter(pk__in=ids) if len(ids) <= BATCH else mine)
    wanted = set(ids)
    rows = [vacancy for vacancy in rows if vacancy.pk in wanted]
    firms = Enterprise.objects.in_bulk({vacancy.enterprise_id for vacancy in rows})
    regions = Region.objects.in_bulk(
        {vacancy.region_id for vacancy in rows} | {firm.region_id for firm in firms.values()}
    )
    above = Region.objects.in_bulk({region.parent_id for region in regions.values() if region.parent_id})
    for region in regions.values():
        region.parent = above.get(region.parent_id)
    for firm in firms.values():
        firm.region = regions[firm.region_id]
    for vacancy in rows:
        vacancy.enterprise, vacancy.region = firms[vacancy.enterprise_id], regions[vacancy.region_id]
    return rows
