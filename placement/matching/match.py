"""Matching in one call: judge every pair by the hard constraints, score what is left, keep the best.

    posts = PostColumns(records)
    relevance = fitted(posts)
    for ranking in best_posts(seekers, posts, relevance, k=20, as_of=date(2026, 11, 22)): ...
    for ranking in best_seekers(["维修电工-3"], seekers, posts, relevance, k=10, as_of=...): ...

Exact and deterministic to the last bit: the order of the records, the size of the blocks and the number of other
records change nothing. Ties break by id.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from law.truth import Truth
from placement.matching import relevance as words
from placement.matching.constraints.constraint import Constraint, Pair
from placement.matching.constraints.statute import OccupationalBar
from placement.matching.constraints.table import CONSTRAINTS
from placement.matching.pool import UNKNOWN, PostColumns, SeekerColumns
from placement.matching.records import Seeker
from placement.matching.score import Contributions, contributions, points
from placement.matching.topk import top_k

BLOCK = 256
"""Seekers judged at once: about 50 MB of verdicts for 3,000 vacancies."""


class Scores(Protocol):
    """What matching needs of a relevance: row i depends on seeker i alone, columns are in pool order."""

    def scores(self, seekers: Sequence[words.Seeker]) -> np.ndarray:
        """(n_seekers, n_posts) float32 in [0, 1]."""
        ...


@dataclass(frozen=True, slots=True)
class Match:
    """``id`` of the post (or of the seeker, in the other direction); ``contributions`` add up to ``score``."""

    id: str
    score: float
    contributions: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ranking:
    """One side's best partners, best first.

    allowed   how many passed every hard constraint; ``matches`` holds at most k of them
    failed    constraint code -> how many partners it excluded, in the order of the table, zeros left out
    unknown   facts that would settle what is open about the matches listed, and questions that block, sorted
    """

    id: str
    matches: tuple[Match, ...]
    allowed: int
    failed: Mapping[str, int]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What every constraint says of every pair: int8 truths and bool exclusions (n_seekers, n_posts) by code."""

    truths: Mapping[str, np.ndarray]
    excluded: Mapping[str, np.ndarray]
    allowed: np.ndarray


def fitted(posts: PostColumns) -> words.Relevance:
    """The relevance of the lexicon, fitted on this pool in pool order."""
    return words.Relevance([words.Post(post.title, post.text, post.occupation) for post in posts.posts])


def refitted(posts: PostColumns, earlier: words.Relevance, before: np.ndarray) -> words.Relevance:
    """As ``fitted``, bit by bit, from the relevance of a pool in which post i was ``before[i]``, -1 for a new one."""
    return earlier.renewed([words.Post(post.title, post.text, post.occupation) for post in posts.posts], before)


def judge(seekers: SeekerColumns, posts: PostColumns, constraints: Sequence[Constraint] = CONSTRAINTS) -> Verdicts:
    """Every constraint on every pair."""
    truths = {constraint.code: constraint.truth(seekers, posts) for constraint in constraints}
    excluded = {c.code: c.excludes(truths[c.code], seekers, posts) for c in constraints}
    allowed = np.ones((len(seekers), len(posts)), bool)
    for pairs in excluded.values():
        allowed &= ~pairs
    return Verdicts(truths, excluded, allowed)


def best_posts(
    seekers: Sequence[Seeker], posts: PostColumns, relevance: Scores, *, k: int, as_of: date, block: int = BLOCK
) -> Iterator[Ranking]:
    """The k best vacancies of each seeker, in the order given; fewer where fewer are allowed.

    Raises ValueError if k or ``block`` is below 1.
    """
    if k < 1 or block < 1:
        raise ValueError(f"k and block must be at least 1, got {k} and {block}")
    for start in range(0, len(seekers), block):
        some = seekers[start : start + block]
        verdicts, parts = _weigh(some, posts, relevance, as_of)
        if not len(posts):
            yield from (Ranking(seeker.id, (), 0, {}, ()) for seeker in some)
            continue
        chosen, best = top_k(parts.score, verdicts.allowed, min(k, len(posts)))
        for row, seeker in enumerate(some):
            listed = [int(column) for column in chosen[row] if column >= 0]
            open_facts = _open_facts(seeker, row, listed, verdicts, posts, as_of)
            open_facts |= _blocking_facts(seeker, row, verdicts, as_of)
            yield Ranking(
                seeker.id,
                tuple(Match(posts.ids[c], points(best[row, i]), parts.of(row, c)) for i, c in enumerate(listed)),
                int(verdicts.allowed[row].sum()),
                {code: count for code, pairs in verdicts.excluded.items() if (count := int(pairs[row].sum()))},
                tuple(sorted(open_facts)),
            )


def best_seekers(
    ids: Sequence[str],
    seekers: Sequence[Seeker],
    posts: PostColumns,
    relevance: Scores,
    *,
    k: int,
    as_of: date,
    block: int = BLOCK,
) -> Iterator[Ranking]:
    """The k best seekers of each of the posts with these ids. Seekers are reduced block by block, never held whole.

    Raises KeyError for an id that is not in the pool, ValueError if k or ``block`` is below 1 or a seeker comes twice.
    """
    if k < 1 or block < 1:
        raise ValueError(f"k and block must be at least 1, got {k} and {block}")
    in_order = sorted(seekers, key=lambda seeker: seeker.id)
    if len({seeker.id for seeker in in_order}) < len(in_order):
        raise ValueError("two seekers have the same id")
    wanted = [posts.index[id_] for id_ in ids]
    kept: list[list[tuple[int, Match, set[str]]]] = [[] for _ in wanted]
    failed: list[dict[str, int]] = [{} for _ in wanted]
    allowed = [0] * len(wanted)
    for start in range(0, len(in_order), block):
        some = in_order[start : start + block]
        verdicts, parts = _weigh(some, posts, relevance, as_of)
        chosen, best = top_k(parts.score[:, wanted].T, verdicts.allowed[:, wanted].T, min(k, len(some)))
        for place, column in enumerate(wanted):
            allowed[place] += int(verdicts.allowed[:, column].sum())
            for code, pairs in verdicts.excluded.items():
                if count := int(pairs[:, column].sum()):
                    failed[place][code] = failed[place].get(code, 0) + count
            for rank, row in enumerate(chosen[place]):
                if row >= 0:
                    seeker, steps = some[row], int(best[place, rank])
                    open_facts = _open_facts(seeker, int(row), [column], verdicts, posts, as_of)
                    match = Match(seeker.id, points(steps), parts.of(int(row), column))
                    kept[place].append((steps, match, open_facts))
            kept[place] = sorted(kept[place], key=lambda entry: -entry[0])[:k]  # stable: equal scores stay by id
    order = {constraint.code: i for i, constraint in enumerate(CONSTRAINTS)}
    for place, id_ in enumerate(ids):
        yield Ranking(
            id_,
            tuple(match for _, match, _ in kept[place]),
            allowed[place],
            dict(sorted(failed[place].items(), key=lambda entry: order[entry[0]])),
            tuple(sorted({fact for _, _, facts in kept[place] for fact in facts})),
        )


def words_of(seeker: Seeker) -> words.Seeker:
    """The part of a seeker that relevance reads."""
    return words.Seeker(seeker.text, seeker.wished, seeker.past, seeker.skills)


def _weigh(
    seekers: Sequence[Seeker], posts: PostColumns, relevance: Scores, as_of: date
) -> tuple[Verdicts, Contributions]:
    columns = SeekerColumns(seekers, posts, as_of)
    nearness = relevance.scores([words_of(seeker) for seeker in seekers])
    return judge(columns, posts), contributions(nearness, columns, posts)


def _open_facts(
    seeker: Seeker, row: int, listed: Sequence[int], verdicts: Verdicts, posts: PostColumns, as_of: date
) -> set[str]:
    """Facts that would settle what is open about the posts listed."""
    facts: set[str] = set()
    for constraint in CONSTRAINTS:
        truths = verdicts.truths[constraint.code][row]
        for column in listed:
            if truths[column] == UNKNOWN:
                facts.update(constraint.reason(Pair(seeker, posts.posts[column], as_of), Truth.UNKNOWN).missing)
    return facts


def _blocking_facts(seeker: Seeker, row: int, verdicts: Verdicts, as_of: date) -> set[str]:
    """Facts whose absence blocks some post of the pool."""
    facts: set[str] = set()
    for constraint in CONSTRAINTS:
        if isinstance(constraint, OccupationalBar):
            blocked = verdicts.excluded[constraint.code][row] & (verdicts.truths[constraint.code][row] == UNKNOWN)
            if blocked.any():
                facts.update(f"client.facts.{fact}" for fact in constraint.bar.finding(seeker.case, as_of).missing)
    return facts
