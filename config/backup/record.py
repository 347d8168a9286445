"""Leaving word that a backup was made, where the operator's page looks for it; and the rule for old ones."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from config.backup.take import Taken
from jobs.models import Job, State

KIND = "config.backup"
# Nothing else in the folder is ours to delete.
_NAME = re.compile(r"guihang-(\d{8}-\d{6})\.tar")
_UNFINISHED = re.compile(r"\.guihang-\d{8}-\d{6}\.tar\.[0-9a-f]{8}\.part")


def result_of(taken: Taken, *, verified: bool) -> dict[str, Any]:
    """Of the last job of this kind that is done, it says how fresh the last backup is."""
    return {"at": taken.at.isoformat(), "bytes": taken.bytes, "files": taken.files, "verified": verified}


def record(taken: Taken, *, verified: bool) -> None:
    """For a backup that no job made: the row that such a job would have left."""
    Job.objects.create(
        kind=KIND,
        key=f"command-{taken.at:%Y%m%dT%H%M%S%f}",
        state=State.DONE,
        attempts=1,
        asked_at=taken.at,
        started_at=taken.at,
        finished_at=timezone.now(),
        result=result_of(taken, verified=verified),
    )


def delete_old(folder: Path, days: int, now: datetime | None = None) -> list[Path]:
    """Delete the archives of a folder that are older than this by their names, but never the latest, and what a killed
    process left unfinished a day ago; returns what went."""
    moment = now or timezone.now()
    dated = sorted((match[1], path) for path in folder.iterdir() if (match := _NAME.fullmatch(path.name)))
    edge = f"{timezone.localtime(moment - timedelta(days=days)):%Y%m%d-%H%M%S}"
    gone = [path for name, path in dated[:-1] if name < edge]
    yesterday = (moment - timedelta(days=1)).timestamp()
    gone += [path for path in folder.iterdir() if _UNFINISHED.fullmatch(path.name) and path.stat().st_mtime < yesterday]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone
