"""The tables of the case zone."""

from clients.models.ability import ClientCertificate, Skill, WorkExperience
from clients.models.client import Client
from clients.models.clock import KeptDay, Leave, ReportIn
from clients.models.consent import Consent, ConsentField, ConsentPurpose, Disclosure
from clients.models.duty import Department, Duty, DutyEvent
from clients.models.evidence import Grade, HouseholdFact, Paper
from clients.models.fact_check import FactCheck, FactSample
from clients.models.hand_over import HandOver
from clients.models.help import HelpCorrection, HelpEvent, HelpRemark
from clients.models.household import HouseholdMember
from clients.models.intake import Intake
from clients.models.look_up import LookUp
from clients.models.measure import BarFact, MeasurePause, RehabMeasure
from clients.models.number import NumberSeries
from clients.models.pairing import Cadre, Pairing
from clients.models.personal_link import PersonalLink
from clients.models.plan import Goal, Plan, PlanReview
from clients.models.scoped import UnscopedQuery
from clients.models.service import EmploymentService
from clients.models.transfer import Transfer
from clients.models.wish import FixedTime, Limit, Wish

__all__ = [
    "BarFact",
    "Cadre",
    "Client",
    "ClientCertificate",
    "Consent",
    "ConsentField",
    "ConsentPurpose",
    "Department",
    "Disclosure",
    "Duty",
    "DutyEvent",
    "EmploymentService",
    "FactCheck",
    "FactSample",
    "FixedTime",
    "Goal",
    "Grade",
    "HandOver",
    "HelpCorrection",
    "HelpEvent",
    "HelpRemark",
    "HouseholdFact",
    "HouseholdMember",
    "Intake",
    "KeptDay",
    "Leave",
    "Limit",
    "LookUp",
    "MeasurePause",
    "NumberSeries",
    "Pairing",
    "Paper",
    "PersonalLink",
    "Plan",
    "PlanReview",
    "RehabMeasure",
    "ReportIn",
    "Skill",
    "Transfer",
    "UnscopedQuery",
    "Wish",
    "WorkExperience",
]
