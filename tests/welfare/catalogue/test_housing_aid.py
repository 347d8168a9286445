"""住房救助: the formula of each place, its limits, and the rent above which nothing is paid."""

import pytest

from law.outcome import Outcome
from tests.welfare.households import GUIYANG, a_child, a_household, a_member
from welfare.catalogue.housing_aid import HOUSING_AID
from welfare.rules.assess import assess

ELIGIBLE, INELIGIBLE, UNDETERMINED = Outcome.ELIGIBLE, Outcome.INELIGIBLE, Outcome.UNDETERMINED

YUZHONG = {"region": "500103", "day": "2021-09-01"}
SHANTOU = {"region": "440511", "day": "2022-12-31"}


def look(persons=2, **facts):
    family = [a_member("本人"), a_member("配偶"), *(a_child() for _ in range(persons))][:persons]
    answers = {"aid_class": "低保", "owns_dwelling": False, "rent_paid_month": 5000}
    return assess(a_household(*family, **answers | facts), [HOUSING_AID])["housing_aid"]


def missing(found):
    return {one.key for one in found.missing}


@pytest.mark.parametrize(
    ("persons", "aid_class", "amount"),
    [
        (1, "低保", 20 * 23),
        (2, "低保", 690),
        (2, "低保边缘", 552),
        (2, "特困", 552),
        (4, "低保", 1380),
        (5, "低保", 1380),
    ],
)
def test_yuzhong_2021_by_persons_and_class_and_up_to_sixty_square_metres(persons, aid_class, amount):
    found = look(persons, aid_class=aid_class, **YUZHONG)

    assert (found.outcome, found.amount.value) == (ELIGIBLE, amount)


@pytest.mark.parametrize(("rent", "amount"), [(690, 690), (689, 689), (691, 690), (0, 0)])
def test_never_above_the_rent(rent, amount):
    found = look(rent_paid_month=rent, **YUZHONG)

    assert found.amount.value == amount
    assert found.components["by_formula"].amount.value == 690


def test_an_unknown_rent_leaves_a_range():
    found = look(rent_paid_month=None, **YUZHONG)

    assert (found.outcome, found.amount.lo, found.amount.hi) == (ELIGIBLE, 0, 690)
    assert missing(found) == {"rent_paid_month"}


@pytest.mark.parametrize(
    ("persons", "aid_class", "amount"),
    [
        (1, "低保", 540),
        (1, "低保边缘", 450),
        (2, "低保", 675),
        (3, "低保", 810),
        (5, "低保", 1350),
        (6, "低保", 1350),
    ],
)
def test_shantou_weighs_small_households_and_counts_five_at_most(persons, aid_class, amount):
    assert look(persons, aid_class=aid_class, **SHANTOU).amount.value == amount


def test_own_room_is_taken_off():
    found = look(3, owns_dwelling=True, housing_area_per_head=5, standards={"housing_area_line": 10}, **SHANTOU)

    assert found.amount.value == 15 * 10 * 3 * 12 // 10


@pytest.mark.parametrize(("area", "outcome"), [("9.99", ELIGIBLE), (10, INELIGIBLE)])
def test_short_of_room_means_below_the_line(area, outcome):
    found = look(owns_dwelling=True, housing_area_per_head=area, standards={"housing_area_line": 10}, **SHANTOU)

    assert found.outcome is outcome


def test_an_owner_where_the_line_is_blank_is_a_question():
    found = look(owns_dwelling=True, housing_area_per_head=8, **YUZHONG)

    assert found.outcome is UNDETERMINED
    assert "standard:housing_area_line" in missing(found)


@pytest.mark.parametrize(
    ("region", "day"),
    [("500103", "2020-12-31"), ("500103", "2022-01-01"), ("440511", "2019-12-31"), ("440511", "2023-01-01")],
)
def test_tables_do_not_outlive_their_years(region, day):
    found = look(region=region, day=day)

    assert (found.outcome, found.amount.value) == (ELIGIBLE, None)
    assert "standard:rent_subsidy_price" in missing(found)


def test_a_place_without_a_table_has_the_right_and_an_open_sum():
    found = look(region=GUIYANG, rent_paid_month=600)

    assert (found.outcome, found.amount.lo, found.amount.hi) == (ELIGIBLE, 0, 600)


def test_no_class_and_an_unknown_home():
    assert look(aid_class="无", **YUZHONG).outcome is INELIGIBLE
    assert look(owns_dwelling=None, **YUZHONG).outcome is UNDETERMINED
    assert "owns_dwelling" in missing(look(owns_dwelling=None, **YUZHONG))


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"owns_dwelling": True, "dwelling_is_dangerous": True}, ELIGIBLE),
        ({"owns_dwelling": True, "dwelling_is_dangerous": False}, INELIGIBLE),
        ({"owns_dwelling": True}, UNDETERMINED),
        ({"owns_dwelling": False}, ELIGIBLE),
        ({"owns_dwelling": False, "aid_class": "低保边缘"}, INELIGIBLE),
    ],
)
def test_in_the_country_it_is_a_safe_house(facts, outcome):
    found = look(urban=False, **facts)

    assert found.outcome is outcome
    assert found.amount is None or found.amount.value == 0


def test_a_client_without_a_home_is_a_household_like_any_other():
    client = a_member("本人", custody_status="社区康复", in_community_rehab=True)
    facts = {"aid_class": "低保", "owns_dwelling": False, "rent_paid_month": 500}

    found = assess(a_household(client, **facts, **YUZHONG), [HOUSING_AID])["housing_aid"]

    assert found.amount.value == 460
