"""The worker thread, the sweeper, and a broker that is there, slow, or down."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone
from kombu.exceptions import OperationalError

from jobs import send, worker
from jobs.models import Job, State, WorkerKind
from jobs.run import ask
from jobs.sweep import RESEND_AFTER, sweep
from jobs.tasks import run_job
from tests.cast import a_social_worker
from tests.jobs.works import tasks

# Its kinds of jobs are there once it is imported.
assert tasks


@pytest.fixture
def broker(settings, monkeypatch):
    """A broker's far end: collects the ids it is given."""
    settings.CELERY_BROKER_URL = "amqp://broker.example"
    sent = []
    monkeypatch.setattr(run_job, "apply_async", lambda args, **options: sent.append(args[0]))
    return sent


@pytest.fixture
def broken_broker(settings, monkeypatch):
    monkeypatch.setattr(send, "_silent_until", 0.0)
    settings.CELERY_BROKER_URL = "amqp://broker.example"

    def refuse(*args, **options):
        raise OperationalError("connection refused")

    monkeypatch.setattr(run_job, "apply_async", refuse)


@pytest.mark.django_db
def test_drain_does_everything_that_is_ready_and_nothing_else():
    li = a_social_worker()
    ready = [ask(li, "tests.count", str(number)) for number in range(3)]
    later = ask(li, "tests.count", "later")
    Job.objects.filter(pk=later.pk).update(not_before=timezone.now() + timedelta(minutes=1))

    assert worker.drain() == 3
    assert set(Job.objects.filter(state=State.DONE)) == set(ready)


@pytest.mark.django_db(transaction=True)
def test_a_new_job_wakes_the_sites_thread_at_once(monkeypatch, settings):
    settings.CELERY_BROKER_URL = ""
    monkeypatch.setattr(worker, "IDLE_SECONDS", 60)
    site = worker.Worker(WorkerKind.SITE)
    thread = site.start()
    time.sleep(0.3)

    row = ask(a_social_worker(), "tests.count", "1")
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and not Job.objects.filter(pk=row.pk, state=State.DONE).exists():
        time.sleep(0.02)
    site.stop()
    thread.join(10)

    assert Job.objects.get(pk=row.pk).state == State.DONE
    assert not thread.is_alive()


def test_the_site_starts_one_thread_however_often_it_is_asked(monkeypatch):
    started = []
    monkeypatch.setattr(worker, "_started_in", None)
    monkeypatch.setattr(worker.Worker, "start", lambda self: started.append(self) or threading.Thread())
    monkeypatch.setattr(worker.atexit, "register", lambda goodbye: None)

    worker.start_in_site()
    worker.start_in_site()

    assert len(started) == 1


@pytest.mark.django_db
def test_a_worker_outlives_a_database_that_is_away(monkeypatch, caplog):
    turns = []

    class Shaky(worker.Loop):
        name = "worker"

        def turn(self):
            turns.append(1)
            if len(turns) < 3:
                raise DatabaseError("no such table: jobs_job")
            self.stop()

    monkeypatch.setattr(worker, "TROUBLE_SECONDS", 0)
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)

    Shaky().run()

    assert len(turns) == 3
    assert [record.message for record in caplog.records] == ["the worker waits for the database: DatabaseError"]


@pytest.mark.django_db
def test_with_a_broker_the_id_goes_out_after_the_commit(broker, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = ask(a_social_worker(), "tests.count", "1")
        assert broker == []

    assert broker == [row.pk]
    assert Job.objects.get().sent_at is not None


@pytest.mark.django_db
def test_a_broker_that_is_down_loses_nothing(broken_broker, django_capture_on_commit_callbacks, monkeypatch):
    with django_capture_on_commit_callbacks(execute=True):
        row = ask(a_social_worker(), "tests.count", "1")
    assert Job.objects.get().sent_at is None

    back_again = []
    monkeypatch.setattr(run_job, "apply_async", lambda args, **options: back_again.append(args[0]))

    assert sweep() == 0, "nobody knocks so soon again"
    monkeypatch.setattr(send, "_silent_until", 0.0)
    assert sweep() == 1
    assert back_again == [row.pk]


@pytest.mark.django_db
def test_the_sweeper_sends_lost_and_abandoned_jobs_again_but_not_those_on_their_way(broker):
    li = a_social_worker()
    on_its_way, lost, abandoned, running = (ask(li, "tests.count", str(number)) for number in range(4))
    now = timezone.now()
    Job.objects.filter(pk=on_its_way.pk).update(sent_at=now)
    Job.objects.filter(pk=lost.pk).update(sent_at=now - RESEND_AFTER - timedelta(seconds=1))
    Job.objects.filter(pk__in=(abandoned.pk, running.pk)).update(state=State.RUNNING, attempts=1, lease_until=now)
    Job.objects.filter(pk=abandoned.pk).update(lease_until=now - timedelta(seconds=1))
    Job.objects.filter(pk=running.pk).update(lease_until=now + timedelta(minutes=1))

    sweep(now)

    assert sorted(broker) == sorted([lost.pk, abandoned.pk])
    assert sweep(now) == 0


@pytest.mark.django_db
def test_without_a_broker_there_is_nothing_to_sweep(settings):
    settings.CELERY_BROKER_URL = ""
    ask(a_social_worker(), "tests.count", "1")

    assert sweep() == 0


@pytest.mark.django_db
def test_the_celery_task_does_the_job_and_twice_is_once(monkeypatch):
    monkeypatch.setattr("jobs.tasks.close_old_connections", lambda: None)
    row = ask(a_social_worker(), "tests.count", "1")

    run_job(row.pk)
    run_job(row.pk)

    row.refresh_from_db()
    assert (row.state, row.attempts) == (State.DONE, 1)
