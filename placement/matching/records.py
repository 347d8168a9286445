"""Who seeks and what is offered, as plain records. Files and the database build the same two.

None always means "nobody wrote it down". Codes are those of ``lexicon``: occupations, industries (GB/T 4754), work
features, shifts, education, certificates and post kinds. Places are GB/T 2260 codes of any level, points are degrees
(one datum for all). Sex is not a field, whatever an advertisement asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from lexicon.features import Education, PostKind, Shift, WorkFeature
from placement.matching.case import Case, Override

_NOTHING: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One vacancy as matching sees it.

    wage_min, wage_max   元/月; the same twice for one amount, no wage_max for 以上, no wage_min for 最高
    features             work features stated; with ``features_complete`` those not stated are known to be absent
    shifts               each shift that the post offers; a seeker needs one of them
    hours                beginning and end of the day shift, minutes after midnight
    rest_days            weekdays off, Monday 0
    appointment_leave    whether short leave for a regular appointment is given
    certificates         codes required, all of them; driving licences (``driving…``) among them
    kinds                post kinds that a statute names; an empty set means that it is none of them
    fresh_until          last day on which the vacancy counts as fresh
    """

    id: str
    title: str
    text: str = ""
    occupation: str | None = None
    industry: str | None = None
    wage_min: float | None = None
    wage_max: float | None = None
    region: str | None = None
    longitude: float | None = None
    latitude: float | None = None
    shifts: frozenset[Shift] | None = None
    hours: tuple[int, int] | None = None
    rest_days: frozenset[int] | None = None
    appointment_leave: bool | None = None
    features: frozenset[WorkFeature] = frozenset()
    features_complete: bool = False
    education: Education | None = None
    certificates: frozenset[str] | None = None
    kinds: frozenset[PostKind] | None = None
    headcount_left: int | None = None
    fresh_until: date | None = None
    board: bool | None = None
    lodging: bool | None = None
    insurance: bool | None = None


@dataclass(frozen=True, slots=True)
class Appointment:
    """A regular appointment that the work must leave room for: a sign-in, a dose, a treatment, a test.

    label     what the worker reads: 签到, 服药, 到检
    weekdays  Monday 0; all seven for every day
    start     minutes after midnight; the seeker must be free for 30 minutes somewhere between ``start`` and ``end``
    """

    label: str
    weekdays: frozenset[int]
    start: int
    end: int

    @property
    def daily(self) -> bool:
        """Too often for taking leave each time."""
        return len(self.weekdays) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeker:
    """One person as matching sees her.

    wished, past     occupation codes asked for and worked in
    skills           words of skills, as labels
    certificates     code -> last valid day, None for no end; ``certificates_complete`` when there are no others
    wage_floor       元/月
    districts        region codes accepted; with a radius as well, both must hold
    limits           work feature -> True can, False cannot, None asked and not known; absent is not recorded
    shifts           shifts accepted
    appointments     an empty tuple means that there are none
    undated          labels of appointments that there are, now and then, on days that nobody has written down
    executing_county the county that she may not leave for days without written leave; None where there is none
    case             facts that occupational bars look at; None for somebody who is not a rehabilitation client as
                     far as this record says: then a bar only leaves a question and never blocks
    """

    id: str
    text: str = ""
    wished: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    certificates: Mapping[str, date | None] = field(default_factory=lambda: _NOTHING)
    certificates_complete: bool = False
    education: Education | None = None
    birth_date: date | None = None
    wage_floor: float | None = None
    districts: frozenset[str] | None = None
    longitude: float | None = None
    latitude: float | None = None
    radius_km: float | None = None
    shifts: frozenset[Shift] | None = None
    limits: Mapping[WorkFeature, bool | None] = field(default_factory=lambda: _NOTHING)
    appointments: tuple[Appointment, ...] | None = None
    undated: tuple[str, ...] = ()
    executing_county: str | None = None
    excluded_industries: frozenset[str] = frozenset()
    case: Case | None = None
    overrides: tuple[Override, ...] = ()

    def valid_certificates(self, as_of: date) -> frozenset[str]:
        """Codes held and not expired on that day."""
        return frozenset(code for code, last in self.certificates.items() if last is None or last >= as_of)
