"""稳岗: of those who were placed, how many are still at work after 30, 90, 180 and 365 days.

A placement is seen from its first day until the end of the job, or, while it runs, until the last day on which somebody
said that she was there: what comes after is not known, and it counts neither as work nor as an end. Beside the plain
counts stands the estimate of E. L. Kaplan and P. Meier, Nonparametric Estimation from Incomplete Observations, J. Am.
Stat. Assoc. 53 (1958) 457-481, which uses each placement for as long as it was seen.

The estimate supposes that who could not be asked fares like the others. Whoever is out of reach has rather left, so it
is rather too high; the counts beside it show how many that concerns.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Max, Q
from scipy.stats import CensoredData, ecdf, norm

from placement.models import FollowUp
from placement.models.follow_up import DAYS

LASTING = 90
"""A placement counts as lasting when she is still there after so many days."""
FEW = 5
"""Fewer placements than this say nothing about a share."""
Z95 = float(norm.ppf(0.975))


@dataclass(frozen=True, slots=True)
class Spell:
    """One placement as it was seen.

    days  whole days from the start to the end (``left``), or to the last day on which she was known to be there
    age   days from the start to today: which follow-ups could have been asked
    kind, firm  what it is grouped by; ``firm`` is the id of an enterprise, None for others
    """

    days: int
    left: bool
    age: int
    kind: str = ""
    firm: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.days <= self.age:
            raise ValueError(f"seen for {self.days} days at the age of {self.age}")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share between 0 and 1 with its 95 % interval; without an interval where nobody has left yet, or everybody."""

    share: float
    low: float | None = None
    high: float | None = None

    @property
    def percent(self) -> int:
        """The share in whole percent."""
        return round(100 * self.share)

    @property
    def range(self) -> str:
        """The interval in whole percent: "62%—81%"; "" without one."""
        if self.low is None or self.high is None:
            return ""
        return f"{round(100 * self.low)}%—{round(100 * self.high)}%"


@dataclass(frozen=True, slots=True)
class AtDay:
    """How those stand who were placed at least ``day`` days ago (``due``), and the estimate from all.

    due = working + left + unknown; ``unknown``: nobody has said so late that she was there, and the job has not ended.
    ``seen``: placements that were seen for that long, upon which the estimate of this day rests.
    """

    day: int
    due: int
    working: int
    left: int
    unknown: int
    seen: int
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class Retention:
    """One set of placements: how many began, and how they stand at each age."""

    started: int
    at: tuple[AtDay, ...]

    @property
    def lasting(self) -> AtDay:
        """How those stand who were placed at least ninety days ago."""
        return next(one for one in self.at if one.day == LASTING)

    @property
    def young(self) -> int:
        """Placed less than ninety days ago: too early to say."""
        return self.started - self.lasting.due

    @property
    def is_small(self) -> bool:
        return self.started < FEW


def spells_of(placements: Any, as_of: date) -> list[Spell]:
    """The placements of a scoped queryset as they were seen until ``as_of``. One query."""
    said = Q(follow_ups__outcome=FollowUp.Outcome.WORKING, follow_ups__settled_on__lte=as_of)
    rows = (
        placements.filter(started_on__lte=as_of)
        .order_by()
        .annotate(seen=Max("follow_ups__settled_on", filter=said))
        .values_list("started_on", "ended_on", "seen", "kind", "enterprise")
    )
    return [spell(*row, as_of=as_of) for row in rows]


def spell(
    started_on: date, ended_on: date | None, seen: date | None, kind: str = "", firm: int | None = None, *, as_of: date
) -> Spell:
    """``seen``: the latest day on which somebody said that she works there; None if nobody ever did."""
    left = ended_on is not None and ended_on <= as_of
    until = ended_on if left and ended_on else max(started_on, seen or started_on)
    return Spell((until - started_on).days, left, (as_of - started_on).days, kind, firm)


def retention(spells: Sequence[Spell]) -> Retention:
    """Counts and estimates for the days of the follow-ups."""
    survival = _Survival(spells) if spells else None
    return Retention(len(spells), tuple(_at(spells, day, survival) for day in DAYS))


def estimate(spells: Sequence[Spell], day: int) -> Estimate | None:
    """The share that is still at work after ``day`` days; None where nobody was seen for so long, unless everybody has
    left before.

    The interval is Greenwood's, on the scale of log(-log), which stays between 0 and 1 in small sets.
    """
    return _Survival(spells).at(day) if spells else None


def steps(spells: Sequence[Spell], until: int = DAYS[-1]) -> list[tuple[int, Estimate]]:
    """The curve: each day on which the estimate changes, from day 0 on, with what holds from then; and the last day
    that can be told, at most ``until``. Empty without spells."""
    if not spells:
        return []
    survival = _Survival(spells)
    last = min(until, max(one.days for one in spells))
    days = sorted({0, last, *(one.days for one in spells if one.left and one.days <= until)})
    found = [(day, survival.at(day)) for day in days]
    return [(day, told) for day, told in found if told is not None]


def grouped(spells: Iterable[Spell], by: str) -> dict[Any, list[Spell]]:
    """The spells by ``kind`` or ``firm``."""
    groups: dict[Any, list[Spell]] = {}
    for one in spells:
        groups.setdefault(getattr(one, by), []).append(one)
    return groups


# Mechanics ------------------------------------------------------------------------------------------------------------


class _Survival:
    """The estimate of one set of spells, worked out once for all days that are asked."""

    def __init__(self, spells: Sequence[Spell]) -> None:
        left = np.sort([one.days for one in spells if one.left])
        seen = np.sort([one.days for one in spells])
        running = [one.days for one in spells if not one.left]
        self._shares = ecdf(CensoredData(uncensored=left if len(left) else None, right=running or None)).sf
        self._longest = int(seen[-1])
        self._ends, leaving = np.unique(left, return_counts=True)
        at_risk = len(seen) - np.searchsorted(seen, self._ends, side="left")
        # Greenwood: the sum of d / (n (n - d)); infinite where the last one leaves, whose share is 0 anyway.
        with np.errstate(divide="ignore"):
            self._spread = np.cumsum(leaving / (at_risk * (at_risk - leaving).astype(float)))

    def at(self, day: int) -> Estimate | None:
        share = float(np.clip(self._shares.evaluate(day), 0.0, 1.0))
        # Rounding leaves a little of nothing.
        share = 0.0 if share < 1e-12 else share
        if share and self._longest < day:
            return None
        if share in (0.0, 1.0):
            return Estimate(share)
        variance = float(self._spread[np.searchsorted(self._ends, day, side="right") - 1])
        width = Z95 * math.sqrt(variance) / -math.log(share)
        return Estimate(share, share ** math.exp(width), share ** math.exp(-width))


def _at(spells: Sequence[Spell], day: int, survival: _Survival | None) -> AtDay:
    due = [one for one in spells if one.age >= day]
    left = sum(one.left and one.days <= day for one in due)
    # Who left later was there on the day, and so was who was seen there on it or after.
    working = sum(one.days > day if one.left else one.days >= day for one in due)
    seen = sum(one.days >= day for one in spells)
    told = survival.at(day) if survival else None
    return AtDay(day, len(due), working, left, len(due) - working - left, seen, told)
