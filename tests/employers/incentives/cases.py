"""Builders of cases: a firm of 广州 with the hires and taxes that a test names."""

from datetime import date
from decimal import Decimal

from employers.incentives.case import Case, Hire, Payable, Status, Tax
from employers.incentives.months import Month, Period

GUANGDONG = "440106"
INNER_MONGOLIA = "150602"
YEAR_END = date(2025, 12, 31)
VAT, URBAN, EDUCATION, LOCAL = Tax.VAT, Tax.URBAN, Tax.EDUCATION, Tax.LOCAL_EDUCATION


def yuan(amount) -> Decimal:
    return Decimal(str(amount))


def months(first: str, last: str) -> frozenset[Month]:
    return frozenset(Period(Month.parse(first), Month.parse(last)).months)


def a_hire(key="1", insured=("2025-01", "2025-12"), **given) -> Hire:
    """Registered as unemployed for half a year, three years of contract from the first insured month."""
    insured = months(*insured) if isinstance(insured, tuple) else insured
    start = min(insured).first_day if insured else date(2025, 1, 1)
    standard = {
        "statuses": {Status.UNEMPLOYED_HALF_YEAR: True, Status.OUT_OF_POVERTY: False},
        "contract_from": start,
        "contract_until": date(start.year + 3, start.month, 1),
    }
    return Hire(**{"key": key, "insured": insured, **standard, **given})


def payables(period="2025", **amounts) -> tuple[Payable, ...]:
    """vat=12000, urban_construction=840 …, all of one period."""
    return tuple(Payable(Tax(kind), Period.parse(period), yuan(amount)) for kind, amount in amounts.items())


def a_case(incentive="key_group_hire", on=YEAR_END, region=GUANGDONG, **given) -> Case:
    return Case(id="c1", incentive=incentive, on=on, region=region, **given)
