"""What the start page of the editors' admin offers to begin with."""

from dataclasses import dataclass

from django import template
from django.urls import reverse
from wagtail.models import Page

from cms import models

register = template.Library()

# What is written most often, under which section.
WRITTEN = (("写动态", models.NewsPage, models.NewsItemPage), ("写故事", models.StoriesPage, models.StoryPage))


@dataclass(frozen=True, slots=True)
class Deed:
    label: str
    href: str
    icon: str
    outside: bool = False


@register.simple_tag(takes_context=True)
def editor_deeds(context) -> list[Deed]:
    """New pages of the kinds written most often, and a look at the site."""
    deeds = [
        Deed(label, _add(kind, section), "plus")
        for label, above, kind in WRITTEN
        if (section := above.objects.first()) is not None
    ]
    home = models.HomePage.objects.first()
    seen = [Deed("打开网站", home.get_url(context["request"]) or "/", "link-external", outside=True)] if home else []
    return [*deeds, *seen]


def _add(kind: type[Page], section: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=[kind._meta.app_label, kind._meta.model_name, section.pk])
