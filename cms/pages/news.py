"""动态: the list, and the newest few for other pages and for the feed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from wagtail.models import Page

PER_PAGE = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One item in a list."""

    title: str
    text: str
    day: date
    href: str


def listing(request: HttpRequest, section: Page) -> dict[str, Any]:
    """A page of what was told, the newest first. Two queries."""
    page = Paginator(told(), PER_PAGE).get_page(request.GET.get("page"))
    return {"pages": page, "items": [_line(item, section.get_url(request)) for item in page]}


def newest(count: int, base: str) -> list[Line]:
    """For other pages; ``base`` is the address of the list. One query."""
    return [_line(item, base) for item in told()[:count]]


def told() -> Any:
    """Every item that stands in public, the newest first."""
    from cms.models import NewsItemPage

    return NewsItemPage.objects.live().order_by("-on", "-pk").defer_streamfields()


def _line(item: Any, base: str) -> Line:
    return Line(item.title, item.description, item.on, f"{base}{item.slug}/")
