"""移交: one client goes from one caseworker to another, with a note, a clock and a receipt."""

import uuid
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from clients.models.scoped import CaseManager, CaseQuerySet, CaseRecord
from law.workdays import workdays_between
from people.vault import EncryptedTextField

# The receiver signs within this many working days after the offer: the term in which a county's police hand a file
# over to the street by 鄂府发〔2014〕75号, 四（二）. We know of no text for a hand-over between caseworkers, so it
# follows that one. law.workdays knows the holidays.
HAND_OVER_WORKDAYS = 7


class HandOverQuerySet(CaseQuerySet):
    def involving(self, user):
        """Hand-overs that ``user`` gives, receives or has offered: both sides see them, before and after."""
        return self._scoped("own hand-overs").filter(Q(giver=user) | Q(receiver=user) | Q(offered_by=user))

    def waiting(self):
        return self.filter(state=HandOver.State.OFFERED)


HandOverManager = CaseManager.from_queryset(HandOverQuerySet)


class HandOver(CaseRecord):
    """One client's hand-over. A caseload moves as many of these with one ``batch``."""

    class State(models.TextChoices):
        OFFERED = "offered", "待接收"
        RECEIVED = "received", "已接收"
        WITHDRAWN = "withdrawn", "已撤回"

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="hand_overs")
    batch = models.UUIDField("批次", default=uuid.uuid4, editable=False)
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="hand_overs_given", verbose_name="移交人"
    )
    receiver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="hand_overs_received", verbose_name="接收人"
    )
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = EncryptedTextField("交接说明", max_length=1000)
    offered_on = models.DateField("移交日期")
    due_on = models.DateField("接收期限")
    # The holidays of the due year were not announced yet: count again once they are.
    due_is_provisional = models.BooleanField("期限待节假日公布后复核", default=False)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.OFFERED)
    closed_at = models.DateTimeField("接收或撤回时间", null=True, blank=True)
    # How much went over, as it was at the signature: all that the giver may still read. See clients.receipt.
    counts = models.JSONField("交接清点", default=dict, blank=True, editable=False)

    objects: ClassVar[Any] = HandOverManager()

    class Meta:
        verbose_name = verbose_name_plural = "移交"
        ordering = ("-offered_on", "-pk")
        indexes = (models.Index(fields=["receiver", "state"], name="hand_over_waiting"),)
        constraints = (
            models.UniqueConstraint(
                fields=["client"], condition=Q(state="offered"), name="one_open_hand_over_per_client"
            ),
            models.CheckConstraint(
                condition=Q(state="offered", closed_at__isnull=True)
                | (~Q(state="offered") & Q(closed_at__isnull=False)),
                name="hand_over_closed_has_time",
            ),
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="hand_over_between_two"),
            models.CheckConstraint(condition=Q(due_on__gte=F("offered_on")), name="hand_over_due_after_offer"),
        )

    def __str__(self) -> str:
        return f"移交 #{self.pk}"

    def workdays_left(self, as_of: date) -> int:
        """Working days until the last day of the clock, 0 on it, negative when it has run out."""
        return workdays_between(as_of, self.due_on).days
