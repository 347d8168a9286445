"""Every incentive, one file per family. The order is the order of the pages."""

from employers.incentives.catalogue import (
    disabled_refund,
    donation,
    key_groups,
    post_subsidy,
    self_employed,
    six_taxes,
    small_firms,
    social_insurance_subsidy,
)
from employers.incentives.incentive import Incentive

INCENTIVES: tuple[Incentive, ...] = (
    key_groups.HIRE,
    self_employed.OWN,
    six_taxes.SIX_TAXES,
    small_firms.CORPORATE,
    small_firms.INDIVIDUAL,
    disabled_refund.DISABLED_VAT_REFUND,
    donation.DONATION,
    social_insurance_subsidy.SOCIAL_INSURANCE_SUBSIDY,
    post_subsidy.POST_SUBSIDY,
)
CATALOGUE: dict[str, Incentive] = {incentive.code: incentive for incentive in INCENTIVES}
