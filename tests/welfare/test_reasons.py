"""The tree of reasons names every condition, tells in full what decides, and comes back as it was kept."""

import pytest
from hypothesis import Phase, given, settings

from law.outcome import Outcome
from law.truth import Truth
from tests.welfare.households import GUANGZHOU, a_child, a_household, a_member, without
from tests.welfare.strategies import households
from welfare import reasons
from welfare.catalogue.table import BY_CODE, CATALOGUE
from welfare.rules.assess import assess
from welfare.rules.fact import FACTS


def tree_of(code, household):
    return reasons.tree(assess(household, [BY_CODE[code]])[code], household)


def said_of(reason):
    return [(part.outcome.label, part.text) for part in reason.parts]


def test_each_condition_is_named_with_its_article_and_numbers():
    tree = tree_of("minimum_living", a_household(a_member("本人", wage_income_month=900)))

    assert (tree.text, tree.outcome) == ("最低生活保障", Outcome.ELIGIBLE)
    assert [str(part.article) for part in tree.parts] == [
        "《最低生活保障审核确认办法》第七条",
        "《社会救助暂行办法》第九条",
        "《最低生活保障审核确认办法》第十四条",
    ]
    assert tree.parts[1].detail == "家庭月人均收入 900 元/月；最低生活保障标准 1,240 元/月"


def test_a_no_says_what_failed():
    tree = tree_of("minimum_living", a_household(a_member("本人", wage_income_month=3000), has_motor_vehicle=True))

    assert tree.truth is Truth.NO
    assert said_of(tree) == [
        ("符合", "有计入的共同生活的家庭成员"),
        ("不符合", "家庭月人均收入低于最低生活保障标准，或者按单人户申请"),
        ("不符合", "家庭财产符合当地规定"),
    ]
    assert said_of(tree.parts[2]) == [("不符合", "机动车不超过当地限额")]


def test_what_is_open_is_named_where_it_is_asked_and_nowhere_above():
    alone = without(a_member("本人"), "wage_income_month")
    tree = tree_of("minimum_living", a_household(alone))

    asked = [(reason.text, [one.term for one in reason.missing]) for reason in tree.walk() if reason.missing]

    assert asked == [("家庭月人均收入低于最低生活保障标准", ["工资性收入"])]
    one = next(reason.missing[0] for reason in tree.walk() if reason.missing)
    assert (one.key, one.member) == ("wage_income_month@m1", "m1")
    assert one.documents == FACTS["wage_income_month"].documents


def test_an_entitlement_of_persons_has_a_branch_for_each():
    tree = tree_of("disability_allowance", a_household(a_member("本人"), a_child(disability_grade="一级")))

    assert [part.member for part in tree.parts] == ["m1", "m2"]
    assert tree.parts[0].truth is Truth.NO


def test_without_members_it_asks_for_them():
    tree = tree_of("disability_allowance", a_household())

    assert [one.key for one in tree.missing] == ["members"]


@pytest.mark.parametrize("text", ["", "{}", "eJyrVkrLz1eyUlBKSixSqgUAIAYEWw==", "不是文字", "e30="])
def test_other_texts_are_no_reasons(text):
    with pytest.raises(ValueError, match="no kept reasons"):
        reasons.read(text)


# Shrinking a whole household takes minutes and shows no more.
@settings(max_examples=30, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(household=households(CATALOGUE))
def test_any_tree_comes_back_and_holds_together(household):
    for found in assess(household, CATALOGUE).values():
        tree = reasons.tree(found, household)

        assert reasons.read(reasons.write(tree)) == tree
        assert tree.outcome is found.outcome
        if found.outcome is Outcome.UNDETERMINED:
            # Whatever could change the answer is to be read somewhere.
            told = {one.key for reason in tree.walk() for one in reason.missing}
            assert {one.key for one in found.missing} <= told
        assert all(part.text for part in tree.walk())


def test_kept_trees_are_small():
    household = a_household(a_member("本人"), a_member("配偶"), a_child(), a_child(), region=GUANGZHOU)

    kept = [reasons.write(reasons.tree(one, household)) for one in assess(household, CATALOGUE).values()]

    assert sum(map(len, kept)) / len(kept) < 1_600
