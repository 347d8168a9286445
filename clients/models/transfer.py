"""执行地变更: a case moves to another district, with its consents, facts and clocks, and a receipt on both sides."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from clients.models.scoped import CaseManager, CaseQuerySet, CaseRecord
from people.models import Role
from people.scope import code_range
from people.vault import EncryptedTextField


class TransferQuerySet(CaseQuerySet):
    def involving(self, user):
        """Transfers that ``user`` gives or has offered, and those that wait for, or came to, the region where she acts
        as manager or social worker. Who may read the case itself is another question."""
        mine = Q(giver=user) | Q(offered_by=user) | Q(received_by=user) | Q(new_caseworker=user)
        if user.region is not None and user.role in (Role.MANAGER, Role.SOCIAL_WORKER):
            low, high = code_range(user.region.code)
            mine |= Q(to_region__code__gte=low, to_region__code__lte=high)
            if user.role == Role.MANAGER:
                mine |= Q(from_region__code__gte=low, from_region__code__lte=high)
        return self._scoped("own transfers").filter(mine)

    def waiting(self):
        return self.filter(state=Transfer.State.OFFERED)


TransferManager = CaseManager.from_queryset(TransferQuerySet)


class Transfer(CaseRecord):
    """One change of the executing place. Until it is received nothing of the case is visible in the new district."""

    class State(models.TextChoices):
        OFFERED = "offered", "待接收"
        RECEIVED = "received", "已接收"
        RETURNED = "returned", "已退回"
        WITHDRAWN = "withdrawn", "已撤回"

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="transfers")
    from_region = models.ForeignKey("people.Region", on_delete=models.PROTECT, related_name="+", verbose_name="变更前")
    to_region = models.ForeignKey("people.Region", on_delete=models.PROTECT, related_name="+", verbose_name="变更后")
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="原责任社工"
    )
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = EncryptedTextField("交接说明", max_length=1000)
    moved_on = models.DateField("变更日期")
    offered_on = models.DateField("移送日期")
    due_on = models.DateField("接收期限")
    due_is_provisional = models.BooleanField("期限待节假日公布后复核", default=False)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OFFERED)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    new_caseworker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField("接收、退回或撤回时间", null=True, blank=True)
    why_returned = EncryptedTextField("退回原因", max_length=300, blank=True, default="")
    # How much went over, as it was at the signature: all that the giver may still read. See clients.receipt.
    counts = models.JSONField("交接清点", default=dict, blank=True, editable=False)

    objects: ClassVar[Any] = TransferManager()

    class Meta:
        verbose_name = verbose_name_plural = "执行地变更"
        ordering = ("-offered_on", "-pk")
        indexes = (models.Index(fields=["to_region", "state"], name="transfer_to"),)
        constraints = (
            models.UniqueConstraint(
                fields=["client"], condition=Q(state="offered"), name="one_open_transfer_per_client"
            ),
            models.CheckConstraint(
                condition=Q(state="offered", closed_at__isnull=True)
                | (~Q(state="offered") & Q(closed_at__isnull=False)),
                name="transfer_closed_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="received") | Q(received_by__isnull=False, new_caseworker__isnull=False),
                name="transfer_received_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(from_region=F("to_region")), name="transfer_between_two_places"),
        )

    def __str__(self) -> str:
        return f"执行地变更 #{self.pk}"
