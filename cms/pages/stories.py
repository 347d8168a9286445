"""企业故事: the list, the newest few for other pages, and taking down what may no longer be told."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F, Prefetch
from django.db.models.functions import Coalesce, TruncDate
from django.http import HttpRequest
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.images.models import Image
from wagtail.models import Page

from jobs.notify import notify
from people.models import User

PER_PAGE = 12
# As the templates ask for them: cut around the focal point.
CARD = "fill-640x400|format-webp|webpquality-70"


@dataclass(frozen=True, slots=True)
class Card:
    """One story in a list."""

    title: str
    text: str
    day: date
    href: str
    image: Image | None


def listing(request: HttpRequest, section: Page) -> dict[str, Any]:
    """The stories that may be read today, a page of them, the newest first. Four queries."""
    page = Paginator(_told(), PER_PAGE).get_page(request.GET.get("page"))
    return {"pages": page, "items": [_card(story, section.get_url(request)) for story in page]}


def newest(count: int, base: str) -> list[Card]:
    """For other pages; ``base`` is the address of the list."""
    return [_card(story, base) for story in _told()[:count]]


def _told() -> Any:
    from cms.models import StoryPage

    day = Coalesce("told_on", TruncDate("first_published_at"))
    with_pictures = Image.objects.prefetch_renditions(CARD)
    rows = StoryPage.objects.told(timezone.localdate()).annotate(listed_on=day).defer_streamfields()
    return rows.order_by(F("listed_on").desc(), "-pk").prefetch_related(Prefetch("picture", queryset=with_pictures))


def _card(story: Any, base: str) -> Card:
    return Card(story.title, story.description, story.day, f"{base}{story.slug}/", story.picture)


@transaction.atomic
def take_down(story: Page, user: User | None = None) -> None:
    """Take a story off the site because its consent is over, and tell whoever keeps it."""
    log = "wagtail.unpublish" if user else "wagtail.unpublish.scheduled"
    # Whoever writes down that a consent was taken back need not be allowed to publish.
    UnpublishPageAction(story, set_expired=True, user=user, log_action=log).execute(skip_permission_checks=True)
    if story.owner_id and (user is None or user.pk != story.owner_id):
        notify(story.owner, "有一个故事的同意已经到期或者撤回，页面已下线。", "wagtailadmin_pages:edit", (story.pk,))


def over(day: date) -> list[Page]:
    """Stories on the site whose consent does not hold on ``day``."""
    from cms.models import StoryPage

    held = StoryPage.objects.with_consent(day).values("pk")
    return list(StoryPage.objects.live().exclude(pk__in=held))
