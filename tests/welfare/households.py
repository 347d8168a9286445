"""Households for the tests of rules: everything answered unless a test says otherwise."""

from welfare.rules.read import read_household

NO_PROPERTY = {
    "financial_assets_total": 0,
    "dwellings_count": 0,
    "has_nonres_property": False,
    "has_motor_vehicle": False,
    "has_business_registration": False,
}
NO_INCOME = {
    "wage_income_month": 0,
    "business_income_month": 0,
    "property_income_month": 0,
    "transfer_income_month": 0,
}
HEALTHY = {"disability_grade": "无", "disability_category": "无", "serious_illness_listed": False}

ORDOS = "150602"
GUANGZHOU = "440103"
ZHUHAI = "440402"
GUIYANG = "520103"


def a_member(relation, **facts):
    """An adult without income or custody, living with the applicant."""
    grown = {"birth_date": "1985-03-01", "lives_together": True, "custody_status": "无"}
    return {"relation_to_applicant": relation} | grown | NO_INCOME | HEALTHY | facts


def a_child(born="2015-09-01", **facts):
    return a_member("子女", birth_date=born, **facts)


def a_household(*members, day="2024-06-03", region=ZHUHAI, urban=True, **facts):
    raw = {"as_of_date": day, "region": region, "urban": urban, "members": list(members)} | NO_PROPERTY | facts
    return read_household(raw)


def without(facts, *codes):
    """The same answers with some not mentioned."""
    return {code: answer for code, answer in facts.items() if code not in codes}
