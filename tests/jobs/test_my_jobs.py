"""The page of one's own jobs: progress, results, what failed and what to do."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job, State
from jobs.run import ask, run
from tests.cast import a_social_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def li(client):
    worker = a_social_worker("李敏")
    client.force_login(worker)
    return worker


def test_one_sees_ones_own_jobs_only(client, li):
    mine = ask(li, "tests.count", "1")
    ask(a_social_worker("张伟"), "tests.count", "2")

    assert list(client.get(reverse("jobs:mine")).context["page"]) == [mine]


def test_an_open_job_asks_for_itself_again_and_a_finished_one_does_not(client, li):
    row = ask(li, "tests.count", "1")
    address = reverse("jobs:progress", args=[row.pk])
    assert f'hx-get="{address}"' in client.get(address).content.decode()

    run(row.pk)

    page = client.get(address).content.decode()
    assert "hx-get" not in page
    assert "已完成" in page


def test_somebody_elses_job_is_404(client, li):
    theirs = ask(a_social_worker("张伟"), "tests.count", "1")

    assert client.get(reverse("jobs:progress", args=[theirs.pk])).status_code == 404
    assert client.post(reverse("jobs:again", args=[theirs.pk])).status_code == 404


def test_progress_is_shown_with_figures(client, li):
    ask(li, "tests.count", "1")
    Job.objects.update(
        state=State.RUNNING, lease_until=timezone.now(), progress_done=1200, progress_total=5000, note="正在导入"
    )

    page = client.get(reverse("jobs:mine")).content.decode()

    assert "正在导入" in page
    assert "1,200 / 5,000" in page


def test_a_result_carries_its_link(client, li):
    ask(li, "tests.count", "1")
    Job.objects.update(state=State.DONE, finished_at=timezone.now(), result={"url": "/desk/intake/7/", "added": 480})

    assert 'href="/desk/intake/7/"' in client.get(reverse("jobs:mine")).content.decode()


def test_a_failed_job_says_why_and_starts_again(client, li):
    row = ask(li, "tests.count", "1")
    Job.objects.update(state=State.GIVEN_UP, attempts=5, finished_at=timezone.now(), error="试了 5 次都没有成功。")
    assert "试了 5 次都没有成功。" in client.get(reverse("jobs:mine")).content.decode()

    page = client.post(reverse("jobs:again", args=[row.pk]), follow=True).content.decode()

    assert "已重新开始" in page
    assert Job.objects.get().state == State.WAITING


def test_starting_a_finished_job_again_is_refused_with_words(client, li):
    row = ask(li, "tests.count", "1")
    run(row.pk)

    page = client.post(reverse("jobs:again", args=[row.pk]), follow=True).content.decode()

    assert "这个任务不需要重新开始。" in page


def test_the_page_costs_the_same_for_many_and_takes_silly_numbers(client, li):
    ask(li, "tests.count", "0")
    client.get(reverse("jobs:mine"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("jobs:mine"))
    for number in range(1, 30):
        ask(li, "tests.count", str(number))

    with CaptureQueriesContext(connection) as many:
        client.get(reverse("jobs:mine"), {"page": "x"})

    assert len(many) == len(few)
