"""How near a vacancy is to what a seeker can and wants to do: by occupation, by the tree of occupations, by words.

    relevance = Relevance([Post("诚聘叉车司机", "仓库装卸，两班倒"), Post("保洁", occupation="4-09-08-01")])
    relevance.scores([Seeker(text="开过三年叉车，有N1证")])        (1, 2) float32 in [0, 1]
    relevance.explain(seeker, 0)                               Evidence for the screen

The words of a person are rarely the words of an advertisement, so both sides are first read as occupations:
a post becomes a distribution over occupations (certain when staff gave the code), a seeker becomes an appeal in
[0, 1] of every occupation: 1 for a wished one, less for a past one or one read from her text, and part of that for
occupations of the same small, medium or major group. The occupational score is the expected appeal of the post;
the words that both sides share are added with a small weight.

No Django here. Same input, same bits: single-threaded sums in a fixed order, no randomness.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
from scipy import sparse

from lexicon.occupations import Occupation, tree_distance
from lexicon.suggest import OccupationIndex, occupation_index

BLOCK = 256
"""Seekers per block: 256 x 3,095 float32 is 3 MB."""


@dataclass(frozen=True, slots=True)
class Seeker:
    """What is known of one person's work. Everything may be empty: then every score is 0.

    text    free words: what she wants, can do, has done
    wished  occupation codes she asked for; a group's code stands for all its occupations
    past    occupation codes she has worked in
    skills  words of skills and certificates, as labels
    """

    text: str = ""
    wished: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """A vacancy's words. ``occupation`` is the code that staff gave, None when nobody did: then it is read."""

    title: str
    text: str = ""
    occupation: str | None = None


class Nearness(StrEnum):
    """How near the post's occupation is to the nearest of the seeker's."""

    SAME = "same"
    SMALL = "small"
    MEDIUM = "medium"
    MAJOR = "major"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a pair scored as it did.

    words      shared words, heaviest first, at most eight
    ours       the seeker's occupation that explains the score, None when only words match
    theirs     the post's occupation it meets, None when the post could not be read
    nearness   how near the two are
    source     where ``ours`` comes from: wished, past, text; empty when ``ours`` is None
    """

    score: float
    words: tuple[str, ...]
    ours: Occupation | None
    theirs: Occupation | None
    nearness: Nearness
    source: str


NEARNESS = (Nearness.SAME, Nearness.SMALL, Nearness.MEDIUM, Nearness.MAJOR, Nearness.NONE)
KINSHIP = np.array([1.0, 0.25, 0.03, 0.01, 0.0], dtype=np.float32)
"""Appeal of an occupation at each tree distance from one that appeals wholly."""
WISHED, PAST, READ = np.float32(1.0), np.float32(0.7), np.float32(0.9)
WORDS_SHARE = np.float32(0.3)


class Relevance:
    """Fitted once on the posts, then asked for any number of seekers."""

    def __init__(self, posts: Sequence[Post], index: OccupationIndex | None = None) -> None:
        self.posts = tuple(posts)
        self._index = index or occupation_index()
        self._kin = _kinship(self._index.occupations)
        titles = [post.title for post in self.posts]
        self._words = self._index.words([f"{post.title}。{post.title}。{post.text}" for post in self.posts])
        read = self._index.of_posts(titles, self._words)
        self._occupations = _with_given(read, [post.occupation for post in self.posts], self._index)

    def scores(self, seekers: Sequence[Seeker]) -> np.ndarray:
        """(n_seekers, n_posts) float32 in [0, 1], higher is nearer."""
        out = np.zeros((len(seekers), len(self.posts)), dtype=np.float32)
        for rows, block in self.blocks(seekers):
            out[rows] = block
        return out

    def blocks(self, seekers: Sequence[Seeker], size: int = BLOCK) -> Iterator[tuple[slice, np.ndarray]]:
        """The same scores, ``size`` seekers at a time, for callers that reduce as they go."""
        for start in range(0, len(seekers), size):
            some = seekers[start : start + size]
            by_occupation = np.sqrt((self._occupations @ self._appeal(some).T).T)
            by_words = (self._spoken(some) @ self._words.T).toarray()
            block = by_occupation + WORDS_SHARE * (by_words - by_occupation)
            yield slice(start, start + len(some)), np.clip(block, 0, 1).astype(np.float32)

    def explain(self, seeker: Seeker, post: int) -> Evidence:
        """Why ``scores([seeker])[0, post]`` is what it is. Raises IndexError for an unknown post."""
        theirs = self._occupations[post]
        shared = self._spoken([seeker]).multiply(self._words[post]).tocsr()
        heaviest = shared.indices[np.argsort(-shared.data, kind="stable")[:8]]
        words = tuple(str(word) for word in self._index.vocabulary[heaviest])
        score = float(self.scores([seeker])[0, post])
        best: tuple[float, int, int, str] | None = None
        for weight, ours, source in self._said(seeker):
            for column, share in zip(theirs.indices, theirs.data, strict=True):
                value = float(weight * share * self._kin[ours, column])
                if value > 0 and (best is None or value > best[0]):
                    best = (value, ours, int(column), source)
        if best is None:
            return Evidence(score, words, None, None, Nearness.NONE, "")
        _, ours, column, source = best
        occupations = self._index.occupations
        near = NEARNESS[tree_distance(occupations[ours].code, occupations[column].code)]
        return Evidence(score, words, occupations[ours], occupations[column], near, source)

    def _said(self, seeker: Seeker) -> list[tuple[np.float32, int, str]]:
        """(weight, occupation row, source) of everything that speaks for an occupation."""
        said = [(WISHED, row, "wished") for code in seeker.wished for row in _rows(self._index, code)]
        said += [(PAST, row, "past") for code in seeker.past for row in _rows(self._index, code)]
        read = self._index.of_texts([_text(seeker)])
        said += [
            (np.float32(READ * w), int(row), "text") for row, w in zip(read.indices, read.data, strict=True) if w > 0.05
        ]
        return said

    def _appeal(self, seekers: Sequence[Seeker]) -> np.ndarray:
        """Appeal of every occupation to every seeker: (n_seekers, 1632) float32 in [0, 1]."""
        appeal = np.zeros((len(seekers), len(self._index.occupations)), dtype=np.float32)
        for row, seeker in zip(appeal, seekers, strict=True):
            for weight, occupation, _ in self._said(seeker):
                np.maximum(row, weight * self._kin[occupation], out=row)
        return appeal

    def _spoken(self, seekers: Sequence[Seeker]) -> sparse.csr_matrix:
        return self._index.words([_text(seeker) for seeker in seekers])


def _text(seeker: Seeker) -> str:
    return "。".join([seeker.text, *seeker.skills])


def _rows(index: OccupationIndex, code: str) -> list[int]:
    """Rows of one code; of a group's code, all its occupations; of an unknown code, none."""
    if code in index.row:
        return [index.row[code]]
    stem = code
    while stem.endswith("-00"):
        stem = stem[:-3]
    return [row for known, row in index.row.items() if stem != code and known.startswith(stem + "-")]


def _with_given(read: sparse.csr_matrix, given: Sequence[str | None], index: OccupationIndex) -> sparse.csr_matrix:
    """``read`` with the rows replaced where staff gave a known code."""
    rows = read.tolil()
    for post, code in enumerate(given):
        if code and (known := _rows(index, code)):
            rows.rows[post] = known
            rows.data[post] = [1 / len(known)] * len(known)
    return rows.tocsr().astype(np.float32)


@cache
def _kinship(occupations: tuple[Occupation, ...]) -> np.ndarray:
    """KINSHIP of each pair of occupations: (n, n) float32, 10 MB, built from codes alone."""
    shared = np.zeros((len(occupations), len(occupations)), dtype=np.int8)
    for depth in (1, 2, 3, 4):
        prefix = np.unique(["-".join(occ.code.split("-")[:depth]) for occ in occupations], return_inverse=True)[1]
        shared += prefix[:, None] == prefix[None, :]
    return KINSHIP[4 - shared]
