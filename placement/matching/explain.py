"""One pair in sentences: what holds ✓, what is open ?, what stands in the way ✗, with the evidence for the relevance.

For the worker everything, for the client the same in plainer words; an employer never gets an explanation at all
(``Reason.employer``).
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from law.truth import Truth
from placement.matching import relevance as words
from placement.matching.away import leave_note
from placement.matching.constraints.constraint import Pair, Reason
from placement.matching.constraints.statute import OccupationalBar
from placement.matching.constraints.table import CONSTRAINTS
from placement.matching.match import Scores, Verdicts, judge, words_of
from placement.matching.pool import PostColumns, SeekerColumns
from placement.matching.records import Seeker
from placement.matching.score import contributions, points

MARKS = {Truth.YES: "✓", Truth.UNKNOWN: "?", Truth.NO: "✗"}
GROUPS = {
    words.Nearness.SMALL: "同属一个职业小类",
    words.Nearness.MEDIUM: "同属一个职业中类",
    words.Nearness.MAJOR: "同属一个职业大类",
}
WITHIN = 100
"""Near misses are looked for among this many of the best scored that were excluded."""


class Evident(Scores, Protocol):
    """A relevance that can say why."""

    def explain(self, seeker: words.Seeker, post: int) -> words.Evidence: ...


@dataclass(frozen=True, slots=True)
class Explanation:
    """One seeker and one post.

    score, contributions  as in ``Match``; also given for an excluded pair: what it would have been
    evidence              sentences on relevance, strongest first
    notes                 what the post brings with it and no constraint is about: which leave it needs
    holds, asks, fails    reasons worth showing; ``fails`` nearest to passing first, blocking questions among them
    """

    seeker: str
    post: str
    score: float
    contributions: dict[str, float]
    evidence: tuple[str, ...]
    holds: tuple[Reason, ...]
    asks: tuple[Reason, ...]
    fails: tuple[Reason, ...]
    notes: tuple[Reason, ...] = ()

    @property
    def allowed(self) -> bool:
        return not self.fails

    @property
    def nearest(self) -> Reason | None:
        """The one obstacle that is nearest to passing; None for an allowed pair."""
        return self.fails[0] if self.fails else None

    def lines(self, *, client: bool = False) -> list[str]:
        """The explanation as lines, each with its mark, obstacles first."""
        said = [f"{'?' if r.blocks else MARKS[r.truth]} {r.client if client else r.worker}" for r in self.fails]
        said += [f"✓ {sentence}" for sentence in self.evidence]
        said += [f"✓ {r.client if client else r.worker}" for r in self.holds]
        said += [f"? {r.client if client else r.worker}" for r in self.asks]
        return said + [f"→ {r.client if client else r.worker}" for r in self.notes]


class Desk:
    """One seeker judged against a whole pool once, then explained pair by pair."""

    def __init__(self, seeker: Seeker, posts: PostColumns, relevance: Evident, as_of: date) -> None:
        self.seeker, self.posts, self.relevance, self.as_of = seeker, posts, relevance, as_of
        columns = SeekerColumns([seeker], posts, as_of)
        self.verdicts: Verdicts = judge(columns, posts)
        self.parts = contributions(relevance.scores([words_of(seeker)]), columns, posts)

    def explain(self, post: str) -> Explanation:
        """Why this post fits or does not. Raises KeyError for an id that is not in the pool."""
        column = self.posts.index[post]
        said = [
            constraint.reason(self._pair(column), Truth(int(self.verdicts.truths[constraint.code][0, column])))
            for constraint in CONSTRAINTS
            if not self._is_about_another_kind(constraint.code, column)
        ]
        if self.seeker.case is not None and self.posts.posts[column].kinds is None:
            said.append(_KIND_UNKNOWN)
        return Explanation(
            self.seeker.id,
            post,
            points(self.parts.score[0, column]),
            self.parts.of(0, column),
            evidence_sentences(self.relevance.explain(words_of(self.seeker), column)),
            tuple(r for r in said if r.truth is Truth.YES and r.worker),
            tuple(r for r in said if r.truth is Truth.UNKNOWN and not r.blocks and r.worker),
            tuple(sorted((r for r in said if r.excludes), key=lambda reason: reason.gap)),
            tuple(filter(None, [leave_note(self.seeker, self.posts.posts[column], self.as_of)])),
        )

    def near_misses(self, k: int, within: int = WITHIN) -> list[Explanation]:
        """The k excluded posts nearest to passing, out of the ``within`` best scored of them.

        Obstacles that nothing can move come last; then fewest obstacles, smallest gap, highest score, pool order.
        """
        barred = np.flatnonzero(~self.verdicts.allowed[0])
        score = self.parts.score[0]
        best = barred[np.argsort(-score[barred], kind="stable")][:within]
        told = [self.explain(self.posts.ids[column]) for column in sorted(best)]
        return sorted(told, key=_distance_from_passing)[:k]

    def _pair(self, column: int) -> Pair:
        return Pair(self.seeker, self.posts.posts[column], self.as_of)

    def _is_about_another_kind(self, code: str, column: int) -> bool:
        """A bar is worth a word only for a post that is, or may for all we know be, of its kind."""
        kinds = self.posts.posts[column].kinds
        bar = _BARS.get(code)
        return bar is not None and not (kinds and kinds & bar.bar.kinds)


def evidence_sentences(evidence: words.Evidence) -> tuple[str, ...]:
    """What speaks for the relevance of a pair, in Chinese; empty when nothing does."""
    said = []
    if evidence.ours and evidence.theirs:
        source = {"wished": "想做", "past": "做过", "text": "自述提到"}[evidence.source]
        ours, theirs = evidence.ours.name, evidence.theirs.name
        if evidence.nearness is words.Nearness.SAME:
            said.append(f"{source}“{ours}”，与岗位是同一职业。")
        elif evidence.nearness in GROUPS:
            said.append(f"{source}“{ours}”，与岗位“{theirs}”{GROUPS[evidence.nearness]}。")
    if evidence.words:
        said.append(f"都提到：{'、'.join(evidence.words[:5])}。")
    return tuple(said)


def _distance_from_passing(told: Explanation) -> tuple[bool, int, float, float]:
    gaps = [reason.gap for reason in told.fails]
    return (max(gaps) == float("inf"), len(gaps), sum(gaps), -told.score)


_ASK_KIND = "先核实岗位是否属于法律限制从业的类型（娱乐场所、保安员、驾驶员等）。"
_KIND_UNKNOWN = Reason("bar", Truth.UNKNOWN, _ASK_KIND, "这个岗位的性质要先问清楚。", ("vacancy.kinds",))
_BARS = {c.code: c for c in CONSTRAINTS if isinstance(c, OccupationalBar)}
