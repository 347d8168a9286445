"""The tree that staff unfold: short enough to read, and nothing in it that the rule did not say."""

from hypothesis import given, settings

from law.truth import Truth
from tests.welfare.households import NO_INCOME, a_child, a_household, a_member
from tests.welfare.strategies import households
from welfare.catalogue.table import BY_CODE, CATALOGUE
from welfare.desk.reason_tree import tree
from welfare.rules.assess import assess
from welfare.rules.standards import DECLARED

PEOPLE = ["王建军", "妻子", "孩子"]


def conditions(household, code, people=PEOPLE):
    return tree(assess(household, [BY_CODE[code]], DECLARED)[code].finding, people)


def walked(nodes):
    for node in nodes:
        yield node
        yield from walked(node["parts"])


def test_each_condition_of_the_rule_stands_there_with_its_source():
    family = a_household(a_member("本人", wage_income_month=900), a_member("配偶"), a_child())

    nodes = conditions(family, "minimum_living")

    assert [(node["text"], node["word"]) for node in nodes] == [
        ("有计入的共同生活的家庭成员", "符合"),
        ("家庭月人均收入低于最低生活保障标准", "符合"),
        ("家庭财产符合当地规定", "符合"),
    ]
    assert nodes[0]["source"] == "《最低生活保障审核确认办法》第七条"
    income = nodes[1]
    assert income["detail"] == "家庭月人均收入 300 元/月；最低生活保障标准 1,240 元/月"
    assert [part["text"].partition("：")[0] for part in income["parts"]] == PEOPLE


def test_a_failed_way_is_left_out_where_another_one_holds():
    family = a_household(a_member("本人"), a_member("配偶"), a_child())

    texts = {node["text"] for node in walked(conditions(family, "minimum_living"))}

    assert "按单人户申请" not in texts


def test_the_open_question_is_marked_where_it_stands():
    husband = {**a_member("配偶"), **dict.fromkeys(NO_INCOME)}

    nodes = conditions(
        a_household(a_member("本人", wage_income_month=1500), husband), "minimum_living", ["王建军", "妻子"]
    )

    assert [node["tone"] for node in nodes] == ["good", "wait", "good"]


@settings(max_examples=60)
@given(households(CATALOGUE))
def test_a_tree_can_be_read_and_agrees_with_the_answer(household):
    people = [f"第{number}人" for number in range(1, len(household.members) + 1)]

    for assessment in assess(household, CATALOGUE, DECLARED).values():
        nodes = tree(assessment.finding, people)

        assert 1 <= len(list(walked(nodes))) < 150
        assert all(node["text"] and node["word"] for node in walked(nodes))
        if assessment.finding.truth is Truth.UNKNOWN:
            assert any(node["tone"] == "wait" for node in walked(nodes))
