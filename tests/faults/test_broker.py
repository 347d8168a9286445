"""Celery workers, and a broker that is away: jobs wait in the database, and are done once when it is back."""

import importlib
import os
import signal
import time
from collections import Counter
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from jobs import send
from jobs.kinds import recurring
from jobs.models import Job, State, WorkerKind, WorkerSeen
from jobs.run import ask
from people.models import AccessEvent
from tests.cast import a_social_worker
from tests.faults.engines import Wire, own_engine
from tests.faults.processes import wait_until
from tests.jobs.works.tasks import STEPS

pytestmark = pytest.mark.django_db(transaction=True)

# What takes minutes in a city takes moments here.
QUICK = {"jobs.worker:CLOCK_SECONDS": 0.3, "jobs.send:PAUSE_SECONDS": 0.3}

# Of a machine that does other things besides.
SLACK = 0.8


@pytest.fixture(
    params=[
        pytest.param("redis", marks=pytest.mark.engine("redis")),
        pytest.param("rabbitmq", marks=pytest.mark.engine("rabbitmq")),
    ]
)
def broker(request, settings, monkeypatch):
    """A broker that may be cut off: Redis of the test's own, killed for real, or a wire to the shared RabbitMQ."""
    settings.CELERY_TASK_DEFAULT_QUEUE = f"tests-{uuid4().hex[:12]}"
    monkeypatch.setattr(send, "_silent_until", 0.0)
    # Loaded first: what a process does once is not what a page waits for.
    recurring()
    importlib.import_module("kombu.transport.pyamqp")
    if request.param == "redis":
        with own_engine("redis") as engine:
            settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{engine.port}/0"
            yield engine
        return
    shared = urlsplit(os.environ["CELERY_BROKER_URL"])
    wire = Wire(shared.hostname, shared.port or 5672)
    settings.CELERY_BROKER_URL = shared._replace(
        netloc=f"{shared.username}:{shared.password}@127.0.0.1:{wire.port}"
    ).geturl()
    yield wire
    wire.cut()


@pytest.mark.engine("rabbitmq")
@pytest.mark.parametrize("broker", ["rabbitmq"], indirect=True)
def test_a_broker_that_takes_the_connection_and_says_nothing_costs_less_than_a_second_once(broker):
    broker.fall_silent()

    costs = [seconds_to_ask(str(number)) for number in range(3)]

    assert send.PATIENCE_SECONDS <= costs[0] < send.PATIENCE_SECONDS + SLACK
    assert max(costs[1:]) < send.PATIENCE_SECONDS, "nobody knocks again so soon"
    assert Job.objects.filter(sent_at=None).count() == 3


@pytest.fixture
def start_celery(nursery, settings):
    def start(*stops):
        told = {name: getattr(settings, name) for name in ("CELERY_BROKER_URL", "CELERY_TASK_DEFAULT_QUEUE")}
        return nursery.start("celery", *stops, settings=told, set=QUICK)

    return start


def all_done():
    return not Job.objects.exclude(state=State.DONE).exists()


def steps_done():
    return Counter(AccessEvent.objects.filter(kind="step").values_list("object_id", flat=True))


def seconds_to_ask(key):
    li, began = a_social_worker("李敏"), time.perf_counter()
    ask(li, "tests.count", key)
    return time.perf_counter() - began


def test_jobs_wait_for_the_broker_and_are_done_once(broker, start_celery):
    li = a_social_worker("李敏")
    worker = start_celery()
    wait_until(lambda: WorkerSeen.objects.filter(kind=WorkerKind.CELERY).exists(), "the worker's first sign of life")
    ask(li, "tests.count", "before")
    wait_until(all_done, "the first job")

    broker.cut()
    costs = [seconds_to_ask(f"meanwhile-{number}") for number in range(4)]

    assert costs[0] < send.PATIENCE_SECONDS + SLACK
    assert max(costs[1:]) < send.PATIENCE_SECONDS, "nobody knocks again so soon"
    assert Job.objects.filter(state=State.WAITING).count() == 4
    assert worker.lives
    broker.mend()
    wait_until(all_done, "what was asked for meanwhile")
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}
    assert steps_done() == {str(step): 5 for step in range(STEPS)}


def test_a_killed_child_and_a_killed_worker_cost_an_attempt_each_and_no_step(broker, start_celery):
    li = a_social_worker("李敏")
    worker = start_celery(("people.ledger:record", 7))
    row = ask(li, "tests.count", "1")

    os.kill(worker.wait_for_stop(), signal.SIGKILL)
    wait_until(lambda: Job.objects.get(pk=row.pk).attempts == 2 or Job.objects.get(pk=row.pk).state == State.DONE)
    assert worker.lives, "the worker has another child"
    worker.kill()
    start_celery()
    wait_until(all_done, "the job")

    assert Job.objects.get(pk=row.pk).attempts in (2, 3)
    assert steps_done() == {str(step): 1 for step in range(STEPS)}
