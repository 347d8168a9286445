"""Candidates for a vacancy, from the worker's own caseload alone: nobody is looked at for a job by strangers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from clients.models import Client
from people.models import User
from placement import pool as pools
from placement.best_vacancies import SOMEWHAT, counted
from placement.matching import relevance as words
from placement.matching.constraints.constraint import Pair
from placement.matching.constraints.place import distance_between
from placement.matching.explain import Desk, Explanation
from placement.matching.match import judge, words_of
from placement.matching.pool import PostColumns, SeekerColumns
from placement.matching.records import Seeker
from placement.matching.relevance import Relevance
from placement.matching.score import contributions, points
from placement.pool import Pool
from placement.seekers import seeker_of, with_facts


@dataclass(frozen=True, slots=True)
class Candidate:
    """One client who passes every hard constraint of the vacancy; ``related`` when it is near her wish or past."""

    client: Client
    seeker: Seeker
    score: float
    related: bool


class Candidates:
    """The open cases of one worker against one vacancy on one day."""

    def __init__(self, vacancy_id: int, clients: Sequence[Client], pool: Pool, as_of: date) -> None:
        """Raises KeyError for a vacancy that is not published in the pool."""
        self.pool, self.as_of = pool, as_of
        column = pool.posts.index[str(vacancy_id)]
        post = pool.posts.posts[column]
        self._one, self._relevance = PostColumns([post]), _OneColumn(pool.relevance, column)
        seekers = [seeker_of(client, as_of) for client in clients]
        columns = SeekerColumns(seekers, self._one, as_of)
        self._verdicts = judge(columns, self._one)
        parts = contributions(self._relevance.scores([words_of(s) for s in seekers]), columns, self._one)
        score, related = parts.score[:, 0], parts.relevance[:, 0] >= SOMEWHAT
        allowed = np.flatnonzero(self._verdicts.allowed[:, 0])
        order = allowed[np.argsort(-score[allowed], kind="stable")]
        self.looked_at = len(clients)
        self.ranked = [Candidate(clients[row], seekers[row], points(score[row]), bool(related[row])) for row in order]

    @property
    def failed(self) -> list[tuple[str, int]]:
        """(label of a constraint, clients it excludes), most first."""
        return counted({code: pairs[:, 0] for code, pairs in self._verdicts.excluded.items()})

    def distance(self, candidate: Candidate) -> float | None:
        """Kilometres from home to the place of work, None where one is unknown."""
        return distance_between(Pair(candidate.seeker, self._one.posts[0], self.as_of))

    def explain(self, candidate: Candidate) -> Explanation:
        """Why this person fits."""
        return Desk(candidate.seeker, self._one, self._relevance, self.as_of).explain(self._one.ids[0])


def for_vacancy(vacancy_id: int, actor: User, as_of: date) -> Candidates:
    """The actor's own open cases for a published vacancy of her city; KeyError for any other.

    A number of queries that does not depend on how many clients or vacancies there are.
    """
    clients = with_facts(Client.objects.visible_to(actor).open()).prefetch_related("shortlist").order_by("pk")
    return Candidates(vacancy_id, list(clients), pools.of_actor(actor), as_of)


class _OneColumn:
    """The relevance of one post of a pool, as if it were the only one; each person's is computed once."""

    def __init__(self, whole: Relevance, column: int) -> None:
        self._whole, self._column = whole, column
        self._known: dict[words.Seeker, np.float32] = {}

    def scores(self, seekers: Sequence[words.Seeker]) -> np.ndarray:
        new = list(dict.fromkeys(seeker for seeker in seekers if seeker not in self._known))
        if new:
            self._known.update(zip(new, self._whole.scores(new)[:, self._column], strict=True))
        return np.array([[self._known[seeker]] for seeker in seekers], np.float32).reshape(len(seekers), 1)

    def explain(self, seeker: words.Seeker, post: int) -> words.Evidence:
        return self._whole.explain(seeker, self._column)
