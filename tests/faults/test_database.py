"""The database is killed: pages say so calmly, workers wait, and both go on where they were when it is back."""

from collections import Counter

import pytest
from django.db import connection
from django.urls import reverse

from jobs.models import Job, State
from jobs.run import ask
from people.models import AccessEvent
from tests.cast import a_client, a_social_worker
from tests.faults.engines import own_postgres
from tests.faults.processes import free_port, wait_until
from tests.faults.visitor import Visitor, a_call, events_of
from tests.jobs.works.tasks import STEPS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine("postgresql")]

QUICK = {"jobs.worker:IDLE_SECONDS": 0.05, "jobs.worker:TROUBLE_SECONDS": 0.2}


@pytest.fixture
def postgres(transactional_db, nursery):
    with own_postgres() as engine:
        yield engine
        # Whoever is in it would keep it from ending.
        nursery.clear()


def steps_done():
    return Counter(AccessEvent.objects.filter(kind="step").values_list("object_id", flat=True))


def test_pages_and_workers_outlive_a_killed_database_and_nothing_is_lost_or_doubled(postgres, nursery, client):
    li = a_social_worker("李敏")
    wang = a_client(li, "王建军")
    address, port = reverse("clients:help", args=[wang.pk]), free_port()
    site, visitor = nursery.start("serve", with_={"port": port}), Visitor(client, li, port)
    visitor.wait_for_the_site()
    assert visitor.post(address, a_call())[0] == 302
    row = ask(li, "tests.count", "1", pause=0.05)
    worker = nursery.start("work", set=QUICK)
    wait_until(lambda: len(steps_done()) >= 3)
    connection.close()

    postgres.kill()

    status, page = visitor.post(address, a_call())
    assert (status, "这一步没有完成" in page) == (503, True)
    for silent in (reverse("jobs:mine"), "/"):
        status, page = visitor.send("GET", silent)
        assert (status, "暂时连不上数据库" in page) == (503, True)
    assert visitor.health() == 200
    assert visitor.health("/readyz") == 503
    assert site.lives
    assert worker.lives

    postgres.start()
    wait_until(lambda: Job.objects.filter(pk=row.pk, state=State.DONE).exists(), "the job")
    assert steps_done() == {str(step): 1 for step in range(STEPS)}
    assert visitor.send("GET", reverse("jobs:mine"))[0] == 200
    assert events_of(wang) == 1
    assert visitor.post(address, a_call())[0] == 302
    assert events_of(wang) == 2
    assert (worker.end(), worker.log.read_text().count("Traceback")) == (0, 0)
