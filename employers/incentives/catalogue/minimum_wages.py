"""The minimum wage of the case's place in a month: as the case says, else as law/ has it on record, else unknown."""

from decimal import Decimal

from employers.incentives.case import Case
from employers.incentives.incentive import Parameter
from employers.incentives.months import Month
from law import minimum_wage

MINIMUM_WAGE = Parameter(
    code="minimum_wage",
    text="当地月最低工资标准",
    unit="元/月",
    places=minimum_wage.MONTHLY,
)


def monthly_minimum(case: Case, month: Month) -> Decimal | None:
    """元/月, of the first day of the month. A number that the case gives holds for every month."""
    if MINIMUM_WAGE.code in case.parameters:
        return case.parameters[MINIMUM_WAGE.code]
    dated = minimum_wage.lowest(case.region, month.first_day)
    return None if dated is None else dated.value
