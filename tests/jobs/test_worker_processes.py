"""Real processes, really killed: a job is taken up again, and nothing is done twice."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from django.conf import settings
from django.db import connection

from jobs.models import Job, State
from jobs.run import ask
from people import ledger
from people.models import AccessEvent
from tests.cast import a_social_worker
from tests.jobs.works.tasks import STEPS

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 60


def database_url():
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{config['NAME']}"
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**config)


@pytest.fixture
def start_worker():
    """Starts ``manage.py work`` on the tests' database; whatever still runs at the end is killed."""
    started = []

    def start():
        environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "tests.jobs.works.settings",
        }
        command = [sys.executable, "manage.py", "work", "--skip-checks"]
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL)
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def wait_until(happened):
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def steps_done():
    return Counter(AccessEvent.objects.filter(kind="step").values_list("object_id", flat=True))


def test_a_killed_workers_job_is_taken_up_again_and_nothing_is_done_twice(start_worker):
    row = ask(a_social_worker(), "tests.count", "1", pause=0.05)
    victim = start_worker()
    wait_until(lambda: len(steps_done()) >= 5)
    victim.send_signal(signal.SIGKILL)
    victim.wait()
    row.refresh_from_db()
    assert row.state == State.RUNNING
    assert row.progress_done < STEPS

    start_worker()
    wait_until(lambda: Job.objects.filter(pk=row.pk, state=State.DONE).exists())

    row.refresh_from_db()
    assert row.attempts == 2
    assert steps_done() == {str(step): 1 for step in range(STEPS)}
    assert [ledger.verify(year) for year in ledger.years()] == [None]


def test_a_worker_that_wakes_after_losing_its_lease_leaves_no_trace(start_worker):
    row = ask(a_social_worker(), "tests.count", "1", sleep_at=5)
    sleeper = start_worker()
    wait_until(lambda: len(steps_done()) == 5)

    start_worker()
    wait_until(lambda: Job.objects.filter(pk=row.pk, state=State.DONE).exists())
    finished_at = Job.objects.get(pk=row.pk).finished_at
    # The sleeper has seen it and steps on.
    time.sleep(0.5)
    sleeper.send_signal(signal.SIGTERM)
    sleeper.wait(timeout=PATIENCE)

    row.refresh_from_db()
    assert (row.state, row.attempts, row.finished_at) == (State.DONE, 2, finished_at)
    assert steps_done() == {str(step): 1 for step in range(STEPS)}


def test_a_worker_told_to_stop_hands_its_job_back_at_once(start_worker):
    row = ask(a_social_worker(), "tests.count", "1", pause=0.05)
    worker = start_worker()
    wait_until(lambda: len(steps_done()) >= 2)

    worker.send_signal(signal.SIGTERM)
    worker.wait(timeout=PATIENCE)

    row.refresh_from_db()
    assert worker.returncode == 0
    assert row.state == State.WAITING
    assert row.max_attempts == 6
    assert len(steps_done()) == row.progress_done
