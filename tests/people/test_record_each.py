"""A page that shows several people is several looks."""

import pytest

from people import ledger
from people.models import Action, Purpose
from tests.cast import a_social_worker

pytestmark = pytest.mark.django_db


def test_one_row_for_each_and_the_chain_holds():
    worker = a_social_worker()
    ledger.record(worker, Action.VIEW, "client", 1, Purpose.CASE_WORK)

    written = ledger.record_each(worker, Action.VIEW, "client", [1, 2, 3], Purpose.MATCHING)
    ledger.record(worker, Action.VIEW, "client", 2, Purpose.CASE_WORK)

    assert written == 3
    assert [ledger.verify(year) for year in ledger.years()] == [None]
    assert [event.purpose for event in ledger.of("client", 2)] == [Purpose.CASE_WORK, Purpose.MATCHING]


def test_nobody_shown_is_nothing_written():
    assert ledger.record_each(a_social_worker(), Action.VIEW, "client", [], Purpose.MATCHING) == 0
    assert ledger.years() == []


def test_queries_do_not_grow_with_the_people(django_assert_max_num_queries):
    worker = a_social_worker()
    ledger.record(worker, Action.VIEW, "client", 1, Purpose.MATCHING)
    with django_assert_max_num_queries(10) as few:
        ledger.record_each(worker, Action.VIEW, "client", [1], Purpose.MATCHING)

    with django_assert_max_num_queries(10) as many:
        ledger.record_each(worker, Action.VIEW, "client", range(1, 21), Purpose.MATCHING)

    assert len(few) == len(many)
