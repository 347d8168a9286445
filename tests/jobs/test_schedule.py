"""What comes round by itself: on its day, once, and once again after a pause however long."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from celery.schedules import crontab

from jobs import kinds
from jobs.kinds import job, recurring
from jobs.models import Job, Recurrence
from jobs.schedule import ask_turn, tick

pytestmark = pytest.mark.django_db

NIGHTLY = crontab(hour=2, minute=30)


def local(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def nightly(monkeypatch):
    recurring()
    monkeypatch.setattr(kinds, "_KINDS", {})
    job("tests.expire", title="清理过期岗位", every=NIGHTLY)(lambda row, progress: None)


def test_a_new_kind_waits_for_its_first_turn(nightly):
    assert tick(local(22, 12)) == []
    assert tick(local(23, 2, 29)) == []
    assert tick(local(23, 2, 30)) == ["tests.expire"]


def test_a_turn_is_asked_for_once(nightly):
    tick(local(22, 12))

    assert tick(local(23, 2, 31)) == ["tests.expire"]
    assert tick(local(23, 2, 32)) == []
    assert Job.objects.get().asked_by is None


def test_after_a_week_of_silence_one_job_catches_up(nightly):
    tick(local(1, 12))

    tick(local(8, 9))
    tick(local(8, 9, 1))

    assert Job.objects.count() == 1
    assert tick(local(9, 2, 30)) == ["tests.expire"]


def test_of_two_processes_that_tick_at_once_one_asks(nightly):
    tick(local(22, 12))
    read_by_both = Recurrence.objects.get().settled_at
    assert ask_turn(recurring()[0], read_by_both, local(23, 3))

    assert not ask_turn(recurring()[0], read_by_both, local(23, 3, 1))
    assert Job.objects.count() == 1
