"""Every entitlement known here, one line each: first what a household lives on, then what that opens."""

from welfare.catalogue.destitute_support import DESTITUTE_SUPPORT
from welfare.catalogue.disability_allowance import DISABILITY_ALLOWANCE
from welfare.catalogue.grace_period import GRACE_PERIOD
from welfare.catalogue.hiv_care import HIV_CARE
from welfare.catalogue.housing_aid import HOUSING_AID
from welfare.catalogue.insurance_premium_aid import INSURANCE_PREMIUM_AID
from welfare.catalogue.legal_aid import LEGAL_AID
from welfare.catalogue.maintenance_support import MAINTENANCE_SUPPORT
from welfare.catalogue.medical_aid import MEDICAL_AID
from welfare.catalogue.minimum_living import MINIMUM_LIVING
from welfare.catalogue.minimum_wage import MINIMUM_WAGES
from welfare.catalogue.near_minimum import NEAR_MINIMUM
from welfare.catalogue.ordos_2014 import ORDOS_2014
from welfare.catalogue.rigid_expense import RIGID_EXPENSE
from welfare.catalogue.school_aid import SCHOOL_AID, STUDENT_LOAN
from welfare.catalogue.temporary_relief import TEMPORARY_RELIEF
from welfare.catalogue.unattended_child import UNATTENDED_CHILD
from welfare.rules.entitlement import Entitlement
from welfare.rules.standards import Standard

CATALOGUE: tuple[Entitlement, ...] = (
    MINIMUM_LIVING,
    GRACE_PERIOD,
    NEAR_MINIMUM,
    RIGID_EXPENSE,
    DESTITUTE_SUPPORT,
    TEMPORARY_RELIEF,
    MEDICAL_AID,
    UNATTENDED_CHILD,
    INSURANCE_PREMIUM_AID,
    SCHOOL_AID,
    STUDENT_LOAN,
    HOUSING_AID,
    DISABILITY_ALLOWANCE,
    *ORDOS_2014,
    MAINTENANCE_SUPPORT,
    HIV_CARE,
    LEGAL_AID,
)

BY_CODE: dict[str, Entitlement] = {entitlement.code: entitlement for entitlement in CATALOGUE}

READ_BY_NO_RULE: tuple[Standard, ...] = MINIMUM_WAGES
"""Numbers of places that stand beside the entitlements: listed, dated and reviewed like those that rules read."""
