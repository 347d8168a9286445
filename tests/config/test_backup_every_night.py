"""The backup of the night: made, tried out, and the old ones gone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from config.backup.record import delete_old
from config.backup.take import file_name
from jobs.models import Job
from jobs.run import ask, run
from tests.config.places import a_city

NOW = timezone.now()


def an_archive(folder, days_ago):
    path = folder / file_name(NOW - timedelta(days=days_ago))
    path.touch()
    return path


@pytest.mark.django_db(transaction=True)
def test_it_is_made_tried_out_and_told(out, settings):
    a_city()
    settings.BACKUP_DIR, settings.BACKUP_DAYS = str(out), 7
    old, new = an_archive(out, 8), an_archive(out, 6)

    job = ask(None, "config.backup", key="20261123T013000")
    run(job.pk)

    job = Job.objects.get(pk=job.pk)
    assert (job.state, job.result["verified"], job.result["files"]) == ("done", True, 2)
    assert not old.exists()
    assert new.exists()
    assert len(list(out.iterdir())) == 2


@pytest.mark.django_db
def test_a_folder_that_is_not_there_is_told_in_plain_words(settings, tmp_path):
    settings.BACKUP_DIR = str(tmp_path / "gone")

    job = ask(None, "config.backup", key="20261123T013000")
    run(job.pk)

    job = Job.objects.get(pk=job.pk)
    assert (job.state, "备份文件夹不存在" in job.error) == ("failed", True)


def test_the_latest_stays_however_old_and_so_does_what_is_not_ours(out):
    older, latest = an_archive(out, 90), an_archive(out, 60)
    (out / "guihang-before-the-move.tar").touch()

    gone = delete_old(out, days=14, now=NOW)

    assert gone == [older]
    assert sorted(path.name for path in out.iterdir()) == sorted([latest.name, "guihang-before-the-move.tar"])
