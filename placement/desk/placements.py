"""安置: every job of one's clients, who is at work, whom to ask; how many lasted stands beside how many began."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Max, Min, Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people import ledger
from people.doors import desk
from people.models import Action, Purpose, Role
from placement.models import FollowUp, Placement
from placement.retention import LASTING, Spell, retention, spell
from ui.facets import Facet, active, chosen_from, shown, sift

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
PAGE = 25
STATES = {"current": "在岗", "ended": "已离岗"}
ASK = {"due": "到期要问", "waits": "还没到期", "answered": "都问过了"}
AGES = {"under_30": "不满 30 天", "under_90": "30–89 天", "lasting": "做满 90 天", "unsure": "90 天后没问到"}


@dataclass(frozen=True, slots=True)
class Row:
    """One job as the facets see it."""

    pk: int
    kind: str
    is_current: bool
    next_due: date | None
    seen: Spell
    started_on: date

    def state(self) -> tuple[str]:
        return ("current" if self.is_current else "ended",)

    def age(self) -> tuple[str]:
        """How long she has been, or was, there."""
        if self.seen.days > LASTING or (not self.seen.left and self.seen.days >= LASTING):
            return ("lasting",)
        days = self.seen.days if self.seen.left else self.seen.age
        return ("unsure" if days >= LASTING else "under_90" if days >= 30 else "under_30",)

    def asking(self, today: date) -> tuple[str]:
        if self.next_due is None:
            return ("answered",)
        return ("due" if self.next_due <= today else "waits",)


@dataclass(frozen=True, slots=True)
class Line:
    """One job as the list shows it."""

    placement: Placement
    row: Row
    today: date

    @property
    def days(self) -> int:
        return self.placement.days(self.today)

    @property
    def is_due(self) -> bool:
        return self.row.next_due is not None and self.row.next_due <= self.today

    @property
    def words(self) -> str:
        """What is known of its first ninety days, where that is known."""
        (age,) = self.row.age()
        return AGES[age] if age in ("lasting", "unsure") else ""

    @property
    def tone(self) -> str:
        return "good" if self.row.age() == ("lasting",) else "wait"


@require_safe
@desk(*STAFF)
def listing(request):
    """The jobs of the acting person's clients; a changed filter swaps list and panel."""
    user, today = request.user, timezone.localdate()
    mine = Placement.objects.visible_to(user)
    rows = rows_of(mine, today)
    facets = facets_of(today)
    chosen = chosen_from(request.GET, facets)
    sifted = sift(rows, chosen, facets)
    panels = shown(sifted, chosen, facets)
    page = Paginator(sifted.kept, PAGE).get_page(request.GET.get("page"))
    partial = request.htmx and not request.htmx.boosted
    if not partial:
        ledger.record(user, Action.VIEW, "caseload", user.region.code, Purpose.FOLLOW_UP)
    context = {
        "facets": panels,
        "filters": active(panels),
        "page": page,
        "lines": lines_of(mine, page, today),
        "anything": bool(rows),
        "found": retention([row.seen for row in rows]),
        "current": sum(row.is_current for row in rows),
        "due": sum(row.asking(today) == ("due",) for row in rows),
        "is_manager": user.role == Role.MANAGER,
    }
    template = "placement/desk/_placements.html" if partial else "placement/desk/placements.html"
    return render(request, template, context)


def rows_of(placements, today: date) -> list[Row]:
    """The jobs of a scoped queryset, latest first. One query, whatever is encrypted left out."""
    said = Q(follow_ups__outcome=FollowUp.Outcome.WORKING)
    waits = Q(follow_ups__settled_on__isnull=True)
    found = (
        placements.annotate(
            seen=Max("follow_ups__settled_on", filter=said), next_due=Min("follow_ups__due_on", filter=waits)
        )
        .order_by("-started_on", "-pk")
        .values_list("pk", "kind", "started_on", "ended_on", "seen", "next_due")
    )
    return [
        Row(pk, kind, ended is None, due if ended is None else None, spell(began, ended, seen, as_of=today), began)
        for pk, kind, began, ended, seen, due in found
    ]


def facets_of(today: date) -> Sequence[Facet]:
    return (
        Facet("state", "现在", Row.state, STATES),
        Facet("ask", "回访", lambda row: row.asking(today), ASK),
        Facet("kind", "安置方式", lambda row: (row.kind,), dict(Placement.Kind.choices)),
        Facet("age", "做了多久", Row.age, AGES),
        Facet("year", "哪年上岗", lambda row: (str(row.started_on.year),), label=lambda year: f"{year} 年", most=5),
    )


def lines_of(placements, page: Iterable[Row], today: date) -> list[Line]:
    """The rows with their records, in the same order. One query."""
    order = list(page)
    found = {
        one.pk: one
        for one in placements.filter(pk__in=[row.pk for row in order]).select_related(
            "client__residence_region__parent", "client__caseworker", "enterprise"
        )
    }
    return [Line(found[row.pk], row, today) for row in order if row.pk in found]
