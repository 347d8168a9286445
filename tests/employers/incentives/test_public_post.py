"""公益性岗位补贴 and 一次性扩岗补助."""

from datetime import date
from decimal import Decimal

import pytest

from employers.incentives.case import Case, Hire, Status
from employers.incentives.catalogue.job_expansion import JOB_EXPANSION_SUBSIDY
from employers.incentives.catalogue.public_post import PUBLIC_WELFARE_POST_SUBSIDY
from employers.incentives.months import Month, Period
from law.truth import Truth

YEAR_END = date(2025, 12, 31)


def a_hire(first="2025-01", last="2025-12", **known) -> Hire:
    first, last = Month.parse(first), Month.parse(last)
    usual = {
        "key": "1",
        "statuses": {Status.HARD_TO_EMPLOY: True, Status.YOUNG_UNEMPLOYED: True},
        "contract_from": first.first_day,
        "contract_until": date(first.year + 3, 12, 31),
        "insured": frozenset(Period(first, last).months),
    }
    return Hire(**{**usual, **known})


def post(*hires, on=YEAR_END, region="440106", parameters=None, **facts):
    usual = {"public_post": True, "temporary_post": False, "placement": 1}
    case = Case(
        id="公岗",
        incentive="public_welfare_post_subsidy",
        on=on,
        region=region,
        hires=hires,
        facts={**usual, **facts},
        parameters=parameters or {},
    )
    return PUBLIC_WELFARE_POST_SUBSIDY.compute(case)


def expansion(*hires, on=YEAR_END, per_hire: int | None = 1000, **facts):
    numbers = {} if per_hire is None else {"per_hire": Decimal(per_hire)}
    case = Case(id="扩岗", incentive="job_expansion_subsidy", on=on, hires=hires, facts=facts, parameters=numbers)
    return JOB_EXPANSION_SUBSIDY.compute(case)


def test_each_month_brings_the_minimum_wage_of_that_month():
    found = post(a_hire())

    assert (found.truth, found.amount, found.missing) == (Truth.YES, Decimal(2 * 2300 + 10 * 2500), ())
    assert found.components["hires"][0]["by_month"]["2025-02"] == 2300


def test_where_no_minimum_wage_is_known_the_sum_is_open():
    found = post(a_hire(), region="520102")

    assert (found.truth, found.amount, found.missing) == (Truth.YES, None, ("parameters.minimum_wage",))
    assert (found.components["floor"], found.components["ceiling"]) == (0, None)


def test_only_a_post_of_the_government_counts():
    assert post(a_hire(), public_post=False).truth is Truth.NO
    assert post(a_hire(), public_post=None).missing == ("facts.public_post",)


@pytest.mark.parametrize(
    ("facts", "truth"),
    [
        ({"placement": 1}, Truth.YES),
        ({"placement": 2, "second_term_class": True}, Truth.YES),
        ({"placement": 3, "second_term_class": True}, Truth.NO),
    ],
)
def test_a_second_placement_for_some_and_a_third_for_nobody(facts, truth):
    assert post(a_hire(), **facts).truth is truth


def test_a_household_without_an_earner_may_be_placed_again():
    again = a_hire(statuses={Status.HARD_TO_EMPLOY: True, Status.NO_EARNER: True})
    other = a_hire(statuses={Status.HARD_TO_EMPLOY: True, Status.NO_EARNER: False})

    assert post(again, placement=2).truth is Truth.YES
    assert post(other, placement=2, second_term_class=False).truth is Truth.NO
    assert post(other, placement=2).missing == ("facts.second_term_class",)


def test_a_temporary_post_is_paid_for_six_months():
    found = post(a_hire("2025-04"), temporary_post=True)

    assert found.amount == Decimal(6 * 2500)
    assert found.components["hires"][0]["last_month"] == "2025-09"


def test_whether_it_is_temporary_is_asked_only_of_who_stayed_longer():
    assert post(a_hire("2025-07"), temporary_post=None).missing == ()
    assert post(a_hire("2025-06"), temporary_post=None).missing == ("facts.temporary_post",)


def test_36_months_and_until_retirement_for_who_was_near_it():
    three_years = a_hire("2022-01", retires_on=date(2040, 1, 1))
    near = a_hire("2022-01", retires_on=date(2026, 3, 15))

    assert post(three_years).truth is Truth.NO
    assert post(near).components["hires"][0]["months"] == 12


def test_each_hire_of_three_months_brings_what_the_region_pays():
    found = expansion(a_hire(), a_hire("2025-10", key="2"), a_hire("2025-11", key="3"))

    assert (found.truth, found.amount, found.components["count"]) == (Truth.YES, 2000, 2)
    assert [row["holds"] for row in found.components["hires"]] == ["yes", "yes", "no"]


def test_unknown_what_the_region_pays_the_country_sets_the_ceiling():
    found = expansion(a_hire(), per_hire=None)

    assert (found.truth, found.amount, found.missing) == (Truth.YES, None, ("parameters.per_hire",))
    assert (found.components["floor"], found.components["ceiling"]) == (0, 1500)


def test_more_than_1500_is_cut():
    assert expansion(a_hire(), per_hire=2000).amount == 1500


def test_graduates_count_and_others_do_not():
    graduate = {Status.YOUNG_UNEMPLOYED: False, Status.RECENT_GRADUATE: True}
    nobody = dict.fromkeys((Status.YOUNG_UNEMPLOYED, Status.RECENT_GRADUATE, Status.GRADUATING), False)

    assert expansion(a_hire(statuses=graduate)).truth is Truth.YES
    assert expansion(a_hire(statuses=nobody)).truth is Truth.NO
    assert expansion(a_hire(statuses={})).truth is Truth.UNKNOWN


def test_one_person_is_paid_for_once():
    found = expansion(a_hire(), a_hire("2025-07"))

    assert found.amount == 1000
    assert expansion(a_hire(hired_before=True)).truth is Truth.NO


def test_it_ended_with_2025_and_says_what_to_do():
    last = expansion(a_hire(), on=YEAR_END)
    after = expansion(a_hire(), on=date(2026, 1, 1))

    assert last.truth is Truth.YES
    assert (after.truth, after.amount, after.missing) == (Truth.NO, 0, ())
    assert after.components["hires"][0]["total"] == 0
    assert "续期" in after.reasons[0].detail


def test_the_third_month_falls_due():
    found = JOB_EXPANSION_SUBSIDY.deadlines(a_hire("2025-09"), date(2025, 11, 22))

    assert [one.on for one in found] == [date(2025, 12, 1), YEAR_END]
