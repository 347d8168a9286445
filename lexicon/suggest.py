"""From a title or a free text to occupations, through the words that the classification and advertisements share."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from lexicon.cut import tokens
from lexicon.occupations import OCCUPATIONS, Occupation

KEPT = 20
"""Occupations kept per text: beyond the twentieth the weight is noise and costs memory."""


class OccupationIndex:
    """All occupations as rows of one TF-IDF matrix over ``lexicon.cut.tokens``."""

    def __init__(self) -> None:
        self.occupations = tuple(OCCUPATIONS.values())
        self.row = {occ.code: row for row, occ in enumerate(self.occupations)}
        self._vectorizer = TfidfVectorizer(analyzer=tokens, sublinear_tf=True, dtype=np.float32)
        texts = ["。".join([occ.name] * 3 + list(occ.advert) * 2 + list(occ.tasks)) for occ in self.occupations]
        self._matrix: sparse.csr_matrix = self._vectorizer.fit_transform(texts)

    def words(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Rows of unit length over the index's vocabulary: (n_texts, n_terms) float32."""
        return self._vectorizer.transform(texts)

    @property
    def vocabulary(self) -> np.ndarray:
        """The term of each column of ``words``."""
        return self._vectorizer.get_feature_names_out()

    def of_titles(self, titles: Sequence[str]) -> sparse.csr_matrix:
        """What each title is likely to be: rows sum to at most 1, (n_titles, 1632) float32."""
        near = self._nearest(self.words(titles))
        near.data **= 2
        total = np.asarray(near.sum(axis=1)).ravel()
        return sparse.csr_matrix(sparse.diags(1 / np.maximum(total, 1e-9)).astype(np.float32) @ near)

    def of_texts(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """How much of each occupation a person's own words say: weights in [0, 1], (n_texts, 1632) float32."""
        near = self._nearest(self.words(texts))
        best = np.asarray(near.max(axis=1).todense()).ravel()
        near = sparse.csr_matrix(sparse.diags(1 / np.maximum(best, 1e-9)).astype(np.float32) @ near)
        near.data **= 4
        return near

    def suggest(self, title: str, k: int) -> list[tuple[Occupation, float]]:
        near = self.of_titles([title]).toarray()[0]
        best = np.argsort(-near, kind="stable")[:k]
        return [(self.occupations[i], float(near[i])) for i in best if near[i] > 0]

    def _nearest(self, rows: sparse.csr_matrix) -> sparse.csr_matrix:
        """Likeness of each row with its ``KEPT`` nearest occupations, ties to the earlier occupation."""
        likeness = (rows @ self._matrix.T).toarray()
        kept = np.argsort(-likeness, axis=1, kind="stable")[:, :KEPT]
        values = np.take_along_axis(likeness, kept, axis=1)
        starts = np.arange(len(kept) + 1) * kept.shape[1]
        near = sparse.csr_matrix((values.ravel(), kept.ravel(), starts), shape=likeness.shape)
        near.eliminate_zeros()
        near.sort_indices()
        return near


@cache
def occupation_index() -> OccupationIndex:
    """The one index of the process."""
    return OccupationIndex()
