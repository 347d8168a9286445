"""The end of a recorded measure is the end that the law computes from its record."""

from datetime import date

import pytest

from clients.models import MeasurePause, RehabMeasure
from tests.cast import a_client, a_social_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def treatment():
    wang = a_client(a_social_worker("李敏"), "王建军", measure=None)
    return RehabMeasure.objects.create(client=wang, kind="community_treatment", start=date(2025, 3, 10))


def test_pauses_on_record_move_the_end(treatment):
    MeasurePause.objects.create(measure=treatment, since=date(2026, 1, 1), until=date(2026, 1, 31))

    assert treatment.expected_end() == date(2028, 4, 9)


def test_while_it_stands_still_no_end_is_named(treatment):
    MeasurePause.objects.create(measure=treatment, since=date(2026, 1, 1))

    assert treatment.expected_end() is None


def test_days_carried_over_bring_it_forward(treatment):
    treatment.carried_days = 100

    assert treatment.expected_end() == date(2027, 12, 1)


def test_only_a_community_measure_that_runs_asks_for_its_pauses(treatment, django_assert_num_queries):
    ended = RehabMeasure(pk=1, kind="community_treatment", start=date(2022, 1, 1), end=date(2023, 1, 1))
    isolation = RehabMeasure(pk=2, kind="compulsory_isolation", start=date(2025, 1, 1))

    with django_assert_num_queries(0):
        ended.expected_end()
        isolation.expected_end()
    with django_assert_num_queries(1):
        treatment.expected_end()
