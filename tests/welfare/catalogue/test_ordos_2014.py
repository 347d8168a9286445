"""鄂尔多斯's additions: six clauses that can only add."""

import pytest

from law.outcome import Outcome
from tests.welfare.households import GUANGZHOU, ORDOS, a_child, a_household, a_member, without
from welfare.catalogue.minimum_living import MINIMUM_LIVING
from welfare.catalogue.ordos_2014 import ORDOS_2014
from welfare.rules.assess import assess
from welfare.rules.composition import is_counted
from welfare.rules.polarity import refusals_for_history

ELIGIBLE, INELIGIBLE, UNDETERMINED = Outcome.ELIGIBLE, Outcome.INELIGIBLE, Outcome.UNDETERMINED


def look(number, *members, **facts):
    household = a_household(*members, **{"region": ORDOS, "day": "2023-06-01"} | facts)
    return assess(household, [*ORDOS_2014, MINIMUM_LIVING])[f"ordos_o{number}"]


def a_client(**facts):
    return a_member("本人", **{"custody_status": "社区康复"} | facts)


def missing(found):
    return {one.key for one in found.missing}


@pytest.mark.parametrize(
    ("recovery", "outcome"),
    [
        # inside recovery for a year, and it is not over
        ({"rehab_start": "2022-06-01"}, UNDETERMINED),
        ({"rehab_start": "2022-06-02"}, INELIGIBLE),
        ({"rehab_months_completed": 12}, UNDETERMINED),
        ({"rehab_months_completed": 11}, INELIGIBLE),
        # a year of it, and over for a year
        ({"rehab_months_completed": 36, "rehab_completed_date": "2022-06-01"}, ELIGIBLE),
        ({"rehab_months_completed": 36, "rehab_completed_date": "2022-06-02"}, UNDETERMINED),
        # over for a year after less than a year
        ({"rehab_months_completed": 6, "rehab_completed_date": "2022-06-01"}, UNDETERMINED),
        ({"rehab_months_completed": 6, "rehab_completed_date": "2022-06-02"}, INELIGIBLE),
    ],
)
def test_o1_is_open_where_the_two_readings_of_a_year_differ(recovery, outcome):
    found = look(1, a_client(**recovery))

    assert found.outcome is outcome
    assert missing(found) == ({"reading:o1_reading"} if outcome is UNDETERMINED else set())


@pytest.mark.parametrize(("reading", "outcome"), [("A", ELIGIBLE), ("B", INELIGIBLE)])
def test_o1_is_settled_once_a_reading_is_chosen(reading, outcome):
    found = look(1, a_client(rehab_months_completed=14), readings={"o1_reading": reading})

    assert found.outcome is outcome


def test_o1_asks_how_long_it_lasted_when_it_is_over():
    found = look(1, a_client(rehab_start="2020-06-01", rehab_completed_date="2023-01-01", custody_status="无"))

    assert found.outcome is UNDETERMINED
    assert missing(found) == {"rehab_months_completed@m1"}


def test_o1_never_refuses_what_the_ordinary_rule_grants():
    household = a_household(a_client(rehab_months_completed=3), region=ORDOS, day="2023-06-01")

    found = assess(household, [*ORDOS_2014, MINIMUM_LIVING])

    assert found["ordos_o1"].outcome is INELIGIBLE
    assert (found["minimum_living"].outcome, found["minimum_living"].amount.value) == (ELIGIBLE, 950)
    assert "不因此被拒绝" in found["ordos_o1"].finding.parts[0].parts[1].text


def test_o1_looks_at_the_persons_own_income_and_may_add_where_the_household_is_above_the_line():
    son = a_client(rehab_months_completed=36, rehab_completed_date="2022-01-01")
    household = a_household(son, a_member("父母", wage_income_month=6000), region=ORDOS, day="2023-06-01")

    found = assess(household, [*ORDOS_2014, MINIMUM_LIVING])

    assert found["minimum_living"].outcome is INELIGIBLE
    assert found["ordos_o1"].outcome is ELIGIBLE
    assert (found["ordos_o1"].amount, found["ordos_o1"].discretionary) == (None, True)
    assert found["ordos_o1"].members == ("m1",)
    assert any("研究决定" in text for text in found["ordos_o1"].entitlement.unverified)


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"transfer_income_month": 949, "has_no_steady_livelihood": True}, ELIGIBLE),
        ({"transfer_income_month": 949, "has_no_steady_livelihood": False}, INELIGIBLE),
        ({"transfer_income_month": 949}, UNDETERMINED),
        ({"transfer_income_month": 950, "has_no_steady_livelihood": True}, INELIGIBLE),
        ({}, ELIGIBLE),
    ],
)
def test_o1_livelihood_and_income(facts, outcome):
    client = a_client(rehab_months_completed=36, rehab_completed_date="2022-01-01", **facts)

    assert look(1, client).outcome is outcome


def test_o1_without_a_standard_is_a_question():
    found = look(1, a_client(rehab_months_completed=36, rehab_completed_date="2018-01-01"), day="2020-06-01")

    assert found.outcome is UNDETERMINED
    assert missing(found) == {"standard:minimum_living_standard"}


@pytest.mark.parametrize(("income", "outcome"), [(0, INELIGIBLE), (950, ELIGIBLE), (None, UNDETERMINED)])
def test_o2_helps_the_client_whom_minimum_living_does_not_reach(income, outcome):
    found = look(2, a_client(wage_income_month=income))

    assert found.outcome is outcome
    assert found.discretionary is (outcome is not INELIGIBLE)


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"owns_dwelling": False, "receives_minimum_living": True}, ELIGIBLE),
        ({"owns_dwelling": False, "aid_class": "低保"}, ELIGIBLE),
        ({"owns_dwelling": False, "aid_class": "低保边缘"}, INELIGIBLE),
        ({"owns_dwelling": True, "aid_class": "低保"}, INELIGIBLE),
        ({"aid_class": "低保"}, UNDETERMINED),
        ({"owns_dwelling": False}, ELIGIBLE),
        ({"owns_dwelling": False, "financial_assets_total": 5000}, UNDETERMINED),
    ],
)
def test_o3_opens_housing_to_who_has_no_home_and_minimum_living(facts, outcome):
    found = look(3, a_client(), **facts)

    assert found.outcome is outcome
    assert found.entitlement.opens == ("housing_aid",)


@pytest.mark.parametrize(
    ("person", "household", "outcome"),
    [
        ({"is_ill": True, "cannot_afford_treatment": True}, {"aid_class": "低保"}, ELIGIBLE),
        ({"is_ill": True, "cannot_afford_treatment": True}, {"aid_class": "低保边缘"}, ELIGIBLE),
        ({"is_ill": True, "cannot_afford_treatment": True}, {"income_per_head": 1424}, ELIGIBLE),
        ({"serious_illness_listed": True, "cannot_afford_treatment": True}, {"aid_class": "特困"}, ELIGIBLE),
        ({"is_ill": True, "cannot_afford_treatment": False}, {"aid_class": "低保"}, INELIGIBLE),
        ({"is_ill": True}, {"aid_class": "低保"}, UNDETERMINED),
        ({"is_ill": False, "cannot_afford_treatment": True}, {"aid_class": "低保"}, INELIGIBLE),
    ],
)
def test_o4_ill_poor_and_unable_to_pay(person, household, outcome):
    assert look(4, a_client(**person), **household).outcome is outcome


@pytest.mark.parametrize(("confirmed", "outcome"), [(True, ELIGIBLE), (False, INELIGIBLE), (None, UNDETERMINED)])
def test_o4_leaves_poverty_above_the_lines_to_the_street(confirmed, outcome):
    client = a_client(is_ill=True, cannot_afford_treatment=True)
    above = {"aid_class": "无", "income_per_head": 1425, "living_hardship_confirmed": confirmed}

    assert look(4, client, **above).outcome is outcome


@pytest.mark.parametrize(("hard_put", "outcome"), [(True, ELIGIBLE), (False, INELIGIBLE), (None, UNDETERMINED)])
def test_o5_helps_with_the_premium_by_discretion(hard_put, outcome):
    found = look(5, a_client(cannot_afford_premium=hard_put))

    assert found.outcome is outcome
    assert found.amount is None


@pytest.mark.parametrize(
    ("level", "outcome"),
    [
        ("幼儿园", ELIGIBLE),
        ("小学", INELIGIBLE),
        ("初中", INELIGIBLE),
        ("高中", ELIGIBLE),
        ("中职", ELIGIBLE),
        ("大专", ELIGIBLE),
        ("本科", ELIGIBLE),
        ("无", INELIGIBLE),
        (None, UNDETERMINED),
    ],
)
def test_o6_by_stage_of_schooling(level, outcome):
    found = look(6, a_client(), a_child("2007-09-01", enrolled_fulltime_level=level))

    assert found.outcome is outcome
    if outcome is ELIGIBLE:
        assert (found.members, found.discretionary, found.amount) == (("m2",), True, None)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("社区康复", ELIGIBLE),
        ("社区戒毒", ELIGIBLE),
        ("强制隔离戒毒", INELIGIBLE),
        ("自愿戒毒", INELIGIBLE),
        ("无", INELIGIBLE),
    ],
)
def test_o6_the_parent_is_in_it_now(status, outcome):
    mother, pupil = a_member("本人"), a_child("2007-09-01", enrolled_fulltime_level="高中")

    assert look(6, mother, a_member("配偶", custody_status=status), pupil).outcome is outcome


def test_o6_ends_with_the_day_the_parent_is_through():
    pupil = a_child("2007-09-01", enrolled_fulltime_level="高中")
    until = {"custody_start": "2020-06-01", "custody_end": "2023-06-01"}

    last_day, first_day_after = (
        look(6, a_client(**until), pupil, day=day).outcome for day in ("2023-05-31", "2023-06-01")
    )

    assert (last_day, first_day_after) == (ELIGIBLE, INELIGIBLE)


def test_o6_of_a_grandchild_somebody_has_to_say_whose_child_it_is():
    grandchild = a_member("其他", birth_date="2018-09-01", enrolled_fulltime_level="幼儿园")

    unknown, told = (look(6, a_member("本人"), grandchild | told) for told in ({}, {"parent_in_community_rehab": True}))

    assert (unknown.outcome, missing(unknown)) == (UNDETERMINED, {"parent_in_community_rehab@m2"})
    assert told.outcome is ELIGIBLE


@pytest.mark.parametrize("number", range(1, 7))
def test_elsewhere_and_before_the_notice_nothing_is_added_and_nothing_asked(number):
    client = a_client(
        rehab_months_completed=36,
        rehab_completed_date="2013-01-01",
        is_ill=True,
        cannot_afford_treatment=True,
        cannot_afford_premium=True,
    )
    pupil = a_child("2007-09-01", enrolled_fulltime_level="高中")
    facts = {"owns_dwelling": False, "aid_class": "低保"}

    elsewhere = look(number, client, pupil, region=GUANGZHOU, **facts)
    before = look(number, client, pupil, day="2014-11-04", **facts)

    assert elsewhere.outcome is before.outcome is INELIGIBLE
    assert not elsewhere.missing


@pytest.mark.parametrize("number", range(1, 6))
def test_a_family_without_a_client_is_asked_nothing(number):
    found = look(number, a_member("本人"), a_member("配偶"), a_child())

    assert found.outcome is INELIGIBLE


def test_who_is_a_client_is_asked_of_adults_whose_standing_nobody_knows():
    found = look(5, without(a_client(cannot_afford_premium=True), "custody_status"), a_child())

    assert found.outcome is UNDETERMINED
    assert missing(found) == {"custody_status@m1"}


@pytest.mark.parametrize("entitlement", ORDOS_2014, ids=lambda one: one.code)
def test_drug_history_only_ever_includes(entitlement):
    assert not refusals_for_history(entitlement.condition, skip=[is_counted])
