"""行政区划: province to community, by GB/T 2260 code."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models.functions import Length
from django.utils import timezone

from people.scope import code_range

# Rows of the official table that name no place: they are left out of full names.
PLACEHOLDERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})


class Level(models.IntegerChoices):
    """How deep a region lies. The value is the length of its code."""

    PROVINCE = 2, "省级"
    CITY = 4, "地市级"
    COUNTY = 6, "旗县区级"
    STREET = 9, "街道、苏木乡镇"
    COMMUNITY = 12, "社区、嘎查村"


class RegionQuerySet(models.QuerySet["Region"]):
    def current(self, as_of: date | None = None) -> Self:
        """Those in force on ``as_of`` (default today); ``valid_to`` is the first day on which one no longer is."""
        day = as_of or timezone.localdate()
        began = models.Q(valid_from=None) | models.Q(valid_from__lte=day)
        lasts = models.Q(valid_to=None) | models.Q(valid_to__gt=day)
        return self.filter(began & lasts)

    def within(self, code: str) -> Self:
        """The region of this code and everything below it."""
        low, high = code_range(code)
        return self.filter(code__gte=low, code__lte=high)


class Region(models.Model):
    """One node of the tree. Ended regions stay, so that old records keep their meaning."""

    code = models.CharField("区划代码", max_length=12)
    name = models.CharField("名称", max_length=60)
    # From the province down, without the placeholders 市辖区 and 县.
    full_name = models.CharField("全称", max_length=160)
    level = models.PositiveSmallIntegerField("层级", choices=Level)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    # The source does not state the datum: good for distances between counties, not for navigation.
    longitude = models.FloatField("经度", null=True, blank=True)
    latitude = models.FloatField("纬度", null=True, blank=True)
    # None: since before our first table.
    valid_from = models.DateField("启用日期", null=True, blank=True)
    valid_to = models.DateField("停用日期", null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    former_names = models.JSONField("曾用名", default=list, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "行政区划"
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint("code", condition=models.Q(valid_to=None), name="region_code_in_force_once"),
            models.UniqueConstraint("code", "valid_to", name="region_code_ended_once"),
            models.CheckConstraint(condition=models.Q(level=Length("code")), name="region_level_is_code_length"),
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_to=None)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="region_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """The last two levels, as people say it: 东胜区交通街道; a county and above by its own name."""
        if self.level <= Level.COUNTY or self.parent is None:
            return self.name
        return f"{self.parent.name}{self.name}"
