"""Vacancies for a client: all that pass every hard constraint, best first, and why the others do not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from clients.models import Client
from law.truth import Truth
from people.models import User
from placement import pool as pools
from placement.matching.constraints.constraint import Pair
from placement.matching.constraints.table import BY_CODE, CONSTRAINTS
from placement.matching.explain import Desk, Explanation
from placement.matching.match import judge, words_of
from placement.matching.pool import UNKNOWN, SeekerColumns
from placement.matching.records import Seeker
from placement.matching.score import RELEVANCE, UNIT, contributions, points
from placement.matching.topk import top_k
from placement.matching.unlock import unlocks
from placement.pool import Pool
from placement.search.card import Card
from placement.seekers import seeker_of, with_facts

# New good matches: published within so many days, among the client's best, and relevant beyond a chance word.
NEW_DAYS, AMONG_BEST, RELEVANT = 7, 5, RELEVANCE * UNIT // 2
# Open facts are counted over the best of the list and over what a question blocks: nobody reads further.
ASKED_ABOUT = 60
# Near misses are looked for among so many of the best scored that were excluded.
WITHIN, SOMEWHAT = 40, RELEVANCE * UNIT // 4
BARRED = "从业限制"


def counted(excluded: Mapping[str, np.ndarray]) -> list[tuple[str, int]]:
    """(label, how many a constraint excludes), most first; all occupational bars count as one.

    excluded  bool (n,) by code of the constraint
    """
    by_label: dict[str, np.ndarray] = {}
    for code, pairs in excluded.items():
        label = BARRED if code.startswith("bar.") else BY_CODE[code].label
        by_label[label] = by_label[label] | pairs if label in by_label else pairs
    named = [(label, int(pairs.sum())) for label, pairs in by_label.items() if pairs.any()]
    return sorted(named, key=lambda entry: -entry[1])


@dataclass(frozen=True, slots=True)
class Found:
    """One vacancy that passes, with its points of 100."""

    card: Card
    score: float


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact about the client that nobody has recorded; ``vacancies`` would be settled by it, ``blocked`` opened."""

    fact: str
    vacancies: int
    blocked: int


class Matches:
    """One client against the vacancies of the city on one day."""

    def __init__(self, seeker: Seeker, pool: Pool, as_of: date) -> None:
        self.seeker, self.pool, self.as_of = seeker, pool, as_of
        self._desk = Desk(seeker, pool.posts, pool.relevance, as_of)

    @cached_property
    def ranked(self) -> list[Found]:
        """Every vacancy that passes, best first; equal scores in order of id."""
        score = self._desk.parts.score[0]
        allowed = np.flatnonzero(self._desk.verdicts.allowed[0])
        order = allowed[np.argsort(-score[allowed], kind="stable")]
        return [Found(self.pool.card(self.pool.posts.ids[c]), points(score[c])) for c in order]

    @property
    def total(self) -> int:
        """How many published vacancies were looked at."""
        return len(self.pool.posts)

    @cached_property
    def failed(self) -> list[tuple[str, int]]:
        """(label of a constraint, vacancies it excludes), most first; one vacancy may be excluded by several."""
        return counted({code: pairs[0] for code, pairs in self._desk.verdicts.excluded.items()})

    def is_related(self, vacancy_id: int) -> bool:
        """Whether it is near what the client wants or has done; others only pass."""
        column = self.pool.posts.index[str(vacancy_id)]
        return bool(self._desk.parts.relevance[0, column] >= SOMEWHAT)

    def explain(self, vacancy_id: int) -> Explanation:
        """Why this vacancy fits or does not. Raises KeyError for one that is not published in the city."""
        return self._desk.explain(str(vacancy_id))

    def near_misses(self, k: int) -> list[Explanation]:
        """The k excluded vacancies nearest to passing, with all that stands in their way.

        Looked for among the ``WITHIN`` best scored that are somewhat relevant: nobody moves an obstacle for a trade
        that is not hers. What nothing can move comes last; then fewest obstacles, smallest gap, highest score.
        """
        score, relevance = self._desk.parts.score[0], self._desk.parts.relevance[0]
        barred = np.flatnonzero(~self._desk.verdicts.allowed[0] & (relevance >= SOMEWHAT))
        best = barred[np.argsort(-score[barred], kind="stable")][:WITHIN]
        nearest = sorted(best, key=lambda column: (self._distance_from_passing(column), -score[column]))
        return [self._desk.explain(self.pool.posts.ids[column]) for column in nearest[:k]]

    def _distance_from_passing(self, column: int) -> tuple[bool, int, float]:
        verdicts, pair = self._desk.verdicts, Pair(self.seeker, self.pool.posts.posts[column], self.as_of)
        gaps = [
            constraint.reason(pair, Truth(int(verdicts.truths[constraint.code][0, column]))).gap
            for constraint in CONSTRAINTS
            if verdicts.excluded[constraint.code][0, column]
        ]
        return max(gaps) == float("inf"), len(gaps), sum(gaps)

    def ways_open(self, told: Explanation) -> tuple[tuple[str, ...], int]:
        """The smallest and cheapest set of changes that would open an excluded vacancy, in words, and how many others
        it opens along; empty and 0 where nothing that a person can decide does."""
        if any(reason.blocks or reason.gap == float("inf") for reason in told.fails):
            return (), 0
        found = unlocks(self.seeker, told.post, self.pool.posts, self.as_of)
        return (tuple(change.text for change in found[0].changes), found[0].also_opens) if found else ((), 0)

    @cached_property
    def missing(self) -> list[Missing]:
        """Facts about the client that are open, those first that open most and settle most."""
        verdicts, posts = self._desk.verdicts, self.pool.posts
        score = self._desk.parts.score[0]
        asks = self._only_asked
        best = np.flatnonzero(verdicts.allowed[0])
        best = best[np.argsort(-score[best], kind="stable")][:ASKED_ABOUT]
        settles: Counter[str] = Counter()
        opens: Counter[str] = Counter()
        for constraint in CONSTRAINTS:
            truths = verdicts.truths[constraint.code][0]
            for counter, columns in ((settles, best), (opens, asks[:ASKED_ABOUT])):
                for column in columns[truths[columns] == UNKNOWN]:
                    reason = constraint.reason(Pair(self.seeker, posts.posts[column], self.as_of), Truth.UNKNOWN)
                    if counter is settles or reason.blocks:
                        counter.update(fact for fact in reason.missing if fact.startswith("client."))
        facts = sorted(settles.keys() | opens.keys(), key=lambda fact: (-opens[fact], -settles[fact], fact))
        return [Missing(fact, settles[fact], opens[fact]) for fact in facts]

    @property
    def _only_asked(self) -> np.ndarray:
        """Columns that nothing excludes but a question nobody has answered, best first."""
        verdicts = self._desk.verdicts
        refused = np.zeros(len(self.pool.posts), bool)
        for code, pairs in verdicts.excluded.items():
            refused |= pairs[0] & (verdicts.truths[code][0] != UNKNOWN)
        columns = np.flatnonzero(~verdicts.allowed[0] & ~refused)
        return columns[np.argsort(-self._desk.parts.score[0][columns], kind="stable")]


def for_client(client: Client, actor: User, as_of: date) -> Matches:
    """The vacancies of the actor's city for a client whom she has opened through the door.

    A number of queries that does not depend on how many vacancies there are.
    """
    return Matches(seeker_of(client, as_of), pools.of_actor(actor), as_of)


@dataclass(frozen=True, slots=True)
class News:
    """New good matches of one client, best first."""

    client: Client
    found: tuple[Found, ...]


def news_for_caseload(worker: User, clients: Sequence[Client], as_of: date) -> list[News]:
    """For each of these clients (from ``caseload_of``) the vacancies published lately that are among her best; those
    without any are left out, and what is on her shortlist already. The newest opportunity of the best fit first.
    """
    pool = pools.of_actor(worker)
    if not clients or not len(pool.posts):
        return []
    seekers = [seeker_of(client, as_of) for client in clients]
    columns = SeekerColumns(seekers, pool.posts, as_of)
    allowed = judge(columns, pool.posts).allowed
    parts = contributions(pool.relevance.scores([words_of(seeker) for seeker in seekers]), columns, pool.posts)
    best, score = top_k(parts.score, allowed, min(AMONG_BEST, len(pool.posts)))
    since = as_of - timedelta(days=NEW_DAYS)
    news = []
    for row, client in enumerate(clients):
        kept = {kept.vacancy_id for kept in client.shortlist.all()}
        found = tuple(
            Found(card, points(score[row, rank]))
            for rank, column in enumerate(best[row])
            if column >= 0 and parts.relevance[row, column] >= RELEVANT
            for card in [pool.card(pool.posts.ids[column])]
            if card.published_on and since < card.published_on <= as_of and card.id not in kept
        )
        if found:
            news.append(News(client, found))
    return sorted(news, key=lambda one: (-one.found[0].score, one.client.pk))


def caseload_of(worker: User):
    """Open cases of the worker with all that matching reads, by number."""
    return with_facts(Client.objects.visible_to(worker).open()).prefetch_related("shortlist").order_by("number")
