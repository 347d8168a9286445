"""The tables of assistance."""

from welfare.models.application import Application, ApplicationEvent, Deadline
from welfare.models.benefit import Benefit
from welfare.models.calendar import CalendarDay, CalendarNotice
from welfare.models.determination import Determination, HouseholdSnapshot, Screening
from welfare.models.gap import TakeUpGap
from welfare.models.gap_event import TakeUpGapEvent
from welfare.models.standard import ImpactLine, ImpactPreview, StandardRow

__all__ = [
    "Application",
    "ApplicationEvent",
    "Benefit",
    "CalendarDay",
    "CalendarNotice",
    "Deadline",
    "Determination",
    "HouseholdSnapshot",
    "ImpactLine",
    "ImpactPreview",
    "Screening",
    "StandardRow",
    "TakeUpGap",
    "TakeUpGapEvent",
]
