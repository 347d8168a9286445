"""残疾人两项补贴: by grade and class, by year and place, and beside the allowance of an unattended child."""

import pytest

from law.outcome import Outcome
from tests.welfare.households import GUANGZHOU, GUIYANG, a_child, a_household, a_member, without
from welfare.catalogue.disability_allowance import DISABILITY_ALLOWANCE
from welfare.rules.assess import assess

ELIGIBLE, INELIGIBLE, UNDETERMINED = Outcome.ELIGIBLE, Outcome.INELIGIBLE, Outcome.UNDETERMINED

GUANGDONG = "440000"


def look(*members, **facts):
    facts = {"region": GUANGDONG, "aid_class": "低保", "day": "2026-03-01"} | facts
    return assess(a_household(*members, **facts), [DISABILITY_ALLOWANCE])["disability_allowance"]


def a_disabled(grade="一级", category="肢体", **facts):
    return a_member("本人", disability_grade=grade, disability_category=category, **facts)


def missing(found):
    return {one.key for one in found.missing}


@pytest.mark.parametrize(
    ("day", "living", "care"),
    [
        ("2024-01-01", 202, 270),
        ("2024-12-31", 202, 270),
        ("2025-01-01", 209, 280),
        ("2026-01-01", 217, 290),
        ("2026-12-31", 217, 290),
    ],
)
def test_guangdong_pays_both_to_grade_one_of_a_minimum_living_household(day, living, care):
    found = look(a_disabled(), day=day)

    assert (found.outcome, found.amount.value) == (ELIGIBLE, living + care)
    assert found.components["living_allowance"].amount.value == living
    assert found.components["care_allowance"].amount.value == care


@pytest.mark.parametrize("day", ["2023-12-31", "2027-01-01"])
def test_years_nobody_published_are_blank(day):
    found = look(a_disabled(), day=day)

    assert (found.outcome, found.amount.value) == (ELIGIBLE, None)


@pytest.mark.parametrize(
    ("grade", "category", "aid_class", "amount"),
    [
        ("二级", "视力", "低保", 507),
        ("三级", "肢体", "低保", 217),
        ("四级", "听力", "低保", 217),
        ("一级", "肢体", "无", 290),
        ("二级", "精神", "低保边缘", 290),
    ],
)
def test_grade_opens_care_and_class_opens_living(grade, category, aid_class, amount):
    scope = {"disability_living_scope": "minimum"}

    assert look(a_disabled(grade, category), aid_class=aid_class, standards=scope).amount.value == amount


@pytest.mark.parametrize(("grade", "outcome"), [("三级", INELIGIBLE), ("无", INELIGIBLE), (None, UNDETERMINED)])
def test_without_aid_and_without_a_severe_grade(grade, outcome):
    assert look(a_disabled(grade), aid_class="无").outcome is outcome


@pytest.mark.parametrize(("scope", "outcome"), [("third", ELIGIBLE), ("severe", INELIGIBLE), (None, UNDETERMINED)])
def test_grade_three_of_the_mind_is_local(scope, outcome):
    standards = {"disability_care_scope": scope}

    assert look(a_disabled("三级", "精神"), aid_class="无", standards=standards).outcome is outcome


@pytest.mark.parametrize(("scope", "outcome"), [("near", ELIGIBLE), ("minimum", INELIGIBLE), (None, UNDETERMINED)])
def test_near_minimum_households_are_local(scope, outcome):
    standards = {"disability_living_scope": scope}

    assert look(a_disabled("四级"), aid_class="低保边缘", standards=standards).outcome is outcome


def test_a_child_with_the_whole_allowance_of_an_unattended_child_keeps_only_the_care():
    child = a_child(disability_grade="一级", disability_category="肢体")

    both = look(child)
    full = look(child | {"receives_full_child_allowance": True})

    assert (both.amount.value, full.amount.value) == (507, 290)
    assert full.components["living_allowance"].amount.value == 0


def test_guangzhou_may_pay_more_than_the_province_and_not_less():
    found = look(a_disabled(), region=GUANGZHOU)

    assert (found.outcome, found.amount.lo, found.amount.hi) == (ELIGIBLE, 507, None)
    assert missing(found) == {"standard:disability_care_rate", "standard:disability_living_rate"}


def test_lechang_published_the_provinces_sums_of_2026():
    assert look(a_disabled(), region="440281").amount.value == 507


def test_shanghai_2021_pays_by_tiers_whose_groups_are_not_known():
    found = look(a_disabled(), region="310104", day="2021-06-01")

    assert (found.amount.lo, found.amount.hi) == (290 + 150, 410 + 300)


def test_a_place_without_numbers_has_the_right_and_no_sum():
    found = look(a_disabled(), region=GUIYANG)

    assert (found.outcome, found.amount.value) == (ELIGIBLE, None)


def test_who_needs_no_care_has_none():
    assert look(a_disabled(needs_long_term_care=False), aid_class="无").outcome is INELIGIBLE


def test_one_certificate_in_the_family_is_enough_for_a_sum_and_the_others_are_named():
    found = look(a_disabled(), without(a_member("配偶"), "disability_grade", "disability_category"))

    assert (found.amount.value, found.members) == (507, ("m1",))
    assert "disability_grade@m2" in missing(found)


def test_two_certificates_add_up():
    spouse = a_member("配偶", disability_grade="三级", disability_category="听力")

    assert look(a_disabled(), spouse).amount.value == 507 + 217


def test_a_clients_recovery_changes_nothing():
    client = a_disabled(custody_status="社区戒毒", in_community_rehab=True, on_maintenance_treatment=True)

    assert look(client).amount.value == 507
