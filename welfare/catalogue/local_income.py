"""上年度当地居民人均可支配收入: the line of those whose spending, not their income, makes them poor."""

from welfare.rules.expressions import Condition, Number
from welfare.rules.members import PerHead
from welfare.rules.standards import Standard

disposable_income_last_year = Standard(
    "disposable_income_last_year",
    "上年度当地居民人均可支配收入",
    unit="元/年",
    also=("disposable_income", "上年度居民人均可支配收入", "人均可支配收入"),
)
"""Published by each place every spring; none of ours was seen, so there are no rows and a case states its own."""

MONTHS = 12


def is_below_local_income(income_month: Number | PerHead) -> Condition:
    """A monthly income, of a head or of one person, lower than last year's local average; equal is not lower."""
    return (MONTHS * income_month < disposable_income_last_year).worded("收入低于上年度当地居民人均可支配收入")
