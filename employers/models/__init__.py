"""Enterprises and their contacts, vacancies, hires, dossiers, training, and lists that were uploaded."""

from employers.models.announced import Announced, AnnouncedHead
from employers.models.base import BaseAgreement, PlacementBase
from employers.models.contact import Contact
from employers.models.dossier import Claim, Dossier, DossierEvent, DossierPaper
from employers.models.dossier_reminder import DossierReminder
from employers.models.enterprise import Enterprise, Size
from employers.models.expiry_reminder import ExpiryReminder
from employers.models.fair import Fair, FairState
from employers.models.fair_guest import FairEvent, FairGuest, LetterOfIntent
from employers.models.firm_year import FirmYear, TaxReturn
from employers.models.hire import Hire, InsuredSpell
from employers.models.registration import Registration
from employers.models.sent_vacancy import SentVacancy
from employers.models.training import Cohort, Course, PostCommitment, TrainingBase
from employers.models.upload import Upload
from employers.models.vacancy import Datum, Vacancy
from employers.models.vacancy_event import VacancyEvent
from employers.models.vacancy_moves import By, Cause, Result, State
from employers.models.verification import Reason, Verification

__all__ = [
    "Announced",
    "AnnouncedHead",
    "BaseAgreement",
    "By",
    "Cause",
    "Claim",
    "Cohort",
    "Contact",
    "Course",
    "Datum",
    "Dossier",
    "DossierEvent",
    "DossierPaper",
    "DossierReminder",
    "Enterprise",
    "ExpiryReminder",
    "Fair",
    "FairEvent",
    "FairGuest",
    "FairState",
    "FirmYear",
    "Hire",
    "InsuredSpell",
    "LetterOfIntent",
    "PlacementBase",
    "PostCommitment",
    "Reason",
    "Registration",
    "Result",
    "SentVacancy",
    "Size",
    "State",
    "TaxReturn",
    "TrainingBase",
    "Upload",
    "Vacancy",
    "VacancyEvent",
    "Verification",
]
