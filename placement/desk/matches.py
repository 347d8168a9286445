"""推荐岗位: the vacancies one client can take, best first, why each fits, and why the others do not."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clients.door import open_case
from clients.may import may_change
from people.doors import desk
from people.models import Purpose, Role
from placement.best_vacancies import Found, Matches, for_client
from placement.desk.family_pay import FamilyPay
from placement.desk.match_card import match_card, near_card
from placement.desk.near_misses import groups
from placement.desk.questions import questions
from placement.desk.referral import acts_for
from placement.models import Shortlist
from placement.near_misses import near_misses
from placement.override_bar import may_override
from placement.search.facets import CLIENT_FACETS, shown
from ui.facets import active, chosen_from, sift

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
PAGE, NEAR = 10, 3


@require_safe
@desk(*STAFF)
def of_client(request, client_id):
    """The ranked vacancies of one client; a changed facet swaps the panel and the list."""
    client = open_case(request, client_id, Purpose.MATCHING)
    if not client.is_open:
        return render(request, "placement/desk/matches_closed.html", {"client": client})
    matches = for_client(client, request.user, timezone.localdate())
    shortlist = list(client.shortlist.select_related("vacancy__enterprise"))
    kept = {entry.vacancy_id for entry in shortlist}
    family = FamilyPay(client, matches.as_of)
    running = dict(client.referrals.running().values_list("vacancy_id", "pk"))
    context = _list_context(request, matches, kept, family, running)
    context |= _kept_context(matches, shortlist)
    context |= {
        "client": client,
        "family": family,
        "matches": matches,
        "may_change": may_change(request.user, client),
        "may_refer": acts_for(request.user, client),
        "may_override": may_override(request.user, client),
        "near": groups(client, matches, near_misses(matches).steps[:NEAR], kept),
        "questions": questions(client, matches.missing),
    }
    return render(request, "placement/desk/_matches.html" if request.htmx else "placement/desk/matches.html", context)


def _list_context(
    request, matches: Matches, kept: set[int], family: FamilyPay, running: dict[int, int]
) -> dict[str, object]:
    """The list with its facets, as the address asks for it; ``running`` are referrals by vacancy."""
    only_kept = "kept" in request.GET
    chosen = chosen_from(request.GET, CLIENT_FACETS)
    rows = [found for found in matches.ranked if found.card.id in kept] if only_kept else matches.ranked
    sifted = sift(rows, chosen, CLIENT_FACETS, card=lambda found: found.card)
    facets = shown(sifted, chosen, CLIENT_FACETS, matches.pool.counties)
    filters = active(facets)
    if only_kept:
        filters.insert(0, {"name": "kept", "value": "1", "label": "只看收藏"})
    page = Paginator(sifted.kept, PAGE).get_page(request.GET.get("page"))
    return {
        "facets": facets,
        "filters": filters,
        "only_kept": only_kept,
        "related": sum(matches.is_related(found.card.id) for found in sifted.kept),
        "kept_count": sum(found.card.id in kept for found in matches.ranked),
        "page": page,
        "cards": [_card(matches, found, kept, family, running) for found in page],
    }


def _kept_context(matches: Matches, shortlist: list[Shortlist]) -> dict[str, object]:
    """What is kept and cannot be recommended now: with obstacles, or no longer on offer."""
    passing = {found.card.id for found in matches.ranked}
    published = matches.pool.posts.index
    blocked = [entry.vacancy_id for entry in shortlist if str(entry.vacancy_id) in published]
    blocked = [pk for pk in blocked if pk not in passing]
    gone = [entry.vacancy for entry in shortlist if str(entry.vacancy_id) not in published]
    return {
        "kept_blocked": [near_card(matches, matches.explain(pk), kept=True) for pk in blocked],
        "kept_gone": gone,
        "kept_out": len(blocked) + len(gone),
    }


def _card(matches: Matches, found: Found, kept: set[int], family: FamilyPay, running: dict[int, int]):
    pk = found.card.id
    return match_card(matches, found.card, kept=pk in kept, family=family.of(found.card), referral_id=running.get(pk))
