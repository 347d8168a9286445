"""Means, where the line is not that of 低保: last year's local income, and limits of property that nobody has seen."""

from welfare.rules.dictionary import (
    business_income_month,
    dwellings_count,
    financial_assets_total,
    has_business_registration,
    has_motor_vehicle,
    has_nonres_property,
    property_income_month,
    property_within_limits_stated,
    transfer_income_month,
    wage_income_month,
)
from welfare.rules.expressions import Condition, Number, all_of, any_of, no
from welfare.rules.members import PerHead
from welfare.rules.standards import Standard

MONTHS = 12

disposable_income_last_year = Standard(
    "disposable_income_last_year",
    "上年度当地居民人均可支配收入",
    unit="元/年",
    also=("disposable_income", "上年度居民人均可支配收入", "人均可支配收入"),
)
"""Published by each place every spring; none of ours was seen, so there are no rows and a case states its own."""

all_income = (wage_income_month + business_income_month + property_income_month + transfer_income_month).worded(
    "本人月收入"
)
"""What one person takes in during a month, nothing left out."""


def is_below_local_income(income_month: Number | PerHead) -> Condition:
    """A monthly income, of a head or of one person, lower than last year's local average; equal is not lower."""
    return (MONTHS * income_month < disposable_income_last_year).worded("收入低于上年度当地居民人均可支配收入")


owns_nothing = all_of(
    financial_assets_total <= 0,
    dwellings_count <= 0,
    no(has_nonres_property),
    no(has_motor_vehicle),
    no(has_business_registration),
).worded("没有存款、房产、车辆和市场主体登记")

property_within_unseen_limits = any_of(
    property_within_limits_stated, all_of(no(property_within_limits_stated.is_recorded()), owns_nothing)
)
"""Where no number of the place is known: what somebody looked into counts, and owning nothing is within any limit."""
