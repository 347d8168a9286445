"""Work of the roof itself."""

from datetime import timedelta
from pathlib import Path

from celery.schedules import crontab
from django.conf import settings

from config.backup import take, verify
from config.backup.record import KIND, delete_old, result_of
from jobs.run import Job, Progress, job
from people.errors import Refused

# Before the nightly sweeps and screenings, and when hardly anybody works.
EVERY_NIGHT = crontab(hour="1", minute="30")


@job(
    KIND,
    title="每晚备份",
    every=EVERY_NIGHT if settings.BACKUP_DIR else None,
    max_attempts=2,
    backoff=timedelta(minutes=20),
)
def backup(row: Job, progress: Progress) -> dict[str, object]:
    """Make one archive in GUIHANG_BACKUP_DIR, try it out, and delete those that are too old."""
    folder = Path(settings.BACKUP_DIR)
    if not settings.BACKUP_DIR or not folder.is_dir():
        raise Refused("备份文件夹不存在。", "请系统管理员检查 GUIHANG_BACKUP_DIR 指向的文件夹。")
    steps = 0

    def tell(words: str) -> None:
        nonlocal steps
        steps += 1
        progress(steps)

    taken = take(folder, tell)
    same = all(table.same for table in verify(taken.path, tell))
    if not same:
        raise RuntimeError("the archive does not hold what the database did")
    delete_old(folder, settings.BACKUP_DAYS)
    return result_of(taken, verified=True)
