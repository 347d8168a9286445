"""From a title or a free text to occupations, through the words that the classification and advertisements share."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from lexicon.cut import tokens
from lexicon.occupations import OCCUPATIONS, Occupation


class OccupationIndex:
    """All occupations as rows of one TF-IDF matrix over ``lexicon.cut.tokens``."""

    def __init__(self) -> None:
        self.occupations = tuple(OCCUPATIONS.values())
        self._vectorizer = TfidfVectorizer(analyzer=tokens, sublinear_tf=True, dtype=np.float32)
        texts = ["。".join([occ.name] * 3 + list(occ.advert) * 2 + list(occ.tasks)) for occ in self.occupations]
        self._matrix: sparse.csr_matrix = self._vectorizer.fit_transform(texts)

    def likeness(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Cosine of each text with each occupation: (n_texts, 1632) float32."""
        return (self._vectorizer.transform(texts) @ self._matrix.T).tocsr()

    def suggest(self, title: str, k: int) -> list[tuple[Occupation, float]]:
        near = self.likeness([title]).toarray()[0]
        best = np.argsort(-near, kind="stable")[:k]
        return [(self.occupations[i], float(near[i])) for i in best if near[i] > 0]


@cache
def occupation_index() -> OccupationIndex:
    """The one index of the process."""
    return OccupationIndex()
