"""The work of this app that outlives a request; registering it is the effect."""

from typing import Any

from celery.schedules import crontab

from employers import (  # noqa: F401
    fair_letters,
    import_vacancies,
    keep_fresh,
    letters,
    licences,
    remind_dossiers,
    verify,
)
from jobs.run import Job, Progress, job


@job("vacancies.expire", title="岗位到期下架", every=crontab(hour="0", minute="20"))
def expire(row: Job, progress: Progress) -> dict[str, Any]:
    """Take down what nobody has confirmed for 30 days."""
    return {"expired": keep_fresh.take_down(progress=progress)}


@job("vacancies.remind", title="岗位到期提醒", every=crontab(hour="8", minute="10"))
def remind(row: Job, progress: Progress) -> dict[str, Any]:
    """Tell firms what goes soon, in the morning, when somebody reads it."""
    return {"reminded": keep_fresh.remind(progress=progress)}
