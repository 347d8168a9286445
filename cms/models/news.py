"""动态, questions and answers, search."""

from collections.abc import Mapping
from http import HTTPMethod
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.rich_text import get_text_for_indexing as text_from_html

from cms import structured
from cms.models.base import SitePage
from cms.models.section import Section
from cms.pages import news, search

READ: list[HTTPMethod] = [HTTPMethod.GET, HTTPMethod.HEAD]


class NewsPage(Section):
    """动态."""

    subpage_types: ClassVar[list[str]] = ["cms.NewsItemPage"]
    allowed_http_methods: ClassVar[list[HTTPMethod]] = READ

    class Meta:
        verbose_name = verbose_name_plural = "动态"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds a page of the items."""
        return {**super().get_context(request, *args, **kwargs), **news.listing(request, self)}


class NewsItemPage(SitePage):
    """One item; what it says was true on ``on``."""

    on = models.DateField("日期", default=timezone.localdate)

    parent_page_types: ClassVar[list[str]] = ["cms.NewsPage"]
    subpage_types: ClassVar[list[str]] = []
    allowed_http_methods: ClassVar[list[HTTPMethod]] = READ
    content_panels: ClassVar[list] = [*SitePage.content_panels, FieldPanel("on")]

    class Meta:
        verbose_name = verbose_name_plural = "动态条目"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds what was told besides."""
        base = str(self.get_url(request)).removesuffix(f"{self.slug}/")
        others = [line for line in news.newest(4, base) if line.href != self.get_url(request)][:3]
        return {**super().get_context(request, *args, **kwargs), "others": others}

    def structured_data(self, around: dict[str, Any]) -> list[Mapping[str, Any]]:
        told = structured.article(self, "NewsArticle", self.on, around["site_settings"])
        return [*super().structured_data(around), told]


class FaqPage(Section):
    """常见问题: its body holds blocks of questions and answers."""

    allowed_http_methods: ClassVar[list[HTTPMethod]] = READ

    class Meta:
        verbose_name = verbose_name_plural = "常见问题"

    def structured_data(self, around: dict[str, Any]) -> list[Mapping[str, Any]]:
        pairs = [
            (item["question"], text_from_html(item["answer"].source))
            for block in self.body
            if block.block_type == "qa"
            for item in block.value["items"]
        ]
        return [*super().structured_data(around), *([structured.questions(pairs)] if pairs else [])]


class SearchPage(Section):
    """站内搜索."""

    allowed_http_methods: ClassVar[list[HTTPMethod]] = READ

    class Meta:
        verbose_name = verbose_name_plural = "站内搜索"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds what was found for ``?q=``."""
        return {**super().get_context(request, *args, **kwargs), **search.results(request)}

    def search_text(self) -> str:
        """Nothing: who searches is here already."""
        return ""

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return []


class SearchText(models.Model):
    """The words of a page, cut by ``lexicon`` and kept with a space on each side of every one."""

    page = models.OneToOneField(
        "wagtailcore.Page", models.CASCADE, related_name="+", primary_key=True, verbose_name="页面"
    )
    title_words = models.TextField("标题里的词")
    words = models.TextField("正文里的词")
    # For the excerpt under a hit.
    text = models.TextField("正文")

    class Meta:
        verbose_name = verbose_name_plural = "搜索用的词"

    def __str__(self) -> str:
        return f"{self.page_id}"
