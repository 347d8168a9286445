"""The editors' admin. Signing in and out, and passwords, are where all staff have them."""

from django.http import Http404, HttpRequest
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as admin


def shut(request: HttpRequest, *args: object, **kwargs: object) -> None:
    raise Http404


urlpatterns = [
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="editor_login"),
    path("logout/", RedirectView.as_view(pattern_name="account_logout"), name="editor_logout"),
    re_path(r"^(password_reset|users|groups|sites|test404|failwhale)/", shut, name="editor_shut"),
    path("", include(admin)),
]
