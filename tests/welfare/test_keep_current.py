"""Whatever changes on file, the answers shown are those of now."""

from datetime import date

import pytest

from clients.close_case import close
from clients.models import Client, HouseholdFact
from people.errors import Refused
from tests.cast import a_client, a_social_worker
from tests.welfare.records import a_whole_file
from welfare.determine import refresh
from welfare.keep_current import together
from welfare.models import Determination
from welfare.record_answer import forget_answer, record_answer
from welfare.record_benefit import end_benefit, record_benefit

pytestmark = pytest.mark.django_db


@pytest.fixture
def wang():
    return a_client(a_social_worker(), measure=None)


def outcome(client, code):
    return Determination.objects.unscoped("test").current().get(client=client, entitlement=code).outcome


def test_an_answer_changes_the_outcome_at_once(wang):
    a_whole_file(wang)
    refresh(wang)
    assert outcome(wang, "near_minimum") == "undetermined"

    record_answer(wang.caseworker, wang, "aid_class", "低保")

    assert outcome(wang, "near_minimum") == "ineligible"


def test_answers_given_together_are_looked_at_once(wang):
    li = wang.caseworker
    with together():
        record_answer(li, wang, "members_complete", True)
        record_answer(li, wang, "is_urban_household", True)
        record_answer(li, wang, "dwellings_count", 0)
        assert not Determination.objects.unscoped("test").exists()

    assert not Determination.objects.unscoped("test").filter(superseded_at__isnull=False).exists()
    assert Determination.objects.unscoped("test").exists()


def test_nothing_is_looked_at_where_it_fails(wang):
    def fails():
        with together():
            record_answer(wang.caseworker, wang, "members_complete", True)
            record_answer(wang.caseworker, wang, "dwellings_count", "很多")

    with pytest.raises(Refused):
        fails()

    assert not HouseholdFact.objects.unscoped("test").exists()
    assert not Determination.objects.unscoped("test").exists()


def test_an_answer_taken_back_is_unknown_again(wang):
    li = wang.caseworker
    a_whole_file(wang)
    stated = record_answer(li, wang, "receives_minimum_living", False)
    before = Determination.objects.unscoped("test").count()

    forget_answer(li, stated)

    assert Determination.objects.unscoped("test").count() > before


def test_a_benefit_is_a_fact_at_once(wang):
    li = wang.caseworker
    a_whole_file(wang)
    refresh(wang)

    benefit = record_benefit(li, wang, "minimum_living", date(2026, 1, 1))

    row = Determination.objects.unscoped("test").current().get(client=wang, entitlement="insurance_premium_aid")
    assert "aid_class" not in row.missing
    end_benefit(li, benefit, date(2026, 6, 1))
    assert benefit.until == date(2026, 6, 1)


def test_it_is_looked_at_as_it_stands_now_and_not_as_the_caller_has_read_it(wang):
    a_whole_file(wang)
    read_before = Client.objects.unscoped("test").get(pk=wang.pk)
    wang.birth_date = date(1950, 1, 1)
    wang.save()

    refresh(read_before)

    kept = Determination.objects.unscoped("test").current().filter(client=wang).first()
    assert '"birth_date":"1950-01-01"' in kept.snapshot.facts


def test_a_case_that_was_closed_meanwhile_is_looked_at_no_more(wang):
    read_before = Client.objects.unscoped("test").get(pk=wang.pk)
    close(wang.caseworker, wang, "moved")

    refresh(read_before)

    assert not Determination.objects.unscoped("test").exists()
