"""What the log says of a job: when it began, how it ended, and in which request it was asked for; nothing else."""

import logging
from datetime import timedelta

import pytest
import structlog
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from clients.models import Intake
from jobs import kinds
from jobs.kinds import Kind
from jobs.models import Job
from jobs.progress import LeaseLost, Stopping
from jobs.run import ask, run
from people.errors import Refused
from tests.cast import a_social_worker, an_id_number
from tests.clients.workbooks import an_xlsx
from tests.config.lines import lines, log

__all__ = ["log"]

pytestmark = pytest.mark.django_db
NAME, ID_NUMBER = "王建军", "150602198803051234"


@pytest.fixture
def does(monkeypatch):
    """A kind of work that does what a test says."""

    def doing(work, **options):
        kind = Kind("tests.log", "清点", work, **options)
        monkeypatch.setitem(kinds._KINDS, kind.name, kind)
        return ask(None, kind.name, key="1")

    return doing


def of_jobs(log) -> list[dict]:
    return [line for line in lines(log) if line["event"].startswith("job.")]


def test_an_attempt_is_two_lines_with_its_kind_number_and_time(log, does):
    job = does(lambda row, progress: {"added": 3})

    run(job.pk)

    start, end = of_jobs(log)
    assert {key: start[key] for key in ("job", "kind", "attempt")} == {"job": job.pk, "kind": "tests.log", "attempt": 1}
    assert end["outcome"] == "done"
    assert end["ms"] >= 0
    assert end["level"] == "info"
    assert "fault" not in end


@pytest.mark.parametrize(
    ("raised", "attempts", "outcome", "level"),
    [
        (Refused(f"{NAME}已经建过档案。"), 5, "failed", "info"),
        (ValueError(f"{NAME} {ID_NUMBER}"), 5, "again", "warning"),
        (ValueError(f"{NAME} {ID_NUMBER}"), 1, "given_up", "warning"),
        (LeaseLost(), 5, "lost", "warning"),
        (Stopping(), 5, "stopped", "info"),
    ],
)
def test_an_end_is_named_and_its_text_is_not(log, does, raised, attempts, outcome, level):
    def stumble(row, progress):
        raise raised

    run(does(stumble, max_attempts=attempts).pk)

    _, end = of_jobs(log)
    assert (end["outcome"], end["level"]) == (outcome, level)
    assert end.get("fault", "").startswith("ValueError" if outcome in ("again", "given_up") else "")
    assert NAME not in log.getvalue()
    assert ID_NUMBER not in log.getvalue()


def test_a_worker_that_is_torn_away_leaves_a_line_too(log, does):
    def torn_away(row, progress):
        raise KeyboardInterrupt

    job = does(torn_away)
    with pytest.raises(KeyboardInterrupt):
        run(job.pk)

    assert of_jobs(log)[-1]["outcome"] == "broken"


def test_whatever_is_logged_on_the_way_carries_the_job(log, does):
    def speaks(row, progress):
        logging.getLogger("some.package").warning("asked %d times for %s", 3, NAME)

    job = does(speaks, lease=timedelta(minutes=1))
    run(job.pk)

    _, spoken, _ = lines(log)
    assert (spoken["job"], spoken["kind"], spoken["event"]) == (job.pk, "tests.log", "asked 3 times for …")


def test_a_job_carries_the_request_in_which_it_was_asked_for(client, log):
    li = a_social_worker("李敏")
    client.force_login(li)
    sheet = an_xlsx([["欧阳标记", an_id_number("欧阳标记"), "", ""]])
    client.post(reverse("clients:intake"), {"file": SimpleUploadedFile("名单.xlsx", sheet)})
    answer = client.post(reverse("clients:intake_apply", args=[Intake.objects.get().pk]))
    job = Job.objects.get(kind="intake.apply")

    run(job.pk)

    assert job.request_id == answer["X-Request-ID"]
    assert {line["request_id"] for line in of_jobs(log)} == {answer["X-Request-ID"]}
    assert "request_id" not in structlog.contextvars.get_contextvars()
    assert [word for word in ("欧阳标记", an_id_number("欧阳标记"), li.name) if word in log.getvalue()] == []


def test_a_job_of_the_schedule_belongs_to_no_request(log, does):
    job = does(lambda row, progress: None)

    run(job.pk)

    assert job.request_id == ""
    assert [line for line in of_jobs(log) if "request_id" in line] == []
