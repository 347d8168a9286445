"""Builders of subsidised hires: recognised, three years of contract in 广州, the firm's share paid."""

from datetime import date
from decimal import Decimal

from employers.incentives.case import Case, Hire, Insurance, Status
from employers.incentives.catalogue.post_subsidy import POST_SUBSIDY
from employers.incentives.catalogue.social_insurance_subsidy import SOCIAL_INSURANCE_SUBSIDY
from employers.incentives.months import Month, Period

YEAR_END = date(2025, 12, 31)
SHARE = {
    Insurance.PENSION: Decimal("640.00"),
    Insurance.MEDICAL: Decimal("340.00"),
    Insurance.UNEMPLOYMENT: Decimal("32.00"),
    Insurance.INJURY: Decimal("16.00"),
}


def months(first: str, last: str) -> frozenset[Month]:
    return frozenset(Period(Month.parse(first), Month.parse(last)).months)


def a_hire(insured=("2025-01", "2025-12"), **known) -> Hire:
    usual = {
        "key": "1",
        "statuses": {Status.HARD_TO_EMPLOY: True},
        "contract_from": date(2025, 1, 1),
        "contract_until": date(2027, 12, 31),
        "insured": months(*insured) if isinstance(insured, tuple) else insured,
        "contributions": SHARE,
        "dispatched": False,
    }
    return Hire(**{**usual, **known})


def insurance(*hires, on=YEAR_END, region="440106", **facts):
    case = Case(id="社保", incentive="social_insurance_subsidy", on=on, region=region, hires=hires, facts=facts)
    return SOCIAL_INSURANCE_SUBSIDY.compute(case)


def post(*hires, on=YEAR_END, region="440106", parameters=None, **facts):
    given_numbers = {"per_month": Decimal(300)} if parameters is None else parameters
    case = Case(
        id="岗位", incentive="post_subsidy", on=on, region=region, hires=hires, facts=facts, parameters=given_numbers
    )
    return POST_SUBSIDY.compute(case)
