"""推荐岗位: the vacancies one client can take, best first, why each fits, and why the others do not."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from clients.door import open_case
from clients.may import may_change
from clients.models import BarFact, Client
from lexicon.features import WorkFeature
from people.doors import desk
from people.models import Purpose, Role
from placement.best_vacancies import Found, Matches, Missing, for_client
from placement.desk.match_card import match_card, near_card
from placement.matching.case import Fact
from placement.models import Shortlist
from placement.override_bar import may_override
from placement.search.facets import CLIENT_FACETS, shown
from ui.facets import active, chosen_from, sift

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
PAGE, NEAR, NEAR_ALL, QUESTIONS = 20, 3, 12, 3


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
    context = _list_context(request, matches, kept)
    context |= _kept_context(matches, shortlist)
    context |= {
        "client": client,
        "matches": matches,
        "may_change": may_change(request.user, client),
        "may_override": may_override(request.user, client),
        "near": [near_card(matches, told, kept=int(told.post) in kept) for told in matches.near_misses(NEAR)],
        "questions": questions(client, matches.missing),
    }
    return render(request, "placement/desk/_matches.html" if request.htmx else "placement/desk/matches.html", context)


def _list_context(request, matches: Matches, kept: set[int]) -> dict[str, object]:
    """The list with its facets, as the address asks for it."""
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
        "cards": [_card(matches, found, kept) for found in page],
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


def _card(matches: Matches, found: Found, kept: set[int]):
    return match_card(matches, found.card, kept=found.card.id in kept)


@require_safe
@desk(*STAFF)
def near_misses(request, client_id):
    """为什么不行: more of the vacancies that nearly fit, and how many each obstacle excludes."""
    client = open_case(request, client_id, Purpose.MATCHING)
    matches = for_client(client, request.user, timezone.localdate())
    kept = set(client.shortlist.values_list("vacancy_id", flat=True))
    context = {
        "client": client,
        "matches": matches,
        "may_change": may_change(request.user, client) and client.is_open,
        "may_override": may_override(request.user, client),
        "near": [near_card(matches, told, kept=int(told.post) in kept) for told in matches.near_misses(NEAR_ALL)],
        "obstacles": [{"label": label, "value": count} for label, count in matches.failed],
    }
    return render(request, "placement/desk/near_misses.html", context)


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask the client first, why, and the one page where the answers are written down."""

    texts: tuple[str, ...]
    why: str
    href: str


_ASKED = {
    "client.wage_floor": ("每月最少要拿多少", "wish"),
    "client.shifts": ("能上哪些班次", "wish"),
    "client.districts": ("愿意去哪些地方上班", "wish"),
    "client.appointments": ("有没有固定的签到、服药时间", "fixed_time"),
    "client.education": ("文化程度", "edit"),
    "client.birth_date": ("出生日期", "edit"),
    "client.position": ("住址的位置（经纬度）", "edit"),
    "client.certificates": ("持有哪些证书，有效期到什么时候", "certificate"),
    "client.licence": ("有没有驾驶证，什么车型", "certificate"),
}


def questions(client: Client, missing: list[Missing]) -> list[Question]:
    """The facts that settle most, gathered by the page that takes them, the most telling page first."""
    pages: dict[str, list[tuple[str, Missing]]] = {}
    for one in missing:
        text, place = _worded(one.fact)
        pages.setdefault(place, []).append((text, one))
    return [
        Question(tuple(text for text, _ in asked), _why([one for _, one in asked]), _address(client, place))
        for place, asked in list(pages.items())[:QUESTIONS]
    ]


def _why(asked: list[Missing]) -> str:
    if blocked := max(one.blocked for one in asked):
        return f"没问清之前，{blocked} 个岗位依法先不推荐"
    return f"关系到前面 {max(one.vacancies for one in asked)} 个岗位"


def _worded(fact: str) -> tuple[str, str]:
    if fact in _ASKED:
        return _ASKED[fact]
    group, code = fact.rsplit(".", 1)
    if group == "client.limits":
        return f"能不能做有{WorkFeature(code).label}的工作", "limits"
    if group == "client.facts":
        # What is no question of its own is read from the measures.
        return f"是否{Fact(code).label}", "bar_facts" if code in BarFact.Kind.values else "measure"
    return "其他情况", "edit"


def _address(client: Client, place: str) -> str:
    if place == "edit":
        return reverse("clients:edit", args=[client.pk])
    if place in ("fixed_time", "certificate", "measure"):
        return reverse("clients:facts", args=[client.pk, place])
    return reverse("clients:answer", args=[client.pk, place])
