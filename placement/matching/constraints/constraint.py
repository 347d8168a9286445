"""What a hard constraint is, and what it says about one pair.

A constraint is computed twice over the same definition: for whole columns (``truth``), and in words for one pair
(``reason``). NO excludes; UNKNOWN is shown and never excludes, except where ``excludes`` says otherwise: only an
occupational bar does.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date

import numpy as np

from law.article import Article
from law.terms import NOT_AVAILABLE
from law.truth import Truth
from placement.matching.pool import NO, PostColumns, SeekerColumns
from placement.matching.records import Post, Seeker


@dataclass(frozen=True, slots=True)
class Pair:
    """One seeker and one post on one day."""

    seeker: Seeker
    post: Post
    as_of: date


@dataclass(frozen=True, slots=True)
class Reason:
    """What one constraint says of one pair, in three wordings.

    worker   full and exact, for staff
    client   plain and without what the client did not ask to hear twice
    missing  facts that would settle an UNKNOWN: ``client.…`` or ``vacancy.…``
    gap      how far from passing a NO is: 0 nearly there, 1 as far as it goes, ``inf`` where nothing helps
    An empty wording means that there is nothing worth saying.
    """

    code: str
    truth: Truth
    worker: str
    client: str
    missing: tuple[str, ...] = ()
    gap: float = 1.0
    article: Article | None = None
    blocks: bool = False

    @property
    def excludes(self) -> bool:
        return self.truth is Truth.NO or self.blocks

    @property
    def employer(self) -> str:
        """The same few words whatever the reason, so that nothing can be guessed from them."""
        return NOT_AVAILABLE if self.excludes else ""


class Constraint(ABC):
    """``code`` is stored and counted; ``label`` is what people read in a list of constraints."""

    code: str
    label: str

    @abstractmethod
    def truth(self, seekers: SeekerColumns, posts: PostColumns) -> np.ndarray:
        """int8 (n_seekers, n_posts); each pair depends on that pair alone."""

    def excludes(self, truth: np.ndarray, seekers: SeekerColumns, posts: PostColumns) -> np.ndarray:
        """bool (n_seekers, n_posts): pairs that may not be matched."""
        return np.asarray(truth == NO)

    @abstractmethod
    def reason(self, pair: Pair, truth: Truth) -> Reason:
        """The words for a pair of which ``truth`` was found."""

    def says(self, truth: Truth, worker: str, client: str = "", *missing: str, gap: float = 1.0) -> Reason:
        return Reason(self.code, truth, worker, client or worker, missing if truth is Truth.UNKNOWN else (), gap)
