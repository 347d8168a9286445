"""已告知的合适岗位: a vacancy of which the caseworker was told that it fits one client. It says who the client is."""

from django.db import models

from clients.models.scoped import CaseRecord


class ToldFit(CaseRecord):
    """``recorded_at`` is when she was told: nobody is told of the same twice."""

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="told_fits")
    # No way back, as with the shortlist.
    vacancy = models.ForeignKey("employers.Vacancy", on_delete=models.CASCADE, related_name="+", verbose_name="岗位")

    class Meta:
        verbose_name = verbose_name_plural = "已告知的合适岗位"
        ordering = ("-recorded_at", "-pk")
        constraints = (models.UniqueConstraint(fields=["client", "vacancy"], name="fit_told_once"),)

    def __str__(self) -> str:
        return f"已告知的合适岗位 #{self.pk}"
