"""安置基地、安置点: a place that takes several people at once, run by a firm or by a public body."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from employers.may import KEEPERS, city_code, kept_code, may_keep
from employers.models.enterprise import Enterprise
from people.models import Recorded, Region
from people.scope import code_range


class PlacementBaseQuerySet(models.QuerySet["PlacementBase"]):
    def visible_to(self, actor) -> Self:
        """Those of the actor's city; none for who acts nowhere."""
        return self._within(actor, city_code)

    def kept_by(self, actor) -> Self:
        """Those that the actor may change: as firms, see ``employers.may``."""
        return self._within(actor, kept_code) if actor.role in KEEPERS else self.none()

    def open_on(self, day: date) -> Self:
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gte=day))

    def _within(self, actor, upper) -> Self:
        if actor.region is None:
            return self.none()
        low, high = code_range(upper(actor.region.code))
        return self.filter(region__code__gte=low, region__code__lte=high)


class PlacementBase(Recorded):
    """One base or point. It is closed by ``until``, its last day, and never deleted: placements name it."""

    class Kind(models.TextChoices):
        BASE = "base", "安置基地"
        POINT = "point", "安置点"

    class Work(models.TextChoices):
        PRODUCTION = "production", "生产加工"
        FARMING = "farming", "种植养殖"
        SERVICE = "service", "服务业"
        WORKSHOP = "workshop", "过渡性工坊"
        PUBLIC = "public", "公益性岗位"

    name = models.CharField("名称", max_length=60)
    kind = models.CharField("类别", max_length=6, choices=Kind.choices, default=Kind.POINT)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="所在旗区、街道")
    work = models.CharField("做什么", max_length=10, choices=Work, blank=True)
    # None: not known.
    capacity = models.PositiveSmallIntegerField("能容纳几人", null=True, blank=True)
    managing_body = models.CharField("由谁管理", max_length=60)
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="bases", verbose_name="依托企业"
    )
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True, blank=True)

    objects = PlacementBaseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "安置基地"
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["region", "name"],
                name="placement_base_once",
                violation_error_message="这个地方已经有同名的安置基地。",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="placement_base_closes_after_it_opens",
                violation_error_message="停用日期不能早于启用日期。",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def is_open(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def may_be_kept_by(self, actor) -> bool:
        return actor.region is not None and may_keep(actor.role, actor.region.code, self.region.code)


class BaseAgreement(Recorded):
    """What was agreed about a base, with whom, and until when. ``until`` None: without an end."""

    class About(models.TextChoices):
        MANAGEMENT = "management", "管理协议"
        PLACEMENT = "placement", "安置协议"
        PREMISES = "premises", "场地协议"

    base = models.ForeignKey(PlacementBase, models.CASCADE, related_name="agreements", verbose_name="安置基地")
    about = models.CharField("协议", max_length=10, choices=About)
    with_whom = models.CharField("和谁签的", max_length=60)
    signed_on = models.DateField("签订日期")
    until = models.DateField("到期日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "基地协议"
        ordering = ("-signed_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("signed_on")),
                name="base_agreement_in_order",
                violation_error_message="到期日期不能早于签订日期。",
            ),
        )

    def __str__(self) -> str:
        return f"基地协议 #{self.pk}"
