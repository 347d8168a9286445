"""The first page, and pages that are words alone."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms import structured
from cms.models.base import SitePage


class HomePage(SitePage):
    """主页: the only page at the root; every other page lies below it."""

    heading = models.CharField(
        "首屏标题", max_length=40, blank=True, help_text="空着就用页面标题。一句话，十来个字最好。"
    )

    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]

    content_panels: ClassVar[list] = [*Page.content_panels, FieldPanel("heading"), *SitePage.content_panels[1:]]

    class Meta:
        verbose_name = verbose_name_plural = "主页"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the computed example of the first screen."""
        from cms.pages.home import offer

        return {**super().get_context(request, *args, **kwargs), "offer": offer()}

    def structured_data(self, around: dict[str, Any]) -> list[Mapping[str, Any]]:
        return [*super().structured_data(around), structured.organisation(around["site_settings"])]


class TextPage(SitePage):
    """文章: 成为爱心企业 and the like."""

    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.TextPage"]
    subpage_types: ClassVar[list[str]] = ["cms.TextPage"]

    class Meta:
        verbose_name = verbose_name_plural = "文章"
