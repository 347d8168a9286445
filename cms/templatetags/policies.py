"""What is said above a page that speaks of policies which ended or changed."""

from typing import Any

from django import template
from wagtail.models import Page

from cms.mentions import notices

register = template.Library()


@register.inclusion_tag("cms/_policy_notice.html", takes_context=True)
def policy_notice(context: template.Context) -> dict[str, Any]:
    """Nothing for a page that mentions none. One query for those, some for each policy of a page of news."""
    page = context.get("page")
    if not isinstance(page, Page) or page.pk is None:
        return {}
    of_its_day, found = notices(page, context.get("request"))
    return {"of_its_day": of_its_day, "notices": found}
