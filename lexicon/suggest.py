"""From a title or a person's own words to occupations.

A title is short and written by an employer: it is held against the names and advertisement words of each occupation,
by single characters and pairs of neighbours, which is what survives of 诚聘叉车司机(长白班). A person's words are
longer and speak of tasks: they are held against everything known of an occupation, by words and pairs; job names
that occur in them literally are noted as well, since one text may name several (开过货车，也做过保安).

Everything is a sparse product summed in a fixed order: same input, same bits, whatever the batch.
"""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from lexicon.cut import normal, tokens
from lexicon.occupations import OCCUPATIONS, Occupation

KEPT = 20
"""Occupations kept per text: beyond the twentieth the weight is noise and costs memory."""
SHARPNESS = 2
"""Power by which likenesses become shares of a title: 2 measured better than 1, 3 and 4."""
WORDS_BESIDE = 0.6
"""Weight of the likeness by words of the whole advertisement beside the likeness by characters of its title."""
CLEAR = 0.4
"""Likeness from which a text is taken to describe tasks, so that job names in it add nothing (the classification's
own task texts reach 0.5; a person's sentence 0.1 to 0.3)."""

DECISIVE = 4
"""Power by which the likenesses of a person's text, the best being 1, become weights."""

_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z0-9]+[+#]*")
_UNWANTED = re.compile(r"(?:不想|不愿|不要|不考虑|不做|不干)[^，,。；;！!\n]*")


def wanted(text: str) -> str:
    """The text without what the person does not want (不想做保洁)."""
    return _UNWANTED.sub("", text)


def characters(text: str) -> list[str]:
    """Single Han characters and pairs of neighbours; Latin and digit runs whole."""
    found = []
    for run in _RUN.findall(normal(text)):
        if run[0].isascii():
            found.append(run)
        else:
            found.extend(run)
            found.extend(run[i : i + 2] for i in range(len(run) - 1))
    return found


class OccupationIndex:
    """All occupations as rows of two TF-IDF matrices. Building takes about a second; ask ``occupation_index()``."""

    def __init__(self) -> None:
        self.occupations = tuple(OCCUPATIONS.values())
        self.row = {occ.code: row for row, occ in enumerate(self.occupations)}
        self._titles = TfidfVectorizer(analyzer=characters, sublinear_tf=True, dtype=np.float32)
        self._by_title: sparse.csr_matrix = self._titles.fit_transform(
            " ".join([occ.name, occ.name, *occ.advert]) for occ in self.occupations
        )
        self._texts = TfidfVectorizer(analyzer=tokens, sublinear_tf=True, dtype=np.float32)
        self._by_text: sparse.csr_matrix = self._texts.fit_transform(
            "。".join([occ.name, occ.name, occ.name, *occ.advert, *occ.advert, *occ.tasks]) for occ in self.occupations
        )
        self._called = self._job_names()
        self._longest = max(map(len, self._called))

    @property
    def vocabulary(self) -> np.ndarray:
        """The term of each column of ``words``."""
        return self._texts.get_feature_names_out()

    def words(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Rows of unit length over the vocabulary, or of zeros: (n_texts, n_terms) float32."""
        return self._texts.transform(texts)

    def of_posts(self, titles: Sequence[str], words: sparse.csr_matrix) -> sparse.csr_matrix:
        """What each post is likely to be: shares whose rows sum to 1, (n_titles, 1632) float32.

        ``words`` are the rows of the whole advertisements. A post of which no word is known is a row of zeros.
        """
        near = self._titles.transform(titles) @ self._by_title.T + WORDS_BESIDE * (words @ self._by_text.T)
        shares = _nearest(near)
        shares.data **= SHARPNESS
        return _scaled(shares, 1 / np.maximum(_row(shares.sum(axis=1)), 1e-9))

    def of_texts(self, texts: Sequence[str], words: sparse.csr_matrix) -> sparse.csr_matrix:
        """How much each person's words speak for an occupation: (n_texts, 1632) float32, the best of a row being 1.

        ``words`` are the rows of the same texts.
        """
        near = _nearest(words @ self._by_text.T)
        best = np.maximum(_row(near.max(axis=1).todense()), 1e-9)
        clear = np.minimum(best / CLEAR, 1)
        described = _scaled(near, 1 / best)
        described.data **= DECISIVE
        both = _scaled(described, clear).maximum(_scaled(self._named(texts), 1 - clear)).tocsr()
        return _scaled(both, 1 / np.maximum(_row(both.max(axis=1).todense()), 1e-9))

    def suggest(self, title: str, k: int) -> list[tuple[Occupation, float]]:
        """The k likeliest occupations of a title with their shares, best first, ties in the classification's order."""
        shares = self.of_posts([title], self.words([title]))
        best = np.lexsort((shares.indices, -shares.data))[:k]
        return [(self.occupations[shares.indices[i]], float(shares.data[i])) for i in best]

    def _job_names(self) -> dict[str, list[tuple[int, float]]]:
        """Occupation rows and weights by name or advertisement word; one shared by many weighs less for each."""
        owners: dict[str, list[int]] = {}
        for row, occ in enumerate(self.occupations):
            for name in dict.fromkeys(normal(name) for name in (occ.name, *occ.advert)):
                if len(name) > 1:
                    owners.setdefault(name, []).append(row)
        return {name: [(row, len(rows) ** -0.5) for row in rows] for name, rows in owners.items()}

    def _named(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Occupations whose names occur in each text, the longest name at each place: weights in [0, 1]."""
        found = sparse.lil_matrix((len(texts), len(self.occupations)), dtype=np.float32)
        for line, text in enumerate(texts):
            plain, at, weights = normal(text), 0, dict[int, float]()
            while at < len(plain):
                ends = range(min(len(plain), at + self._longest), at + 1, -1)
                name = next((plain[at:end] for end in ends if plain[at:end] in self._called), "")
                for row, weight in self._called.get(name, ()):
                    weights[row] = max(weights.get(row, 0), weight)
                at += len(name) or 1
            found.rows[line] = sorted(weights)
            found.data[line] = [weights[row] for row in sorted(weights)]
        return found.tocsr()


@cache
def occupation_index() -> OccupationIndex:
    """The one index of the process."""
    return OccupationIndex()


def _row(column: np.ndarray) -> np.ndarray:
    return np.asarray(column, dtype=np.float32).ravel()


def _scaled(rows: sparse.csr_matrix, factors: np.ndarray) -> sparse.csr_matrix:
    scaled = rows.copy()
    scaled.data *= np.repeat(factors.astype(np.float32), np.diff(rows.indptr))
    return scaled


def _nearest(likeness: sparse.csr_matrix) -> sparse.csr_matrix:
    """The ``KEPT`` largest of each row, ties to the earlier column; columns sorted, zeros dropped."""
    dense = likeness.toarray()
    kept = np.sort(np.argsort(-dense, axis=1, kind="stable")[:, :KEPT], axis=1)
    values = np.take_along_axis(dense, kept, axis=1)
    near = sparse.csr_matrix((values.ravel(), kept.ravel(), np.arange(len(kept) + 1) * kept.shape[1]), dense.shape)
    near.eliminate_zeros()
    return near
