"""特困人员救助供养: no strength, no means, nobody."""

import pytest

from law.outcome import Outcome
from tests.welfare.households import GUANGZHOU, NO_INCOME, ORDOS, ZHUHAI, a_household, a_member, without
from welfare.catalogue.destitute_support import DESTITUTE_SUPPORT
from welfare.rules.assess import assess

ELIGIBLE, INELIGIBLE, UNDETERMINED = Outcome.ELIGIBLE, Outcome.INELIGIBLE, Outcome.UNDETERMINED

LOCAL_INCOME = {"standards": {"disposable_income_last_year": 48000}}


def look(*members, **facts):
    known = {"region": ORDOS, "day": "2023-06-01", "has_other_able_supporter": False}
    return assess(a_household(*members, **known | facts), [DESTITUTE_SUPPORT])["destitute_support"]


def an_old_woman(born="1962-03-01", **facts):
    return a_member("本人", birth_date=born, **facts)


def a_son(status="无", **facts):
    return a_member("子女", birth_date="1988-05-01", lives_together=False, custody_status=status, **facts)


def missing(found):
    return {one.key for one in found.missing}


@pytest.mark.parametrize("status", ["强制隔离戒毒", "社区戒毒", "社区康复", "自愿戒毒", "看守所", "无"])
def test_ordos_2023_a_son_in_isolation_is_on_no_list_of_those_unable_to_support(status):
    assert look(an_old_woman(), a_son(status)).outcome is INELIGIBLE


def test_a_son_in_prison_is_unable_if_he_owns_little():
    in_prison = [
        look(an_old_woman(), a_son("监狱服刑", supporter_property_within_limits=within))
        for within in (True, False, None)
    ]

    assert [found.outcome for found in in_prison] == [ELIGIBLE, INELIGIBLE, UNDETERMINED]
    assert missing(in_prison[2]) == {"supporter_property_within_limits@m2"}


def test_a_province_may_add_a_ground_and_then_the_case_says_so():
    assert look(an_old_woman(), a_son("强制隔离戒毒", meets_local_unable_rule=True)).outcome is ELIGIBLE


def test_whether_somebody_else_could_support_is_asked():
    alone = look(an_old_woman())
    unasked = look(an_old_woman(), has_other_able_supporter=None)
    helped = look(an_old_woman(), has_other_able_supporter=True)

    assert [one.outcome for one in (alone, unasked, helped)] == [ELIGIBLE, UNDETERMINED, INELIGIBLE]
    assert missing(unasked) == {"has_other_able_supporter"}


@pytest.mark.parametrize(
    ("born", "outcome"),
    [("1963-06-01", ELIGIBLE), ("1963-06-02", INELIGIBLE), ("2007-06-02", ELIGIBLE), ("2007-06-01", INELIGIBLE)],
)
def test_sixty_and_over_or_below_sixteen(born, outcome):
    assert look(an_old_woman(born)).outcome is outcome


@pytest.mark.parametrize(
    ("category", "grade", "outcome"),
    [
        ("智力", "三级", ELIGIBLE),
        ("精神", "三级", ELIGIBLE),
        ("精神", "四级", INELIGIBLE),
        ("肢体", "二级", ELIGIBLE),
        ("肢体", "三级", INELIGIBLE),
        ("视力", "一级", ELIGIBLE),
        ("视力", "二级", INELIGIBLE),
        ("听力", "一级", INELIGIBLE),
        ("多重", "二级", UNDETERMINED),
        ("多重", "四级", INELIGIBLE),
        (None, "三级", UNDETERMINED),
        ("肢体", None, UNDETERMINED),
    ],
)
def test_disability_as_listed(category, grade, outcome):
    client = a_member("本人", disability_category=category, disability_grade=grade)

    assert look(client).outcome is outcome


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"birth_date": "2006-03-01"}, INELIGIBLE),
        ({"birth_date": "2006-03-01", "is_destitute_person": True}, ELIGIBLE),
        ({"birth_date": "2004-03-01", "is_destitute_person": True, "enrolled_fulltime_level": "中职"}, ELIGIBLE),
        ({"birth_date": "2004-03-01", "is_destitute_person": True, "enrolled_fulltime_level": "大专"}, INELIGIBLE),
    ],
)
def test_a_child_in_support_stays_until_18_or_the_end_of_secondary_school(facts, outcome):
    assert look(a_member("本人", **facts)).outcome is outcome


@pytest.mark.parametrize(
    ("income", "outcome"),
    [
        ({"transfer_income_month": "949.99"}, ELIGIBLE),
        ({"transfer_income_month": 950}, INELIGIBLE),
        ({"transfer_income_month": 1100, "basic_pension_month": 163}, ELIGIBLE),
        ({"transfer_income_month": 1100, "excluded_income_month": 200}, ELIGIBLE),
    ],
)
def test_own_income_below_the_standard_without_basic_pension_and_allowances(income, outcome):
    assert look(an_old_woman(**income)).outcome is outcome


def test_the_basic_pension_stays_out_after_2025_too():
    own = {"day": "2026-03-02", "standards": {"minimum_living_standard": 1000}}

    assert look(an_old_woman(transfer_income_month=1100, basic_pension_month=163), **own).outcome is ELIGIBLE


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"financial_assets_total": 5000}, UNDETERMINED),
        ({"financial_assets_total": 5000, "property_within_limits": True}, ELIGIBLE),
        ({"financial_assets_total": 5000, "property_within_limits": False}, INELIGIBLE),
        ({"property_within_limits": False}, INELIGIBLE),
    ],
)
def test_property_limits_are_unseen_and_so_a_question(facts, outcome):
    assert look(an_old_woman(), **facts).outcome is outcome


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"birth_date": "1950-01-01", "supporter_property_within_limits": True}, ELIGIBLE),
        ({"birth_date": "1954-01-01", "is_minimum_living_recipient": False}, INELIGIBLE),
        ({"birth_date": "1954-01-01", "is_minimum_living_recipient": True}, ELIGIBLE),
        (
            {"birth_date": "1950-01-01", "transfer_income_month": 4000, "supporter_property_within_limits": True},
            INELIGIBLE,
        ),
        (
            {"disability_grade": "一级", "disability_category": "听力", "supporter_property_within_limits": True},
            ELIGIBLE,
        ),
        (
            {"disability_grade": "三级", "disability_category": "肢体", "supporter_property_within_limits": True},
            INELIGIBLE,
        ),
        ({"lacks_civil_capacity": True, "supporter_property_within_limits": True}, ELIGIBLE),
        ({"is_declared_missing": True, "supporter_property_within_limits": True}, ELIGIBLE),
        ({"is_destitute_person": True}, ELIGIBLE),
        ({"is_deceased": True}, ELIGIBLE),
    ],
)
def test_supporters_who_cannot(facts, outcome):
    husband = a_member("配偶", **{"is_minimum_living_recipient": False} | facts)

    assert look(an_old_woman(), husband, **LOCAL_INCOME).outcome is outcome


def test_without_the_local_income_a_supporter_of_70_is_a_question():
    facts = {"is_minimum_living_recipient": False, "supporter_property_within_limits": True}
    husband = a_member("配偶", birth_date="1950-01-01", **facts)

    found = look(an_old_woman(), husband)

    assert found.outcome is UNDETERMINED
    assert missing(found) == {"standard:disposable_income_last_year"}


@pytest.mark.parametrize(
    ("status", "outcome"),
    [("监狱服刑", INELIGIBLE), ("强制隔离戒毒", ELIGIBLE), ("社区康复", ELIGIBLE), (None, UNDETERMINED)],
)
def test_it_ends_with_prison_and_with_nothing_else(status, outcome):
    assert look(an_old_woman(custody_status=status)).outcome is outcome


def test_who_comes_to_the_counter_is_not_asked_about_prison():
    assert look(without(an_old_woman(), "custody_status")).outcome is ELIGIBLE


@pytest.mark.parametrize(
    ("region", "urban", "day", "published"),
    [
        (ORDOS, True, "2022-06-01", 1700),
        (ORDOS, False, "2022-06-01", 975),
        (ORDOS, True, "2023-06-01", 1800),
        (ORDOS, False, "2023-06-01", 1100),
        (GUANGZHOU, True, "2021-07-01", 1792),
        (GUANGZHOU, False, "2023-06-01", 1981),
        (GUANGZHOU, True, "2024-06-03", 2052),
        (ZHUHAI, True, "2021-07-01", 1823),
        (ZHUHAI, True, "2023-06-01", 1954),
        (ZHUHAI, None, "2024-06-03", 1984),
        ("53", True, "2023-08-01", 947),
        ("53", True, "2025-08-01", 968),
    ],
)
def test_basic_living_is_what_the_place_published(region, urban, day, published):
    found = look(an_old_woman(), region=region, urban=urban, day=day, standards={"care_standard_able": 0})

    assert found.components["destitute_standard"].amount.value == published


def test_yunnan_multiplies_the_standard_of_the_town_by_1_3_and_rounds_up():
    own = {"region": "533103", "day": "2023-08-01", "standards": {"minimum_living_standard": 728}}

    assert look(an_old_woman(), **own).components["destitute_standard"].amount.value == 947


def test_the_guide_of_the_province_is_no_number_of_its_counties():
    found = look(an_old_woman(), region="533103", day="2023-08-01", standards={"care_standard_able": 0})

    assert found.components["destitute_standard"].amount.value is None


def test_elsewhere_the_multiple_is_missing_and_not_1_3():
    own = {"minimum_living_standard": 715, "care_standard_able": 0}

    found = look(an_old_woman(selfcare_items_failed=0), region="140624", standards=own)

    assert (found.outcome, found.amount.value) == (ELIGIBLE, None)
    assert missing(found) == {"standard:destitute_multiple"}


@pytest.mark.parametrize(("failed", "amount"), [(0, 1800), (1, 2000), (3, 2000), (4, 2500), (6, 2500)])
def test_care_by_how_many_of_six_things_somebody_cannot_do(failed, amount):
    care = {"care_standard_able": 0, "care_standard_partial": 200, "care_standard_total": 700}

    assert look(an_old_woman(selfcare_items_failed=failed), standards=care).amount.value == amount


def test_an_open_care_tier_leaves_the_basic_sum_as_the_least():
    care = {"care_standard_able": 0, "care_standard_partial": 200, "care_standard_total": 700}

    with_tiers, without_any = look(an_old_woman(), standards=care), look(an_old_woman(selfcare_items_failed=5))

    assert (with_tiers.amount.lo, with_tiers.amount.hi, missing(with_tiers)) == (
        1800,
        2500,
        {"selfcare_items_failed@m1"},
    )
    assert (without_any.amount.lo, without_any.amount.hi) == (1800, None)
    assert missing(without_any) == {"standard:care_standard_total"}


def test_before_july_2021_the_lists_are_not_known():
    found = look(an_old_woman("1955-01-01"), region=ZHUHAI, day="2021-06-30")

    assert found.outcome is UNDETERMINED
    assert missing(found) == {"standard:destitute_measure"}


def test_an_income_nobody_wrote_down_is_asked_for():
    found = look(without(an_old_woman(), *NO_INCOME))

    assert found.outcome is UNDETERMINED
    assert missing(found) == {f"{code}@m1" for code in NO_INCOME}


def test_only_the_applicant_is_looked_at():
    found = look(a_son() | {"relation_to_applicant": "本人"}, a_member("父母", birth_date="1950-01-01"))

    assert found.outcome is INELIGIBLE
    assert look(an_old_woman()).members == ("m1",)
