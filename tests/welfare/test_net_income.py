"""净收入: a family's month at each wage, where it bends, where more pay is less, and what 渐退期 softens."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.welfare.households import GUANGZHOU, ZHUHAI, a_child, a_household, a_member
from welfare.month import Unsettled
from welfare.net_income import CASH, FEN, MOST, Budget, reads_wage, watched
from welfare.rules.expressions import Rounded
from welfare.rules.node import walk

# 珠海, 2024: 低保标准 1,240 元/月.
LINE = Decimal(1240)


def a_family(*others, **facts):
    """王建军 and whoever lives with him, on 低保 today, owning nothing and well housed."""
    standing = {"receives_minimum_living": True, "aid_class": "低保", "owns_dwelling": True} | facts
    return a_household(a_member("本人"), *others, **standing)


def budget_of(household):
    return Budget(household, household.members[0].key)


def yuan(number):
    return Decimal(str(number))


def test_each_yuan_earned_below_the_line_is_taken_from_the_supplement():
    family = a_family(a_child(enrolled_fulltime_level="小学"))

    idle, working = budget_of(family).month(yuan(0)), budget_of(family).month(yuan(1500))

    assert idle.benefits == {"minimum_living": 2 * LINE}
    assert working.benefits == {"minimum_living": 2 * LINE - 1500}
    assert idle.total == working.total == 2 * LINE


def test_the_line_bends_at_the_last_fen_below_the_standard():
    family = a_family(a_child(enrolled_fulltime_level="小学"))

    flat, rising = budget_of(family).pieces(yuan(6000))

    assert flat.last.wage == yuan("2479.99")
    assert rising.first.wage == yuan("2480.00")
    assert (flat.slope, rising.slope) == (0, 1)


def test_a_supplement_with_a_floor_ends_in_a_cliff():
    family = a_family(standards={"minimum_payment_share": "0.2"})

    band, *others = budget_of(family).worse(yuan(4000))

    # At 1,239.99 he has 248 元 beside his wage; one 分 more and it is gone until he earns it himself.
    assert not others
    assert (band.first, band.last) == (LINE, yuan("1487.98"))
    assert band.instead == yuan("1239.99")
    assert band.loss == yuan("247.99")


def test_an_allowance_that_hangs_on_minimum_living_goes_with_it():
    wife = a_member("配偶", disability_category="肢体", disability_grade="二级", needs_long_term_care=False)
    family = a_family(wife, standards={"disability_living_rate": 300})

    below, above = budget_of(family).month(yuan("2479.99")), budget_of(family).month(yuan(2480))

    assert below.benefits["disability_allowance"] == 300
    assert above.benefits == {}
    assert above.total < below.total


def test_an_unknown_income_of_the_wife_gives_no_sum():
    family = a_family(a_member("配偶", wage_income_month=None))

    with pytest.raises(Unsettled) as refused:
        budget_of(family).month(yuan(3000))

    assert "wage_income_month@m2" in refused.value.missing


def test_what_is_said_of_todays_income_says_nothing_of_tomorrows():
    family = a_family(income_per_head=100)

    month = budget_of(family).month(yuan(3000))

    assert month.benefits == {}


def test_a_wage_that_nobody_pays_is_refused():
    for wage in (yuan(-1), MOST + 1, yuan("0.001")):
        with pytest.raises(ValueError, match="a wage is between"):
            budget_of(a_family()).month(wage)


def test_six_months_of_grace_follow_and_what_the_place_has_not_said_stays_open():
    months = budget_of(a_family()).grace(yuan(3000))

    assert [one.month for one in months] == [1, 2, 3, 4, 5, 6]
    assert all(one.amount is None and one.most == LINE for one in months)


def test_a_place_that_says_how_much_gives_each_month_its_sum():
    shares = {f"grace_period_share_{month}": share for month, share in enumerate("1 1 0.8 0.8 0.6 0.6".split(), 1)}

    months = budget_of(a_family(standards=shares)).grace(yuan(3000))

    assert [one.amount for one in months] == [LINE, LINE, 992, 992, 744, 744]


def test_no_grace_for_who_stays_below_the_line_or_never_received():
    assert budget_of(a_family()).grace(yuan(800)) == []
    assert budget_of(a_family(receives_minimum_living=False, aid_class="无")).grace(yuan(3000)) == []


def test_what_a_job_ends_counts_for_nobody_of_the_family_any_more():
    """His wife of 62 cannot be asked to support him while she is on 低保 herself, and can once her own wage ends it."""
    wife = a_member("配偶", birth_date="1962-03-01", is_minimum_living_recipient=True)
    disabled = {"disability_category": "肢体", "disability_grade": "一级", "selfcare_items_failed": 0}
    family = a_household(
        a_member("本人", **disabled), wife, owns_dwelling=True, has_other_able_supporter=False,
        receives_minimum_living=True, aid_class="低保",
        standards={"destitute_standard": 3000, "care_standard_able": 60},
    )  # fmt: skip
    budget = Budget(family, "m2")

    assert budget.month(yuan(0)).benefits["destitute_support"] == 3060
    assert "destitute_support" not in budget.month(yuan(5000)).benefits


def test_what_is_open_is_left_out_and_names_what_is_missing():
    wife = a_member("配偶", disability_category="肢体", disability_grade=None)
    family = a_family(wife, standards={"disability_living_rate": 300, "disability_care_rate": 200})

    month = budget_of(family).month(yuan(1000))

    assert "disability_allowance" not in month.benefits
    assert "disability_grade@m2" in month.open["disability_allowance"]


def test_nothing_here_tells_of_illness_or_treatment():
    """The sum is shown to officers and managers too, so that nothing restricted may be part of it."""
    assert CASH
    assert not [entitlement.code for entitlement in CASH if entitlement.restricted]


def test_no_rule_rounds_what_depends_on_the_wage():
    """Rounding would put a step at every yuan, and the line would no longer be straight between breakpoints."""
    rounded = [node for root in watched() for node in walk(root) if isinstance(node, Rounded)]

    assert not [node for node in rounded if reads_wage(node)]


@st.composite
def families(draw):
    income = st.sampled_from([0, 300, 900, 2400])
    members = [a_member("配偶", wage_income_month=draw(income))] if draw(st.booleans()) else []
    if members and draw(st.booleans()):
        members[0] |= {"disability_category": "肢体", "disability_grade": "二级", "needs_long_term_care": True}
    members += [a_child(enrolled_fulltime_level="小学") for _ in range(draw(st.integers(0, 2)))]
    standards = {"disability_living_rate": 300, "disability_care_rate": 200}
    if draw(st.booleans()):
        standards["minimum_payment_share"] = "0.2"
    if draw(st.booleans()):
        standards["classified_aid_share"] = "0.4"
    if draw(st.booleans()):
        standards["employment_cost_share"] = "0.3"
    return a_family(*members, standards=standards, region=draw(st.sampled_from([ZHUHAI, GUANGZHOU])))


@settings(max_examples=20, deadline=None)
@given(families(), st.lists(st.integers(0, 700_000), min_size=1, max_size=12))
def test_between_two_breakpoints_the_month_is_a_straight_line(family, fens):
    budget = budget_of(family)
    pieces = budget.pieces(yuan(7000))

    for fen in fens:
        wage = fen * FEN
        (piece,) = (one for one in pieces if one.first.wage <= wage <= one.last.wage)
        assert budget.month(wage).total == piece.first.total + (wage - piece.first.wage) * piece.slope
        assert budget.month(wage).benefits.keys() == piece.first.benefits.keys()


@settings(max_examples=20, deadline=None)
@given(families(), st.lists(st.integers(0, 700_000), min_size=2, max_size=6))
def test_a_month_is_the_same_whichever_were_looked_at_before(family, fens):
    """Cases share what the wage does not move: a fresh look must find the same."""
    budget = budget_of(family)

    for fen in fens:
        assert budget.month(fen * FEN) == budget_of(family).month(fen * FEN)


@settings(max_examples=20, deadline=None)
@given(families(), st.lists(st.integers(0, 700_000), min_size=1, max_size=12))
def test_exactly_the_bands_hold_the_wages_with_less_than_a_lower_wage_gives(family, fens):
    budget = budget_of(family)
    bands = budget.worse(yuan(7000))
    ends = [piece.last for piece in budget.pieces(yuan(7000))]

    for fen in fens:
        wage = fen * FEN
        month = budget.month(wage)
        best_below = max((end.total for end in ends if end.wage < wage), default=Decimal(0))
        inside = any(band.first <= wage <= band.last for band in bands)
        assert inside == (best_below > month.total)
