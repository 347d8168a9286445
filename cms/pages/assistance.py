"""救助政策 as visitors read it: by need, and one entitlement with the numbers of the place that they choose."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail.models import Page

from employers.public import places
from employers.public.places import Place
from welfare.public.about import ABOUT, About, Situation
from welfare.public.page import page as declared
from welfare.public.sums import MISSING, Sum
from welfare.public.which import BY_CODE, entitlements


@dataclass(frozen=True, slots=True)
class Entry:
    """One entitlement in the index."""

    short: str
    what: str
    href: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers of one place: those known, and in lines those nobody here has seen, each with what held before."""

    known: tuple[Sum, ...]
    missing: tuple[tuple[str, str], ...]


def index(request: HttpRequest, page: Page) -> dict[str, Any]:
    """``needs``: pairs of a situation and the entries that help with it. One query for the pages below."""
    place = chosen(request)
    links = hrefs(page, request)
    listed = {one.code: ABOUT[one.code] for one in entitlements(timezone.localdate()) if one.code in links}

    def entry(code: str, about: About) -> Entry:
        return Entry(about.short, about.what, links[code] + _kept(request, place))

    needs = [
        (need, [entry(code, about) for code, about in listed.items() if need in about.situations]) for need in Situation
    ]
    return {
        "needs": [(need, entries) for need, entries in needs if entries],
        "place": place,
        "check_href": f"{page.get_url(request)}self-check/{_kept(request, place)}",
    }


def one(request: HttpRequest, page: Any) -> dict[str, Any]:
    """What an entitlement's page shows. Raises Http404 for what is declared no more."""
    if page.code not in BY_CODE:
        raise Http404
    place = chosen(request)
    shown = declared(page.code, place.code, timezone.localdate())
    parent = page.get_parent()
    links, kept = hrefs(parent, request), _kept(request, place)
    return {
        "aid": shown,
        "numbers": _numbers(shown.sums),
        "place": place,
        "choices": choices(place),
        "check_href": f"{parent.get_url(request)}self-check/{kept}",
        "opens": [(short, links[code] + kept) for code, short in shown.opens if code in links],
        "beside": [(short, links[code] + kept) for code, short in shown.beside if code in links],
    }


def hrefs(page: Page, request: HttpRequest) -> dict[str, str]:
    """The address of each live page of an entitlement below the index, by code."""
    from cms.models import AssistancePage

    return {one.code: one.get_url(request) for one in AssistancePage.objects.child_of(page).live()}


def chosen(request: HttpRequest) -> Place:
    """The place of the address; else the city in which the platform works, else the whole country."""
    asked = request.POST.get("place", request.GET.get("place"))
    found = places.place(asked[:12]) if asked is not None else None
    found = found or places.place(places.home()) or places.place("")
    assert found is not None
    return found


def choices(place: Place) -> list[tuple[str, str]]:
    """What to offer in a picker: this place, and those below it."""
    here = (place.code, f"{place.name}（全部）" if place.below else place.name)
    return [here, *((stop.code, stop.name) for stop in place.below)]


def _kept(request: HttpRequest, place: Place) -> str:
    """The place goes along where somebody chose one."""
    return f"?place={place.code}" if "place" in request.GET else ""


def _in_lines(missing: tuple[Sum, ...]) -> tuple[tuple[str, str], ...]:
    """What is unknown in few lines, each with what held before: 低保对象：起付线、报销比例、一年最多."""
    lines: dict[tuple[str, str, str], list[str]] = {}
    for one in missing:
        whose, colon, what = one.label.partition("：")
        key = (whose, one.who, one.earlier) if colon else (one.label, one.who, one.earlier)
        lines.setdefault(key, []).extend([what] if colon else [])
    return tuple(
        (whose + (f"：{'、'.join(whats)}" if whats else "") + (f"（{who}）" if who else ""), earlier)
        for (whose, who, earlier), whats in lines.items()
    )


def _numbers(sums: tuple[Sum, ...]) -> Numbers:
    missing = tuple(one for one in sums if not one.is_known)
    return Numbers(tuple(one for one in sums if one.is_known), _in_lines(missing))


# What the site's search finds them by


def what(code: str) -> str:
    """In one sentence; empty for what is declared no more."""
    return ABOUT[code].what if code in ABOUT else ""


def sentences(code: str) -> Iterator[str]:
    """Every sentence of the page without a place's numbers, and without the word that they are missing."""
    if code in BY_CODE:
        yield from (one for one in declared(code, "", timezone.localdate()).sentences() if one != MISSING)


def index_sentences() -> Iterator[str]:
    for need in Situation:
        yield from (need.title, need.text)
