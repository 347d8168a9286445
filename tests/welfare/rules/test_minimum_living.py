"""低保 as people meet it: a place, a day, a family, an answer."""

from decimal import Decimal

import pytest

from law.outcome import Outcome
from tests.welfare.households import (
    GUANGZHOU,
    GUIYANG,
    ORDOS,
    a_child,
    a_household,
    a_member,
    without,
)
from welfare.catalogue.minimum_living import MINIMUM_LIVING
from welfare.rules.assess import assess

ELIGIBLE, INELIGIBLE, UNDETERMINED = Outcome.ELIGIBLE, Outcome.INELIGIBLE, Outcome.UNDETERMINED


def look(household):
    return assess(household, [MINIMUM_LIVING])["minimum_living"]


def missing(assessment):
    return {one.key for one in assessment.missing}


def a_family(wife=2000, husband="强制隔离戒毒", **facts):
    """周丽, her husband, two children."""
    return a_household(
        a_member("本人", wage_income_month=wife),
        a_member("配偶", custody_status=husband),
        a_child(),
        a_child("2018-02-11"),
        **facts,
    )


@pytest.mark.parametrize(("share", "amount"), [("0.1", 1068), (0, 870)])
def test_ordos_2023_employment_cost_is_deducted_by_the_share_the_case_states(share, amount):
    three = [a_member("本人", wage_income_month=1980), a_member("配偶"), a_child()]

    found = look(a_household(*three, day="2023-08-01", region=ORDOS, standards={"employment_cost_share": share}))

    assert (found.outcome, found.amount.value) == (ELIGIBLE, amount)


def test_zhuhai_2024_a_husband_in_isolation_is_not_counted():
    found = look(a_family())

    assert (found.outcome, found.amount.value) == (ELIGIBLE, 1720)
    assert found.components["household_members"].amount.value == 3
    assert found.components["income_per_head"].amount.value == Decimal("666.67")


def test_the_same_husband_is_counted_in_2020_before_the_new_measure():
    before = look(a_family(day="2020-12-01"))
    after = look(a_family(day="2023-12-01"))

    assert before.components["household_members"].amount.value == 4
    assert after.components["household_members"].amount.value == 3


@pytest.mark.parametrize("status", ["社区戒毒", "社区康复", "自愿戒毒", "戒毒康复场所", "看守所", "无"])
def test_only_prison_and_isolation_take_a_member_out(status):
    found = look(a_family(husband=status))

    assert found.components["household_members"].amount.value == 4
    assert found.amount.value == 4 * 1240 - 2000


def test_whoever_is_released_is_counted_again():
    husband = a_member("配偶", custody_status="强制隔离戒毒", custody_start="2022-05-01", custody_end="2024-05-01")

    found = look(a_household(a_member("本人", wage_income_month=2000), husband))

    assert found.components["household_members"].amount.value == 2


@pytest.mark.parametrize(("per_head", "outcome"), [(1282, INELIGIBLE), ("1281.99", ELIGIBLE), (1300, INELIGIBLE)])
def test_guangzhou_2024_equal_to_the_standard_is_not_below_it(per_head, outcome):
    found = look(a_household(a_member("本人"), region=GUANGZHOU, income_per_head=per_head))

    assert found.outcome is outcome
    assert "income_per_head" in found.stated


@pytest.mark.parametrize(("transfer", "amount"), [(0, 827), (500, 327)])
def test_guiyang_2024_a_released_client_alone(transfer, amount):
    client = a_member("本人", custody_status="社区康复", transfer_income_month=transfer)

    found = look(a_household(client, region=GUIYANG))

    assert (found.outcome, found.amount.value) == (ELIGIBLE, amount)


def test_guiyang_2024_with_property_unknown_is_a_question():
    client = a_member("本人", custody_status="社区康复")

    found = look(a_household(client, region=GUIYANG, financial_assets_total=None))

    assert found.outcome is UNDETERMINED
    assert "financial_assets_total" in missing(found)


def test_property_does_not_matter_once_income_is_too_high():
    found = look(a_household(a_member("本人", wage_income_month=5000), financial_assets_total=None))

    assert found.outcome is INELIGIBLE
    assert not found.missing


def test_a_blank_standard_is_a_question_with_its_reason():
    found = look(a_household(a_member("本人"), day="2026-03-01"))

    assert found.outcome is UNDETERMINED
    assert [one.text for one in found.missing if one.kind == "standard"][:1] == ["标准缺失：最低生活保障标准"]


def test_a_neighbour_lends_no_standard():
    assert look(a_household(a_member("本人"), region="140602", day="2024-06-03")).outcome is UNDETERMINED


def test_an_income_nobody_wrote_down_is_asked_for():
    wife = without(a_member("配偶"), "wage_income_month")

    found = look(a_household(a_member("本人", wage_income_month=900), wife))

    assert found.outcome is UNDETERMINED
    assert missing(found) == {"wage_income_month@m2"}
    assert found.missing[0].documents[0] == "收入证明"


def test_an_income_nobody_wrote_down_cannot_help_who_earns_too_much_already():
    wife = without(a_member("配偶"), "wage_income_month")

    assert look(a_household(a_member("本人", wage_income_month=2480), wife)).outcome is INELIGIBLE


def test_custody_of_an_adult_is_asked_only_if_it_tips_the_scale():
    husband = without(a_member("配偶"), "custody_status")
    wife = a_member("本人", wage_income_month=2000)

    alone_or_two = look(a_household(wife, husband))
    poor_either_way = look(a_household(a_member("本人", wage_income_month=1000), husband))

    assert (alone_or_two.outcome, missing(alone_or_two)) == (UNDETERMINED, {"custody_status@m2"})
    assert poor_either_way.outcome is ELIGIBLE
    assert (poor_either_way.amount.lo, poor_either_way.amount.hi) == (240, 1480)


def test_nobody_asks_of_a_child_whether_it_is_in_prison():
    child = without(a_child(), "custody_status")

    assert look(a_household(a_member("本人"), child)).amount.value == 2480


@pytest.mark.parametrize(
    ("facts", "members"),
    [
        ({"enrolled_fulltime_level": "本科"}, 2),
        ({"enrolled_fulltime_level": "研究生"}, 1),
        ({"enrolled_fulltime_level": "无", "can_live_independently": False}, 2),
        ({"enrolled_fulltime_level": "大专", "is_declared_missing": True}, 1),
        ({"enrolled_fulltime_level": "大专", "clergy_years_away": 3}, 1),
        ({"enrolled_fulltime_level": "大专", "clergy_years_away": 2}, 2),
        ({"enrolled_fulltime_level": "大专", "lives_together": False}, 1),
    ],
)
def test_adult_children(facts, members):
    child = a_child("2002-09-01", **{"can_live_independently": True} | facts)

    found = look(a_household(a_member("本人"), child))

    assert found.components["household_members"].amount.value == members


@pytest.mark.parametrize(("day", "outcome"), [("2023-06-01", ELIGIBLE), ("2026-06-01", UNDETERMINED)])
def test_the_basic_pension_is_left_out_until_2025_and_open_after(day, outcome):
    mother = a_member("本人", transfer_income_month=1300, basic_pension_month=163)

    found = look(a_household(mother, day=day, standards={"minimum_living_standard": 1221}))

    assert found.outcome is outcome
    if outcome is UNDETERMINED:
        assert "standard:basic_pension_disregarded" in missing(found)


def test_the_pension_is_not_asked_about_where_it_changes_nothing():
    mother = a_member("本人", transfer_income_month=300, basic_pension_month=163)

    found = look(a_household(mother, day="2026-06-01", standards={"minimum_living_standard": 1221}))

    assert found.outcome is ELIGIBLE
    assert (found.amount.lo, found.amount.hi) == (921, 1084)


def test_deductions_beyond_the_income_leave_no_income_and_no_debt():
    ill = a_member("本人", wage_income_month=500, rigid_deduction_month=900)

    assert look(a_household(ill)).amount.value == 1240


def test_stated_members_win_over_the_count():
    found = look(a_household(a_member("本人", wage_income_month=2000), household_members=4))

    assert found.amount.value == 4 * 1240 - 2000
    assert "household_members" in found.stated


def test_single_person_of_a_household_just_above_the_line():
    family = [a_member("本人", disability_grade="二级"), a_member("配偶", wage_income_month=3000)]

    asked = look(a_household(*family, applies_as_single_person=True))
    not_asked = look(a_household(*family))

    assert (asked.outcome, asked.amount.value) == (ELIGIBLE, 1240)
    assert not_asked.outcome is INELIGIBLE


@pytest.mark.parametrize(
    ("grade", "category", "outcome"),
    [
        ("三级", "精神", ELIGIBLE),
        ("三级", "肢体", INELIGIBLE),
        ("四级", "智力", INELIGIBLE),
        ("三级", None, UNDETERMINED),
    ],
)
def test_single_person_by_grade_and_kind_of_disability(grade, category, outcome):
    family = [
        a_member("本人", disability_grade=grade, disability_category=category),
        a_member("配偶", wage_income_month=3000),
    ]

    assert look(a_household(*family, applies_as_single_person=True)).outcome is outcome


def test_tiers_pay_what_the_case_states_and_nothing_is_invented():
    client = a_member("本人", transfer_income_month=100)
    dehong = {"region": "533103", "urban": False, "standards": {"minimum_living_standard": 533}}

    blank = look(a_household(client, **dehong))
    stated = look(
        a_household(client, **dehong | {"standards": dehong["standards"] | {"minimum_living_tier_amount": 310}})
    )

    assert (blank.outcome, blank.amount.value) == (ELIGIBLE, None)
    assert {one.key for one in blank.missing} == {"standard:minimum_living_tier_amount"}
    assert stated.amount.value == 310


def test_classified_aid_is_added_where_the_place_has_a_rule():
    found = look(a_family(standards={"classified_aid_share": "0.2"}))

    assert found.components["classified_aid"].amount.value == 496
    assert found.amount.value == 1720 + 496


def test_an_empty_list_of_members_is_not_a_household_of_nobody():
    found = look(a_household())

    assert found.outcome is UNDETERMINED
    assert "members" in missing(found)


@pytest.mark.parametrize(("wage", "outcome"), [("1859.07", ELIGIBLE), ("1859.08", INELIGIBLE)])
def test_parts_of_a_fen_are_compared_exactly_and_shown_rounded(wage, outcome):
    """Two thirds of the wage, 1,239.99969 and 1,240.00636: shown, both would be the line itself."""
    found = look(a_household(a_member("本人", wage_income_month=wage), standards={"employment_cost_share": "0.333"}))

    assert found.outcome is outcome
    assert found.components["income_per_head"].amount.value in (Decimal("1240.00"), Decimal("1240.01"))


# 单人户: who applies alone


def alone(*others, day="2024-06-03", standards=None, **facts):
    """The applicant of 珠海 applies alone, out of a family far above every line."""
    rich = a_member("父母", transfer_income_month=9000)
    applicant = a_member("本人", **facts)
    return look(
        a_household(applicant, *(others or (rich,)), day=day, applies_as_single_person=True, standards=standards)
    )


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"disability_grade": "二级"}, ELIGIBLE),
        ({"disability_grade": "三级", "disability_category": "智力"}, ELIGIBLE),
        ({"disability_grade": "三级", "disability_category": "肢体"}, INELIGIBLE),
        ({"disability_grade": "二级", "birth_date": "2008-01-01"}, INELIGIBLE),
        ({"disability_grade": "二级", "wage_income_month": 300}, INELIGIBLE),
        ({"disability_grade": "二级", "transfer_income_month": 1240}, INELIGIBLE),
        ({"disability_grade": "二级", "transfer_income_month": 1239}, ELIGIBLE),
        ({"disability_grade": "二级", "wage_income_month": None}, UNDETERMINED),
        ({"serious_illness_listed": True}, INELIGIBLE),
    ],
)
def test_a_severely_disabled_adult_without_work_applies_alone_whatever_the_family_has(facts, outcome):
    assert alone(**facts).outcome is outcome


@pytest.mark.parametrize(("day", "outcome"), [("2022-10-19", INELIGIBLE), ("2022-10-20", ELIGIBLE)])
def test_that_began_with_the_notice_of_2022(day, outcome):
    standards = {"minimum_living_standard": 1139}

    assert alone(day=day, disability_grade="一级", standards=standards).outcome is outcome


@pytest.mark.parametrize(
    ("years", "income", "outcome"),
    [(3, 0, ELIGIBLE), (2, 0, INELIGIBLE), (3, 1240, INELIGIBLE), (None, 0, UNDETERMINED)],
)
def test_clergy_three_years_away_apply_alone_though_no_family_counts_them(years, income, outcome):
    found = alone(clergy_years_away=years, transfer_income_month=income)

    assert found.outcome is outcome
    if years == 3:
        assert found.components["household_members"].amount.value == 1


def test_clergy_with_nobody_beside_them_are_one_person_for_the_limit_of_property():
    hermit = a_member("本人", clergy_years_away=5)

    within, beyond = (
        look(a_household(hermit, applies_as_single_person=True, financial_assets_total=assets))
        for assets in (24 * 1240, 24 * 1240 + 1)
    )

    assert within.components["household_members"].amount.value == 0
    assert (within.outcome, within.amount.value) == (ELIGIBLE, 1240)
    assert beyond.outcome is INELIGIBLE


def test_a_standing_written_down_opens_it_without_the_income_of_the_family():
    ill = a_member("本人", serious_illness_listed=True)
    wife = without(a_member("配偶", wage_income_month=None), "transfer_income_month")

    found = look(a_household(ill, wife, applies_as_single_person=True, aid_class="低保边缘"))

    assert found.outcome is ELIGIBLE


def test_classified_aid_of_who_applies_alone_is_their_own():
    family = [a_member("本人", disability_grade="二级"), a_member("配偶", wage_income_month=5000), a_child()]

    found = look(a_household(*family, applies_as_single_person=True, standards={"classified_aid_share": "0.2"}))

    assert found.components["classified_aid"].amount.value == 248
    assert found.amount.value == 1240 + 248
