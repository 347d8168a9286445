"""Wagtail's redirects, for the public site alone."""

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.redirects.middleware import RedirectMiddleware

from cms.address import is_behind_doors


class PublicRedirectMiddleware(RedirectMiddleware):
    """No redirect leads away from an address behind the doors, and nobody there pays two queries to be told so."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return response if is_behind_doors(request.path) else super().process_response(request, response)
