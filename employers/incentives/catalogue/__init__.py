"""Every incentive, one file per family. The order is the order of the pages."""

from employers.incentives.catalogue import (
    disability_levy,
    disabled_refund,
    disabled_wages,
    donation,
    job_expansion,
    key_groups,
    loan,
    post_subsidy,
    public_post,
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
    disabled_wages.DISABLED_WAGE_DEDUCTION,
    disability_levy.DISABILITY_LEVY,
    donation.DONATION,
    social_insurance_subsidy.SOCIAL_INSURANCE_SUBSIDY,
    post_subsidy.POST_SUBSIDY,
    public_post.PUBLIC_WELFARE_POST_SUBSIDY,
    job_expansion.JOB_EXPANSION_SUBSIDY,
    loan.STARTUP_LOAN,
)
CATALOGUE: dict[str, Incentive] = {incentive.code: incentive for incentive in INCENTIVES}
