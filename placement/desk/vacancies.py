"""岗位: found by words and narrowed by facets, each choice with the number of vacancies it would leave."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.core.paginator import Page, Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from employers.may import KEEPERS, may_keep
from employers.models import Vacancy
from people.doors import desk
from people.models import Role, User
from placement import pool as pools
from placement.search.card import Card
from placement.search.documents import demands
from placement.search.engine import Asked, Found, asked_by, engine, facets_on
from placement.search.facets import shown
from placement.search.marks import Pieces, excerpt, pieces
from ui.facets import active, chosen_from

PAGE = 20
LONGEST_QUERY = 60
SORTS = {"words": "最相关", "new": "最近确认", "wage": "工资从高到低"}


@require_safe
@desk(Role.SOCIAL_WORKER, Role.MANAGER, Role.WELFARE_OFFICER)
def listing(request):
    """The vacancies of the actor's city; a changed word or facet swaps the panel and the list."""
    today = timezone.localdate()
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    is_worded, facets = bool(demands(words)), facets_on(today)
    chosen = chosen_from(request.GET, facets)
    sort = request.GET.get("sort", "")
    if sort not in SORTS or (sort == "words" and not is_worded):
        sort = "words" if is_worded else "new"
    asked = replace(asked_by(request.user, today), words=words, chosen=chosen, sort=sort, size=PAGE)
    found, page = _page(asked, request.GET.get("page"))
    pool = pools.of_actor(request.user)
    panels = shown(found.sifted, chosen, facets, pool.counties)
    filters = active(panels)
    if words:
        filters.insert(0, {"name": "q", "value": words, "label": f"“{words}”"})
    # The index may be a moment behind: nobody sees what has just been taken off.
    cards = [pool.cards[pk] for pk in found.ids if pk in pool.cards and is_visible(pool.cards[pk], request.user)]
    context = {
        "words": words,
        "facets": panels,
        "filters": filters,
        "sort": sort,
        "sorts": [(value, label) for value, label in SORTS.items() if value != "words" or is_worded],
        "page": page,
        "rows": list(_rows(cards, found, today)),
        "fell_back": found.fell_back,
        "today": today,
        "keeps": request.user.role in KEEPERS,
    }
    return render(
        request, "placement/desk/_vacancies.html" if request.htmx else "placement/desk/vacancies.html", context
    )


def _page(asked: Asked, number: str | None) -> tuple[Found, Page]:
    """The page asked for, or the nearest one that there is; only its own vacancies are fetched."""
    first = int(number) if number and number.isascii() and number.isdecimal() and len(number) < 6 else 1
    found = engine().search(replace(asked, start=max(first - 1, 0) * PAGE))
    page = Paginator(range(found.total), PAGE).get_page(number)
    start = (page.number - 1) * PAGE
    if start != max(first - 1, 0) * PAGE:
        found = engine().search(replace(asked, start=start))
    return found, page


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list; ``excerpt`` shows where the words stand when neither title nor firm holds them."""

    card: Card
    stale: bool
    title: Pieces
    firm: Pieces
    excerpt: Pieces


def _rows(cards: list[Card], found: Found, today: date) -> Iterator[Row]:
    worded = [card.id for card in cards if found.marks.get(card.id)]
    texts = dict(Vacancy.objects.filter(pk__in=worded).values_list("pk", "text")) if worded else {}
    for card in cards:
        marks = found.marks.get(card.id, ())
        title, firm = pieces(card.title, marks), pieces(card.firm, marks)
        held = any(marked for _, marked in (*title, *firm))
        where = () if held else excerpt(texts.get(card.id, ""), marks) or excerpt(card.address, marks)
        yield Row(card, card.is_stale(today), title, firm, list(where))


def is_visible(card: Card, actor: User) -> bool:
    """As ``Vacancy.objects.visible_to``: what is published in the city, and all that the actor keeps."""
    return card.is_published or (actor.region is not None and may_keep(actor.role, actor.region.code, card.kept))
