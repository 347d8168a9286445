"""Whatever way an application takes: its rows agree with each other, and of two at once one wins."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from threading import Barrier, Thread

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs.models import Job
from people.errors import Refused
from tests.cast import a_client, a_social_worker, a_welfare_officer, an_id_number
from tests.welfare.applications import START, an_application
from welfare import apply, procedure, run_clocks
from welfare.catalogue.table import CATALOGUE
from welfare.models import Application, ApplicationEvent, Benefit
from welfare.models.application import MOVES, State
from welfare.restricted import RESTRICTED_ENTITLEMENTS

CODES = [one.code for one in CATALOGUE if one.code not in RESTRICTED_ENTITLEMENTS]
# The examples share one database: everybody is born on another day, so that no ID number comes twice.
BIRTHDAYS = (date(1955, 1, 1) + timedelta(days=number) for number in count())
STEPS = st.lists(st.tuples(st.sampled_from(sorted(MOVES)), st.integers(0, 9)), max_size=14)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(CODES), STEPS, st.integers(0, 10_000))
def test_any_way_leaves_rows_that_agree(django_db_setup, code, steps, serial):
    officer, name = a_welfare_officer(), f"王{serial}"
    wang = a_client(a_social_worker(), name, id_number=an_id_number(name, next(BIRTHDAYS)))
    application, day = apply.start(officer, wang, code, on=START), START

    for move, pace in steps:
        day += timedelta(days=pace)
        asked = procedure.takes_sum(application.declared) and move in apply.SUM_ASKED
        try:
            apply.move(officer, application, move, day, "情况已核实", Decimal(500) if asked else None)
        except Refused:
            day -= timedelta(days=pace)

    application.refresh_from_db()
    events = list(application.events.all())
    clocks = list(application.deadlines.all())
    assert application.turn == len(events)
    assert [event.on for event in events] == sorted(event.on for event in events)
    assert all(clock.met_on is None or clock.lapsed_on is None for clock in clocks)
    if application.state in run_clocks.OVER:
        assert {clock.ends_with for clock in clocks if clock.is_running} <= {"notify"}
    running = Benefit.objects.unscoped("test").filter(application=application, until__isnull=True)
    assert running.count() == (application.state == State.PAYING)
    assert (application.amount is None) or procedure.takes_sum(application.declared)
    published = procedure.publicity(application.declared)
    if published and published.at_least and "grant" in {event.move for event in events}:
        on = {event.move: event.on for event in events}
        assert (on["grant"] - on["publicise"]).days > published.days


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_the_same_moment_one_wins_and_the_other_is_told():
    application = an_application(upto="accept")
    officers = [a_welfare_officer("乌云"), a_welfare_officer("娜仁")]
    start, told = Barrier(2), []

    def decide(officer, move):
        try:
            own = Application.objects.unscoped("test").select_related("client").get(pk=application.pk)
            start.wait(timeout=10)
            apply.move(officer, own, move, START + timedelta(days=5), "家庭财产超过当地规定")
        except Refused as no:
            told.append(str(no))
        finally:
            connection.close()

    threads = [Thread(target=decide, args=pair) for pair in zip(officers, ("refuse", "withdraw"), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert len(told) == 1
    assert "刚刚有人办过一步" in told[0]
    assert ApplicationEvent.objects.unscoped("test").count() == 2
    application.refresh_from_db()
    assert application.turn == 2


@pytest.mark.django_db
def test_every_night_open_terms_are_counted_again():
    from welfare.tasks import recount_clocks

    application = an_application(upto="accept")
    clock = application.deadlines.get(step="全部程序")
    right = clock.due_on
    application.deadlines.filter(pk=clock.pk).update(due_on=right + timedelta(days=3), due_is_provisional=True)

    done = recount_clocks(Job(kind="welfare.recount"), lambda *args: None)

    clock.refresh_from_db()
    assert (clock.due_on, clock.due_is_provisional) == (right, False)
    assert done == {"moved": 1}
