"""教育救助: what a poor pupil receives a year, by stage, boarding and term; ranges where the school grades."""

import pytest

from law.outcome import Outcome
from tests.welfare.households import a_child, a_household, a_member, without
from welfare.catalogue.school_aid import SCHOOL_AID, STUDENT_LOAN
from welfare.rules.assess import assess

ELIGIBLE, INELIGIBLE, UNDETERMINED = Outcome.ELIGIBLE, Outcome.INELIGIBLE, Outcome.UNDETERMINED


def look(*members, entitlement=SCHOOL_AID, **facts):
    return assess(a_household(*members, **{"aid_class": "低保"} | facts), [entitlement])[entitlement.code]


def a_pupil(level, **facts):
    return a_child(enrolled_fulltime_level=level, **facts)


def missing(found):
    return {one.key for one in found.missing}


@pytest.mark.parametrize(
    ("level", "boards", "day", "amount"),
    [
        ("小学", True, "2023-10-01", 1000),
        ("小学", True, "2024-01-31", 1000),
        ("小学", True, "2024-02-01", 1250),
        ("小学", False, "2023-10-01", 500),
        ("小学", False, "2024-03-01", 625),
        ("初中", True, "2023-10-01", 1250),
        ("初中", True, "2024-03-01", 1500),
        ("初中", False, "2023-10-01", 625),
        ("初中", False, "2026-03-01", 750),
    ],
)
def test_living_allowance_of_the_compulsory_stage(level, boards, day, amount):
    found = look(a_pupil(level, is_boarder=boards), day=day)

    assert (found.outcome, found.amount.value) == (ELIGIBLE, amount)


def test_before_autumn_2019_no_number_is_known():
    found = look(a_pupil("小学", is_boarder=True), day="2019-08-31")

    assert (found.outcome, found.amount.value) == (ELIGIBLE, None)


def test_boarding_is_asked_for_and_only_changes_the_sum():
    found = look(a_pupil("初中"))

    assert (found.outcome, found.amount.lo, found.amount.hi) == (ELIGIBLE, 750, 1500)
    assert missing(found) == {"is_boarder@m1"}


@pytest.mark.parametrize("level", ["高中", "中职"])
def test_senior_stage_from_spring_2025_is_graded_by_the_school(level):
    found = look(a_pupil(level), day="2025-02-01")
    decided = look(a_pupil(level, school_grant_decided=3500), day="2025-02-01")

    assert (found.outcome, found.amount.lo, found.amount.hi) == (ELIGIBLE, 1200, 3500)
    assert missing(found) == {"school_grant_decided@m1"}
    assert found.components["average"].amount.value == 2300
    assert decided.amount.value == 3500


def test_senior_stage_before_spring_2025_has_an_average_but_no_bounds():
    found = look(a_pupil("高中"), day="2025-01-31")

    assert (found.outcome, found.amount.value) == (ELIGIBLE, None)
    assert found.components["average"].amount.value == 2000


@pytest.mark.parametrize(
    ("day", "year", "outcome"),
    [
        ("2025-01-31", 2, ELIGIBLE),
        ("2025-01-31", 3, INELIGIBLE),
        ("2025-01-31", None, UNDETERMINED),
        ("2025-02-01", 3, ELIGIBLE),
    ],
)
def test_the_third_year_of_vocational_school_is_in_since_spring_2025(day, year, outcome):
    assert look(a_pupil("中职", vocational_year=year), day=day).outcome is outcome


@pytest.mark.parametrize("level", ["大专", "本科"])
def test_college_grant_since_autumn_2024(level):
    before = look(a_pupil(level), day="2024-08-31")
    since = look(a_pupil(level), day="2024-09-01")

    assert before.components["average"].amount.value == 3300
    assert (since.amount.lo, since.amount.hi) == (2500, 5000)
    assert since.components["average"].amount.value == 3700


def test_graduates_have_the_loan_and_not_this_grant():
    assert look(a_pupil("研究生")).outcome is INELIGIBLE


@pytest.mark.parametrize("aid_class", ["特困", "低保", "低保边缘", "刚性支出"])
def test_households_of_low_income(aid_class):
    assert look(a_pupil("初中", is_boarder=True), aid_class=aid_class).outcome is ELIGIBLE


@pytest.mark.parametrize(
    "facts", [{"child_status": "事实无人抚养儿童"}, {"disability_grade": "四级"}, {"school_confirmed_poor": True}]
)
def test_other_ways_to_be_a_poor_pupil(facts):
    assert look(a_pupil("初中", is_boarder=True, **facts), aid_class="无").outcome is ELIGIBLE


def test_poverty_that_nobody_looked_at_is_a_question():
    unknown = look(a_pupil("初中"), aid_class="无")
    denied = look(a_pupil("初中", school_confirmed_poor=False), aid_class="无")

    assert (unknown.outcome, missing(unknown)) == (UNDETERMINED, {"school_confirmed_poor@m1"})
    assert denied.outcome is INELIGIBLE


def test_kindergarten_is_local():
    blank = look(a_pupil("幼儿园"))
    stated = look(a_pupil("幼儿园"), standards={"preschool_aid_standard": 800})

    assert (blank.outcome, missing(blank)) == (UNDETERMINED, {"standard:preschool_aid_standard"})
    assert (stated.outcome, stated.amount.value) == (ELIGIBLE, 800)


def test_nobody_asks_the_parents_whether_they_go_to_school():
    found = look(a_member("本人"), a_member("配偶"), a_pupil("小学", is_boarder=True))

    assert (found.amount.value, found.members, missing(found)) == (1250, ("m3",), set())


def test_a_child_of_school_age_is_asked():
    assert look(a_member("本人"), a_child()).outcome is UNDETERMINED
    assert look(a_member("本人"), a_child("2022-09-01")).outcome is INELIGIBLE


def test_a_parent_in_school_counts_if_it_is_recorded():
    client = a_member("本人", enrolled_fulltime_level="中职", vocational_year=1)

    assert look(client).outcome is ELIGIBLE


def test_two_pupils_add_up():
    found = look(
        a_pupil("小学", is_boarder=True), a_child("2011-09-01", enrolled_fulltime_level="初中", is_boarder=False)
    )

    assert found.amount.value == 1250 + 750


def test_a_fathers_community_recovery_changes_nothing():
    father = a_member("本人", custody_status="社区康复", in_community_rehab=True)

    assert look(father, a_pupil("初中", is_boarder=True)).amount.value == 1500


@pytest.mark.parametrize(("level", "limit"), [("大专", 20000), ("本科", 20000), ("研究生", 25000)])
def test_the_loan_is_what_the_year_costs_up_to_the_limit(level, limit):
    student = without(a_pupil(level), "birth_date")

    unknown = look(student, entitlement=STUDENT_LOAN, day="2024-09-01")
    cheap = look(student | {"study_costs_year": 8600}, entitlement=STUDENT_LOAN, day="2024-09-01")
    dear = look(student | {"study_costs_year": 31000}, entitlement=STUDENT_LOAN, day="2024-09-01")

    assert (unknown.outcome, unknown.amount.lo, unknown.amount.hi) == (ELIGIBLE, 0, limit)
    assert (cheap.amount.value, dear.amount.value) == (8600, limit)


def test_the_loan_limit_before_autumn_2024_is_blank():
    found = look(a_pupil("本科", study_costs_year=31000), entitlement=STUDENT_LOAN, day="2024-08-31")

    assert (found.outcome, found.amount.value) == (ELIGIBLE, None)
    assert "standard:college_loan_limit" in missing(found)


def test_no_loan_before_college():
    assert look(a_pupil("高中"), entitlement=STUDENT_LOAN).outcome is INELIGIBLE
