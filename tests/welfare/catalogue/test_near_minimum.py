"""低保边缘家庭: just above the line, not beyond one and a half times it."""

import pytest

from law.outcome import Outcome
from tests.welfare.households import GUANGZHOU, GUIYANG, ORDOS, ZHUHAI, a_child, a_household, a_member, without
from welfare.catalogue.near_minimum import NEAR_MINIMUM
from welfare.rules.assess import assess

ELIGIBLE, INELIGIBLE, UNDETERMINED = Outcome.ELIGIBLE, Outcome.INELIGIBLE, Outcome.UNDETERMINED


def look(*members, **facts):
    return assess(a_household(*members, **facts), [NEAR_MINIMUM])["near_minimum"]


def with_per_head(per_head, **facts):
    return look(a_member("本人"), **{"region": GUANGZHOU, "income_per_head": per_head} | facts)


def missing(found):
    return {one.key for one in found.missing}


@pytest.mark.parametrize(
    ("day", "per_head", "outcome"),
    [
        ("2023-06-01", 1700, ELIGIBLE),
        ("2023-06-01", "1856.99", ELIGIBLE),
        ("2023-06-01", 1857, INELIGIBLE),
        ("2023-06-01", 1238, ELIGIBLE),
        ("2023-06-01", "1237.99", INELIGIBLE),
        ("2024-06-03", 1300, ELIGIBLE),
        ("2024-06-03", 1282, ELIGIBLE),
        ("2024-06-03", 2000, INELIGIBLE),
    ],
)
def test_guangzhou_from_the_standard_up_to_below_the_line(day, per_head, outcome):
    assert with_per_head(per_head, day=day).outcome is outcome


@pytest.mark.parametrize(
    ("day", "published"), [("2021-07-01", 1680), ("2022-06-01", 1794), ("2023-06-01", 1857), ("2024-06-03", 1923)]
)
def test_the_line_of_guangzhou_is_what_the_city_published(day, published):
    assert with_per_head(1700, day=day).components["near_minimum_line"].amount.value == published


def test_a_line_with_fen_is_rounded_up_to_the_yuan():
    found = look(a_member("本人", transfer_income_month=1240), region=GUIYANG)

    assert found.components["near_minimum_line"].amount.value == 1241
    assert found.outcome is ELIGIBLE


@pytest.mark.parametrize(("day", "outcome"), [("2021-06-30", INELIGIBLE), ("2021-07-01", ELIGIBLE)])
def test_the_class_exists_since_july_2021(day, outcome):
    assert with_per_head(1300, day=day).outcome is outcome


def test_the_multiple_and_the_line_are_local():
    twice = {"region": "420704", "day": "2025-08-01", "per_head": 1400}

    at_once_and_a_half = with_per_head(**twice, standards={"minimum_living_standard": 725})
    at_twice = with_per_head(**twice, standards={"minimum_living_standard": 725, "near_minimum_multiple": 2})
    as_set = with_per_head(**twice, standards={"minimum_living_standard": 725, "near_minimum_line": 1450})

    assert [found.outcome for found in (at_once_and_a_half, at_twice, as_set)] == [INELIGIBLE, ELIGIBLE, ELIGIBLE]


def test_a_missing_standard_is_a_question_and_never_the_neighbours():
    found = with_per_head(900, region="140624")

    assert found.outcome is UNDETERMINED
    assert missing(found) == {"standard:minimum_living_standard"}
    assert {one.text for one in found.missing} == {"标准缺失：最低生活保障标准"}


@pytest.mark.parametrize(
    ("assets", "outcome"),
    [(24 * 1282, ELIGIBLE), (24 * 1282 + 1, INELIGIBLE), (None, UNDETERMINED)],
)
def test_guangdong_allows_assets_of_24_months_of_the_standard_a_head(assets, outcome):
    assert with_per_head(1500, financial_assets_total=assets, household_members=1).outcome is outcome


@pytest.mark.parametrize(
    ("fact", "outcome"),
    [
        ({"dwellings_count": 1}, ELIGIBLE),
        ({"dwellings_count": 2}, INELIGIBLE),
        ({"has_motor_vehicle": True}, INELIGIBLE),
        ({"has_nonres_property": True}, INELIGIBLE),
        ({"has_business_registration": True}, UNDETERMINED),
    ],
)
def test_other_property_in_guangdong(fact, outcome):
    assert with_per_head(1500, **fact).outcome is outcome


def test_where_no_limit_is_known_property_is_a_question():
    household = {"region": ORDOS, "day": "2023-06-01", "income_per_head": 1300}

    owns_nothing = look(a_member("本人"), **household)
    owns_a_flat = look(a_member("本人"), **household, dwellings_count=1)
    looked_into = look(a_member("本人"), **household, dwellings_count=1, property_within_limits=True)

    assert [found.outcome for found in (owns_nothing, owns_a_flat, looked_into)] == [ELIGIBLE, UNDETERMINED, ELIGIBLE]
    assert missing(owns_a_flat) == {"standard:dwellings_limit"}


def test_blank_property_does_not_matter_once_income_is_too_high():
    found = look(a_member("本人"), region=ORDOS, day="2023-06-01", income_per_head=1425, financial_assets_total=None)

    assert found.outcome is INELIGIBLE


@pytest.mark.parametrize(
    ("standing", "outcome"), [("低保", INELIGIBLE), ("特困", INELIGIBLE), ("无", ELIGIBLE), (None, UNDETERMINED)]
)
def test_who_still_holds_a_better_standing_keeps_it(standing, outcome):
    assert with_per_head(1500, aid_class=standing).outcome is outcome


def test_who_says_nothing_of_a_standing_is_not_asked_for_one():
    assert "aid_class" not in missing(with_per_head(None))


def test_the_man_in_isolation_is_not_counted_and_does_not_stand_in_the_way():
    wife, children = a_member("本人", wage_income_month=4500), [a_child(), a_child("2018-02-11")]

    in_isolation = look(wife, a_member("配偶", custody_status="强制隔离戒毒"), *children)
    at_home = look(wife, a_member("配偶", custody_status="社区康复"), *children)
    never = look(wife, a_member("配偶"), *children)

    assert in_isolation.outcome is ELIGIBLE
    assert at_home.outcome is never.outcome is INELIGIBLE
    assert at_home.components["income_per_head"].amount.value == 1125


def test_an_income_nobody_wrote_down_is_asked_for():
    wife = without(a_member("配偶"), "wage_income_month")

    found = look(a_member("本人", wage_income_month=2600), wife, region=ZHUHAI)

    assert found.outcome is UNDETERMINED
    assert missing(found) == {"wage_income_month@m2"}


def test_it_pays_no_cash():
    found = with_per_head(1500)

    assert found.amount is None
    assert not found.discretionary
