"""Which workers there are: each says now and then that it lives."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from jobs.models.job import Job, State

# Three times its own pause: one beat may be late.
SILENT = timedelta(seconds=90)


class WorkerKind(models.TextChoices):
    SITE = "site", "网站自带"
    PROCESS = "process", "独立进程"
    CELERY = "celery", "Celery"


class WorkerSeenQuerySet(models.QuerySet["WorkerSeen"]):
    def alive(self, now: datetime) -> Self:
        """Those that were heard of lately enough."""
        return self.filter(seen_at__gt=now - SILENT)


class WorkerSeen(models.Model):
    """One worker process. It takes its row along when it ends in order; a killed one leaves it and falls silent."""

    # Host and process number; what the jobs in its hands are signed with.
    name = models.CharField("执行者", max_length=60, primary_key=True)
    kind = models.CharField("类型", max_length=10, choices=WorkerKind)
    started_at = models.DateTimeField("启动时间", default=timezone.now)
    seen_at = models.DateTimeField("最近心跳", default=timezone.now)

    objects = WorkerSeenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "执行进程"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def is_alive(self, now: datetime) -> bool:
        """Whether it was heard of lately enough."""
        return self.seen_at > now - SILENT

    @property
    def doing(self) -> models.QuerySet[Job]:
        """The jobs in its hands now. Read from the jobs: they are the truth."""
        return Job.objects.filter(state=State.RUNNING, worker__startswith=f"{self.name}/").order_by("pk")
