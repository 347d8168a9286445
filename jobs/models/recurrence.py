"""When each recurring kind of work was last asked for."""

from django.db import models


class Recurrence(models.Model):
    kind = models.CharField("类别", max_length=60, primary_key=True)
    # Everything due up to this moment has been asked for.
    settled_at = models.DateTimeField("已安排至")

    class Meta:
        verbose_name = verbose_name_plural = "定时任务"

    def __str__(self) -> str:
        return self.kind
