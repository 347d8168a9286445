"""The best k, exact and in the same order every time."""

import numpy as np


def top_k(score: np.ndarray, allowed: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """The k best columns of each row: vacancies of a seeker, or, transposed, seekers of a vacancy.

    score    (n_rows, n_columns) int32, not negative, higher is better
    allowed  (n_rows, n_columns) bool, False where a hard constraint fails
    k        1 <= k <= n_columns

    Returns ``column`` (n_rows, k) int32, best first, and ``best`` (n_rows, k) int32. Equal scores keep pool order,
    which is order of id. Where fewer than k columns are allowed the row is filled up with -1 and -1: a forbidden
    column is never used to fill a list.

    Raises ValueError if the shapes differ, k is out of range or a score is negative.
    This is the reference: every faster path must return the same bits.
    """
    if score.shape != allowed.shape:
        raise ValueError(f"score is {score.shape} but allowed is {allowed.shape}")
    if not 1 <= k <= score.shape[1]:
        raise ValueError(f"k must lie in 1..{score.shape[1]}, got {k}")
    if (score < 0).any():
        raise ValueError("score holds a negative value: mark a forbidden pair in allowed, not in score")

    ranked = np.where(allowed, score, np.int32(-1))
    column = np.argsort(-ranked, axis=1, kind="stable")[:, :k].astype(np.int32)
    best = np.take_along_axis(ranked, column, axis=1)
    column[best < 0] = -1
    return column, best
