"""How near a vacancy is to what a seeker can and wants to do: by occupation, by the tree of occupations, by words.

    relevance = Relevance([Post("诚聘叉车司机", "仓库装卸，两班倒"), Post("保洁", occupation="4-09-08-01")])
    relevance.scores([Seeker(text="开过三年叉车，有N1证")])        (1, 2) float32 in [0, 1]
    relevance.explain(seeker, 0)                               Evidence for the screen

The words of a person are rarely the words of an advertisement, so both sides are first read as occupations:
a post becomes shares of occupations (one, when staff gave the code), a seeker becomes an appeal in [0, 1] of every
occupation: 1 for a wished one, less for one read from her text or of her past, and ``KINSHIP`` of that for
occupations in the same small, medium or major group. Then

    by occupation = square root of the expected appeal of the post
    score         = by occupation + WORDS_SHARE * cosine of the words * (1 - by occupation)

so that more evidence never lowers a score. The root spreads the small shares of posts that only a title describes:
a post of the right occupation scores about 0.4 in the median, one of another major group below 0.12.

No Django here. Same input, same bits, whatever the batch: sparse sums in a fixed order, no randomness.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

import numpy as np
from scipy import sparse

from lexicon import cut
from lexicon.occupations import Occupation, tree_distance
from lexicon.suggest import OccupationIndex, occupation_index, plain_title, wanted

BLOCK = 256
"""Seekers per block: 256 x 3,095 float32 is 3 MB."""
KINSHIP = np.array([1.0, 0.25, 0.03, 0.01, 0.0], dtype=np.float32)
"""Appeal of an occupation that is the same, or of the same small, medium, major group, or unrelated."""
WISHED, READ, PAST = np.float32(1.0), np.float32(0.9), np.float32(0.7)
"""Appeal of a wished occupation, of the one that her text speaks of most, of one she has worked in."""
WORDS_SHARE = np.float32(0.15)
FAINT = 0.05
"""Appeal below which an occupation read from text is dropped: under the root it would still look like something."""
TELLING = np.float32(0.01)
"""Appeal from which an occupation is given as a reason: a lesser share of a reading would only puzzle people."""
SHOWN_WORDS = 8

_WISH = re.compile(r"(?:期望|求职|意向|应聘|目标)(?:岗位|职位|职业|工作|工种|意向)*[:：为是]\s*([^。；;!！\n]+)")
_LISTED = re.compile(r"[、，,/|和或及 ]+")


@dataclass(frozen=True, slots=True)
class Seeker:
    """What is known of one person's work. Everything may be empty: then every score is 0.

    text    free words: what she wants, can do, has done; 期望岗位：… in it is a wish, 不想… is left out
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
    """How near the post's occupation is to the nearest of the seeker's: the smallest group they share."""

    SAME = "same"
    SMALL = "small"
    MEDIUM = "medium"
    MAJOR = "major"
    NONE = "none"


_BY_DISTANCE = tuple(Nearness)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a pair scored as it did.

    words      whole words that both said, heaviest first, at most eight
    ours       the seeker's occupation that explains the score, None when none is worth telling
    theirs     the post's occupation it meets, None when ``ours`` is
    nearness   how near the two are
    source     where ``ours`` comes from: wished, text, past; empty when ``ours`` is None
    """

    score: float
    words: tuple[str, ...]
    ours: Occupation | None
    theirs: Occupation | None
    nearness: Nearness
    source: str


@dataclass(frozen=True, slots=True)
class _Leaning:
    """Occupations that one seeker leans to: rows, appeal and source of each, strongest source first."""

    rows: np.ndarray
    appeal: np.ndarray
    sources: tuple[str, ...]


class Relevance:
    """Fitted once on the posts, then asked for any number of seekers."""

    def __init__(self, posts: Sequence[Post], index: OccupationIndex | None = None) -> None:
        self.posts = tuple(posts)
        self._index = index or occupation_index()
        self._kin = _kinship(self._index.occupations)
        # The title twice: it is the part that the employer chose with care.
        titles = [plain_title(post.title) for post in self.posts]
        texts = [f"{title}。{title}。{post.text}" for title, post in zip(titles, self.posts, strict=True)]
        self._words = self._index.words(texts)
        read = self._index.of_posts(titles, self._words)
        self._occupations = _with_given(read, [post.occupation for post in self.posts], self._index)
        self._remember()

    def renewed(self, posts: Sequence[Post], before: np.ndarray) -> "Relevance":
        """As ``Relevance(posts)``, bit by bit; what a post says is read again only where it is new.

        before  int (n_posts,): which of the posts here each of ``posts`` is, word for word; -1 for a new one
        """
        fresh = Relevance([post for post, place in zip(posts, before, strict=True) if place < 0], self._index)
        rows = np.where(before < 0, np.cumsum(before < 0) - 1 + len(self.posts), before)
        both = Relevance.__new__(Relevance)
        both.posts, both._index, both._kin = tuple(posts), self._index, self._kin
        both._words = sparse.vstack([self._words, fresh._words], "csr")[rows]
        both._occupations = sparse.vstack([self._occupations, fresh._occupations], "csr")[rows]
        both._remember()
        return both

    def _remember(self) -> None:
        # A page explains one person against twenty posts; reading her words is most of the work.
        self._read_one = lru_cache(maxsize=64)(lambda seeker: self._read([seeker]))

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
            spoken, leanings = self._read(some)
            yield slice(start, start + len(some)), self._score(spoken, leanings, self._occupations, self._words)

    def explain(self, seeker: Seeker, post: int) -> Evidence:
        """Why ``scores([seeker])[0, post]`` is what it is. Raises IndexError for an unknown post."""
        theirs, words = self._occupations[post], self._words[post]
        spoken, leanings = self._read_one(seeker)
        score = float(self._score(spoken, leanings, theirs, words)[0, 0])
        said = self._shared_words(seeker, spoken.multiply(words).tocsr())

        leaning = leanings[0]
        parts = leaning.appeal[:, None] * self._kin[np.ix_(leaning.rows, theirs.indices)] * theirs.data[None, :]
        if not parts.size or parts.max() < TELLING:
            return Evidence(score, said, None, None, Nearness.NONE, "")
        place, column = np.unravel_index(int(parts.argmax()), parts.shape)
        ours = self._index.occupations[leaning.rows[place]]
        met = self._index.occupations[theirs.indices[column]]
        nearness = _BY_DISTANCE[tree_distance(ours.code, met.code)]
        return Evidence(score, said, ours, met, nearness, leaning.sources[place])

    def _shared_words(self, seeker: Seeker, shared: sparse.csr_matrix) -> tuple[str, ...]:
        """Words that both said, heaviest first: no pairs cut across words, and 焊工 not beside 电焊工."""
        own = set(cut.words(_text(seeker)))
        heaviest = shared.indices[np.lexsort((shared.indices, -shared.data))]
        said = [word for word in map(str, self._index.vocabulary[heaviest]) if len(word) > 1 and word in own]
        whole = [word for word in said if not any(word != longer and word in longer for longer in said)]
        return tuple(whole[:SHOWN_WORDS])

    def _read(self, seekers: Sequence[Seeker]) -> tuple[sparse.csr_matrix, list[_Leaning]]:
        """Words of each seeker as unit rows, and the occupations she leans to."""
        texts = [_text(seeker) for seeker in seekers]
        spoken = self._index.words(texts)
        read = self._index.of_texts(texts, spoken)
        wishes = [[wish for said in _WISH.findall(text) for wish in _LISTED.split(said) if wish] for text in texts]
        flat = [wish for listed in wishes for wish in listed]
        wish_rows = self._index.of_posts(flat, self._index.words(flat))

        leanings, taken = [], 0
        for line, (seeker, listed) in enumerate(zip(seekers, wishes, strict=True)):
            found = [(row, WISHED, "wished") for code in seeker.wished for row in _rows(self._index, code)]
            for wish in range(taken, taken + len(listed)):
                found += _weighted(wish_rows[wish], WISHED, "wished")
            taken += len(listed)
            found += _weighted(read[line], READ, "text")
            found += [(row, PAST, "past") for code in seeker.past for row in _rows(self._index, code)]
            rows = np.array([row for row, _, _ in found], dtype=np.intp)
            appeal = np.array([weight for _, weight, _ in found], dtype=np.float32)
            leanings.append(_Leaning(rows, appeal, tuple(source for _, _, source in found)))
        return spoken, leanings

    def _score(
        self,
        spoken: sparse.csr_matrix,
        leanings: Sequence[_Leaning],
        theirs: sparse.csr_matrix,
        words: sparse.csr_matrix,
    ) -> np.ndarray:
        appeal = np.zeros((len(leanings), len(self._index.occupations)), dtype=np.float32)
        for row, leaning in zip(appeal, leanings, strict=True):
            for occupation, weight in zip(leaning.rows, leaning.appeal, strict=True):
                np.maximum(row, weight * self._kin[occupation], out=row)
        by_occupation = np.sqrt((theirs @ appeal.T).T)
        by_words = (spoken @ words.T).toarray()
        return np.clip(by_occupation + WORDS_SHARE * by_words * (1 - by_occupation), 0, 1).astype(np.float32)


def _text(seeker: Seeker) -> str:
    return wanted("。".join([seeker.text, *seeker.skills]))


def _weighted(shares: sparse.csr_matrix, most: np.float32, source: str) -> list[tuple[int, np.float32, str]]:
    """Occupations of one row, the likeliest with weight ``most``, without the faint ones."""
    if not shares.nnz:
        return []
    weights = most * shares.data / shares.data.max()
    return [(int(r), w, source) for r, w in zip(shares.indices, weights, strict=True) if w >= FAINT]


def _rows(index: OccupationIndex, code: str) -> list[int]:
    """Rows of one code; of a group's code, all its occupations; of an unknown code, none."""
    if code in index.row:
        return [index.row[code]]
    stem = code
    while stem.endswith("-00"):
        stem = stem.removesuffix("-00")
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
    """KINSHIP of each pair of occupations: (n, n) float32, 10 MB, from the codes alone."""
    shared = np.zeros((len(occupations), len(occupations)), dtype=np.int8)
    for depth in (1, 2, 3, 4):
        prefix = np.unique(["-".join(occ.code.split("-")[:depth]) for occ in occupations], return_inverse=True)[1]
        shared += prefix[:, None] == prefix[None, :]
    return KINSHIP[4 - shared]
