"""帮扶记录: who did what for whom, and what comes next."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from clients.models.scoped import CaseRecord
from people.vault import EncryptedTextField


class HelpEvent(CaseRecord):
    """One visit, call, service or aid. Written once; a mistake is corrected by the one who wrote it."""

    class Kind(models.TextChoices):
        VISIT = "visit", "走访"
        CALL = "call", "电话"
        OFFICE = "office", "来访"
        SERVICE = "service", "就业服务"
        AID = "aid", "帮扶救助"
        ATTEMPT = "attempt", "没联系上"

        @property
        def is_contact(self) -> bool:
            """Whether the client was reached: an attempt is work done, not a contact."""
            return self is not type(self).ATTEMPT

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="help_events")
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="社工"
    )
    kind = models.CharField("方式", max_length=12, choices=Kind.choices, default=Kind.CALL)
    at = models.DateTimeField("时间")
    note = EncryptedTextField("情况", max_length=1000)
    next_on = models.DateField("下次联系", null=True, blank=True)
    next_what = EncryptedTextField("下次做什么", max_length=100, blank=True, default="")

    ICONS: ClassVar = {
        Kind.VISIT: "footprints",
        Kind.CALL: "phone",
        Kind.OFFICE: "building",
        Kind.SERVICE: "briefcase",
        Kind.AID: "heart-handshake",
        Kind.ATTEMPT: "phone-missed",
    }

    class Meta:
        verbose_name = verbose_name_plural = "帮扶记录"
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["client", "-at"], name="help_of_client"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"

    @property
    def icon(self) -> str:
        """The lucide icon of the kind."""
        return self.ICONS[self.Kind(self.kind)]
