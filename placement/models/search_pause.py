"""暂缓求职: why nobody looks for a job for this client at present, and until when."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from clients.models.scoped import CaseRecord


class SearchPause(CaseRecord):
    """It takes the client off the list of stalled ones until ``until``; afterwards she is back."""

    class Reason(models.TextChoices):
        ILL = "ill", "生病、休养"
        FAMILY = "family", "照顾家人"
        STUDY = "study", "上学或培训"
        CUSTODY = "custody", "不在本地执行"
        EMPLOYED = "employed", "已有工作，不用找"
        UNWILLING = "unwilling", "本人暂时不想找"
        OTHER = "other", "其他（请写明）"

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="search_pauses")
    reason = models.CharField("原因", max_length=10, choices=Reason.choices)
    note = models.CharField("说明", max_length=120, blank=True, default="")
    since = models.DateField("从哪天")
    until = models.DateField("到哪天")

    class Meta:
        verbose_name = verbose_name_plural = "暂缓求职"
        ordering = ("-since", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="search_pause_ends_after_it_begins",
                violation_error_message="到哪天不能早于从哪天。",
            ),
        )

    def __str__(self) -> str:
        return f"暂缓求职 #{self.pk}"

    def holds_on(self, day: date) -> bool:
        return self.since <= day <= self.until
