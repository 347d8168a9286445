"""One household with reasons and a city in columns give the same answers, to the 分, unknowns included."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from law.outcome import Outcome
from tests.welfare.strategies import households
from welfare.catalogue.table import CATALOGUE
from welfare.rules.assess import assess
from welfare.rules.columns import City
from welfare.rules.frames import frames

SLOW = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])


def in_fen(bound):
    return None if bound is None else int(bound.scaleb(2))


def one_by_one(household):
    """What ``City.screen`` should say of this household."""
    row = {}
    for code, found in assess(household, CATALOGUE).items():
        amount = None if found.outcome is Outcome.INELIGIBLE else found.amount
        row[code] = {Outcome.INELIGIBLE: 0, Outcome.UNDETERMINED: 1, Outcome.ELIGIBLE: 2}[found.outcome]
        row[f"{code}_lo"] = in_fen(amount.lo) if amount else None
        row[f"{code}_hi"] = in_fen(amount.hi) if amount else None
    return row


@SLOW
@given(st.lists(households(CATALOGUE), min_size=1, max_size=40))
def test_a_city_in_columns_agrees_with_each_household_looked_at_alone(city):
    screened = City(*frames(city)).screen(CATALOGUE)

    assert screened.rows(named=True) == [one_by_one(household) for household in city]
