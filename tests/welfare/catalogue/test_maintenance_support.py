"""药物维持治疗: support where the place gives it, to who is in treatment and hard up; nobody else is asked."""

import pytest

from law.outcome import Outcome
from tests.welfare.households import GUANGZHOU, ORDOS, a_household, a_member
from welfare.catalogue.maintenance_support import MAINTENANCE_SUPPORT
from welfare.rules.assess import assess

ELIGIBLE, INELIGIBLE, UNDETERMINED = Outcome.ELIGIBLE, Outcome.INELIGIBLE, Outcome.UNDETERMINED
LINGAO = "469024"


def look(treated=True, **facts):
    client = a_member("本人", **({} if treated == "not mentioned" else {"on_maintenance_treatment": treated}))
    return assess(a_household(client, **{"region": ORDOS} | facts), [MAINTENANCE_SUPPORT])["maintenance_support"]


def missing(found):
    return {one.key for one in found.missing}


@pytest.mark.parametrize(
    "facts",
    [
        *({"aid_class": one} for one in ("低保", "特困", "低保边缘", "刚性支出")),
        {"aid_class": "无", "living_hardship_confirmed": True},
    ],
)
def test_ordos_supports_who_is_in_treatment_and_hard_up_with_a_sum_of_its_own_choice(facts):
    found = look(**facts)

    assert (found.outcome, found.discretionary, found.amount) == (ELIGIBLE, True, None)


def test_hardship_that_nobody_confirmed_is_a_question():
    unknown = look(aid_class="无")
    denied = look(aid_class="无", living_hardship_confirmed=False)

    assert (unknown.outcome, missing(unknown)) == (UNDETERMINED, {"living_hardship_confirmed"})
    assert denied.outcome is INELIGIBLE


@pytest.mark.parametrize(
    ("treated", "outcome"), [(False, INELIGIBLE), ("not mentioned", INELIGIBLE), (None, UNDETERMINED)]
)
def test_nobody_is_asked_who_does_not_speak_of_it(treated, outcome):
    assert look(treated, aid_class="低保").outcome is outcome


@pytest.mark.parametrize(("day", "outcome"), [("2014-11-04", UNDETERMINED), ("2014-11-05", ELIGIBLE)])
def test_ordos_from_the_day_of_its_notice(day, outcome):
    assert look(aid_class="低保", day=day).outcome is outcome


@pytest.mark.parametrize(("day", "outcome"), [("2019-12-31", ELIGIBLE), ("2020-01-01", UNDETERMINED)])
def test_lingao_waived_the_fee_for_everybody_in_2019(day, outcome):
    assert look(aid_class="无", living_hardship_confirmed=False, region=LINGAO, day=day).outcome is outcome


def test_a_place_whose_rule_nobody_saw_is_open():
    found = look(aid_class="低保", region=GUANGZHOU)

    assert found.outcome is UNDETERMINED
    assert missing(found) == {"standard:maintenance_support_mode"}
