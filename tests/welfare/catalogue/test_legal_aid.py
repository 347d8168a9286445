"""法律援助: matter, lawyer, means, and who need not prove them."""

import pytest

from law.outcome import Outcome
from tests.welfare.households import a_child, a_household, a_member
from welfare.catalogue.legal_aid import LEGAL_AID, ORDINARY, WITHOUT_MEANS
from welfare.rules.assess import assess

ELIGIBLE, INELIGIBLE, UNDETERMINED = Outcome.ELIGIBLE, Outcome.INELIGIBLE, Outcome.UNDETERMINED


def look(*members, **facts):
    return assess(a_household(*members, **{"aid_class": "无"} | facts), [LEGAL_AID])["legal_aid"]


def a_party(matter="劳动关系或者劳动报酬", **facts):
    return a_member("本人", legal_matter=matter, has_no_steady_livelihood=False, **facts)


@pytest.mark.parametrize("matter", ORDINARY)
def test_article_31_matters_for_who_receives_social_assistance(matter):
    assert look(a_party(matter), aid_class="低保").outcome is ELIGIBLE


@pytest.mark.parametrize("matter", WITHOUT_MEANS)
def test_article_32_matters_need_no_means_test(matter):
    assert look(a_party(matter, wage_income_month=20000)).outcome is ELIGIBLE


def test_article_24_the_accused_without_a_defender():
    assert look(a_party("刑事辩护", wage_income_month=20000)).outcome is ELIGIBLE


@pytest.mark.parametrize(("wage", "outcome"), [("1999.99", ELIGIBLE), (2000, INELIGIBLE)])
def test_article_34_income_below_the_line_of_the_province(wage, outcome):
    line = {"legal_aid_income_line": 2000}

    assert look(a_party("抚恤金", wage_income_month=wage), standards=line).outcome is outcome


def test_a_line_nobody_saw_is_a_question():
    found = look(a_party("抚恤金"))

    assert found.outcome is UNDETERMINED
    assert {one.key for one in found.missing} == {"standard:legal_aid_income_line"}


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"birth_date": "1964-06-03"}, ELIGIBLE),
        ({"birth_date": "1964-06-04"}, INELIGIBLE),
        ({"disability_grade": "四级"}, ELIGIBLE),
        ({"birth_date": "2008-06-03"}, ELIGIBLE),
    ],
)
def test_article_42_the_old_the_young_and_the_disabled_without_a_livelihood(facts, outcome):
    party = {"legal_matter": "抚恤金", "wage_income_month": 9000, "has_no_steady_livelihood": True}

    found = look(a_member("本人", **party) | facts, standards={"legal_aid_income_line": 2000})

    assert found.outcome is outcome


@pytest.mark.parametrize(
    ("matter", "outcome"),
    [("劳动关系或者劳动报酬", ELIGIBLE), ("工伤", ELIGIBLE), ("抚恤金", INELIGIBLE)],
)
def test_article_42_migrant_workers_for_wages_and_injuries(matter, outcome):
    party = a_party(matter, is_migrant_worker=True, wage_income_month=9000)

    assert look(party, standards={"legal_aid_income_line": 2000}).outcome is outcome


def test_who_has_a_lawyer_needs_none():
    assert look(a_party(has_lawyer=True), aid_class="低保").outcome is INELIGIBLE


@pytest.mark.parametrize(("listed", "outcome"), [(True, ELIGIBLE), (False, INELIGIBLE), (None, UNDETERMINED)])
def test_other_matters_must_be_listed_somewhere(listed, outcome):
    assert look(a_party("其他", matter_is_listed_elsewhere=listed), aid_class="低保").outcome is outcome


def test_nobody_is_asked_about_a_lawyer_they_did_not_ask_for():
    found = look(a_member("本人"), a_child(), aid_class="低保")

    assert (found.outcome, found.missing) == (INELIGIBLE, ())


@pytest.mark.parametrize("status", ["强制隔离戒毒", "社区康复", "看守所", "监狱服刑"])
def test_custody_bars_nobody_from_a_lawyer(status):
    assert look(a_party(custody_status=status), aid_class="低保").outcome is ELIGIBLE


@pytest.mark.parametrize(("day", "outcome"), [("2021-12-31", INELIGIBLE), ("2022-01-01", ELIGIBLE)])
def test_the_act_is_in_force_from_2022(day, outcome):
    assert look(a_party(), aid_class="低保", day=day).outcome is outcome


def test_seven_days_to_decide_and_three_to_name_a_lawyer():
    assert [(step.days, step.working) for step in LEGAL_AID.steps if step.days] == [(1, False), (7, False), (3, False)]
