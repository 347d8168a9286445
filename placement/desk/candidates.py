"""推荐人选: who of one's own clients could take a vacancy, best first, and why. Each look is written down."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clients.door import KIND
from clients.models import Client
from employers.models import Vacancy
from people import ledger
from people.doors import desk
from people.models import Action, Purpose, Role
from placement.best_clients import Candidate, Candidates, for_vacancy
from placement.desk.match_card import leave_line, reasons_for, reasons_in_brief, whole_points
from placement.models import Referral

PAGE = 15


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate as the page shows her."""

    client: Client
    meta: list[str]
    score: int
    parts: list[dict[str, Any]]
    reasons: list[dict[str, str]]
    related: bool
    kept: bool
    referral_id: int | None


@require_safe
@desk(Role.SOCIAL_WORKER)
def of_vacancy(request, vacancy_id):
    """The worker's own clients for one vacancy. One that is not on offer has no candidates, and the page says so."""
    vacancy = get_object_or_404(
        Vacancy.objects.visible_to(request.user).select_related("enterprise", "region__parent"), pk=vacancy_id
    )
    today = timezone.localdate()
    context: dict[str, Any] = {"vacancy": vacancy, "today": today, "stale": vacancy.is_stale(today)}
    if vacancy.state == "published":
        try:
            found = for_vacancy(vacancy.pk, request.user, today)
        except KeyError:  # withdrawn between the two reads
            raise Http404 from None
        page = Paginator(found.ranked, PAGE).get_page(request.GET.get("page"))
        running = Referral.objects.visible_to(request.user).running().filter(vacancy=vacancy)
        referred = dict(running.values_list("client_id", "pk"))
        rows = [_row(found, candidate, referred) for candidate in page]
        ledger.record_each(request.user, Action.VIEW, KIND, [row.client.pk for row in rows], Purpose.MATCHING)
        obstacles = [{"label": label, "value": count} for label, count in found.failed]
        context |= {
            "page": page,
            # The list is sorted by score, so who speaks for nothing stands at its end.
            "rows": [row for row in rows if row.score],
            "others": [row for row in rows if not row.score],
            "others_count": sum(not round(candidate.score) for candidate in found.ranked),
            "found": found,
            "obstacles": obstacles,
            "related": sum(candidate.related for candidate in found.ranked),
        }
    return render(request, "placement/desk/candidates.html", context)


def _row(found: Candidates, candidate: Candidate, referred: dict[int, int]) -> Row:
    told = found.explain(candidate)
    card = found.pool.card(told.post)
    parts = whole_points(told.contributions)
    return Row(
        client=candidate.client,
        meta=_about(found, candidate),
        score=sum(part["value"] for part in parts),
        parts=parts,
        reasons=[*(reasons_for if candidate.related else reasons_in_brief)(told, card), *leave_line(told)],
        related=candidate.related,
        kept=any(kept.vacancy_id == int(told.post) for kept in candidate.client.shortlist.all()),
        referral_id=referred.get(candidate.client.pk),
    )


def _about(found: Candidates, candidate: Candidate) -> list[str]:
    """Number, age and distance."""
    client, km = candidate.client, found.distance(candidate)
    age = client.age(found.as_of)
    facts = [client.number, f"{age} 岁" if age is not None else "", f"{km:.1f} 公里" if km is not None else ""]
    return [fact for fact in facts if fact]
