"""Which pictures and documents stand before readers: those on a live page, where a second person has seen them."""

from django.contrib.contenttypes.models import ContentType
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, ReferenceIndex


def standing(kind: type[Image | Document], key: int | None = None) -> set[int]:
    """The numbers of those that stand on a live page; of ``key`` alone, where it is asked for. Two queries."""
    used = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(kind),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    if key is not None:
        used = used.filter(to_object_id=key)
    pairs = [(int(page), int(thing)) for page, thing in used.values_list("object_id", "to_object_id").distinct()]
    live = set(Page.objects.live().filter(pk__in={page for page, _ in pairs}).values_list("pk", flat=True))
    return {thing for page, thing in pairs if page in live}


def stands(thing: Image | Document) -> bool:
    """Whether it stands on a live page. Two queries."""
    return bool(standing(type(thing), thing.pk))
