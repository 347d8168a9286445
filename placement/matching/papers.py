"""What a certificate opens: the constraints run again with it on file, pair by pair the same as for what is on file.

gain, = gains(seeker, ["electrician_low"], pool.posts, pool.relevance, as_of)
gain.opens     3: so many more vacancies pass every hard constraint
growth([...], "electrician_low", posts, as_of)    the same number for many seekers at once
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

import numpy as np

from placement.matching.constraints.table import CONSTRAINTS
from placement.matching.match import BLOCK, Scores, judge, words_of
from placement.matching.pool import PostColumns, SeekerColumns
from placement.matching.records import Seeker
from placement.matching.score import contributions, points

PAPERS = ("certificates", "licence")


class Pool(Protocol):
    """Vacancies with their relevance, fitted on the same."""

    @property
    def posts(self) -> PostColumns: ...
    @property
    def relevance(self) -> Scores: ...


@dataclass(frozen=True, slots=True)
class Gain:
    """What one certificate changes for one seeker.

    opened   (id of the post, points) of every one that passes with it and not without, best first, equal ones by id
    asked    posts whose demand for papers it would meet and that do not pass yet for it: these and no other may open
    refused  code of a constraint -> how many of ``asked`` it still refuses, zeros left out; one post may count twice
    barred   how many of ``asked`` a statute refuses, or a question that a statute asks
    """

    code: str
    opened: tuple[tuple[str, float], ...]
    asked: int
    refused: Mapping[str, int]
    barred: int

    @property
    def opens(self) -> int:
        return len(self.opened)

    @property
    def is_barred(self) -> bool:
        """Nothing opens, because the law keeps closed all that asks for it."""
        return not self.opened and self.asked > 0 and self.barred == self.asked


def with_certificate(seeker: Seeker, code: str) -> Seeker:
    """The seeker with this certificate, valid without an end."""
    return replace(seeker, certificates={**seeker.certificates, code: None})


def gains(seeker: Seeker, codes: Sequence[str], posts: PostColumns, relevance: Scores, as_of: date) -> Iterator[Gain]:
    """One ``Gain`` for each of the codes, in their order. Judges all of them in one go."""
    if not codes:
        return
    rows = [seeker, *(with_certificate(seeker, code) for code in codes)]
    columns = SeekerColumns(rows, posts, as_of)
    verdicts = judge(columns, posts)
    # Papers change nothing of the score.
    nearness = np.repeat(relevance.scores([words_of(seeker)]), len(rows), axis=0)
    score = contributions(nearness, columns, posts).score[0]
    lacking = np.logical_or.reduce([verdicts.excluded[code] for code in PAPERS])
    for row, code in enumerate(codes, 1):
        opened = np.flatnonzero(verdicts.allowed[row] & ~verdicts.allowed[0])
        opened = opened[np.argsort(-score[opened], kind="stable")]
        asked = lacking[0] & ~lacking[row]
        still = {c.code: verdicts.excluded[c.code][row] & asked for c in CONSTRAINTS}
        barred = np.zeros(len(posts), bool)
        for name, pairs in still.items():
            if name.startswith("bar."):
                barred |= pairs
        yield Gain(
            code,
            tuple((posts.ids[column], points(score[column])) for column in opened),
            int(asked.sum()),
            {name: count for name, pairs in still.items() if (count := int(pairs.sum()))},
            int(barred.sum()),
        )


def growth(seekers: Sequence[Seeker], code: str, posts: PostColumns, as_of: date, *, block: int = BLOCK) -> np.ndarray:
    """int64 (n_seekers,): how many posts the certificate opens for each; ``opens`` of ``gains``, for many."""
    found = [np.zeros(0, np.int64)]
    for start in range(0, len(seekers), block):
        some = seekers[start : start + block]
        without = judge(SeekerColumns(some, posts, as_of), posts).allowed
        with_it = judge(SeekerColumns([with_certificate(one, code) for one in some], posts, as_of), posts).allowed
        found.append((with_it & ~without).sum(axis=1))
    return np.concatenate(found)


def newly_allowed(before: Seeker, after: Seeker, pool: Pool, as_of: date) -> list[str]:
    """Ids of the posts that ``after`` passes and ``before`` does not, best first."""
    columns = SeekerColumns([before, after], pool.posts, as_of)
    allowed = judge(columns, pool.posts).allowed
    opened = np.flatnonzero(allowed[1] & ~allowed[0])
    if not len(opened):
        return []
    nearness = pool.relevance.scores([words_of(before), words_of(after)])
    score = contributions(nearness, columns, pool.posts).score[1]
    return [pool.posts.ids[column] for column in opened[np.argsort(-score[opened], kind="stable")]]


def still_refused(gain: Gain) -> list[tuple[str, int]]:
    """(code, how many) of what still refuses posts that ask for it, most first; all bars count as ``bar``."""
    counts: Counter[str] = Counter({code: n for code, n in gain.refused.items() if not code.startswith("bar.")})
    if gain.barred:
        counts["bar"] = gain.barred
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
