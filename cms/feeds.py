"""What machines read: the feed of news, the map of the site, and what they are asked to leave alone."""

from datetime import datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from wagtail.contrib.sitemaps import Sitemap

from cms.address import BEHIND_DOORS, absolute
from cms.models import NewsPage
from cms.pages import news

LATEST = 30
# Behind a sign-in, or one firm's and one person's own.
NOT_FOR_MACHINES = tuple(sorted((*BEHIND_DOORS, "/search/")))
_MORNING = time(8)


def feed(request: HttpRequest) -> HttpResponse:
    """The newest items of news; addresses are absolute. Five queries."""
    section = NewsPage.objects.live().first()
    base = section.get_url(request) if section else "/"
    rss = Rss201rev2Feed(
        title="就业援助平台：最新消息",
        link=absolute(base),
        description=section.description if section else "",
        language="zh-CN",
        feed_url=absolute(reverse("news_feed")),
    )
    for line in news.newest(LATEST, base) if section else []:
        href = absolute(line.href)
        told_at = timezone.make_aware(datetime.combine(line.day, _MORNING))
        rss.add_item(title=line.title, link=href, description=line.text, pubdate=told_at, unique_id=href)
    return HttpResponse(rss.writeString("utf-8"), content_type=rss.content_type)


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_MACHINES)]
    lines += ["", f"Sitemap: {absolute(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


class SiteMap(Sitemap):
    """Every page that stands in public, and what lies below pages that are made from data: see
    ``SitePage.addresses_below``. By the name that the site is known by."""

    def get_urls(self, page: int = 1, site: Any = None, protocol: Any = None) -> list[dict[str, Any]]:
        """Raises nothing for a site without a domain of its own: nothing here is joined with one."""
        return self._urls(page, protocol, "")
