"""Case clocks: what falls due in a case, when, why that day, and where it is written. No framework, nothing stored."""

from law.case_clocks.calendars import Phase, Schedule
from law.case_clocks.clock import Clock, Kind, Series
from law.case_clocks.control import control_end
from law.case_clocks.facts import COMMUNITY, Absence, MeasureFacts, Pause, ReportIn
from law.case_clocks.handing_over import hand_over
from law.case_clocks.leave import Threshold, absences, days_away, leave_needed, leave_return
from law.case_clocks.pauses import is_paused
from law.case_clocks.planned import tests, visits
from law.case_clocks.released import end_notice, release_contact
from law.case_clocks.reporting import agreement, report_in
from law.case_clocks.terms import statutory_end, term_end, years_after

__all__ = [
    "COMMUNITY",
    "Absence",
    "Clock",
    "Kind",
    "MeasureFacts",
    "Pause",
    "Phase",
    "ReportIn",
    "Schedule",
    "Series",
    "Threshold",
    "absences",
    "agreement",
    "control_end",
    "days_away",
    "end_notice",
    "hand_over",
    "is_paused",
    "leave_needed",
    "leave_return",
    "release_contact",
    "report_in",
    "statutory_end",
    "term_end",
    "tests",
    "visits",
    "years_after",
]
