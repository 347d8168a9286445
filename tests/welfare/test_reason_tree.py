"""The tree that staff unfold: each condition with its source and its numbers, each person by name."""

from hypothesis import given, settings

from law.truth import Truth
from tests.welfare.households import NO_INCOME, a_child, a_household, a_member
from tests.welfare.strategies import households
from welfare import reasons
from welfare.catalogue.table import BY_CODE, CATALOGUE
from welfare.desk.reason_tree import nodes
from welfare.rules.assess import assess
from welfare.rules.standards import DECLARED

PEOPLE = {"m1": "王建军", "m2": "妻子", "m3": "孩子"}


def conditions(household, code):
    found = assess(household, [BY_CODE[code]], DECLARED)[code]
    return nodes(reasons.tree(found, household), PEOPLE)


def walked(some):
    for node in some:
        yield node
        yield from walked(node["parts"])


def test_each_condition_of_the_rule_stands_there_with_its_source():
    family = a_household(a_member("本人", wage_income_month=900), a_member("配偶"), a_child())

    found = conditions(family, "minimum_living")

    assert [node["word"] for node in found] == ["符合"] * 3
    sources = "".join(node["source"] for node in walked(found))
    assert "《最低生活保障审核确认办法》第七条" in sources
    assert "《社会救助暂行办法》第九条" in sources
    details = "".join(node["detail"] for node in walked(found))
    assert "家庭月人均收入 300 元/月；最低生活保障标准 1,240 元/月" in details


def test_an_entitlement_of_persons_names_each():
    family = a_household(a_member("本人"), a_member("配偶", disability_grade="一级"), a_child())

    found = conditions(family, "disability_allowance")

    assert [node["text"].partition("：")[0] for node in found] == ["王建军", "妻子", "孩子"]


def test_an_open_condition_names_whose_and_which_paper():
    husband = {**a_member("配偶"), **dict.fromkeys(NO_INCOME)}

    found = conditions(a_household(a_member("本人", wage_income_month=1500), husband), "minimum_living")

    open_ones = [node["detail"] for node in walked(found) if "还缺" in node["detail"]]
    assert any("妻子的工资性收入（收入证明）" in detail for detail in open_ones)


@settings(max_examples=20, deadline=None)
@given(households(CATALOGUE))
def test_a_tree_can_be_read_and_agrees_with_the_answer(household):
    for assessment in assess(household, CATALOGUE, DECLARED).values():
        found = list(walked(nodes(reasons.tree(assessment, household), PEOPLE)))

        assert 1 <= len(found) < 400
        assert all(node["text"] and node["word"] for node in found)
        if assessment.finding.truth is Truth.UNKNOWN:
            assert any(node["tone"] == "wait" for node in found)
