"""Random households: every fact may be known, unknown or not mentioned, and numbers sit close to the lines."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from tests.welfare.households import GUANGZHOU, GUIYANG, ORDOS, ZHUHAI
from welfare.rules.fact import FACTS, HOUSEHOLD, PERSON, Choice, Day, Flag, Quantity
from welfare.rules.household import Household, Member

DAYS = st.sampled_from(
    [date(2020, 12, 1), date(2021, 7, 1), date(2022, 5, 1), date(2023, 8, 1), date(2024, 6, 3), date(2026, 3, 1)]
)
PLACES = st.sampled_from([ORDOS, GUANGZHOU, ZHUHAI, GUIYANG, "520121", "140602", "15"])
PAST_DAYS = st.dates(date(1940, 1, 1), date(2020, 11, 30))
ANY_DAYS = st.dates(date(2018, 1, 1), date(2027, 12, 31))
MONEY = st.sampled_from(["0", "0.01", "413.33", "620", "900", "1240", "1239.99", "1860", "2480", "3720.5", "24800"])
COUNTS = st.integers(0, 4)
NOT_MENTIONED = object()


def answers(fact, known_only=False):
    """One answer to a fact, unknown, or not mentioned."""
    match fact:
        case Flag():
            known = st.booleans()
        case Choice():
            known = st.sampled_from(fact.options)
        case Day():
            known = PAST_DAYS if fact.past else ANY_DAYS
        case Quantity() if fact.whole:
            known = COUNTS.map(Decimal)
        case Quantity():
            known = MONEY.map(Decimal)
        case _:
            raise AssertionError(fact.code)
    return known if known_only else st.one_of(known, known, known, st.none(), st.just(NOT_MENTIONED))


def facts_for(entitlements, of):
    """The facts that these rules read, of members or of households; those stated directly are drawn rarely."""
    codes = set().union(*(entitlement.reads for entitlement in entitlements))
    own = {"as_of_date", "region_code", "is_urban_household"}
    return [fact for code, fact in sorted(FACTS.items()) if code in codes - own and fact.of == of]


STATED = {"household_members", "household_income_month", "income_per_head", "property_within_limits"}


@st.composite
def some_facts(draw, facts):
    drawn = {}
    for fact in facts:
        if fact.code in STATED and draw(st.integers(0, 9)):
            continue
        answer = draw(answers(fact))
        if answer is not NOT_MENTIONED:
            drawn[fact.code] = answer
    return drawn


@st.composite
def households(draw, entitlements):
    """Any household that these rules could be asked about."""
    of_household, of_person = facts_for(entitlements, HOUSEHOLD), facts_for(entitlements, PERSON)
    members = draw(st.lists(some_facts(of_person), max_size=4))
    return Household(
        draw(DAYS),
        draw(PLACES),
        draw(st.sampled_from([True, False, None])),
        draw(some_facts(of_household)),
        tuple(Member(f"m{index + 1}", facts) for index, facts in enumerate(members)),
    )
