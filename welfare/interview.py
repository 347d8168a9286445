"""一网办理: one interview for everything: questions until each entitlement is settled or waits for somebody else.

An answer of 不清楚 counts as asked and is not asked again; what only an authority can say (a standard, a reading of a
text) is not asked of a family.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from law.outcome import Outcome
from welfare.rules.assess import Assessment, Missing

Skip = Callable[[Missing], bool]


@dataclass(frozen=True, slots=True)
class Progress:
    """How many entitlements are settled, how many wait for somebody else, how many are still asked about."""

    settled: int
    waiting: int
    open: int

    @property
    def done(self) -> int:
        return self.settled + self.waiting

    @property
    def total(self) -> int:
        return self.done + self.open


def progress(found: Mapping[str, Assessment], skip: Skip) -> Progress:
    """Where an interview stands. ``skip``: what is not asked, as for ``next_best``."""
    still_open = sum(is_open(one, skip) for one in found.values())
    settled = sum(one.outcome is not Outcome.UNDETERMINED for one in found.values())
    return Progress(settled, len(found) - settled - still_open, still_open)


def is_open(found: Assessment, skip: Skip) -> bool:
    """Whether the family could still say something that bears on this answer."""
    return found.outcome is Outcome.UNDETERMINED and any(
        one.kind == "members" or (one.kind == "fact" and not skip(one)) for one in found.missing
    )


def setbacks(before: Mapping[str, Assessment], after: Mapping[str, Assessment], skip: Skip) -> list[str]:
    """Names of entitlements that an answer opened again: progress never goes back without saying so."""
    return [
        now.entitlement.name
        for code, now in after.items()
        if code in before and is_open(now, skip) and not is_open(before[code], skip)
    ]
