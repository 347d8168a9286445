"""送来的岗位: which vacancy another system sent, and under which reference of its own."""

from django.db import models
from django.utils import timezone

from employers.models.vacancy import Vacancy


class SentVacancy(models.Model):
    """One vacancy that came through the API. The same reference of the same sender never makes a second one.

    sender      as in ``ApiToken.sender``: it stays when the sender's key is renewed
    reference   the sender's own mark of it
    digest      of what was sent last, to know it again; "" when the sender has changed parts of it since
    """

    vacancy = models.OneToOneField(Vacancy, models.CASCADE, related_name="sent", verbose_name="岗位")
    sender = models.UUIDField(editable=False)
    reference = models.CharField("对方编号", max_length=80)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    received_at = models.DateTimeField("收到时间", default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "送来的岗位"
        constraints = (models.UniqueConstraint(fields=["sender", "reference"], name="sent_vacancy_once"),)

    def __str__(self) -> str:
        return f"送来的岗位 #{self.pk}"
