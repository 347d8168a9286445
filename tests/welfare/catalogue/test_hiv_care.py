"""四免一关怀: five rights by article, on facts that are never asked of who does not speak of them."""

import pytest

from law.outcome import Outcome
from tests.welfare.households import a_child, a_household, a_member
from welfare.catalogue.hiv_care import HIV_CARE
from welfare.rules.assess import assess
from welfare.rules.fact import FACTS

ELIGIBLE, INELIGIBLE, UNDETERMINED = Outcome.ELIGIBLE, Outcome.INELIGIBLE, Outcome.UNDETERMINED
NOT_POOR = {"aid_class": "无", "living_hardship_confirmed": False}


def look(*members, **facts):
    return assess(a_household(*members, **NOT_POOR | facts), [HIV_CARE])["hiv_care"]


def a_patient(**facts):
    return a_member("本人", hiv_status_confirmed=True, **facts)


def articles_that_hold(found):
    member = found.finding.parts[0]
    return {part.article.article for part in member.parts if part.truth.name == "YES"}


@pytest.mark.parametrize(
    ("urban", "facts", "outcome"),
    [
        (False, {}, ELIGIBLE),
        (True, {}, INELIGIBLE),
        (True, {"aid_class": "低保"}, ELIGIBLE),
        (True, {"living_hardship_confirmed": True}, ELIGIBLE),
        (True, {"living_hardship_confirmed": None}, UNDETERMINED),
        (None, {}, UNDETERMINED),
    ],
)
def test_article_44_drugs_for_the_countryside_and_for_the_poor_of_the_town(urban, facts, outcome):
    assert look(a_patient(), urban=urban, **facts).outcome is outcome


def test_article_44_test_and_counselling_for_whoever_asks():
    found = look(a_member("本人", asks_for_hiv_test=True))

    assert (found.outcome, articles_that_hold(found)) == (ELIGIBLE, {"第四十四条第（三）项"})


def test_article_44_protection_of_the_child_to_be_born():
    found = look(a_patient(is_expecting=True))

    assert (found.outcome, articles_that_hold(found)) == (ELIGIBLE, {"第四十四条第（四）项"})


@pytest.mark.parametrize(("level", "outcome"), [("小学", ELIGIBLE), ("高中", ELIGIBLE), ("本科", INELIGIBLE)])
def test_article_45_schooling_of_orphans_and_infected_minors(level, outcome):
    orphan = a_child(is_orphan_of_aids=True, enrolled_fulltime_level=level)
    infected = a_child(hiv_status_confirmed=True, enrolled_fulltime_level=level)

    assert look(orphan).outcome is outcome
    assert look(infected).outcome is outcome


def test_article_46_care_is_named_beside_the_drugs():
    found = look(a_patient(), aid_class="低保")

    assert articles_that_hold(found) == {"第四十四条第（一）项、第（二）项", "第四十六条"}


def test_nobody_is_asked_who_does_not_speak_of_it():
    silent = look(a_member("本人"), living_hardship_confirmed=None, urban=None)

    assert (silent.outcome, silent.missing) == (INELIGIBLE, ())


def test_every_fact_of_health_here_is_restricted():
    own = {"hiv_status_confirmed", "asks_for_hiv_test", "is_expecting", "is_orphan_of_aids"}

    assert own <= HIV_CARE.reads
    assert all(FACTS[code].restricted for code in own)
