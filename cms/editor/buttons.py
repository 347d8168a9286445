"""The buttons under a page: who may not publish it is told why, instead of pressing in vain."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem, WorkflowMenuItem
from wagtail.models import Page

from cms.editor import may_publish


@hooks.register("before_publish_page")
def four_eyes(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The one way on which Wagtail does not ask the page: publishing what has just been edited.

    Raises Refused: whoever saves is the last who changed it.
    """
    may_publish.require(page, request.user)
    return None


@hooks.register("after_edit_page")
def say_what_became_of_it(request: HttpRequest, page: Page) -> None:
    """Who changes something and approves in one go has made a version that nobody else has seen: it waits again."""
    if request.POST.get("workflow-action-name") != "approve":
        return
    now = Page.objects.get(pk=page.pk)
    waits = may_publish.reasons(now, request.user)
    for reason in waits:
        messages.warning(request, f"还没有发布：{reason}")
    if now.live and not waits:
        messages.success(request, f"《{now.title}》已发布。")


@hooks.register("construct_page_action_menu")
def only_what_works(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """No publishing straight from the form, which saves first; no approval where it would be refused, and where it
    would not it stands first."""
    page = context.get("page")
    refused = context["view"] == "edit" and page is not None and bool(may_publish.reasons(page, request.user))
    left = [item for item in items if item.name != "action-publish" and not (refused and _approves(item))]
    items[:] = sorted(left, key=lambda item: not (_approves(item) and not item.launch_modal))


def _approves(item: ActionMenuItem) -> bool:
    return isinstance(item, WorkflowMenuItem) and item.name == "approve"
