"""What stands around every public page: menu, trail, whom to call."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page, Site


@dataclass(frozen=True, slots=True)
class MenuLine:
    """A page of the menu; ``current`` while one is on it or below it."""

    title: str
    href: str
    current: bool


def frame(request: HttpRequest, page: Page) -> dict[str, Any]:
    """``site_menu``, ``site_more`` (sections that are not in the menu), ``trail`` (pages above this one),
    ``site_settings``, ``search_href`` and ``canonical``.

    Four queries, whatever the size of the site.
    """
    from cms.models import SearchPage, SiteSettings

    site = Site.find_for_request(request)
    home = site.root_page
    below = list(home.get_children().live())
    search = next((child for child in below if child.cached_content_type.model_class() is SearchPage), None)
    lines = [
        (child, MenuLine(child.title, child.get_url(request), page.path.startswith(child.path))) for child in below
    ]
    return {
        "site_menu": [line for child, line in lines if child.show_in_menus],
        "site_more": [line for child, line in lines if not child.show_in_menus and child != search],
        "site_home": home.get_url(request),
        "trail": [MenuLine(above.title, above.get_url(request), False) for above in _above(page, home)],
        "site_settings": SiteSettings.for_request(request),
        "search_href": search.get_url(request) if search else None,
        "canonical": page.get_full_url(request),
    }


def _above(page: Page, home: Page) -> list[Page]:
    return list(page.get_ancestors().filter(depth__gte=home.depth)) if page.depth > home.depth else []
