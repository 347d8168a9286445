"""What a family reads: never a bare no, and nothing that a neighbour should not read."""

from datetime import date

import pytest
from hypothesis import given, settings

from tests.welfare.households import NO_INCOME, a_child, a_household, a_member
from tests.welfare.strategies import households
from welfare import plain
from welfare.catalogue.table import BY_CODE, CATALOGUE
from welfare.notice import Kind, notices, turning_days
from welfare.rules.fact import FACTS
from welfare.rules.standards import DECLARED

PEOPLE = {f"m{number}": name for number, name in enumerate(("您本人", "妻子", "孩子", "母亲"), start=1)}


def written(household, *codes, **standing):
    asked = [BY_CODE[code] for code in codes] or CATALOGUE
    return {one.code: one for one in notices(household, asked, DECLARED, people=PEOPLE, **standing)}


@settings(max_examples=25, deadline=None)
@given(households(CATALOGUE))
def test_no_family_reads_a_bare_no(household):
    for notice in notices(household, CATALOGUE, DECLARED, people=PEOPLE):
        assert "不符合" not in notice.verdict
        assert notice.why, notice.code
        assert notice.until, notice.code
        assert notice.bring, notice.code
        assert notice.ask
        assert all(sentence.strip() and "None" not in sentence for sentence in (*notice.why, *notice.until))


@settings(max_examples=25, deadline=None)
@given(households(CATALOGUE))
def test_nothing_on_a_kitchen_table_tells_of_drugs_custody_or_illness(household):
    for notice in notices(household, CATALOGUE, DECLARED, people=PEOPLE):
        told = [sentence for sentence in notice.sentences() if plain.is_delicate(sentence)]

        assert notice.own or told == []


@settings(max_examples=20, deadline=None)
@given(households(CATALOGUE))
def test_a_day_named_lies_ahead(household):
    days = turning_days(household, CATALOGUE)

    assert days == sorted(days)
    assert all(day > household.as_of for day in days)


def test_a_custody_that_ends_is_a_day_to_come_back_and_has_no_name():
    wife = a_member("配偶", custody_status="强制隔离戒毒", custody_end="2024-09-01")
    household = a_household(a_member("本人", wage_income_month=3900), wife, a_child())

    notice = written(household, "near_minimum")["near_minimum"]

    assert notice.kind is Kind.NOT_NOW
    assert notice.until[0].startswith("到2024年9月1日，情况会有变化，那时可能符合")
    assert "1,950 元/月" in notice.why[0]


def test_the_end_of_the_grace_period_is_told_while_it_runs():
    household = a_household(
        a_member("本人", wage_income_month=3000), day="2024-06-03", was_on_minimum_living=True,
        lifted_above_line_on="2024-03-15", previous_minimum_living_amount=900,
    )  # fmt: skip

    notice = written(household, "grace_period")["grace_period"]

    assert notice.kind is Kind.ENTITLED
    assert "到2024年9月15日" in notice.until[0]
    assert "在那天以前" in notice.until[0]


def test_whoever_receives_it_is_not_sent_to_apply():
    household = a_household(a_member("本人"), a_child())

    found = written(household, "minimum_living", "near_minimum", receiving={"minimum_living"})

    assert found["minimum_living"].verdict == "您家正在享受。"


def test_an_open_answer_names_whose_and_which_paper():
    husband = {**a_member("配偶"), **dict.fromkeys(NO_INCOME)}
    household = a_household(a_member("本人", wage_income_month=1500), husband)

    notice = written(household, "minimum_living")["minimum_living"]

    assert notice.kind is Kind.OPEN
    assert "还不清楚：妻子的工资性收入。" in notice.why
    assert "收入证明" in notice.bring


def test_a_missing_standard_is_not_the_fault_of_the_family():
    notice = written(a_household(a_member("本人"), day="2026-03-01"), "minimum_living")["minimum_living"]

    assert notice.kind is Kind.OPEN
    assert "要等主管部门登记" in "".join(notice.why)


@pytest.mark.parametrize("code", ["ordos_o1", "maintenance_support", "hiv_care"])
def test_rules_about_recovery_or_illness_are_for_the_own_copy(code):
    assert plain.is_own(BY_CODE[code])


@pytest.mark.parametrize("code", ["minimum_living", "rigid_expense", "disability_allowance", "legal_aid"])
def test_other_rules_may_lie_on_the_table(code):
    assert not plain.is_own(BY_CODE[code])


def test_disability_may_be_named():
    assert not plain.is_delicate("残疾证和康复费用票据")
    assert not plain.is_delicate(FACTS["rehabilitation_spend_12m"].term)
    assert plain.is_delicate("社区康复协议")


def test_a_birthday_at_the_end_of_february_comes():
    household = a_household(a_member("本人", birth_date="1992-02-29"))

    assert date(2025, 2, 28) in turning_days(household, CATALOGUE)
