"""The arithmetic of a funnel: how many are left after each step, and of how many nobody knows yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ui.cells import is_number, why_none
from ui.charts import part


class Share(NamedTuple):
    """A share in whole percent: ``low`` to ``high``, the same where everything is known; None where nothing is."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Stage:
    """One step. ``length`` and ``open`` in percent of the bar: those who took it, those of whom it is not known yet."""

    label: str
    count: float | str | None
    unknown: float | str
    length: float
    open: float
    of_previous: Share | None
    of_first: Share | None
    why: str
    href: str


@dataclass(frozen=True)
class Funnel:
    stages: list[Stage]
    hidden: bool
    unknown: bool


def funnel(steps: Sequence[object]) -> Funnel:
    """The steps in order, each with ``label``, ``count`` and perhaps ``unknown`` and ``href``.

    count    how many are known to have taken it: a number, ``HIDDEN``, or None where nobody counted
    unknown  of how many it cannot be told yet (their 90 days are not over), added to the bar but not to the count;
             ``HIDDEN``: of some, and then there are no shares

    A share lies between its lowest (none of the unknown took the step) and its highest value (all of them did).
    Raises ValueError for a negative number.
    """
    given = [(part(step, "count"), part(step, "unknown") or 0) for step in steps]
    numbers = [float(number) for pair in given for number in pair if is_number(number)]
    if any(number < 0 for number in numbers):
        raise ValueError("nobody is fewer than none")
    ends = [float(count) + (float(open_) if is_number(open_) else 0) for count, open_ in given if is_number(count)]
    most = max(ends, default=0) or 1.0
    before_each = [None, *given][:-1]
    stages = [
        Stage(
            label=str(part(step, "label")),
            count=count,
            unknown=open_,
            length=round(100 * float(count) / most, 3) if is_number(count) else 0.0,
            open=round(100 * float(open_) / most, 3) if is_number(count) and is_number(open_) else 0.0,
            of_previous=_share(count, open_, before),
            of_first=_share(count, open_, given[0]) if before else None,
            why=why_none(count),
            href=part(step, "href", "") or "",
        )
        for step, before, (count, open_) in zip(steps, before_each, given, strict=True)
    ]
    return Funnel(
        stages, any("hidden" in (stage.why, stage.unknown) for stage in stages), any(stage.open for stage in stages)
    )


def _share(count: object, open_: object, whole: tuple[object, object] | None) -> Share | None:
    """What part of ``whole`` came so far; None where one of the numbers is missing, nobody was there, or more came than
    were there: then the steps were counted apart, and the one is no part of the other."""
    if whole is None or not whole[0]:
        return None
    of, open_of = whole
    if not (is_number(count) and is_number(open_) and is_number(of) and is_number(open_of)):
        return None
    if float(count) > float(of) + float(open_of):
        return None
    low = 100 * float(count) / (float(of) + float(open_of))
    high = 100 * (float(count) + float(open_)) / float(of)
    return Share(round(low), round(max(low, min(100.0, high))))
