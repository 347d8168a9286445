"""参保资助: who pays no premium, who pays a part, and where it is a question."""

import pytest

from law.outcome import Outcome
from tests.welfare.households import GUANGZHOU, GUIYANG, a_child, a_household, a_member
from welfare.catalogue.insurance_premium_aid import INSURANCE_PREMIUM_AID
from welfare.rules.assess import assess

ELIGIBLE, INELIGIBLE, UNDETERMINED = Outcome.ELIGIBLE, Outcome.INELIGIBLE, Outcome.UNDETERMINED
CODE = "insurance_premium_aid"


def look(*members, **facts):
    return assess(a_household(*members or [a_member("本人")], **facts), [INSURANCE_PREMIUM_AID])[CODE]


def missing(found):
    return {one.key for one in found.missing}


@pytest.mark.parametrize(("day", "premium"), [("2024-12-31", 380), ("2025-01-01", 400), ("2025-12-31", 400)])
def test_the_destitute_pay_nothing_anywhere(day, premium):
    found = look(aid_class="特困", region=GUIYANG, day=day)

    assert (found.outcome, found.amount.value) == (ELIGIBLE, premium)
    assert found.components["premium_remains"].amount.value == 0


@pytest.mark.parametrize("day", ["2023-12-31", "2026-01-01"])
def test_premiums_nobody_checked_are_blank(day):
    found = look(aid_class="特困", day=day)

    assert (found.outcome, found.amount.value) == (ELIGIBLE, None)
    assert "standard:resident_premium" in missing(found)


def test_minimum_living_in_guangdong_is_paid_in_full_for_each_member():
    found = look(a_member("本人"), a_child(), aid_class="低保", region=GUANGZHOU, day="2025-03-01")

    assert (found.amount.value, found.members) == (800, ("m1", "m2"))


def test_elsewhere_full_or_fixed_is_a_question_but_the_right_is_not():
    found = look(aid_class="低保", region=GUIYANG, day="2025-03-01")

    assert (found.outcome, found.amount.lo, found.amount.hi) == (ELIGIBLE, 0, 400)
    assert "standard:minimum_premium_mode" in missing(found)


@pytest.mark.parametrize(("fixed", "aid", "remains"), [(150, 150, 250), (400, 400, 0), (500, 400, 0)])
def test_a_fixed_sum_is_never_more_than_the_premium(fixed, aid, remains):
    rule = {"minimum_premium_mode": "fixed", "fixed_premium_aid": fixed}

    found = look(aid_class="低保", region=GUIYANG, day="2025-03-01", standards=rule)

    assert found.amount.value == aid
    assert found.components["premium_remains"].amount.value == remains


@pytest.mark.parametrize("status", ["孤儿", "事实无人抚养儿童"])
def test_a_protected_child_of_a_household_without_any_aid(status):
    found = look(a_member("本人"), a_child(child_status=status), aid_class="无", region=GUANGZHOU, day="2025-03-01")

    assert (found.amount.value, found.members) == (400, ("m2",))


def test_near_minimum_households_are_aided_where_the_city_says_so():
    blank = look(aid_class="低保边缘", region=GUANGZHOU, day="2025-03-01")
    aided = look(aid_class="低保边缘", region=GUANGZHOU, day="2025-03-01", standards={"near_premium_mode": "full"})
    not_aided = look(aid_class="低保边缘", region=GUANGZHOU, day="2025-03-01", standards={"near_premium_mode": "none"})

    assert (blank.outcome, missing(blank)) == (UNDETERMINED, {"standard:near_premium_mode"})
    assert (aided.outcome, aided.amount.value) == (ELIGIBLE, 400)
    assert not_aided.outcome is INELIGIBLE


def test_employee_insurance_needs_no_premium_of_residents():
    assert look(a_member("本人", has_employee_insurance=True), aid_class="低保").outcome is INELIGIBLE


def test_no_class_and_an_unknown_class():
    assert look(aid_class="无").outcome is INELIGIBLE
    assert look().outcome is UNDETERMINED
    assert "aid_class" in missing(look())


def test_taiyuan_2019_paid_in_full_and_nobody_knows_of_2020():
    rule = {"resident_premium": 250}

    assert look(aid_class="低保", region="140105", day="2019-11-20", standards=rule).amount.value == 250
    assert look(aid_class="低保", region="140105", day="2020-01-01", standards=rule).amount.value is None
