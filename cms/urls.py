"""The public site: whatever no other address takes. Open to everybody."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.urls import path, re_path
from django.views.decorators.http import require_safe
from django.views.static import serve as serve_file
from wagtail import views
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents.views.serve import serve as serve_document
from wagtail.urls import serve_pattern

from cms.count import count_visit
from cms.feeds import SiteMap, feed, robots


def page(request: HttpRequest, path: str) -> HttpResponseBase:
    """A page of the site; one that was opened from elsewhere is a visit."""
    response = views.serve(request, path)
    if response.status_code == 200:
        count_visit(request)
    return response


files = [
    re_path(r"^files/(\d+)/(.*)$", login_not_required(require_safe(serve_document)), name="wagtaildocs_serve"),
    path(
        "media/images/<path:path>",
        login_not_required(require_safe(serve_file)),
        {"document_root": settings.MEDIA_ROOT / "images"},
        name="pictures",
    ),
    path("sitemap.xml", login_not_required(require_safe(sitemap)), {"sitemaps": {"pages": SiteMap}}, name="sitemap"),
    path("robots.txt", login_not_required(require_safe(robots)), name="robots"),
    path("news.xml", login_not_required(require_safe(feed)), name="news_feed"),
]
pages = [re_path(serve_pattern, login_not_required(page), name="wagtail_serve")]
