"""What is on file about a household is what the rules read; what is not on file stays unknown."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings

from clients.models import Client, Grade, HouseholdFact
from law.outcome import Outcome
from tests.cast import JIAOTONG, a_client, a_region, a_social_worker
from tests.welfare.records import a_benefit, a_measure, a_relative, an_answer
from tests.welfare.strategies import households
from welfare.catalogue.table import CATALOGUE
from welfare.gather import dump, gather, load, member_key
from welfare.gathered import Gathered
from welfare.rules.assess import assess

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


@pytest.fixture
def wang():
    return a_client(a_social_worker(), measure=None)


def gathered(client, as_of=TODAY):
    return next(gather([client], as_of))


def facts_of(client, key="self", as_of=TODAY):
    return next(one.facts for one in gathered(client, as_of).household.members if one.key == key)


# Who lives there


def test_nobody_on_file_is_not_a_household_of_one(wang):
    found = gathered(wang)

    assert found.household.members == ()
    outcomes = {code: one.outcome for code, one in assess(found.household, CATALOGUE).items()}
    assert outcomes["minimum_living"] is Outcome.UNDETERMINED
    assert Outcome.ELIGIBLE not in outcomes.values()


def test_who_is_said_to_live_alone_is_a_household_of_one(wang):
    an_answer(wang, "members_complete", True)

    assert [one.key for one in gathered(wang).household.members] == ["self"]


def test_relatives_on_file_are_the_members(wang):
    wife = a_relative(wang, birth_date=date(1990, 2, 3))

    household = gathered(wang).household

    assert [one.key for one in household.members] == ["self", member_key(wife)]
    assert household.members[0].facts["relation_to_applicant"] == "本人"
    assert household.members[0].facts["birth_date"] == wang.birth_date
    assert household.members[1].facts == {"relation_to_applicant": "配偶", "birth_date": date(1990, 2, 3)}


@pytest.mark.parametrize("said", [False, None])
def test_a_list_said_to_be_incomplete_is_unknown(wang, said):
    a_relative(wang)
    an_answer(wang, "members_complete", said)

    assert gathered(wang).household.members == ()


# Answers


@pytest.mark.parametrize(
    ("code", "written", "read"),
    [
        ("financial_assets_total", "12000.50", Decimal("12000.50")),
        ("has_motor_vehicle", False, False),
        ("incident_type", "火灾", "火灾"),
        ("incident_date", "2026-10-01", date(2026, 10, 1)),
        ("dwellings_count", None, None),
    ],
)
def test_an_answer_of_the_household_has_its_type(wang, code, written, read):
    an_answer(wang, code, written, grade=Grade.DOCUMENTED)

    found = gathered(wang)

    assert found.household.facts == {code: read}
    assert found.grades == {code: Grade.DOCUMENTED}


def test_answers_of_persons_stand_with_them(wang):
    wife = a_relative(wang)
    an_answer(wang, "wage_income_month", "2600", member=wife, grade=Grade.SEEN)
    an_answer(wang, "wage_income_month", "0")

    found = gathered(wang)

    assert facts_of(wang)["wage_income_month"] == 0
    assert facts_of(wang, member_key(wife))["wage_income_month"] == 2600
    assert found.grades == {
        "wage_income_month@self": Grade.CLAIMED,
        f"wage_income_month@{member_key(wife)}": Grade.SEEN,
    }


def test_town_or_country_is_read_off_its_answer(wang):
    assert gathered(wang).household.urban is None
    an_answer(wang, "is_urban_household", True)

    assert gathered(wang).household.urban is True
    assert gathered(wang).grades == {"is_urban_household": Grade.CLAIMED}


def test_an_expired_answer_stands_but_is_only_claimed(wang):
    an_answer(wang, "financial_assets_total", "0", grade=Grade.CERTIFIED, expires_on=date(2026, 11, 22))

    found = gathered(wang)

    assert found.household.facts == {"financial_assets_total": 0}
    assert found.grades == {"financial_assets_total": Grade.CLAIMED}


def test_a_superseded_answer_is_history(wang):
    old = an_answer(wang, "dwellings_count", "2")
    old.superseded_at = "2026-11-01T08:00:00Z"
    old.save()
    an_answer(wang, "dwellings_count", "1")

    assert gathered(wang).household.facts == {"dwellings_count": 1}


def test_what_the_dictionary_does_not_know_is_left_out_and_logged_without_its_value(wang, caplog):
    an_answer(wang, "lucky_number", "77777")
    an_answer(wang, "dwellings_count", "七七七")

    assert gathered(wang).household.facts == {}
    assert "lucky_number" in caplog.text
    assert "77777" not in caplog.text
    assert "七七七" not in caplog.text


def test_a_day_that_is_yet_to_come_is_not_known(wang):
    an_answer(wang, "incident_date", "2026-10-01", known_on=date(2026, 10, 2))

    assert gathered(wang, date(2026, 9, 1)).household.facts == {"incident_date": None}


def test_the_place_is_that_of_registration_else_where_she_lives(wang):
    assert gathered(wang).household.region == JIAOTONG
    wang.registered_region = a_region("150603")
    wang.save()

    assert gathered(wang).household.region == "150603"


# Measures


def of_measures(client, as_of=TODAY):
    if not HouseholdFact.objects.unscoped("test").filter(code="members_complete").exists():
        an_answer(client, "members_complete", True)
    facts = facts_of(client, as_of=as_of)
    return {code: answer for code, answer in facts.items() if code not in ("birth_date", "relation_to_applicant")}


def test_without_a_measure_nothing_is_said_of_custody(wang):
    assert of_measures(wang) == {}


def test_running_isolation_is_custody_from_its_first_day_to_its_last(wang):
    a_measure(wang, "compulsory_isolation", date(2025, 3, 1), end=date(2026, 12, 1), decided_on=date(2025, 3, 1))

    assert of_measures(wang, date(2025, 2, 28)) == {}
    assert of_measures(wang) == {
        "custody_status": "强制隔离戒毒",
        "custody_start": date(2025, 3, 1),
        "custody_term_months": 24,
        "custody_end": date(2026, 12, 1),
        "in_community_rehab": False,
    }
    assert of_measures(wang, date(2026, 12, 1))["custody_status"] == "无"
    assert gathered(wang).grades["custody_status@self"] == Grade.DOCUMENTED


def test_isolation_beyond_its_term_without_an_end_is_unknown(wang):
    a_measure(wang, "compulsory_isolation", date(2024, 3, 1), decided_on=date(2024, 3, 1))

    assert of_measures(wang, date(2026, 2, 28))["custody_status"] == "强制隔离戒毒"
    assert of_measures(wang)["custody_status"] is None


def test_community_recovery_that_expired_is_completed(wang):
    a_measure(wang, "community_recovery", date(2022, 6, 1), end=date(2025, 6, 1), ended_how="expired")

    assert of_measures(wang) == {
        "custody_status": "无",
        "rehab_start": date(2022, 6, 1),
        "rehab_months_completed": 36,
        "rehab_completed_date": date(2025, 6, 1),
        "in_community_rehab": False,
    }


def test_community_treatment_broken_off_is_not_completed(wang):
    a_measure(wang, "community_treatment", date(2024, 6, 1), end=date(2025, 6, 1), ended_how="terminated")

    assert "rehab_completed_date" not in of_measures(wang)
    assert of_measures(wang)["rehab_months_completed"] == 12


def test_maintenance_is_no_custody(wang):
    a_measure(wang, "maintenance", date(2025, 6, 1))

    assert of_measures(wang) == {
        "custody_status": "无",
        "in_community_rehab": False,
        "on_maintenance_treatment": True,
    }


def test_an_answer_settles_what_measures_cannot_know(wang):
    a_measure(wang, "community_treatment", date(2022, 6, 1), end=date(2025, 6, 1), ended_how="expired")
    an_answer(wang, "custody_status", "监狱服刑")
    an_answer(wang, "custody_start", "2026-01-05")

    assert of_measures(wang)["custody_status"] == "监狱服刑"
    assert of_measures(wang)["custody_start"] == date(2026, 1, 5)


def test_a_running_measure_wins_over_an_answer(wang):
    a_measure(wang, "community_treatment", date(2025, 6, 1))
    an_answer(wang, "custody_status", "无")
    an_answer(wang, "custody_end", "2025-07-01")

    assert of_measures(wang)["custody_status"] == "社区戒毒"
    assert "custody_end" not in of_measures(wang)


# Benefits


def test_benefits_running_are_the_standing_of_the_household(wang):
    a_benefit(wang, "minimum_living", date(2025, 1, 1), amount=Decimal(860), grade=Grade.CERTIFIED)

    found = gathered(wang)

    assert found.household.facts == {
        "aid_class": "低保",
        "receives_minimum_living": True,
        "was_on_minimum_living": True,
        "previous_minimum_living_amount": 860,
    }
    assert set(found.grades.values()) == {Grade.CERTIFIED}


def test_a_benefit_that_ended_is_over_from_that_day(wang):
    a_benefit(wang, "minimum_living", date(2025, 1, 1), until=date(2026, 5, 1), amount=Decimal(860))
    an_answer(wang, "aid_class", "低保", known_on=date(2025, 3, 1))

    assert gathered(wang, date(2026, 4, 30)).household.facts["aid_class"] == "低保"
    assert gathered(wang).household.facts == {
        "receives_minimum_living": False,
        "was_on_minimum_living": True,
        "previous_minimum_living_amount": 860,
    }


def test_an_answer_known_since_the_end_is_newer(wang):
    a_benefit(wang, "minimum_living", date(2025, 1, 1), until=date(2026, 5, 1))
    an_answer(wang, "receives_minimum_living", True, known_on=date(2026, 10, 1))

    assert gathered(wang).household.facts["receives_minimum_living"] is True


def test_no_benefit_on_file_says_nothing(wang):
    assert "receives_minimum_living" not in gathered(wang).household.facts
    assert "aid_class" not in gathered(wang).household.facts


def test_who_counts_in_a_household_on_minimum_living_receives_it(wang):
    wife = a_relative(wang)
    mother = a_relative(wang, "mother")
    an_answer(wang, "lives_together", True, member=wife)
    an_answer(wang, "lives_together", False, member=mother)
    an_answer(wang, "custody_status", "无", member=wife)
    an_answer(wang, "custody_status", "无")
    a_benefit(wang, "minimum_living", date(2025, 1, 1))

    assert facts_of(wang)["is_minimum_living_recipient"] is True
    assert facts_of(wang, member_key(wife))["is_minimum_living_recipient"] is True
    assert facts_of(wang, member_key(mother))["is_minimum_living_recipient"] is False


def test_a_benefit_of_one_person_is_open_for_all_where_several_live(wang):
    a_benefit(wang, "destitute_support", date(2025, 1, 1))
    an_answer(wang, "members_complete", True)
    assert facts_of(wang)["is_destitute_person"] is True

    a_relative(wang)

    assert facts_of(wang)["is_destitute_person"] is None


def test_relief_of_this_year_leaves_open_for_which_cause(wang):
    a_benefit(wang, "temporary_relief", date(2026, 3, 1), until=date(2026, 3, 1), amount=Decimal(1800))

    assert gathered(wang).household.facts == {"aided_for_same_cause": None}


# Many at once, and kept


def test_the_number_of_queries_does_not_grow_with_the_clients(django_assert_num_queries):
    worker = a_social_worker()
    for name in ("王建军", "赵志强", "刘洋", "陈静"):
        client = a_client(worker, name)
        a_relative(client)
        an_answer(client, "dwellings_count", "1")
    clients = list(Client.objects.visible_to(worker))

    with django_assert_num_queries(6):
        alone = list(gather(clients[:1], TODAY))
    with django_assert_num_queries(6):
        together = list(gather(clients, TODAY))

    assert len(together) == 4
    assert together[0] == alone[0]


def test_a_household_comes_back_from_its_text(wang):
    wife = a_relative(wang, birth_date=date(1990, 2, 3))
    an_answer(wang, "wage_income_month", "2600.50", member=wife, grade=Grade.SEEN)
    an_answer(wang, "has_motor_vehicle", None)
    an_answer(wang, "is_urban_household", True)
    a_measure(wang, "community_recovery", date(2022, 6, 1), end=date(2025, 6, 1), ended_how="expired")
    found = gathered(wang)

    assert load(dump(found), TODAY, wang) == found
    assert dump(load(dump(found), TODAY, wang)) == dump(found)


@settings(max_examples=50, deadline=None)
@given(household=households(CATALOGUE))
def test_any_household_comes_back_from_its_text(household):
    found = Gathered(Client(), household, {"wage_income_month@m1": Grade.SEEN})

    assert load(dump(found), household.as_of, found.client) == found
