"""Asking for work and doing it: once per key, under a lease, with a fence against those who lost it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from jobs import kinds
from jobs.kinds import job, recurring
from jobs.models import Job, State
from jobs.run import ask, ask_again, run
from people import ledger
from people.errors import Refused
from people.models import AccessEvent, Action, Purpose
from tests.cast import a_social_worker
from tests.jobs.works.tasks import STEPS

pytestmark = pytest.mark.django_db


@pytest.fixture
def new_kind(monkeypatch):
    """Registers kinds for one test."""
    recurring()  # the apps' own kinds are found first
    monkeypatch.setattr(kinds, "_KINDS", dict(kinds._KINDS))
    return lambda work, **options: job("tests.new", title="试一试", **options)(work)


def test_the_same_key_asked_twice_is_one_job():
    first = ask(a_social_worker("李敏"), "tests.count", "intake-7", batch=7)
    second = ask(a_social_worker("张伟"), "tests.count", "intake-7", batch=8)

    assert first == second
    assert second.payload == {"batch": 7}
    assert second.asked_by == a_social_worker("李敏")


def test_a_job_asked_for_in_a_transaction_that_fails_was_never_asked_for():
    def upload():
        with transaction.atomic():
            ask(a_social_worker(), "tests.count", "intake-7")
            raise Refused("表格里没有数据。")

    with pytest.raises(Refused):
        upload()

    assert not Job.objects.exists()


@pytest.mark.parametrize("payload", [{"name": "王建军"}, {"ids": [1, "a b"]}, {"row": {"phone": object()}}])
def test_a_payload_takes_no_free_text(payload):
    with pytest.raises(ValueError, match="payload"):
        ask(a_social_worker(), "tests.count", "intake-7", **payload)


def test_an_unknown_kind_is_refused_at_once():
    with pytest.raises(ValueError, match="no installed app"):
        ask(a_social_worker(), "tests.nothing", "1")


def test_a_job_runs_to_its_result():
    row = ask(a_social_worker(), "tests.count", "1")

    assert run(row.pk)

    row.refresh_from_db()
    assert (row.state, row.result) == (State.DONE, {"steps": STEPS})
    assert (row.progress_done, row.progress_total) == (STEPS, STEPS)
    assert row.attempts == 1
    assert AccessEvent.objects.filter(kind="step").count() == STEPS


def test_a_job_that_is_done_is_not_done_again():
    row = ask(a_social_worker(), "tests.count", "1")
    run(row.pk)

    assert not run(row.pk)
    assert AccessEvent.objects.filter(kind="step").count() == STEPS


def test_a_job_in_hand_is_not_to_be_had(new_kind):
    taken_meanwhile = []

    def work(row, progress):
        taken_meanwhile.append(run(row.pk))

    new_kind(work)
    row = ask(a_social_worker(), "tests.new", "1")

    run(row.pk)

    assert taken_meanwhile == [False]


def test_who_lost_the_lease_writes_nothing_more(new_kind):
    def work(row, progress):
        progress(1, 4)
        # What another worker does after our lease ran out.
        Job.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1, note="另一个进程")
        with transaction.atomic():
            ledger.record(None, Action.CHANGE, "step", 2, Purpose.STATISTICS)
            progress(2, 4)

    new_kind(work)
    row = ask(a_social_worker(), "tests.new", "1")

    run(row.pk)

    row.refresh_from_db()
    assert (row.state, row.progress_done, row.note) == (State.RUNNING, 1, "另一个进程")
    assert not AccessEvent.objects.exists()


def test_who_lost_the_lease_cannot_end_the_job_either(new_kind):
    def work(row, progress):
        Job.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1)
        return {"by": row.attempts}

    new_kind(work)
    row = ask(a_social_worker(), "tests.new", "1")

    run(row.pk)

    row.refresh_from_db()
    assert (row.state, row.result) == (State.RUNNING, None)


def test_a_refusal_ends_the_job_with_its_text(new_kind):
    def work(row, progress):
        raise Refused("表格里没有“身份证号”一列。", "请下载模板重新填写。")

    new_kind(work)
    row = ask(a_social_worker(), "tests.new", "1")

    run(row.pk)

    row.refresh_from_db()
    assert row.state == State.FAILED
    assert row.error == "表格里没有“身份证号”一列。请下载模板重新填写。"
    assert not run(row.pk)


def test_a_stumble_waits_longer_each_time_and_is_given_up_at_last(new_kind):
    def work(row, progress):
        raise KeyError("150602198703140012")

    new_kind(work, max_attempts=3, backoff=timedelta(seconds=30))
    row = ask(a_social_worker(), "tests.new", "1")
    pauses = []
    for _ in range(3):
        Job.objects.update(not_before=timezone.now())
        before = timezone.now()
        assert run(row.pk)
        row.refresh_from_db()
        pauses.append(round((row.not_before - before).total_seconds()))

    assert pauses[:2] == [30, 60]
    assert row.state == State.GIVEN_UP
    assert row.fault.startswith("KeyError at tests/jobs/test_run.py:")
    assert "1506" not in row.fault + row.error


def test_a_job_whose_workers_keep_dying_is_given_up():
    row = ask(a_social_worker(), "tests.count", "1")
    past = timezone.now() - timedelta(minutes=5)
    Job.objects.update(state=State.RUNNING, attempts=5, lease_until=past)

    assert run(row.pk)

    row.refresh_from_db()
    assert row.state == State.GIVEN_UP
    assert not AccessEvent.objects.exists()


def test_a_job_goes_on_from_its_last_mark():
    row = ask(a_social_worker(), "tests.count", "1")
    Job.objects.update(progress_done=STEPS - 2, progress_total=STEPS)

    run(row.pk)

    assert [event.object_id for event in AccessEvent.objects.order_by("number")] == [str(STEPS - 2), str(STEPS - 1)]


def test_a_worker_that_is_stopped_gives_the_job_back_without_counting_it(new_kind):
    def work(row, progress):
        progress(1, 10)

    new_kind(work, max_attempts=2)
    row = ask(a_social_worker(), "tests.new", "1")

    run(row.pk, stopping=lambda: True)

    row.refresh_from_db()
    assert (row.state, row.attempts, row.max_attempts) == (State.WAITING, 1, 3)
    assert row.lease_until is None


def test_a_failed_job_starts_again_only_for_its_asker(new_kind):
    new_kind(lambda row, progress: None)
    row = ask(a_social_worker("李敏"), "tests.new", "1")
    Job.objects.update(state=State.GIVEN_UP, attempts=5, finished_at=timezone.now())

    with pytest.raises(Job.DoesNotExist):
        ask_again(a_social_worker("张伟"), row.pk)
    ask_again(a_social_worker("李敏"), row.pk)

    assert run(row.pk)
    row.refresh_from_db()
    assert row.state == State.DONE
    with pytest.raises(Refused):
        ask_again(a_social_worker("李敏"), row.pk)


@pytest.mark.parametrize(
    "impossible",
    [
        {"state": State.RUNNING},
        {"state": State.DONE},
        {"lease_until": timezone.now()},
        {"progress_done": 3, "progress_total": 2},
        {"attempts": 6},
    ],
)
def test_the_database_forbids_impossible_states(impossible):
    ask(a_social_worker(), "tests.count", "1")

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.update(**impossible)


def test_two_functions_cannot_do_one_kind(new_kind):
    new_kind(lambda row, progress: None)

    def another(row, progress):
        """Somebody copied a line."""

    with pytest.raises(ValueError, match="two functions"):
        new_kind(another)
