"""What the clocks are counted from. Plain facts; who keeps them and where is not known here."""

from dataclasses import dataclass
from datetime import date

from law.terms import Measure


@dataclass(frozen=True, slots=True)
class Pause:
    """中止: detained or arrested. ``end`` is the day on which the measure goes on again, None while it stands still."""

    start: date
    end: date | None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"a pause goes on again on {self.end}, before it began on {self.start}")


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """One period of one measure.

    kind          a value of ``law.terms.Measure``
    start         of 社区戒毒 and 社区康复 the day of the report-in, of 强制隔离戒毒 the first day inside; None: not yet
    decided_on    day of the decision, None where nobody wrote it down
    end           the day it was over, as recorded; None while it runs
    carried_days  days served before a change from 强制隔离戒毒 to 社区戒毒; 0: it was not changed; None: nobody knows
    agreement_on  day on which the agreement was signed
    """

    kind: str
    start: date | None
    decided_on: date | None = None
    end: date | None = None
    carried_days: int | None = 0
    pauses: tuple[Pause, ...] = ()
    agreement_on: date | None = None

    def __post_init__(self) -> None:
        if self.carried_days is not None and self.carried_days < 0:
            raise ValueError(f"days served cannot be {self.carried_days}")

    @property
    def measure(self) -> Measure:
        """Raises ValueError for a kind that the law does not know."""
        return Measure(self.kind)

    @property
    def served_before(self) -> int | None:
        """Days that count toward this term; a change leads to 社区戒毒 alone (戒毒条例第三十一条)."""
        return self.carried_days if self.kind == Measure.COMMUNITY_TREATMENT else 0

    @property
    def is_community(self) -> bool:
        return self.kind in COMMUNITY


COMMUNITY = (Measure.COMMUNITY_TREATMENT, Measure.COMMUNITY_RECOVERY)
"""What a street carries out. 社区康复 follows the rules of 社区戒毒 where it has none of its own (禁毒法第四十八条)."""


@dataclass(frozen=True, slots=True)
class ReportIn:
    """A duty to report at the street.

    counted_from  the decision was received, the site let her go, or the place changed on this day
    cause         "decision", "release" or "moved"
    kind          the measure that is reported for, "" where it is not said
    """

    counted_from: date
    cause: str
    reported_on: date | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Absence:
    """Days outside the executing county. ``until`` is the last day away, None: not back yet.

    with_leave  False: without leave; None: nobody knows
    """

    since: date
    until: date | None
    with_leave: bool | None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ValueError(f"back on {self.until}, before leaving on {self.since}")
