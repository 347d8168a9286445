"""临时查询: a look at a client of the region who is not on one's own caseload, with the purpose stated first."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models

from clients.models.scoped import CaseManager, CaseQuerySet, CaseRecord
from people.models import Purpose
from people.vault import EncryptedTextField

# How long one stated purpose opens the reduced view.
LOOK_UP_LASTS = timedelta(minutes=30)


class LookUpQuerySet(CaseQuerySet):
    def running(self, user, now: datetime):
        """Those of ``user`` that still open the reduced view."""
        return self._scoped("own look-ups").filter(recorded_by=user, recorded_at__gt=now - LOOK_UP_LASTS)


LookUpManager = CaseManager.from_queryset(LookUpQuerySet)


class LookUp(CaseRecord):
    """One stated purpose. Who and when are ``recorded_by`` and ``recorded_at``."""

    class Aim(models.TextChoices):
        ENROLLED = "enrolled", "核对此人是否已建档"
        COVER = "cover", "责任社工不在岗，代为联系"
        HAND_OVER = "hand_over", "准备移交或接收"
        REFERRAL = "referral", "岗位推荐"
        WELFARE = "welfare", "救助帮扶"
        OTHER = "other", "其他"

        @property
        def purpose(self) -> Purpose:
            """The ledger's word for it."""
            return _PURPOSES.get(self, Purpose.LOOK_UP)

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="look_ups")
    aim = models.CharField("查阅目的", max_length=12, choices=Aim.choices)
    reason = EncryptedTextField("具体说明", max_length=200)

    objects: ClassVar[Any] = LookUpManager()

    class Meta:
        verbose_name = verbose_name_plural = "临时查询"
        ordering = ("-recorded_at",)
        indexes = (models.Index(fields=["client", "recorded_by", "-recorded_at"], name="look_up_running"),)

    def __str__(self) -> str:
        return f"临时查询 #{self.pk}"


_PURPOSES = {
    LookUp.Aim.COVER: Purpose.CASE_WORK,
    LookUp.Aim.HAND_OVER: Purpose.HAND_OVER,
    LookUp.Aim.REFERRAL: Purpose.REFERRAL,
    LookUp.Aim.WELFARE: Purpose.WELFARE,
}
