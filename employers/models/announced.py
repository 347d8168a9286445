"""公告: what stood on the public site, and where. Job boards read on from where they stopped."""

from datetime import datetime
from typing import Self

from django.db import models

from employers.models.vacancy import Vacancy
from people.scope import code_range


class AnnouncedQuerySet(models.QuerySet["Announced"]):
    def within(self, region_code: str) -> Self:
        low, high = code_range(region_code)
        return self.filter(region_code__gte=low, region_code__lte=high)

    def after(self, number: int) -> Self:
        """What changed behind this place of the feed, in the order in which it did."""
        return self.filter(number__gt=number).order_by("number")


class Announced(models.Model):
    """One vacancy in one place. Each change moves it to the end of the feed, so that whoever reads on misses none.

    number  its place in the feed; None: it never stood there
    stands  whether it does now; False behind a number is what readers have to take down
    stamp   what it was made from: as long as that is the same, nothing is read again
    """

    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="announced")
    region_code = models.CharField(max_length=12)
    number = models.BigIntegerField(null=True, unique=True)
    stands = models.BooleanField(default=False)
    stamp = models.CharField(max_length=32)
    changed_at = models.DateTimeField()

    objects = AnnouncedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公告"
        constraints = (
            models.UniqueConstraint(fields=["vacancy", "region_code"], name="announced_once_in_a_place"),
            models.CheckConstraint(
                condition=models.Q(stands=False) | models.Q(number__isnull=False), name="announced_has_its_number"
            ),
        )
        indexes = (models.Index(fields=["changed_at"], name="announced_by_time"),)

    def __str__(self) -> str:
        return f"公告 #{self.pk}"


class AnnouncedHead(models.Model):
    """The end of the feed: whoever brings it up to date takes turns on this one row."""

    number = models.BigIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "公告末行"

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls, *, lock: bool = False) -> Self:
        rows = cls.objects.select_for_update() if lock else cls.objects.all()
        head = rows.filter(pk=1).first()
        if head is None:
            # Two may be the first: the second insert does nothing.
            cls.objects.bulk_create([cls(pk=1)], ignore_conflicts=True)
            head = rows.get(pk=1)
        return head

    def is_fresh(self, now: datetime, seconds: int) -> bool:
        return self.looked_at is not None and 0 <= (now - self.looked_at).total_seconds() < seconds
