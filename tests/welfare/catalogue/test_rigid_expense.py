"""刚性支出困难家庭: what illness and schooling leave."""

import pytest

from law.outcome import Outcome
from tests.welfare.households import GUANGZHOU, ORDOS, a_child, a_household, a_member, without
from welfare.catalogue.rigid_expense import RIGID_EXPENSE
from welfare.rules.assess import assess

ELIGIBLE, INELIGIBLE, UNDETERMINED = Outcome.ELIGIBLE, Outcome.INELIGIBLE, Outcome.UNDETERMINED

INCOME = {"standards": {"disposable_income_last_year": 80000}}
SPENT = {"total_income_12m": 72000, "rigid_spend_12m": 45000}


def look(*members, **facts):
    known = {"region": GUANGZHOU, "aid_class": "无", "income_per_head": 2000} | SPENT
    return assess(a_household(*(members or [a_member("本人")]), **known | facts), [RIGID_EXPENSE])["rigid_expense"]


def missing(found):
    return {one.key for one in found.missing}


def test_guangzhou_2024_the_ratio_passes_but_nobody_knows_the_local_income():
    found = look()

    assert found.outcome is UNDETERMINED
    assert missing(found) == {"standard:disposable_income_last_year"}
    assert found.missing[0].text == "标准缺失：上年度当地居民人均可支配收入"
    assert found.components["spend_allowed"].amount.value == 43200


@pytest.mark.parametrize(("local_income", "outcome"), [(24001, ELIGIBLE), (24000, INELIGIBLE)])
def test_income_is_strictly_below_the_local_income(local_income, outcome):
    assert look(standards={"disposable_income_last_year": local_income}).outcome is outcome


@pytest.mark.parametrize(("spent", "outcome"), [(43200, ELIGIBLE), ("43199.99", INELIGIBLE), (45000, ELIGIBLE)])
def test_in_guangdong_reaching_the_share_is_enough(spent, outcome):
    assert look(rigid_spend_12m=spent, **INCOME).outcome is outcome


@pytest.mark.parametrize(("spent", "outcome"), [(43200, INELIGIBLE), ("43200.01", ELIGIBLE)])
def test_elsewhere_the_share_must_be_exceeded(spent, outcome):
    own = {"standards": INCOME["standards"] | {"rigid_expense_ratio": "0.6"}}

    assert look(rigid_spend_12m=spent, region=ORDOS, day="2025-03-03", **own).outcome is outcome


def test_elsewhere_the_share_is_missing():
    found = look(region=ORDOS, day="2025-03-03", **INCOME)

    assert found.outcome is UNDETERMINED
    assert missing(found) == {"standard:rigid_expense_ratio"}


@pytest.mark.parametrize(
    ("standing", "outcome"),
    [("无", ELIGIBLE), ("刚性支出", ELIGIBLE), ("低保", INELIGIBLE), ("特困", INELIGIBLE), ("低保边缘", INELIGIBLE)],
)
def test_only_for_households_without_another_standing(standing, outcome):
    assert look(aid_class=standing, **INCOME).outcome is outcome


def test_an_unknown_standing_is_asked_for():
    found = look(aid_class=None, **INCOME)

    assert found.outcome is UNDETERMINED
    assert "aid_class" in missing(found)


def a_spending(**spends):
    return look(**{"rigid_spend_12m": None} | spends, **INCOME)


def test_one_heading_may_be_enough_and_then_the_others_are_not_asked_for():
    assert a_spending(medical_spend_12m=43200).outcome is ELIGIBLE


def test_headings_add_up_and_the_open_ones_are_asked_for():
    partly = a_spending(medical_spend_12m=20000)
    settled = a_spending(medical_spend_12m=20000, education_spend_12m=5200, living_spend_12m=18000)
    too_little = a_spending(medical_spend_12m=20000, education_spend_12m=5199, living_spend_12m=18000)
    with_therapy = a_spending(
        medical_spend_12m=20000, education_spend_12m=5199, living_spend_12m=18000, rehabilitation_spend_12m=1
    )

    assert partly.outcome is UNDETERMINED
    assert missing(partly) == {"education_spend_12m", "living_spend_12m"}
    assert [one.outcome for one in (settled, too_little, with_therapy)] == [ELIGIBLE, INELIGIBLE, ELIGIBLE]


def test_receipts_nobody_brought_are_a_question():
    found = look(total_income_12m=None, **INCOME)

    assert found.outcome is UNDETERMINED
    assert missing(found) == {"total_income_12m"}


@pytest.mark.parametrize(("day", "outcome"), [("2023-12-30", INELIGIBLE), ("2023-12-31", ELIGIBLE)])
def test_the_class_has_a_first_day(day, outcome):
    assert look(day=day, **INCOME).outcome is outcome


def test_before_2025_there_is_no_national_test_to_compare_with():
    at_the_share = {"rigid_spend_12m": 43200, "region": ORDOS}
    own = {"standards": INCOME["standards"] | {"rigid_expense_ratio": "0.6"}}

    before, after = look(day="2024-12-31", **at_the_share, **own), look(day="2025-01-01", **at_the_share, **own)

    assert (before.outcome, missing(before)) == (UNDETERMINED, {"standard:rigid_expense_ratio_test"})
    assert after.outcome is INELIGIBLE


def test_income_per_head_follows_from_the_members():
    wife, husband = a_member("本人", wage_income_month=4000), a_member("配偶", custody_status="社区戒毒")
    facts = {"region": GUANGZHOU, "aid_class": "无"} | SPENT | INCOME

    household = a_household(wife, husband, a_child(), **facts)
    found = assess(household, [RIGID_EXPENSE])["rigid_expense"]

    assert found.outcome is ELIGIBLE
    assert found.components["household_members"].amount.value == 3


def test_disability_papers_are_asked_of_the_disabled():
    plain, disabled = look(), look(a_member("本人", disability_grade="二级"))
    unknown = look(without(a_member("本人"), "disability_grade"))

    assert "残疾证和康复费用票据" not in plain.documents
    assert "残疾证和康复费用票据" in disabled.documents
    assert "残疾证和康复费用票据" in unknown.documents
