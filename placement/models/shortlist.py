"""收藏: a vacancy somebody keeps in mind for one client. It says who the client is, so it is case data."""

from datetime import date

from django.db import models

from clients.models.scoped import CaseManager, CaseQuerySet, CaseRecord
from employers.models import Vacancy


class ShortlistQuerySet(CaseQuerySet):
    def lapsed(self, as_of: date):
        """Those whose vacancy nobody can be sent to any more: stale, paused, filled, expired."""
        return self.exclude(vacancy__in=Vacancy.objects.open(as_of))


class Shortlist(CaseRecord):
    """One vacancy kept for one client. ``recorded_by`` and ``recorded_at`` say who kept it, and since when."""

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="shortlist")
    # No way back: whoever holds a vacancy must not learn that somebody is considered for it.
    vacancy = models.ForeignKey("employers.Vacancy", on_delete=models.CASCADE, related_name="+", verbose_name="岗位")
    note = models.CharField("备注", max_length=200, blank=True, default="")

    objects = CaseManager.from_queryset(ShortlistQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "收藏"
        ordering = ("-recorded_at", "-pk")
        constraints = (models.UniqueConstraint(fields=["client", "vacancy"], name="vacancy_shortlisted_once"),)

    def __str__(self) -> str:
        return f"收藏 #{self.pk}"
