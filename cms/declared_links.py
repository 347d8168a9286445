"""Where the pages of declared policies stand, looked up once for each request."""

from django.http import HttpRequest
from wagtail.models import Page

from cms.declared import Kind, key_of


def addresses(request: HttpRequest | None) -> dict[str, str]:
    """The address of the page of each policy that has one in public, by the policy's key. Two queries a request."""
    kept: dict[str, str] | None = getattr(request, "_declared_addresses", None)
    if kept is not None:
        return kept
    found = {key: page.get_url(request) for key, page in _pages()}
    if request is not None:
        request._declared_addresses = found  # type: ignore[attr-defined]  # for the rest of this request
    return found


def _pages() -> list[tuple[str, Page]]:
    from cms.models import AssistancePage, IncentivePage

    kinds = ((Kind.INCENTIVE, IncentivePage), (Kind.ASSISTANCE, AssistancePage))
    return [
        (key_of(kind, page.code), page)
        for kind, model in kinds
        for page in model.objects.live().only("code", "url_path", "slug", "path", "depth", "title", "locale")
    ]


def address_of(kind: str, code: str, request: HttpRequest | None, region: str = "") -> str:
    """The page of one policy, for a place; "" where it has none."""
    found = addresses(request).get(key_of(kind, code), "")
    return f"{found}?region={region}" if found and region else found


def sections(request: HttpRequest, *models: str) -> dict[str, str]:
    """The addresses of sections that are there, by the names of their models. One query."""
    found = Page.objects.live().filter(content_type__app_label="cms", content_type__model__in=models)
    return {page.cached_content_type.model: page.get_url(request) for page in found}
