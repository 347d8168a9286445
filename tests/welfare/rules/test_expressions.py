"""The small language: what it refuses to say, how it counts, how it reads."""

from datetime import date
from decimal import Decimal

import pytest

from law.article import Article
from law.truth import Truth
from tests.welfare.households import a_child, a_household, a_member, without
from welfare.catalogue.minimum_living import minimum_living_standard
from welfare.rules.composition import income_per_head, is_counted
from welfare.rules.dictionary import (
    birth_date,
    custody_status,
    financial_assets_total,
    has_motor_vehicle,
    household_income_stated,
    lives_together,
    rehab_completed_date,
    rehab_months_completed,
    wage_income_month,
)
from welfare.rules.elapsed import full_months, full_years
from welfare.rules.expressions import (
    Rule,
    all_of,
    any_of,
    choose,
    greatest,
    least,
    no,
    number,
    readings,
    round_half_up,
    round_up,
    when,
)
from welfare.rules.find import Case
from welfare.rules.members import any_member, count, every_member, total
from welfare.rules.words import words

YES, UNKNOWN, NO = Truth.YES, Truth.UNKNOWN, Truth.NO
ANY_ARTICLE = Article("社会救助暂行办法", "国务院令第649号", "第九条")


def of(household, expression):
    return Case(household).value(expression)


def found(household, condition):
    return Case(household).find(condition)


def test_what_is_said_twice_stands_once():
    assert all_of(has_motor_vehicle, lives_together).worded("有车") is all_of(has_motor_vehicle, lives_together).worded(
        "有车"
    )
    assert all_of(has_motor_vehicle, lives_together) is not all_of(lives_together, has_motor_vehicle)
    assert custody_status.is_one_of("监狱服刑") is not custody_status.is_one_of("看守所")


def test_numbers_that_are_written_unlike_stay_apart():
    assert number(Decimal("1.5")) is number(Decimal("1.5"))
    assert number(Decimal("1.5")) is not number(Decimal("1.50"))


def test_a_slip_into_plain_python_is_caught():
    with pytest.raises(TypeError, match="join with all_of"):
        bool(has_motor_vehicle and (financial_assets_total < 5))
    with pytest.raises(TypeError, match="int or Decimal"):
        financial_assets_total < 0.1  # noqa: B015
    with pytest.raises(ValueError, match="no option"):
        custody_status.is_one_of("戒毒所")
    with pytest.raises(ValueError, match="cannot be negative"):
        (financial_assets_total - 5) * (financial_assets_total - 3)


def test_a_fact_of_one_member_is_no_fact_of_the_household():
    with pytest.raises(ValueError, match="inside count, total or any_member"):
        found(a_household(a_member("本人")), lives_together)


def test_numbers_are_two_bounds_while_something_is_unknown():
    household = a_household(a_member("本人"), financial_assets_total=None)

    assets = financial_assets_total

    assert of(household, least(assets, 500))[:2] == (0, 500)
    assert of(household, greatest(assets, 500))[:2] == (500, None)
    assert of(household, 1000 - assets)[:2] == (None, 1000)
    assert of(household, when(assets <= 10, 3, 8))[:2] == (3, 8)
    assert of(household, when(assets <= 10, 8, 8)) == (8, 8, frozenset())


def test_what_cannot_change_the_answer_is_not_asked_for():
    household = a_household(a_member("本人"), financial_assets_total=None, has_motor_vehicle=True)

    both = found(household, all_of(financial_assets_total <= 5, no(has_motor_vehicle)))
    either = found(household, any_of(financial_assets_total <= 5, has_motor_vehicle))
    open_one = found(household, all_of(financial_assets_total <= 5, has_motor_vehicle))

    assert (both.truth, both.missing) == (NO, frozenset())
    assert (either.truth, either.missing) == (YES, frozenset())
    assert (open_one.truth, open_one.missing) == (UNKNOWN, {"financial_assets_total"})


@pytest.mark.parametrize(
    ("product", "published"),
    [("1139 1.6", 1823), ("1282 1.6", 2052), ("728 1.3", 947), ("744 1.3", 968), ("2342 0.2", 469), ("1000 1.5", 1500)],
)
def test_standards_derived_by_a_factor_are_rounded_up_to_the_yuan(product, published):
    standard, factor = map(Decimal, product.split())

    assert of(a_household(a_member("本人")), round_up(factor * number(standard))).value == published


def test_other_roundings():
    household = a_household(a_member("本人"))

    assert of(household, round_half_up(number(Decimal("9656.475")), Decimal("0.01"))).value == Decimal("9656.48")
    assert of(household, round_half_up(number(Decimal("14.5")))).value == 15
    assert of(household, round_up(number(Decimal("141")), Decimal(10))).value == 150
    with pytest.raises(ValueError, match="a step is"):
        round_up(number(5), Decimal(5))


def test_income_per_head_is_compared_without_dividing():
    three = [a_member("本人", wage_income_month="3720"), a_member("配偶"), a_child()]
    a_cent_less = [a_member("本人", wage_income_month="3719.99"), a_member("配偶"), a_child()]

    assert found(a_household(*three), income_per_head < minimum_living_standard).truth is NO
    assert found(a_household(*a_cent_less), income_per_head < minimum_living_standard).truth is YES
    assert of(a_household(*a_cent_less), income_per_head.shortfall(minimum_living_standard)).value == Decimal("0.01")
    assert found(a_household(*three), 12 * income_per_head <= 14880).truth is YES


def test_a_stated_income_of_the_household_wins():
    household = a_household(a_member("本人", wage_income_month=9000), household_income_month=600)

    assert of(household, income_per_head.shortfall(minimum_living_standard)).value == 640
    assert household_income_stated.code in household.facts


def test_over_members():
    household = a_household(a_member("本人", wage_income_month=500), a_child(), without(a_child(), "wage_income_month"))

    assert of(household, count(is_counted)).value == 3
    assert of(household, total(wage_income_month, where=birth_date.years() >= 18)).value == 500
    assert found(household, any_member(wage_income_month > 400)).truth is YES
    assert found(household, every_member(wage_income_month <= 500)).missing == {"wage_income_month@m3"}


def test_readings_of_a_text_are_open_only_where_they_differ():
    """鄂府发〔2014〕75号三(四)1: 戒毒康复期满一年 is a year inside recovery, or a year after it."""
    clause = readings(
        "o1_reading",
        "戒毒康复期满一年及以上",
        inside=rehab_months_completed >= 12,
        after=rehab_completed_date.months() >= 12,
    )
    eight_months_after = {"rehab_months_completed": 36, "rehab_completed_date": "2023-10-03"}
    two_years_after = {"rehab_months_completed": 36, "rehab_completed_date": "2022-05-03"}

    differ = found(a_household(a_member("本人", **eight_months_after)), any_member(clause))
    agree = found(a_household(a_member("本人", **two_years_after)), any_member(clause))
    chosen = found(
        a_household(a_member("本人", **eight_months_after), readings={"o1_reading": "after"}), any_member(clause)
    )

    assert (differ.truth, differ.missing) == (UNKNOWN, {"reading:o1_reading"})
    assert (agree.truth, chosen.truth) == (YES, NO)


def test_a_rule_that_does_not_fit_is_a_function_with_its_article():
    rule = Rule(
        "自付部分超过一万元",
        ANY_ARTICLE,
        (financial_assets_total, has_motor_vehicle),
        lambda assets, car: None if assets is None else assets > 10_000 and not car,
        lambda assets, car: (assets > 1_000_000) & ~car,
    )

    finding = found(a_household(a_member("本人"), financial_assets_total=20_000), rule)

    assert (finding.truth, finding.article) == (YES, ANY_ARTICLE)
    assert found(a_household(financial_assets_total=None), rule).missing == {"financial_assets_total"}


def test_choose_needs_no_other_value_where_all_options_are_named():
    every_option = {option: index for index, option in enumerate(custody_status.options)}
    member = without(a_member("本人"), "custody_status")
    household = a_household(member)

    chosen = total(choose(custody_status, every_option), where=is_counted)

    assert Case(household).value(chosen).hi == len(every_option) - 1


@pytest.mark.parametrize(
    ("since", "day", "months", "years"),
    [
        (date(2006, 6, 3), date(2024, 6, 2), 215, 17),
        (date(2006, 6, 3), date(2024, 6, 3), 216, 18),
        (date(2024, 2, 29), date(2025, 2, 28), 11, 0),
        (date(2024, 2, 29), date(2025, 3, 1), 12, 1),
        (date(2024, 1, 31), date(2024, 2, 29), 0, 0),
        (date(2025, 1, 1), date(2024, 6, 3), 0, 0),
    ],
)
def test_full_months_and_years(since, day, months, years):
    assert (full_months(since, day), full_years(since, day)) == (months, years)


def test_expressions_read_as_chinese():
    assert words(income_per_head < minimum_living_standard) == "家庭月人均收入低于最低生活保障标准"
    assert words(~(income_per_head < minimum_living_standard)) == "家庭月人均收入不低于最低生活保障标准"
    assert words(12 * income_per_head <= 14880) == "家庭月人均收入的 12 倍不超过 14,880 元/月"
    assert words(no(has_motor_vehicle)).startswith("没有机动车")
    assert words(no(custody_status.is_one_of("监狱服刑"))) == "羁押、戒毒状态不为监狱服刑"
    assert words(round_up(Decimal("1.3") * minimum_living_standard)) == "最低生活保障标准的 1.3 倍（进到元）"
    assert words(birth_date.years() >= 60) == "周岁不低于 60 岁"
