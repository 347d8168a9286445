"""Asking for work, and doing it under a lease."""

import logging
import re
import traceback
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from jobs import send
from jobs.beat import worker_name
from jobs.kinds import Kind, job, kind_of
from jobs.log_lines import told
from jobs.models import Job, State
from jobs.progress import LeaseLost, Progress, Stopping
from people.errors import Refused

__all__ = ["Job", "LeaseLost", "Progress", "Stopping", "ask", "ask_again", "job", "run", "start_again"]

logger = logging.getLogger(__name__)

LONGEST_PAUSE = timedelta(hours=1)
# Ids, dates and codes. Chinese text, spaces and the like do not pass: a payload must not carry personal data.
PLAIN = re.compile(r"[A-Za-z0-9_.:+-]{1,64}")


def ask(actor, kind: str, key: str, *, part_of: Job | None = None, steps: int | None = None, **payload: Any) -> Job:
    """The job of this kind and key: a new one, or the one that was asked for before, whatever became of it.

    Written in the caller's transaction and sent after its commit. ``actor`` None: the system asks. The payload holds
    ids, dates and numbers only; ValueError otherwise, and for an unknown kind.

    part_of  the job that asks for this one as a share of its own work; it shows their progress together. What somebody
             else asked for before stays hers
    steps    how many steps it will have, where that is known already
    """
    known = kind_of(kind)
    if known is None:
        raise ValueError(f"no installed app does jobs of kind {kind!r}")
    _require_plain(payload)
    new = {"asked_by": actor, "payload": payload, "max_attempts": known.max_attempts}
    new |= {"part_of": part_of, "progress_total": steps}
    new |= {"request_id": structlog.contextvars.get_contextvars().get("request_id", "")}
    row, created = Job.objects.get_or_create(kind=kind, key=key, defaults=new)
    if created:
        _send_after_commit(row.pk)
    return row


def ask_again(actor, job_id: int) -> Job:
    """Let a job that failed or was given up start anew from where it stopped, and with it each of its parts that did;
    raises Refused if there is none.

    Only the asker's own; Job.DoesNotExist otherwise.
    """
    return _anew(Job.objects.filter(asked_by=actor), job_id, State.FAILED, State.GIVEN_UP)


def start_again(job_id: int) -> Job:
    """As ``ask_again``, for whoever runs the site: a job that was given up, whoever asked for it.

    Not one that failed: the work itself refused it, and only its asker can mend why.
    """
    return _anew(Job.objects.all(), job_id, State.GIVEN_UP)


def _anew(rows: models.QuerySet[Job], job_id: int, *over: State) -> Job:
    """The job, started anew with each of its parts that needs it. Raises Refused if nothing does."""
    row, again = rows.get(pk=job_id), 0
    for one in rows.filter(models.Q(pk=job_id) | models.Q(part_of=job_id), state__in=over):
        again += Job.objects.filter(pk=one.pk, state=one.state).update(
            state=State.WAITING,
            max_attempts=models.F("attempts") + 3,
            not_before=timezone.now(),
            sent_at=None,
            finished_at=None,
            error="",
            fault="",
        )
        _send_after_commit(one.pk)
    if not again:
        raise Refused("这个任务不需要重新开始。", "请刷新页面看最新情况。")
    row.refresh_from_db()
    return row


def run(job_id: int, stopping: Callable[[], bool] = lambda: False) -> bool:
    """Do one job, if it is to be had; True if this call took it.

    Never raises what the work raises: a Refused ends the job with its text, anything else is tried again later.
    ``stopping`` is asked at each ``progress()``; once True the job goes back to the queue.
    """
    now = timezone.now()
    row = Job.objects.ready(now).filter(pk=job_id).first()
    if row is None:
        return False
    known = kind_of(row.kind)
    if known is None:
        _end(row, State.FAILED, error="这个版本的系统不会做这类任务。请联系系统管理员。")
        return True
    if row.attempts >= row.max_attempts:
        # Its last runner died without a word.
        _end(row, State.GIVEN_UP, error=_given_up(row.attempts), fault=row.fault or "the worker disappeared")
        return True
    if not _take(row, known, now):
        return False
    with told(row) as ending:
        ending.outcome, ending.fault = _work(row, known, Progress(row, known.lease, stopping))
    return True


def _send_after_commit(job_id: int) -> None:
    # Robust: what is committed is done, and a page must not say otherwise because the id did not go out.
    transaction.on_commit(partial(send.out, job_id), robust=True)


def _take(row: Job, known: Kind, now: datetime) -> bool:
    """Decide the race for the lease by one conditional update; fills ``row`` on success.

    Its message has arrived with that: should this attempt die, the sweeper sends another as soon as the lease is over.
    """
    worker = f"{worker_name()}/{uuid.uuid4().hex[:8]}"
    taken = (
        Job.objects.ready(now)
        .filter(pk=row.pk, attempts=row.attempts)
        .update(
            state=State.RUNNING,
            attempts=row.attempts + 1,
            worker=worker,
            lease_until=now + known.lease,
            sent_at=None,
            started_at=Coalesce("started_at", models.Value(now)),
        )
    )
    if taken:
        row.refresh_from_db()
    return bool(taken)


def _work(row: Job, known: Kind, progress: Progress) -> tuple[str, str]:
    """Do it and write down what came of it; returns how it ended and the fault, as ``log_lines.Ending`` has them."""
    try:
        result = known.work(row, progress)
        progress.flush()
    except LeaseLost:
        return "lost", ""
    except Stopping:
        # Our own stop is no failure of the job: it keeps its attempts.
        _back_to_queue(row, timezone.now(), max_attempts=models.F("max_attempts") + 1)
        return "stopped", ""
    except Refused as no:
        _end(row, State.FAILED, error=str(no)[:300])
        return "failed", ""
    except Exception as error:
        fault = fault_of(error)
        if settings.DEBUG:
            logger.exception("job %s (%s) stumbled", row.pk, row.kind)
        if row.attempts >= row.max_attempts:
            _end(row, State.GIVEN_UP, error=_given_up(row.attempts), fault=fault)
            return "given_up", fault
        pause = min(known.backoff * 2 ** (row.attempts - 1), LONGEST_PAUSE)
        text = f"第 {row.attempts} 次尝试没有成功，稍后自动再试，不用重新提交。"
        _back_to_queue(row, timezone.now() + pause, error=text, fault=fault)
        return "again", fault
    _end(row, State.DONE, result=dict(result) if result is not None else None, error="", fault="")
    return "done", ""


def _mine(row: Job) -> models.QuerySet[Job]:
    """The row, as long as its attempt is still the one that we know."""
    return Job.objects.filter(pk=row.pk, attempts=row.attempts).exclude(
        state__in=(State.DONE, State.FAILED, State.GIVEN_UP)
    )


def _end(row: Job, state: State, **changes: Any) -> None:
    _mine(row).update(state=state, lease_until=None, finished_at=timezone.now(), **changes)


def _back_to_queue(row: Job, when: datetime, **changes: Any) -> None:
    _mine(row).update(state=State.WAITING, lease_until=None, not_before=when, sent_at=None, **changes)


def _given_up(attempts: int) -> str:
    return f"试了 {attempts} 次都没有成功，已停止。可以点“重新开始”，仍不行请联系系统管理员。"


def fault_of(error: Exception) -> str:
    """The kind of error and the last line of ours it passed. Not its text: that may quote somebody's data."""
    ours = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(settings.BASE_DIR) and "site-packages" not in frame.filename
    ]
    where = f" at {Path(ours[-1].filename).relative_to(settings.BASE_DIR)}:{ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{where}"[:200]


def _require_plain(value: Any) -> None:
    if isinstance(value, dict):
        for part in (*value.keys(), *value.values()):
            _require_plain(part)
    elif isinstance(value, list | tuple):
        for part in value:
            _require_plain(part)
    elif isinstance(value, str):
        if not PLAIN.fullmatch(value):
            raise ValueError("a payload holds ids, dates and numbers only, no free text")
    elif value is not None and not isinstance(value, bool | int | float):
        raise ValueError(f"a payload cannot hold {type(value).__name__}")
