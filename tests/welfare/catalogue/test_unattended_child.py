"""事实无人抚养儿童: which parents are away in the sense of the law, from which day, and what the child receives."""

import pytest

from law.outcome import Outcome
from tests.welfare.households import GUANGZHOU, GUIYANG, ORDOS, ZHUHAI, a_child, a_household, a_member, without
from welfare.catalogue.unattended_child import UNATTENDED_CHILD
from welfare.rules.assess import assess

ELIGIBLE, INELIGIBLE, UNDETERMINED = Outcome.ELIGIBLE, Outcome.INELIGIBLE, Outcome.UNDETERMINED

ISOLATED = {"state": "强制隔离戒毒", "state_months": 24, "state_start": "2024-01-10"}


def look(*members, **facts):
    return assess(a_household(*members, **{"region": GUANGZHOU} | facts), [UNATTENDED_CHILD])["unattended_child"]


def a_grandchild(father=None, mother=None, **facts):
    """A child with its grandmother, and what is known of its parents."""
    parents = {f"father_{key}": value for key, value in (father or {}).items()}
    parents |= {f"mother_{key}": value for key, value in (mother or {}).items()}
    return a_member("其他", **{"birth_date": "2015-09-01"} | parents | facts)


def with_grandmother(child, **facts):
    return look(a_member("本人", birth_date="1955-05-01"), child, **facts)


def missing(found):
    return {one.key for one in found.missing}


def test_guangzhou_2024_mother_dead_and_father_in_isolation():
    found = with_grandmother(a_grandchild(ISOLATED, {"state": "死亡"}))

    assert (found.outcome, found.amount.value, found.members) == (ELIGIBLE, 2976, ("m2",))


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        ("2024-01-09", INELIGIBLE),
        ("2024-01-10", ELIGIBLE),
        ("2025-07-31", ELIGIBLE),
        ("2025-08-01", INELIGIBLE),
    ],
)
def test_isolation_counts_from_its_first_day_and_ends_on_release(day, outcome):
    child = a_grandchild(ISOLATED | {"state_end": "2025-08-01"}, {"state": "死亡"})

    assert with_grandmother(child, day=day).outcome is outcome


@pytest.mark.parametrize(("months", "outcome"), [(5, INELIGIBLE), (6, ELIGIBLE), (None, UNDETERMINED)])
@pytest.mark.parametrize("state", ["强制隔离戒毒", "服刑在押", "其他限制人身自由", "失联"])
def test_a_measure_or_silence_of_six_months(state, months, outcome):
    child = a_grandchild({"state": state, "state_months": months}, {"state": "死亡"})

    assert with_grandmother(child).outcome is outcome


@pytest.mark.parametrize("state", ["社区戒毒", "社区康复", "自愿戒毒", "离婚", "能够照料"])
def test_community_treatment_and_divorce_are_not_among_the_conditions(state):
    both = a_grandchild({"state": state}, {"state": state})
    one = a_grandchild({"state": state}, {"state": "死亡"})

    assert with_grandmother(both).outcome is INELIGIBLE
    assert with_grandmother(one).outcome is INELIGIBLE


def test_one_parent_at_home_is_enough():
    assert with_grandmother(a_grandchild(ISOLATED, {"state": "能够照料"})).outcome is INELIGIBLE


def test_a_mother_silent_for_four_months_is_not_yet_lost():
    child = a_grandchild(ISOLATED, {"state": "失联", "state_months": 4})

    assert with_grandmother(child).outcome is INELIGIBLE


def test_both_parents_dead_is_an_orphan_and_another_rule():
    assert with_grandmother(a_grandchild({"state": "死亡"}, {"state": "宣告失踪"})).outcome is INELIGIBLE


@pytest.mark.parametrize("state", ["重残", "重病"])
def test_both_parents_in_different_conditions(state):
    assert with_grandmother(a_grandchild(ISOLATED, {"state": state})).outcome is ELIGIBLE


@pytest.mark.parametrize("state", ["撤销监护资格", "遣送（驱逐）出境"])
@pytest.mark.parametrize(("day", "outcome"), [("2020-12-31", INELIGIBLE), ("2021-01-01", ELIGIBLE)])
def test_the_two_conditions_added_in_2020(state, day, outcome):
    father = {"state": "强制隔离戒毒", "state_months": 24, "state_start": "2020-03-01"}

    assert with_grandmother(a_grandchild(father, {"state": state}), day=day).outcome is outcome


@pytest.mark.parametrize(("day", "outcome"), [("2019-12-31", INELIGIBLE), ("2020-01-01", ELIGIBLE)])
def test_the_opinion_is_in_force_from_2020(day, outcome):
    child = a_grandchild({"state": "重病"}, {"state": "重残"})

    assert with_grandmother(child, day=day).outcome is outcome


@pytest.mark.parametrize(("born", "outcome"), [("2006-06-04", ELIGIBLE), ("2006-06-03", INELIGIBLE)])
def test_under_eighteen(born, outcome):
    child = a_grandchild(ISOLATED, {"state": "死亡"}, birth_date=born)

    assert with_grandmother(child).outcome is outcome


@pytest.mark.parametrize(("received", "amount"), [(1282, 1694), (2976, 0), (3100, 0), (0, 2976)])
def test_who_receives_less_already_gets_the_difference(received, amount):
    child = a_grandchild(ISOLATED, {"state": "死亡"}, child_aid_month=received)

    found = with_grandmother(child, aid_class="低保")

    assert (found.outcome, found.amount.value) == (ELIGIBLE, amount)
    assert found.components["child_standard"].amount.value == 2976


def test_the_share_of_minimum_living_is_asked_only_where_there_is_some():
    child = a_grandchild(ISOLATED, {"state": "死亡"})

    on_aid, not_on_aid = with_grandmother(child, aid_class="低保"), with_grandmother(child, aid_class="无")

    assert (on_aid.outcome, on_aid.amount.lo, on_aid.amount.hi) == (ELIGIBLE, 0, 2976)
    assert missing(on_aid) == {"child_aid_month@m2"}
    assert not_on_aid.amount.value == 2976


def test_an_unknown_parent_is_asked_about():
    found = with_grandmother(a_grandchild(ISOLATED))

    assert found.outcome is UNDETERMINED
    assert "mother_state@m2" in missing(found)
    assert "father_state@m2" not in missing(found)


def test_an_unknown_parent_does_not_matter_while_the_other_is_able():
    assert with_grandmother(a_grandchild({"state": "社区康复"})).outcome is INELIGIBLE


def test_a_child_at_home_with_its_mother_needs_no_question_about_its_father():
    husband = a_member("配偶", custody_status="强制隔离戒毒", custody_term_months=24)

    assert look(a_member("本人"), husband, a_child()).outcome is INELIGIBLE
    assert look(a_member("本人"), a_child()).outcome is INELIGIBLE


@pytest.mark.parametrize(("term", "outcome"), [(24, ELIGIBLE), (5, INELIGIBLE), (None, UNDETERMINED)])
def test_parents_who_are_members_are_read_off_the_household(term, outcome):
    parents = [
        a_member("父母", custody_status="强制隔离戒毒", custody_term_months=term, lives_together=False),
        a_member("父母", is_deceased=True),
    ]

    found = look(a_child(relation_to_applicant="本人"), *parents)

    assert found.outcome is outcome


def test_two_parents_in_community_recovery_are_two_parents_at_home():
    parents = [a_member("父母", custody_status="社区康复"), a_member("父母", custody_status="社区戒毒")]

    assert look(a_child(relation_to_applicant="本人"), *parents).outcome is INELIGIBLE


def test_what_is_stated_of_the_child_wins_over_who_lives_there():
    stepmother = a_member("配偶")
    child = a_child(father_state="强制隔离戒毒", father_state_months=24, mother_state="死亡")
    father = a_member("本人", custody_status="强制隔离戒毒", custody_term_months=24)

    assert look(father, stepmother, child).outcome is ELIGIBLE
    assert look(father, stepmother, a_child()).outcome is INELIGIBLE


@pytest.mark.parametrize(
    ("region", "day", "amount"),
    [
        (GUANGZHOU, "2021-03-01", 2637),
        (GUANGZHOU, "2023-12-31", 2875),
        ("150602", "2022-06-01", 2050),
        (ZHUHAI, "2020-06-30", 1820),
        (ZHUHAI, "2020-07-01", 1982),
        ("450702", "2022-09-01", 1022),
        ("530502", "2020-12-31", 1274),
    ],
)
def test_published_standards(region, day, amount):
    child = a_grandchild({"state": "重病"}, {"state": "死亡"})

    assert with_grandmother(child, region=region, day=day).amount.value == amount


@pytest.mark.parametrize(
    ("region", "day", "least"),
    [
        (GUIYANG, "2024-03-31", 1300),
        (GUIYANG, "2024-04-01", 1400),
        (ORDOS, "2023-05-01", 1400),
        ("533103", "2025-07-01", 1370),
    ],
)
def test_where_only_the_provinces_minimum_is_known_the_sum_is_not_below_it(region, day, least):
    found = with_grandmother(a_grandchild({"state": "重病"}, {"state": "死亡"}), region=region, day=day)

    assert (found.outcome, found.amount.lo, found.amount.hi) == (ELIGIBLE, least, None)
    assert missing(found) == {"standard:unattended_child_standard"}


def test_a_blank_year_is_no_number():
    found = with_grandmother(a_grandchild({"state": "重病"}, {"state": "死亡"}), day="2026-03-01")

    assert (found.outcome, found.amount.value) == (ELIGIBLE, None)
    assert missing(found) == {"standard:unattended_child_standard"}


def test_a_case_may_state_the_standard_by_the_orphans_name():
    child = a_grandchild({"state": "重病"}, {"state": "死亡"})

    found = with_grandmother(child, region=GUIYANG, standards={"orphan_standard": 1650})

    assert found.amount.value == 1650


def test_a_birth_date_nobody_wrote_down_is_asked_for():
    child = without(a_grandchild(ISOLATED, {"state": "死亡"}), "birth_date")

    assert missing(with_grandmother(child)) == {"birth_date@m2"}


def test_the_steps_have_fifteen_working_days_each_and_nothing_is_posted():
    days = [step.days for step in UNATTENDED_CHILD.steps if step.days]

    assert days == [15, 15]
    assert any("不公示" in step.note for step in UNATTENDED_CHILD.steps)
