"""核准: a manager's decision that an occupational bar does not apply to one client, with the law that says so."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from clients.models.scoped import CaseRecord


class BarOverride(CaseRecord):
    """Written once. It is ended by ``until``, never deleted: what was allowed on a day must stay explicable."""

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="bar_overrides")
    bar = models.CharField("从业限制", max_length=40)
    # No way back from the vacancy, as in Shortlist.
    vacancy = models.ForeignKey(
        "employers.Vacancy",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="只限这个岗位",
    )
    citation = models.CharField("依据", max_length=200)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="核准人"
    )
    decided_on = models.DateField("核准日期")
    until = models.DateField("有效期至", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "从业限制核准"
        ordering = ("-decided_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(citation=""), name="bar_override_cites_the_law"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("decided_on")),
                name="bar_override_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"从业限制核准 #{self.pk}"

    def holds_on(self, day: date) -> bool:
        return self.decided_on <= day and (self.until is None or day <= self.until)
