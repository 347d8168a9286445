"""The one search box of the desk, and the same as a page for whoever has no script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config.find.firms import firms
from config.find.found import Group, Hit
from config.find.pages import pages
from config.find.people import people
from config.find.vacancies import vacancies
from config.navigation import DESK
from people.doors import desk

LONGEST = 60


@require_http_methods(["GET", "HEAD", "POST"])
@desk()
def find(request: HttpRequest) -> HttpResponse:
    """What the acting role may find by the words of a form; the box asks for the list alone.

    By POST alone: what is typed here is mostly a name, and addresses are kept by browsers, proxies and logs. Words of
    an address are not looked at.
    """
    # PostgreSQL takes no NUL in a text, and nobody types one.
    words = request.POST.get("q", "").replace("\x00", "").strip()
    too_long = len(words) > LONGEST
    groups = found(request, words) if words and not too_long else []
    context = {
        "words": words,
        "groups": groups,
        "hits": sum(len(group.hits) for group in groups if group.key != "next"),
        "too_long": len(words) - LONGEST if too_long else 0,
        "longest": LONGEST,
    }
    template = "find/_results.html" if request.htmx else "find/page.html"
    return render(request, template, context, status=422 if too_long else 200)


def found(request: HttpRequest, words: str) -> list[Group]:
    """The groups that hold something, people first."""
    user = request.user
    groups = [people(request, words), vacancies(user, words), firms(user, words), pages(user, words)]
    if groups[0].hits:
        # The words name a person: nothing may carry them into an address.
        groups = [_without_addresses(group) for group in groups]
    if user.role in DESK and not any(group.hits for group in groups):
        enrol = Hit("新建档案", reverse("clients:enrol"), "user-plus", "确实没有建档的人")
        groups.append(Group("next", "接下来可以", [enrol]))
    return [group for group in groups if group.hits or group.note]


def _without_addresses(group: Group) -> Group:
    return Group(group.key, group.label, [hit for hit in group.hits if hit.method != "get"], group.note)
