"""动态, questions and answers, search."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin

from cms.models.base import SitePage
from cms.models.section import Section


class NewsPage(RoutablePageMixin, Section):
    """动态."""

    subpage_types: ClassVar[list[str]] = ["cms.NewsItemPage"]

    class Meta:
        verbose_name = verbose_name_plural = "动态"


class NewsItemPage(SitePage):
    """One item; what it says was true on ``on``."""

    on = models.DateField("日期", default=timezone.localdate)

    parent_page_types: ClassVar[list[str]] = ["cms.NewsPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list] = [*SitePage.content_panels, FieldPanel("on")]

    class Meta:
        verbose_name = verbose_name_plural = "动态条目"


class FaqPage(Section):
    """常见问题: its body holds blocks of questions and answers."""

    class Meta:
        verbose_name = verbose_name_plural = "常见问题"


class SearchPage(RoutablePageMixin, Section):
    """站内搜索."""

    class Meta:
        verbose_name = verbose_name_plural = "站内搜索"


class SearchText(models.Model):
    """The words of a page, cut by ``lexicon`` and kept with a space on each side of every one."""

    page = models.OneToOneField(
        "wagtailcore.Page", models.CASCADE, related_name="search_text", primary_key=True, verbose_name="页面"
    )
    title_words = models.TextField("标题里的词")
    words = models.TextField("正文里的词")
    # For the excerpt under a hit.
    text = models.TextField("正文")

    class Meta:
        verbose_name = verbose_name_plural = "搜索用的词"

    def __str__(self) -> str:
        return f"{self.page_id}"
