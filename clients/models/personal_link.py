"""本人链接: an address that a client opens on her own phone, without a sign-in. It says nothing of what it is about."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from clients.models.consent import Consent
from clients.models.scoped import CaseManager, CaseQuerySet, CaseRecord

MOST_TRIES = 5


class PersonalLinkQuerySet(CaseQuerySet):
    def working(self, now: datetime):
        """Neither over, nor used up, nor taken back, nor locked by wrong answers."""
        return self.running(now).filter(tries__lt=MOST_TRIES)

    def running(self, now: datetime):
        """As ``working``; and those that are locked."""
        return self.filter(expires_at__gt=now, used_at__isnull=True, revoked_at__isnull=True)


PersonalLinkManager = CaseManager.from_queryset(PersonalLinkQuerySet)


class PersonalLink(CaseRecord):
    """For one purpose: to answer one request, or to look at one's own page. ``uid``, signed, is the address.

    ``tries`` counts wrong answers to the question that is asked before anything is shown; ``MOST_TRIES`` lock the link.
    """

    class Purpose(models.TextChoices):
        CONSENT = "consent", "答复同意书"
        OWN = "own", "本人页面"

    client = models.ForeignKey("clients.Client", on_delete=models.CASCADE, related_name="personal_links")
    purpose = models.CharField("用途", max_length=8, choices=Purpose.choices)
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, null=True, blank=True, related_name="links")
    expires_at = models.DateTimeField("有效期至")
    opened_at = models.DateTimeField("第一次打开", null=True, blank=True)
    used_at = models.DateTimeField("用过时间", null=True, blank=True)
    revoked_at = models.DateTimeField("作废时间", null=True, blank=True)
    tries = models.PositiveSmallIntegerField("答错次数", default=0)

    objects: ClassVar[Any] = PersonalLinkManager()

    class Meta:
        verbose_name = verbose_name_plural = "本人链接"
        ordering = ("-recorded_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(purpose="consent", consent__isnull=False) | Q(purpose="own", consent=None),
                name="personal_link_for_one_thing",
            ),
        )

    @property
    def is_locked(self) -> bool:
        return self.tries >= MOST_TRIES

    def __str__(self) -> str:
        return f"本人链接 #{self.pk}"
