"""The tables of the case zone."""

from clients.models.ability import ClientCertificate, Skill, WorkExperience
from clients.models.client import Client
from clients.models.consent import Consent, ConsentField, ConsentPurpose, Disclosure
from clients.models.evidence import Grade, HouseholdFact, Paper
from clients.models.hand_over import HandOver
from clients.models.help import HelpEvent
from clients.models.household import HouseholdMember
from clients.models.intake import Intake
from clients.models.look_up import LookUp
from clients.models.measure import BarFact, RehabMeasure
from clients.models.number import NumberSeries
from clients.models.personal_link import PersonalLink
from clients.models.scoped import UnscopedQuery
from clients.models.service import EmploymentService
from clients.models.wish import FixedTime, Limit, Wish

__all__ = [
    "BarFact",
    "Client",
    "ClientCertificate",
    "Consent",
    "ConsentField",
    "ConsentPurpose",
    "Disclosure",
    "EmploymentService",
    "FixedTime",
    "Grade",
    "HandOver",
    "HelpEvent",
    "HouseholdFact",
    "HouseholdMember",
    "Intake",
    "Limit",
    "LookUp",
    "NumberSeries",
    "Paper",
    "PersonalLink",
    "RehabMeasure",
    "Skill",
    "UnscopedQuery",
    "Wish",
    "WorkExperience",
]
