"""岗位: found by words and narrowed by facets, each choice with the number of vacancies it would leave."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from employers.may import KEEPERS, may_keep
from people.doors import desk
from people.models import Role, User
from placement import pool as pools
from placement.search.card import Card
from placement.search.database import find
from placement.search.facets import FACETS, shown, state
from ui.facets import active, chosen_from, sift

PAGE = 20
LONGEST_QUERY = 60
SORTS = {"words": "最相关", "new": "最近确认", "wage": "工资从高到低"}


@require_safe
@desk(Role.SOCIAL_WORKER, Role.MANAGER, Role.WELFARE_OFFICER)
def listing(request):
    """The vacancies of the actor's city; a changed word or facet swaps the panel and the list."""
    today = timezone.localdate()
    words = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    pool = pools.of_actor(request.user)
    found = find(words) if words else None
    rows = list(pool.cards.values()) if found is None else [pool.cards[pk] for pk in found if pk in pool.cards]
    facets = (state(today), *FACETS)
    chosen = chosen_from(request.GET, facets)
    sifted = sift((card for card in rows if is_visible(card, request.user)), chosen, facets)
    sort = request.GET.get("sort", "")
    if sort not in SORTS or (sort == "words" and found is None):
        sort = "new" if found is None else "words"
    panels = shown(sifted, chosen, facets, pool.counties)
    filters = active(panels)
    if words:
        filters.insert(0, {"name": "q", "value": words, "label": f"“{words}”"})
    page = Paginator(in_order(sifted.kept, sort), PAGE).get_page(request.GET.get("page"))
    context = {
        "words": words,
        "facets": panels,
        "filters": filters,
        "sort": sort,
        "sorts": [(value, label) for value, label in SORTS.items() if value != "words" or found is not None],
        "page": page,
        "rows": [(card, card.is_stale(today), card.fresh_until()) for card in page],
        "today": today,
        "keeps": request.user.role in KEEPERS,
    }
    return render(
        request, "placement/desk/_vacancies.html" if request.htmx else "placement/desk/vacancies.html", context
    )


def is_visible(card: Card, actor: User) -> bool:
    """As ``Vacancy.objects.visible_to``: what is published in the city, and all that the actor keeps."""
    return card.is_published or (actor.region is not None and may_keep(actor.role, actor.region.code, card.kept))


def in_order(cards: list[Card], sort: str) -> list[Card]:
    """The cards by one of ``SORTS``; ``words`` is the order in which the search found them."""
    if sort == "wage":
        return sorted(cards, key=lambda card: (-card.wage_top, card.id))
    if sort == "new":
        return sorted(cards, key=lambda card: (card.refreshed_on is None, _days_back(card), -card.id))
    return cards


def _days_back(card: Card) -> int:
    return -card.refreshed_on.toordinal() if card.refreshed_on else 0
