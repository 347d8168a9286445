"""Tables of the room where the two wings meet; import the leaf."""

from placement.models.enrolment import Attendance, DropReason, Enrolment, EnrolmentEvent, EnrolmentState
from placement.models.follow_up import FollowUp
from placement.models.override import BarOverride
from placement.models.placement import Placement
from placement.models.placement_event import PlacementEvent
from placement.models.reasons import ClientReason, EmployerReason, EndReason, WithdrawReason
from placement.models.referral import By, Referral, ReferralEvent
from placement.models.release_plan import ReleasePlan
from placement.models.search_pause import SearchPause
from placement.models.shortlist import Shortlist
from placement.models.told_fit import ToldFit

__all__ = [
    "Attendance",
    "BarOverride",
    "By",
    "ClientReason",
    "DropReason",
    "EmployerReason",
    "EndReason",
    "Enrolment",
    "EnrolmentEvent",
    "EnrolmentState",
    "FollowUp",
    "Placement",
    "PlacementEvent",
    "Referral",
    "ReferralEvent",
    "ReleasePlan",
    "SearchPause",
    "Shortlist",
    "ToldFit",
    "WithdrawReason",
]
