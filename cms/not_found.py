"""An address of the public site that nothing answers to: said in the site's own frame, with its search and its menu."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import page_not_found
from wagtail.models import Site

from cms.address import is_behind_doors
from cms.frame import frame

OF_THE_SITE = ("wagtail_serve", "wagtaildocs_serve", "pictures")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For visitors; whoever signed in, and every address below the desk or the portal, has the page of the house."""
    match, user = request.resolver_match, getattr(request, "user", None)
    # An address such as /favicon.ico matches nothing at all.
    is_public = match.url_name in OF_THE_SITE if match else not is_behind_doors(request.path)
    # Whose site it is costs a query: asked last.
    is_for_visitors = is_public and not (user is not None and user.is_authenticated)
    site = Site.find_for_request(request) if is_for_visitors else None
    if site is None:
        return page_not_found(request, exception)
    around = frame(request, site.root_page)
    return render(request, "cms/not_found.html", {**around, "canonical": None, "trail": []}, status=404)
