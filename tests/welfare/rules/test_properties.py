"""What must hold of every household: no blank decides, no order matters, more income never grants."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from law.outcome import Outcome
from tests.welfare.households import GUANGZHOU, a_household, a_member
from tests.welfare.strategies import STATED, answers, facts_for, households
from welfare.catalogue.minimum_living import MINIMUM_LIVING
from welfare.catalogue.table import CATALOGUE
from welfare.rules.assess import assess
from welfare.rules.expressions import Recorded
from welfare.rules.fact import FACTS, HOUSEHOLD, PERSON, Choice, Day, Fact, Flag, Quantity
from welfare.rules.household import Household, Member
from welfare.rules.node import walk

ALL = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
INCOMES = ("wage_income_month", "business_income_month", "property_income_month", "transfer_income_month")


def look(household):
    return assess(household, [MINIMUM_LIVING])["minimum_living"]


@st.composite
def complete_households(draw):
    """Every fact answered, in a place and on a day with a standard.

    Deductions of the household as a whole are left out: where it is open whether anybody at all is counted, they and
    the count are looked at one by one, and the answer may stay open though it need not.
    """
    left_out = STATED | {"household_rigid_deduction_month", "household_excluded_income_month"}
    of_household = {
        fact.code: draw(answers(fact, known_only=True))
        for fact in facts_for([MINIMUM_LIVING], HOUSEHOLD)
        if fact.code not in left_out
    }
    members = [
        {fact.code: draw(answers(fact, known_only=True)) for fact in facts_for([MINIMUM_LIVING], PERSON)}
        for _ in range(draw(st.integers(1, 4)))
    ]
    return Household(
        draw(st.sampled_from([date(2020, 12, 1), date(2023, 8, 1), date(2024, 6, 3)])),
        "440103",
        True,
        of_household | {"property_within_limits": draw(st.booleans())},
        tuple(Member(f"m{index + 1}", facts) for index, facts in enumerate(members)),
    )


def every_answer(fact):
    """Answers from end to end, those near the lines among them."""
    match fact:
        case Flag():
            return (True, False)
        case Choice():
            return fact.options
        case Day():
            years = (1940, 1960, 1990, 2003, 2010, 2019) if fact.past else (1990, 2019, 2022, 2026)
            return tuple(date(year, 1, 1) for year in years)
        case Quantity():
            few = ("0", "1", "2", "3", "4", "100")
            return tuple(map(Decimal, few if fact.whole else (*few, "900", "1300", "2600", "5200", "100000000")))
    raise AssertionError(fact.code)


def all_questions(household):
    """Every recorded fact as (code, member)."""
    yield from ((code, None) for code in household.facts)
    yield from ((code, member.key) for member in household.members for code in member.facts)


ASKED_IF_RECORDED = {
    node.of.code
    for entitlement in CATALOGUE
    for root in (entitlement.condition, entitlement.amount)
    for node in (walk(root) if root is not None else ())
    if isinstance(node, Recorded) and isinstance(node.of, Fact)
}
"""Facts of which a rule asks whether they are written down at all, so that writing them down may change its course."""


def told(household, code, member):
    facts = household.facts if member is None else next(one.facts for one in household.members if one.key == member)
    return facts[code]


@ALL
@given(complete_households(), st.data())
def test_a_blank_never_decides_and_is_asked_for_only_if_it_could(household, data):
    settled = look(household)
    # Before 2021-07 it is open what the basic pension counts.
    assume(settled.outcome is not Outcome.UNDETERMINED)
    # A blank statement leaves what follows from the other facts.
    asked = [one for one in all_questions(household) if one[0] not in STATED]
    code, member = data.draw(st.sampled_from(sorted(asked, key=str)))

    blank = look(household.knowing(code, None, member))

    told_all = [look(household.knowing(code, answer, member)).outcome for answer in every_answer(FACTS[code])]
    possible = {settled.outcome, *told_all}
    if blank.outcome is Outcome.UNDETERMINED:
        # A day of birth is read in several places, and what they say together is not always seen.
        assert len(possible) > 1 or code == "birth_date"
    else:
        assert possible == {blank.outcome}


@FEW
@given(households(CATALOGUE), st.data())
def test_an_answer_narrows_and_never_contradicts(household, data):
    blank = [
        one for one in all_questions(household) if told(household, *one) is None and one[0] not in ASKED_IF_RECORDED
    ]
    assume(blank)
    code, member = data.draw(st.sampled_from(blank))
    before = assess(household, CATALOGUE)

    for answer in every_answer(FACTS[code]):
        after = assess(household.knowing(code, answer, member), CATALOGUE)
        for name, found in after.items():
            require_narrower(before[name], found)


def require_narrower(before, after):
    name = before.entitlement.code
    assert before.outcome in (after.outcome, Outcome.UNDETERMINED), name
    if before.amount and after.amount:
        for was, now in ((before.amount.lo, after.amount.lo), (before.amount.hi, after.amount.hi)):
            assert was is None or now is not None, name
        assert before.amount.lo is None or after.amount.lo >= before.amount.lo, name
        assert before.amount.hi is None or after.amount.hi <= before.amount.hi, name


@st.composite
def families(draw):
    """Families of 广州 who live together and own nothing, so that income alone decides; some apply alone."""
    sums = st.sampled_from([0, 0, 300, 1281, 1282, 1922, 1923, 2564, 6000])

    def person(relation, **facts):
        incomes = {kind: draw(sums) for kind in INCOMES[: draw(st.integers(1, 4))]}
        grade = draw(st.sampled_from(["无", "二级"]))
        return a_member(relation, **{"disability_grade": grade, "can_live_independently": False} | facts | incomes)

    others = draw(st.lists(st.sampled_from(["子女", "父母"]), max_size=2))
    members = [person("本人"), *(person(relation) for relation in others)]
    return a_household(*members, region=GUANGZHOU, applies_as_single_person=draw(st.booleans()))


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(families() | complete_households(), st.data())
def test_more_income_never_newly_grants_and_never_pays_more(household, data):
    member = data.draw(st.sampled_from(household.members))
    kind = data.draw(st.sampled_from(INCOMES))
    by = data.draw(st.integers(1, 6000) | st.sampled_from([1, 1282, 2000, 5000, 20000]))
    more = household.knowing(kind, member.facts[kind] + by, member.key)

    before, after = look(household), look(more)

    rank = [Outcome.INELIGIBLE, Outcome.UNDETERMINED, Outcome.ELIGIBLE]
    assert rank.index(after.outcome) <= rank.index(before.outcome)
    if before.outcome is after.outcome is Outcome.ELIGIBLE and before.amount and before.amount.value is not None:
        assert after.amount.value is None or after.amount.value <= before.amount.value


@FEW
@given(households(CATALOGUE), st.randoms())
def test_order_and_names_of_members_change_nothing(household, random):
    members = list(household.members)
    random.shuffle(members)
    renamed = tuple(Member(f"x{index}", member.facts) for index, member in enumerate(members))

    one, other = assess(household, CATALOGUE), assess(replace(household, members=renamed), CATALOGUE)

    for code, found in one.items():
        assert found.outcome is other[code].outcome
        assert (found.amount and found.amount[:2]) == (other[code].amount and other[code].amount[:2])
        assert len(found.missing) == len(other[code].missing)


@pytest.mark.parametrize("code", sorted(FACTS))
def test_every_fact_can_be_asked_for(code):
    fact = FACTS[code]

    assert fact.term
    assert fact.kind in {"bool", "enum", "number", "date", "text"}
    assert fact.absent is None or not isinstance(fact, Quantity) or fact.absent == 0
