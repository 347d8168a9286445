"""Work whose effects can be counted: each step leaves one row in the ledger, in one transaction with its mark."""

import time
from datetime import timedelta

from django.db import transaction

from jobs.kinds import job
from jobs.models import Job, State
from people import ledger
from people.models import Action, Purpose

STEPS = 24


@job("tests.count", title="清点", lease=timedelta(seconds=1))
def count(row, progress):
    for step in range(row.progress_done, STEPS):
        if row.attempts == 1 and step == row.payload.get("sleep_at"):
            _sleep_until_somebody_else_is_done(row)
        with transaction.atomic():
            ledger.record(None, Action.CHANGE, "step", step, Purpose.STATISTICS)
            progress(step + 1, STEPS)
        time.sleep(row.payload.get("pause", 0))
    return {"steps": STEPS}


def _sleep_until_somebody_else_is_done(row):
    """As a process does that hung: silent beyond its lease, then awake as if nothing had been."""
    deadline = time.monotonic() + 60
    while not Job.objects.filter(pk=row.pk, state=State.DONE).exists() and time.monotonic() < deadline:
        time.sleep(0.05)
