"""What came out of looking at one condition, and why: a tree that can be shown to a person as it stands."""

from collections.abc import Sequence
from typing import NamedTuple

from law.article import Article
from law.truth import Truth, all_of, any_of

NOTHING: frozenset[str] = frozenset()


class Finding(NamedTuple):
    """The truth of one condition.

    text     the condition in plain Chinese
    article  where it is written, None for a condition that joins others
    missing  names of the facts that would settle it; empty unless the truth is UNKNOWN
    parts    the findings that it was made of, in the order written
    detail   the numbers of this case, for the same reader: 人均 594 元，标准 950 元
    """

    truth: Truth
    text: str
    article: Article | None = None
    missing: frozenset[str] = NOTHING
    parts: tuple["Finding", ...] = ()
    detail: str = ""


def every(text: str, parts: Sequence[Finding], article: Article | None = None) -> Finding:
    """Holds if all parts hold. Facts that can no longer change the outcome are not asked for."""
    return _joined(all_of([part.truth for part in parts]), text, article, tuple(parts))


def some(text: str, parts: Sequence[Finding], article: Article | None = None) -> Finding:
    """Holds if one part holds. Facts that can no longer change the outcome are not asked for."""
    return _joined(any_of([part.truth for part in parts]), text, article, tuple(parts))


def _joined(truth: Truth, text: str, article: Article | None, parts: tuple[Finding, ...]) -> Finding:
    if truth is not Truth.UNKNOWN:
        return Finding(truth, text, article, NOTHING, parts)
    still_open = [part.missing for part in parts if part.truth is truth]
    missing = still_open[0] if len(still_open) == 1 else NOTHING.union(*still_open)
    return Finding(truth, text, article, missing, parts)
