"""Who works where, and the record of what they looked at."""

from people.models.access_event import AccessEvent, Action, LedgerHead, Purpose
from people.models.api_token import ApiToken, Holder, Scope
from people.models.notice import Notice
from people.models.qualification import Qualification
from people.models.recorded import Recorded
from people.models.region import Level, Region
from people.models.staff import Membership, Role, Sex, User

__all__ = [
    "AccessEvent",
    "Action",
    "ApiToken",
    "Holder",
    "LedgerHead",
    "Level",
    "Membership",
    "Notice",
    "Purpose",
    "Qualification",
    "Recorded",
    "Region",
    "Role",
    "Scope",
    "Sex",
    "User",
]
