"""Where a class stands on a day, in one word."""

from datetime import date

from django.db import models

from employers.models import Cohort


class Stage(models.TextChoices):
    OPEN = "open", "报名中"
    SHUT = "shut", "报名已截止"
    RUNNING = "running", "正在上课"
    OVER = "over", "已结业"
    CANCELLED = "cancelled", "已取消"

    @property
    def tone(self) -> str:
        """As ``c-status`` paints it."""
        return _TONES.get(self, "plain")


_TONES = {Stage.OPEN: "good", Stage.SHUT: "wait", Stage.CANCELLED: "bad"}


def stage_of(cohort: Cohort, on: date) -> Stage:
    """A class that still takes people after it has begun is ``OPEN``: that is what one wants to know of it."""
    if cohort.cancelled_on:
        return Stage.CANCELLED
    if cohort.takes_sign_ups(on):
        return Stage.OPEN
    if on < cohort.starts_on:
        return Stage.SHUT
    return Stage.RUNNING if on <= cohort.ends_on else Stage.OVER
