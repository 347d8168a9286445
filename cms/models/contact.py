"""联系我们, and what stands at the foot of every page."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from cms import structured
from cms.models.section import Section
from cms.neutral import tells


class ContactPage(Section):
    """联系我们."""

    class Meta:
        verbose_name = verbose_name_plural = "联系我们"

    def structured_data(self, around: dict[str, Any]) -> list[Mapping[str, Any]]:
        return [*super().structured_data(around), structured.organisation(around["site_settings"])]


@register_setting
class SiteSettings(BaseSiteSetting):
    """Who runs the site and how to reach them."""

    city = models.CharField("城市", max_length=20, blank=True, help_text="例如“鄂尔多斯”，写在网站名称旁边。")
    organisation = models.CharField("主办单位", max_length=60, blank=True)
    phone = models.CharField("咨询电话", max_length=30, blank=True)
    address = models.CharField("地址", max_length=120, blank=True)
    hours = models.CharField("办公时间", max_length=80, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    record_number = models.CharField("备案号", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "网站信息"

    def __str__(self) -> str:
        return self.organisation

    def clean(self) -> None:
        """Nobody else looks at it before it stands at the foot of every page: raises ValidationError at a field that
        says whom the platform serves."""
        words = [field.name for field in self._meta.fields if isinstance(field, models.CharField)]
        found = {name: word for name in words if (word := tells(getattr(self, name)))}
        if found:
            raise ValidationError({name: f"不能出现在网站上的词“{word}”。" for name, word in found.items()})
