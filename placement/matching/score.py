"""How good a permitted match is: four contributions in points that add up to the score shown, 0 to 100.

    relevance   60   how near the work is to what the person wants and can do
    wage        15   nothing at the floor, all of it at one and a half times the floor
    distance    15   all of it next door, nothing from 25 km on, as the crow flies
    retention   10   social insurance 4, day shift only 3, meals 1.5, lodging 1.5: what was stated, nothing guessed

Wage, distance and retention count in full from a relevance of one half and in proportion below it: good pay does not
make somebody a candidate for a trade that is not hers. What is not known adds nothing. A pair of thin records is
therefore ranked by relevance alone.

Scores are whole ten-thousandths of a point (int32), so that sums are exact and equal on every machine.
"""

from dataclasses import dataclass

import numpy as np

from lexicon.features import Shift
from placement.matching.constraints.place import distance_km
from placement.matching.pool import YES, PostColumns, SeekerColumns

UNIT = 10_000
"""Steps per point."""
RELEVANCE, WAGE, DISTANCE, RETENTION = 60, 15, 15, 10
FULL_FROM = 0.5
RICH = 1.5
FAR_KM = 25.0
INSURANCE, STEADY, BOARD, LODGING = 4.0, 3.0, 1.5, 1.5


@dataclass(frozen=True, slots=True)
class Contributions:
    """int32 (n_seekers, n_posts) each, in steps of ``1 / UNIT`` point, none negative."""

    relevance: np.ndarray
    wage: np.ndarray
    distance: np.ndarray
    retention: np.ndarray

    @property
    def score(self) -> np.ndarray:
        """int32, at most ``100 * UNIT``."""
        return np.asarray(self.relevance + self.wage + self.distance + self.retention)

    def of(self, row: int, column: int) -> dict[str, float]:
        """The points of one pair by name, in the order of the table above."""
        return {name: points(getattr(self, name)[row, column]) for name in self.__slots__}


def contributions(relevance: np.ndarray, seekers: SeekerColumns, posts: PostColumns) -> Contributions:
    """All four contributions of all pairs.

    relevance  (n_seekers, n_posts) float32 in [0, 1]

    Raises ValueError if its shape differs from the columns' or a value is not in [0, 1].
    """
    if relevance.shape != (len(seekers), len(posts)):
        raise ValueError(f"relevance is {relevance.shape}, the columns are {(len(seekers), len(posts))}")
    if not ((relevance >= 0) & (relevance <= 1)).all():
        raise ValueError("relevance must lie in 0..1 and be finite")
    near = relevance.astype(np.float64)
    weight = np.minimum(near / FULL_FROM, 1.0)
    return Contributions(
        _steps(near * RELEVANCE),
        _steps(weight * WAGE * _wage_fit(seekers, posts)),
        _steps(weight * DISTANCE * _nearness(seekers, posts)),
        _steps(weight * _retention(posts)[None, :]),
    )


def points(steps: np.integer | int) -> float:
    """Steps as points with four decimals: the nearest float, so that it prints as it is meant."""
    return int(steps) / UNIT


def _wage_fit(seekers: SeekerColumns, posts: PostColumns) -> np.ndarray:
    """0 at the floor or where nothing is known, 1 from ``RICH`` times the floor; of a range its middle counts."""
    floor = seekers.wage_floor[:, None]
    low, high = posts.wage_min, posts.wage_max
    middle = ((np.where(np.isnan(low), high, low) + np.where(np.isnan(high), low, high)) / 2)[None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        fit = (middle / floor - 1.0) / (RICH - 1.0)
    return np.asarray(np.clip(np.where(floor > 0, np.nan_to_num(fit), 0.0), 0.0, 1.0))


def _nearness(seekers: SeekerColumns, posts: PostColumns) -> np.ndarray:
    """1 at the door, 0 from ``FAR_KM`` on or where a position is unknown."""
    fit = np.zeros((len(seekers), len(posts)))
    placed = ~np.isnan(seekers.points[:, 0])
    if placed.any():
        km = distance_km(seekers.points[placed], posts.points)
        fit[placed] = np.clip(1.0 - np.where(np.isnan(km), FAR_KM, km) / FAR_KM, 0.0, 1.0)
    return fit


def _retention(posts: PostColumns) -> np.ndarray:
    """float64 (n_posts,) points for what keeps people: only what the post states."""
    day_only = posts.shifts == np.uint64(1 << list(Shift).index(Shift.DAY))
    return np.asarray(
        INSURANCE * (posts.insurance == YES)
        + STEADY * day_only
        + BOARD * (posts.board == YES)
        + LODGING * (posts.lodging == YES)
    )


def _steps(values: np.ndarray) -> np.ndarray:
    return np.asarray(np.rint(values * UNIT), np.int32)
