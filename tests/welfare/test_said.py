"""One line of a list says how much, why and what is missing, in words that nobody has to decode."""

from decimal import Decimal

import pytest

from law.truth import Truth
from tests.welfare.households import a_child, a_household, a_member
from welfare import reasons, said
from welfare.catalogue.table import BY_CODE
from welfare.models import Determination
from welfare.rules.assess import assess


def a_line(code="minimum_living", **fields):
    """A determination that nobody has saved."""
    return Determination(entitlement=code, **{"outcome": "eligible", "words": "", "missing": [], **fields})


def assessed(household, code="minimum_living"):
    found = assess(household, [BY_CODE[code]])[code]
    words = reasons.write(reasons.tree(found, household))
    return a_line(code, outcome=found.outcome.value, words=words, missing=[one.key for one in found.missing])


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        ("1068", "1068", "1,068 元/月"),
        ("633.50", "797", "633.50–797 元/月"),
        ("0", "400", "不超过 400 元/月"),
        ("0", "0", "0 元/月"),
        (None, "400", "不超过 400 元/月"),
        ("400", None, "不少于 400 元/月"),
        ("0", None, ""),
        (None, None, ""),
    ],
)
def test_a_sum_is_exact_or_says_between_which_bounds_it_lies(low, high, words):
    low, high = (None if end is None else Decimal(end) for end in (low, high))

    assert said.amount_of(a_line(amount_low=low, amount_high=high)) == words


def test_who_is_not_entitled_has_no_sum_and_what_the_authority_decides_says_so():
    assert said.amount_of(a_line(outcome="ineligible", amount_low=Decimal(5))) == ""
    assert said.amount_of(a_line("ordos_o2")) == "由经办机构核定"


def test_a_yes_shows_the_money_that_was_compared():
    poor = a_household(a_member("本人", wage_income_month=900), a_member("配偶"), a_child())

    assert said.why(assessed(poor)) == "家庭月人均收入 300 元/月；最低生活保障标准 1,240 元/月"


def test_a_no_names_the_condition_that_failed():
    rich = a_household(a_member("本人", wage_income_month=9000), a_member("配偶"), a_child())

    assert said.why(assessed(rich)).startswith("不满足“家庭月人均收入低于最低生活保障标准”：家庭月人均收入 3,000 元/月")


def test_an_open_answer_names_what_is_not_known():
    asked = a_household(a_member("本人", wage_income_month=None), a_member("配偶"))

    assert said.why(assessed(asked)).startswith("还没定“家庭月人均收入低于最低生活保障标准”：家庭月人均收入")


def test_words_that_cannot_be_read_are_no_reason_to_fail():
    assert said.why(a_line(words="not ours")) == ""


def test_of_equals_the_first_reason_is_told():
    same = (reasons.Reason(Truth.NO, "甲", detail="1 人"), reasons.Reason(Truth.NO, "乙", detail="2 人"))
    line = a_line(words=reasons.write(reasons.Reason(Truth.NO, "低保", parts=same)))

    assert said.why(line) == "不满足“甲”：1 人"


def test_each_paper_is_asked_for_once_and_a_vanished_question_not_at_all():
    keys = ["disability_grade@self", "disability_grade@m2", "standard:minimum_living_standard", "dropped_long_ago@self"]

    assert said.missing_of(keys) == ["残疾证", "标准缺失：最低生活保障标准"]


@pytest.mark.parametrize(
    ("outcome", "keys", "code"),
    [
        ("undetermined", ["disability_grade@self"], "disability_grade"),
        ("undetermined", ["members"], "members"),
        ("undetermined", ["standard:minimum_living_standard"], ""),
        ("undetermined", ["disability_grade@self", "disability_grade@m2"], ""),
        ("undetermined", ["dropped_long_ago"], ""),
        ("undetermined", [], ""),
        ("eligible", ["disability_grade@self"], ""),
    ],
)
def test_one_paper_decides_where_one_question_is_open(outcome, keys, code):
    assert said.deciding(outcome, keys) == code


@pytest.mark.parametrize(
    ("code", "text", "who", "words"),
    [
        ("wage_income_month", "工资性收入", "妻子", "妻子的工资性收入"),
        ("school_confirmed_poor", "学校认定家庭经济困难", "长女", "学校认定家庭经济困难（长女）"),
        ("dwellings_count", "住房套数", "", "住房套数"),
    ],
)
def test_what_is_so_or_not_so_is_nobodys_possession(code, text, who, words):
    assert said.of_whom(code, text, who) == words
