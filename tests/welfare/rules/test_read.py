"""A household from a file: every wrong field named in Chinese, nothing guessed, nothing crashed on."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.welfare.households import a_child, a_member
from welfare.rules.fact import FACTS
from welfare.rules.read import Unreadable, read_household

BASE = {"as_of_date": "2024-06-03", "region": "440402", "urban": True}


def errors_of(**raw):
    with pytest.raises(Unreadable) as caught:
        read_household(BASE | raw)
    return {error.field: error.message for error in caught.value.errors}


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("wage_income_month", float("nan"), "NaN"),
        ("wage_income_month", float("inf"), "无穷大"),
        ("wage_income_month", -1, "不能是负数"),
        ("wage_income_month", 10**12, "核对单位"),
        ("wage_income_month", "12.345", "两位小数"),
        ("wage_income_month", [2000], "应为数字"),
        ("wage_income_month", "两千", "应为数字"),
        ("wage_income_month", True, "应为数字"),
        ("birth_date", "2031-01-01", "不能晚于核定日"),
        ("birth_date", "1985-02-30", ""),
        ("birth_date", "3024-01-01", "日期"),
        ("custody_status", "坐牢", "之一"),
        ("lives_together", 3, "true"),
        ("clergy_years_away", 1.5, "整数"),
        ("dwellings_count", 1, "应写在家庭里"),
        ("custdy_status", "无", "不认识的字段"),
    ],
)
def test_a_wrong_field_of_a_member_is_named(field, value, message):
    found = errors_of(members=[a_member("本人"), a_child() | {field: value}])

    assert list(found) == [f"members[1].{field}"]
    assert message in found[f"members[1].{field}"]


def test_all_errors_are_told_at_once_and_no_value_is_repeated():
    found = errors_of(as_of_date="昨天", region="鄂尔多斯", wage_income_month=3, members=[{"birth_date": "张三"}, 7])

    assert set(found) == {"as_of_date", "region", "wage_income_month", "members[0].birth_date", "members[1]"}
    assert "张三" not in "".join(found.values())


def test_a_family_of_ten_thousand_is_asked_about_and_not_answered():
    assert "10,000 人" in errors_of(members=[a_member("其他")] * 10_000)["members"]


@pytest.mark.parametrize("members", ["三人", {"本人": {}}, 3])
def test_members_are_a_list(members):
    assert "列表" in errors_of(members=members)["members"]


def test_custody_ends_after_it_begins():
    member = a_member("本人", custody_start="2024-05-01", custody_end="2024-01-01")

    assert "members[0].custody_end" in errors_of(members=[member])


def test_one_household_has_one_applicant():
    assert "members[1].relation_to_applicant" in errors_of(members=[a_member("本人"), a_member("本人")])


def test_the_only_member_without_a_relation_is_the_applicant():
    household = read_household(BASE | {"members": [{"wage_income_month": 0}, a_child()]})

    assert household.members[0].facts["relation_to_applicant"] == "本人"


def test_unknown_and_not_mentioned_differ():
    household = read_household(BASE | {"members": [{"clergy_years_away": None, "wage_income_month": ""}]})

    facts = household.members[0].facts
    assert facts["clergy_years_away"] is None
    assert facts["wage_income_month"] is None
    assert "is_declared_missing" not in facts


def test_answers_arrive_as_exact_values():
    household = read_household(
        BASE
        | {
            "members": [{"wage_income_month": 0.1, "birth_date": "1985-03-01", "disability_grade": 2}],
            "standards": {"dibao_standard": "950.5", "minimum_living_mode": "按差额发放"},
        }
    )

    facts = household.members[0].facts
    assert facts["wage_income_month"] == Decimal("0.1")
    assert facts["birth_date"] == date(1985, 3, 1)
    assert facts["disability_grade"] == "二级"
    assert household.standards == {"minimum_living_standard": Decimal("950.5"), "minimum_living_mode": "difference"}


@pytest.mark.parametrize(("name", "value"), [("gdp", 1), ("employment_cost_share", 3), ("minimum_living_standard", -1)])
def test_a_wrong_standard_is_named(name, value):
    assert list(errors_of(standards={name: value})) == [f"standards.{name}"]


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(FACTS)) | st.text(), inner),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from([*sorted(FACTS), "members", "standards", "readings", "region"]), junk) | junk)
def test_anything_is_read_or_refused(raw):
    with suppress(Unreadable):
        read_household(raw)


def test_a_list_of_members_said_to_be_incomplete_is_unknown():
    members = [a_member("本人"), a_child()]

    assert len(read_household(BASE | {"members": members, "members_complete": True}).members) == 2
    assert read_household(BASE | {"members": members, "members_complete": False}).members == ()
    assert read_household(BASE | {"members": members, "members_complete": None}).members == ()
