"""临时救助: a fire, an accident, a bill too high, or a first month out with nothing."""

import pytest

from law.outcome import Outcome
from tests.welfare.households import GUANGZHOU, ORDOS, a_child, a_household, a_member, without
from welfare.catalogue.temporary_relief import TEMPORARY_RELIEF
from welfare.rules.assess import assess

ELIGIBLE, INELIGIBLE, UNDETERMINED = Outcome.ELIGIBLE, Outcome.INELIGIBLE, Outcome.UNDETERMINED

LANZHOU, SHENZHEN = "620102", "440304"


def look(*members, **facts):
    known = {"region": ORDOS, "day": "2023-06-01", "basic_living_severe_hardship": True, "aid_class": "无"}
    household = a_household(*(members or [a_member("本人")]), **known | facts)
    return assess(household, [TEMPORARY_RELIEF])["temporary_relief"]


def by_costs(*members, standard, local_income=40000, **facts):
    own = {"minimum_living_standard": standard, "disposable_income_last_year": local_income}
    return look(*members, incident_type="必需支出突然增加", standards=own, **facts)


def three():
    return [a_member("本人"), a_member("配偶"), a_child()]


def missing(found):
    return {one.key for one in found.missing}


@pytest.mark.parametrize(("months", "amount", "beyond"), [(4, 7200, 0), (6, 10800, 0), (7, 10800, 1800)])
def test_gansu_pays_the_standard_by_persons_and_months_up_to_six(months, amount, beyond):
    found = by_costs(*three(), standard=600, region=LANZHOU, relief_months=months)

    assert (found.outcome, found.amount.value) == (ELIGIBLE, amount)
    assert found.components["relief_ceiling"].amount.value == 10800
    assert found.components["beyond_ceiling"].amount.value == beyond


def test_shenzhen_three_months_for_two_go_beyond_what_the_street_decides_alone():
    couple = [a_member("本人"), a_member("配偶", custody_status="社区康复")]

    found = by_costs(*couple, standard=1365, region=SHENZHEN, day="2022-06-01", relief_months=3)

    assert (found.outcome, found.amount.value) == (ELIGIBLE, 8190)
    assert found.components["small_limit"].amount.value == 2730


@pytest.mark.parametrize(("months", "amount"), [(1, 2730), (2, 2730), (12, 16380), (13, 16380)])
def test_shenzhen_pays_two_to_twelve_months(months, amount):
    found = by_costs(standard=1365, region=SHENZHEN, day="2022-06-01", relief_months=months)

    assert found.amount.value == amount


def test_until_somebody_proposes_months_the_sum_is_a_range():
    found = by_costs(*three(), standard=1365, region=SHENZHEN, day="2022-06-01")

    assert (found.amount.lo, found.amount.hi) == (8190, 49140)
    assert missing(found) == {"relief_months"}


def test_a_place_without_a_known_formula_is_a_question():
    found = by_costs(*three(), standard=950, relief_months=4)

    assert (found.outcome, found.amount.value) == (ELIGIBLE, None)
    assert missing(found) == {"standard:relief_months_max"}


def test_a_released_client_who_is_only_out_of_work_is_asked_what_happened():
    client = a_member("本人", custody_status="社区康复")

    found = look(client)

    assert found.outcome is UNDETERMINED
    assert "incident_type" in missing(found)
    assert next(one.text for one in found.missing if one.key == "incident_type") == "急难情形"


def test_nothing_happened_and_nothing_is_due():
    assert look(incident_type="无").outcome is INELIGIBLE


@pytest.mark.parametrize("incident", ["火灾", "交通事故", "突发重大疾病", "其他特殊困难"])
def test_an_emergency_asks_neither_income_nor_property_nor_papers_of_residence(incident):
    rich_on_paper = without(a_member("本人", wage_income_month=9000), "property_income_month")

    found = look(rich_on_paper, incident_type=incident, financial_assets_total=None)

    assert found.outcome is ELIGIBLE


@pytest.mark.parametrize(("hardship", "outcome"), [(True, ELIGIBLE), (False, INELIGIBLE), (None, UNDETERMINED)])
def test_hardship_is_for_the_officer_to_judge(hardship, outcome):
    assert look(incident_type="火灾", basic_living_severe_hardship=hardship).outcome is outcome


def test_an_emergency_brings_a_small_sum_first():
    open_sum = look(incident_type="火灾", region=LANZHOU)
    proposed = look(incident_type="火灾", region=LANZHOU, first_aid_sum=500)
    too_much = look(incident_type="火灾", region=LANZHOU, first_aid_sum=2000)
    by_months = look(
        *three(), incident_type="火灾", region=LANZHOU, relief_months=2, standards={"minimum_living_standard": 600}
    )

    assert (open_sum.amount.lo, open_sum.amount.hi) == (0, 800)
    assert [one.amount.value for one in (proposed, too_much, by_months)] == [500, 800, 3600]


@pytest.mark.parametrize(("local_income", "outcome"), [(24001, ELIGIBLE), (24000, INELIGIBLE)])
def test_costs_are_borne_below_the_local_income(local_income, outcome):
    found = by_costs(standard=1238, region=GUANGZHOU, income_per_head=2000, local_income=local_income)

    assert found.outcome is outcome


def test_for_costs_the_local_income_is_needed_except_on_minimum_living():
    other = look(incident_type="必需支出突然增加")
    on_minimum_living = look(incident_type="必需支出突然增加", aid_class="低保")

    assert (other.outcome, missing(other)) == (UNDETERMINED, {"standard:disposable_income_last_year"})
    assert on_minimum_living.outcome is ELIGIBLE


@pytest.mark.parametrize(("day", "outcome"), [("2018-01-22", INELIGIBLE), ("2018-01-23", ELIGIBLE)])
def test_before_the_opinion_of_2018_costs_were_borne_on_minimum_living_alone(day, outcome):
    assert by_costs(standard=600, day=day).outcome is outcome


@pytest.mark.parametrize(
    ("property_facts", "outcome"),
    [
        ({"dwellings_count": 1}, UNDETERMINED),
        ({"dwellings_count": 1, "property_within_limits": True}, ELIGIBLE),
        ({"property_within_limits": False}, INELIGIBLE),
    ],
)
def test_for_costs_property_is_within_local_rules(property_facts, outcome):
    assert by_costs(standard=950, **property_facts).outcome is outcome


@pytest.mark.parametrize(("rule", "outcome"), [("allowed", ELIGIBLE), ("refused", INELIGIBLE), (None, UNDETERMINED)])
def test_a_second_time_for_the_same_cause_is_up_to_the_place(rule, outcome):
    own = {"standards": {"repeat_relief": rule}}

    assert look(incident_type="火灾", aided_for_same_cause=True, **own).outcome is outcome


@pytest.mark.parametrize("status", ["社区戒毒", "社区康复", "自愿戒毒", "戒毒康复场所"])
def test_drug_history_changes_nothing(status):
    client = a_member("本人", custody_status=status, in_community_rehab=True, rehab_months_completed=3)

    found, plain = look(client, incident_type="交通事故"), look(incident_type="交通事故")

    assert (found.outcome, found.amount) == (plain.outcome, plain.amount)


@pytest.mark.parametrize(("day", "outcome"), [("2014-04-30", INELIGIBLE), ("2014-05-01", ELIGIBLE)])
def test_in_force_since_may_2014(day, outcome):
    assert look(incident_type="火灾", day=day).outcome is outcome
