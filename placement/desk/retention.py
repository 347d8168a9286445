"""稳岗: of those placed, how many are still at work; the curve, its table, and by kind and firm."""

from dataclasses import dataclass
from itertools import pairwise

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from employers.models import Enterprise
from people import ledger
from people.doors import desk
from people.models import Action, Purpose, Role
from placement import retention as figures
from placement.models import Placement
from placement.models.follow_up import DAYS
from placement.retention import Estimate, Retention, Spell
from ui.facets import Facet, active, chosen_from, shown, sift

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
PERIODS = {"1": "近一年上岗", "2": "近两年上岗", "3": "近三年上岗", "all": "全部"}
DEFAULT = "2"
# Firms in the table; the others are in the sums.
FIRMS = 12


@dataclass(frozen=True, slots=True)
class Group:
    """One line of a table: a set of placements by its name."""

    name: str
    found: Retention


@require_safe
@desk(*STAFF)
def page(request):
    """The placements of one's own clients, or of the region, that began in a period."""
    user, today = request.user, timezone.localdate()
    spells = figures.spells_of(Placement.objects.visible_to(user), today)
    facets = (
        Facet("period", "上岗时间", periods, PERIODS, single=True, default=DEFAULT),
        Facet("kind", "安置方式", lambda one: (one.kind,), dict(Placement.Kind.choices)),
    )
    chosen = chosen_from(request.GET, facets)
    sifted = sift(spells, chosen, facets)
    panels = shown(sifted, chosen, facets)
    kept = sifted.kept
    partial = request.htmx and not request.htmx.boosted
    if not partial:
        ledger.record(user, Action.VIEW, "caseload", user.region.code, Purpose.STATISTICS)
    steps = figures.steps(kept)
    period = next(iter(chosen["period"]))
    context = {
        "facets": panels,
        "filters": active(panels),
        "period": PERIODS.get(period, PERIODS[DEFAULT]),
        "found": figures.retention(kept),
        "pieces": pieces(steps),
        "around": around(steps),
        "marks": [{"label": f"{day} 天", "x": day} for day in DAYS[:-1] if steps and day <= steps[-1][0]],
        "kinds": by_kind(kept),
        "firms": by_firm(kept, user),
        "few": figures.FEW,
        "today": today,
    }
    return render(request, "placement/desk/_retention.html" if partial else "placement/desk/retention.html", context)


def periods(one: Spell) -> list[str]:
    """The periods in which it began: by its age, a year being 365 days."""
    return [code for code in PERIODS if code == "all" or one.age <= int(code) * 365]


def pieces(steps: list[tuple[int, Estimate]]) -> list[dict[str, float]]:
    """The steps as ``c-curve`` draws them, in percent: level until the next one, then straight down."""
    drawn = []
    for (day, told), (until, after) in pairwise(steps):
        level, below = 100 * told.share, 100 * after.share
        drawn.append({"x1": day, "y1": level, "x2": until, "y2": level})
        if below < level:
            drawn.append({"x1": until, "y1": level, "x2": until, "y2": below})
    return drawn


def around(steps: list[tuple[int, Estimate]]) -> list[dict[str, float]]:
    """The 95 % interval from each step to the next, where there is one."""
    return [
        {"x1": day, "x2": until, "low": 100 * told.low, "high": 100 * told.high}
        for (day, told), (until, _) in pairwise(steps)
        if told.low is not None and told.high is not None and until > day
    ]


def by_kind(spells: list[Spell]) -> list[Group]:
    """Each way of placing that occurs, in the order of the list."""
    groups = figures.grouped(spells, "kind")
    return [Group(label, figures.retention(groups[kind])) for kind, label in Placement.Kind.choices if kind in groups]


def by_firm(spells: list[Spell], user) -> list[Group]:
    """The firms that took most; jobs without a firm of the list are left out. One query."""
    groups = {firm: found for firm, found in figures.grouped(spells, "firm").items() if firm is not None}
    most = sorted(groups, key=lambda firm: (-len(groups[firm]), firm))[:FIRMS]
    names = dict(Enterprise.objects.visible_to(user).filter(pk__in=most).values_list("pk", "name"))
    return [Group(names[firm], figures.retention(groups[firm])) for firm in most if firm in names]
