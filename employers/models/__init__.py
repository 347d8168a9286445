"""Enterprises and their contacts, their vacancies, and lists that were uploaded."""

from employers.models.base import PlacementBase
from employers.models.contact import Contact
from employers.models.enterprise import Enterprise, Size
from employers.models.expiry_reminder import ExpiryReminder
from employers.models.registration import Registration
from employers.models.upload import Upload
from employers.models.vacancy import Datum, Vacancy
from employers.models.vacancy_event import VacancyEvent
from employers.models.vacancy_moves import By, Cause, Result, State
from employers.models.verification import Reason, Verification

__all__ = [
    "By",
    "Cause",
    "Contact",
    "Datum",
    "Enterprise",
    "ExpiryReminder",
    "PlacementBase",
    "Reason",
    "Registration",
    "Result",
    "Size",
    "State",
    "Upload",
    "Vacancy",
    "VacancyEvent",
    "Verification",
]
