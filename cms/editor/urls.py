"""The editors' admin. Signing in and out, and passwords, are where all staff have them."""

from allauth.account.views import logout
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import JavaScriptCatalog
from wagtail.admin import urls as admin
from wagtail.admin.views.editing_sessions import ping


def poll(request, **kwargs):
    """Who else has this page open, asked every few seconds."""
    return ping(request, **kwargs)


# An open page that nobody touches keeps nobody signed in.
poll.is_poll = True

urlpatterns = [
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="editor_login"),
    path("logout/", logout, name="editor_logout"),
    path("account/", RedirectView.as_view(pattern_name="people:me"), name="editor_account"),
    path(
        "editing-sessions/ping/<str:app_label>/<str:model_name>/<str:object_id>/<int:session_id>/",
        poll,
        name="editor_poll",
    ),
    # With our words behind Wagtail's.
    path("jsi18n/", JavaScriptCatalog.as_view(packages=["wagtail.admin", "cms"]), name="editor_words"),
    path("", include(admin)),
]
