"""收藏: a vacancy somebody keeps in mind for one client. It says who the client is, so it is case data."""

from django.db import models

from clients.models.scoped import CaseRecord


class Shortlist(CaseRecord):
    """One vacancy kept for one client. ``recorded_by`` and ``recorded_at`` say who kept it, and since when."""

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="shortlist")
    # No way back: whoever holds a vacancy must not learn that somebody is considered for it.
    vacancy = models.ForeignKey("employers.Vacancy", on_delete=models.CASCADE, related_name="+", verbose_name="岗位")
    note = models.CharField("备注", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "收藏"
        ordering = ("-recorded_at", "-pk")
        constraints = (models.UniqueConstraint(fields=["client", "vacancy"], name="vacancy_shortlisted_once"),)

    def __str__(self) -> str:
        return f"收藏 #{self.pk}"
