"""Data for machines inside a page: JSON-LD. A block of data is no script, so the site's policy lets it stand."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms.address import absolute

CONTEXT = "https://schema.org"
SITE = "就业援助平台"

# What could end the element or begin a comment; JSON reads the escapes as the characters themselves.
_ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}


def ld_json(value: Mapping[str, Any]) -> SafeString:
    """The ``script`` element with this value."""
    told = json.dumps(value, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(told))


def trail(above: Iterable[Any], page: Any) -> dict[str, Any]:
    """Where the page stands: BreadcrumbList, the page itself last. ``above`` has ``title`` and ``href``."""
    stops = [*((line.title, line.href) for line in above), (page.title, page.get_url())]
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": absolute(href)}
            for number, (name, href) in enumerate(stops, 1)
            if href
        ],
    }


def organisation(settings: Any) -> dict[str, Any]:
    """Who runs the site, by ``SiteSettings``; what is not filled in is left out."""
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Organization",
        "name": settings.organisation or SITE,
        "url": absolute("/"),
    }
    if settings.phone:
        found["telephone"] = settings.phone
    if settings.email:
        found["email"] = settings.email
    if settings.address:
        found["address"] = {"@type": "PostalAddress", "addressCountry": "CN", "streetAddress": settings.address}
    return found


def article(page: Any, kind: str, day: date, settings: Any) -> dict[str, Any]:
    """An item of news or a story (``kind``: NewsArticle, Article). Its author is the organisation: nobody is named."""
    author = {"@type": "Organization", "name": settings.organisation or SITE}
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": kind,
        "headline": page.title,
        "datePublished": day.isoformat(),
        "author": author,
        "publisher": author,
        "mainEntityOfPage": page.full_url,
    }
    if page.last_published_at:
        found["dateModified"] = timezone.localtime(page.last_published_at).isoformat()
    if page.description:
        found["description"] = page.description
    if image := page.share_image():
        found["image"] = [image]
    return found


def questions(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """FAQPage of questions and answers in plain words."""
    return {
        "@context": CONTEXT,
        "@type": "FAQPage",
        "mainEntity": [
            {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
            for question, answer in pairs
        ],
    }
