"""政策有变，页面待复核: which pages to read again because a declared policy changed, and what changed in words."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms import mentions
from cms.models import PolicyMention

TITLE = "政策有变，页面待复核"


class Policies(WagtailAdminTemplateMixin, TemplateView):
    """The list, by page."""

    template_name = "cms/editor/policies.html"
    page_title = TITLE
    header_icon = "history"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": TITLE}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "found": mentions.to_reread()}


@require_POST
def seen(request: HttpRequest, mention_id: int) -> HttpResponse:
    """看过，不用改: records who, and the policy as it is now. 404 for who may not change the page."""
    mention = get_object_or_404(PolicyMention.objects.select_related("page"), pk=mention_id)
    if not mention.page.permissions_for_user(request.user).can_edit():
        raise Http404
    mentions.mark_seen(mention, request.user)
    messages.success(request, f"已记下：“{mention.page.title}”看过，不用改。")
    return redirect("editor_reread")


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    return [
        path("reports/policies/", Policies.as_view(), name="editor_reread"),
        path("reports/policies/<int:mention_id>/seen/", seen, name="editor_reread_seen"),
    ]


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    return MenuItem("政策待复核", reverse("editor_reread"), name="editor_reread", icon_name="history", order=100)
