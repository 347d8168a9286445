"""The trail of what stands below a page without being one: a post, the form of one incentive."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from wagtail.models import Page

from cms.frame import MenuLine


def lead_back(answer: TemplateResponse, page: Page, request: HttpRequest) -> None:
    """Adds ``way`` to what the answer shows: the pages above, ``page`` itself the last of them."""
    context: dict[str, Any] = answer.context_data or {}
    context["way"] = [*context.get("trail", ()), MenuLine(page.title, page.get_url(request), False)]
