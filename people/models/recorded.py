"""谁录入谁维护: each recorded fact keeps who wrote it down, and when."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Recorded(models.Model):
    """Mixin of facts. ``recorded_by`` is None only for what the system itself wrote."""

    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="录入人",
    )
    recorded_at = models.DateTimeField("录入时间", default=timezone.now, editable=False)

    class Meta:
        abstract = True
