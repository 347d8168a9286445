"""Who may enter the editors' admin, and which of its pages: whoever acts as editor or reviewer, and what they need.

Wagtail brings more than that: accounts, groups, sites, restricted pages, logs of everything. Whatever is not named
here stays shut, also what a later version or a newly registered model would add.
"""

from collections.abc import Callable

from csp.constants import HEADER
from django.contrib import messages
from django.contrib.auth.models import Group
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import ResolverMatch

from cms.editor.groups import NAMES
from people.errors import Refused
from people.models import Role, User

Respond = Callable[[HttpRequest], HttpResponseBase]
EDITORS = (Role.EDITOR, Role.REVIEWER)
ROUTE = "editor/"

# By the beginning of their name.
OPEN = (
    "editor_",
    "story_check",
    "wagtailadmin_home",
    "wagtailadmin_explore",
    "wagtailadmin_pages:",
    "wagtailadmin_choose_page",
    *(f"wagtailadmin_choose_{kind}_link" for kind in ("external", "email", "phone", "anchor")),
    "wagtailadmin_api:pages:listing",
    "wagtailadmin_api:pages:detail",
    "wagtailadmin_tag_autocomplete",
    "wagtailadmin_dismissibles",
    "wagtailadmin_editing_sessions:",
    "wagtailadmin_block_preview",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtail_bulk_action",
    "wagtailimages",
    "wagtaildocs",
    "wagtailredirects:",
    "wagtailsettings:",
)
# Of those. Every page is public, and pages are published after a review, not by a program.
SHUT = (
    "wagtailadmin_pages:set_privacy",
    "wagtailadmin_pages:convert_alias",
    "wagtailimages:url_generator",
)
# Where the address names the table: editors' own, never the tables of people.
TABLES = ("cms", "wagtailcore", "wagtailimages", "wagtaildocs")
# Wagtail's screens are written with inline styles and scripts. The site around them stays strict.
POLICY = {"script-src": ["'unsafe-inline'"], "style-src": ["'unsafe-inline'"], "img-src": ["blob:"]}
# The preview stands in a frame of the same page.
FRAMES = {"frame-ancestors": ["'self'"], "frame-src": ["'self'"]}


class EditorDoorMiddleware:
    """404 below ``/editor/`` for anybody signed in who acts in another role, and for what editors do not need."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if _is_inside(request.resolver_match):
            # A preview went through the doors of the public site on its way.
            response.headers.pop(HEADER, None)
            response._csp_update = POLICY  # type: ignore[attr-defined]
            response._csp_replace = FRAMES  # type: ignore[attr-defined]
            response["X-Frame-Options"] = "SAMEORIGIN"
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: dict[str, object]) -> None:
        match, user = request.resolver_match, request.user
        if not _is_inside(match) or not user.is_authenticated:
            return
        if user.role not in EDITORS or not _is_open(match):
            raise Http404
        _join(user)
        # What Wagtail's menu calls her by.
        user.first_name = user.name

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Who may not publish reads why, on the page that she wanted to publish."""
        if not isinstance(exception, Refused) or not _is_inside(request.resolver_match):
            return None
        messages.error(request, str(exception))
        page = getattr(exception, "page", None)
        return redirect("wagtailadmin_pages:edit", page.pk) if page else redirect("wagtailadmin_home")


def _is_inside(match: ResolverMatch | None) -> bool:
    return match is not None and match.route.startswith(ROUTE)


def _is_open(match: ResolverMatch) -> bool:
    name = match.view_name
    table = match.kwargs.get("app_label") or match.kwargs.get("app_name") or match.kwargs.get("content_type_app_name")
    return name.startswith(OPEN) and not name.startswith(SHUT) and (table is None or table in TABLES)


def _join(user: User) -> None:
    """Her groups become the one of the role she acts in, so that the dates of her post rule here too."""
    wanted = NAMES[Role(user.role)]
    held = list(user.groups.values_list("name", flat=True))
    if held == [wanted]:
        return
    group = Group.objects.filter(name=wanted).first()
    if group is None:
        # The site has not been set up.
        raise Http404
    user.groups.set([group])
