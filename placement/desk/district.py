"""旗区概况: for the manager, caseloads against 1 : 30, vacancies by district, and who has not been heard of."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clients.models import Client
from clients.models.client import NO_CONTACT_DAYS
from people import ledger
from people.doors import desk
from people.models import Action, Level, Membership, Purpose, Role, Sex, User
from people.scope import covers, within_scope
from placement import pool as pools
from placement import release, stalled
from placement.desk.placements import rows_of
from placement.desk.today import silence
from placement.models import Placement
from placement.posts import county_names
from placement.retention import LASTING, retention
from placement.staffing_rule import CLIENTS_PER_WORKER

PAGE = 20
COUNTY_DIGITS = int(Level.COUNTY)


@dataclass(frozen=True, slots=True)
class Load:
    """One worker's open cases. ``place`` and ``county`` (a code) are empty for somebody with cases here and no post."""

    worker: User
    place: str
    county: str
    clients: int
    women: int
    silent: int

    @property
    def is_over(self) -> bool:
        return self.clients > CLIENTS_PER_WORKER

    @property
    def over(self) -> int:
        return max(0, self.clients - CLIENTS_PER_WORKER)

    @property
    def room(self) -> int:
        return max(0, CLIENTS_PER_WORKER - self.clients)

    @property
    def is_woman(self) -> bool:
        return self.worker.sex == Sex.FEMALE


@dataclass(frozen=True, slots=True)
class CountyLoad:
    """The workers posted in one county and their open cases."""

    name: str
    workers: int
    women_workers: int
    clients: int
    women: int
    silent: int
    over: int

    @property
    def ratio(self) -> float:
        return round(self.clients / self.workers, 1)


@dataclass(slots=True)
class Supply:
    """The vacancies of one district. ``places`` counts only what is known; ``unknown`` the posts that do not say."""

    name: str
    code: str
    open: int = 0
    stale: int = 0
    places: int = 0
    unknown: int = 0


@require_safe
@desk(Role.MANAGER)
def overview(request):
    """The manager's region and below."""
    manager, day = request.user, timezone.localdate()
    clients = Client.objects.visible_to(manager).open()
    loads = loads_in(manager, day)
    silent = (
        clients.without_contact(day)
        .select_related("caseworker", "residence_region__parent")
        .order_by("last_contact_on", "opened_on", "pk")
    )
    page = Paginator(silent, PAGE).get_page(request.GET.get("page"))
    if request.htmx:
        ledger.record(manager, Action.VIEW, "caseload", manager.region.code, Purpose.SUPERVISION)
        return render(request, "placement/desk/_silent.html", _silent_context(page, day))
    totals = clients.aggregate(all=Count("pk"), women=Count("pk", filter=Q(sex=Sex.FEMALE)))
    posted = [load for load in loads if load.place]
    supplies = supplies_in(manager, day)
    counties = counties_of(posted) if manager.region.level < Level.COUNTY else []
    ledger.record(manager, Action.VIEW, "caseload", manager.region.code, Purpose.SUPERVISION)
    context = {
        "region": manager.region,
        "today": day,
        "loads": loads,
        "counties": counties,
        "bars": bars_of(loads, counties),
        "limit": CLIENTS_PER_WORKER,
        "totals": totals,
        "workers": len(posted),
        "women_workers": sum(load.is_woman for load in posted),
        "women_with_men": sum(load.women for load in loads if load.worker.sex == Sex.MALE),
        "ratio": round(totals["all"] / len(posted), 1) if posted else None,
        "over": sum(load.is_over for load in loads),
        "supplies": supplies,
        "open_total": sum(supply.open for supply in supplies),
        "stale_total": sum(supply.stale for supply in supplies),
        "places_total": sum(supply.places for supply in supplies),
        "stuck_count": len(stalled.of(manager, day)),
        "stuck_days": stalled.STALLED_DAYS,
        "leaving_count": len(release.leaving(manager, day)),
        "placed": retention([row.seen for row in rows_of(Placement.objects.visible_to(manager), day)]),
        "lasting_days": LASTING,
    }
    return render(request, "placement/desk/district.html", context | _silent_context(page, day))


def _silent_context(page, day: date) -> dict[str, object]:
    return {
        "page": page,
        "rows": [(client, silence(client, day)) for client in page],
        "silent_days": NO_CONTACT_DAYS,
        "silent_count": page.paginator.count,
    }


def loads_in(manager: User, day: date) -> list[Load]:
    """Every social worker posted in the manager's region, and whoever has open cases there, most cases first.

    Counted are the cases of the manager's region. Three queries.
    """
    counted = {
        row["caseworker"]: row
        for row in Client.objects.visible_to(manager)
        .open()
        .order_by()
        .values("caseworker")
        .annotate(clients=Count("pk"), women=Count("pk", filter=Q(sex=Sex.FEMALE)))
    }
    silent = dict(
        Client.objects.visible_to(manager)
        .open()
        .without_contact(day)
        .order_by()
        .values_list("caseworker")
        .annotate(Count("pk"))
    )
    posts = within_scope(manager, Membership.objects.current(day).filter(role=Role.SOCIAL_WORKER, user__is_active=True))
    places = {
        post.user: (post.region.short_name, post.region.code[:COUNTY_DIGITS])
        for post in posts.select_related("user", "region__parent")
    }
    for worker in User.objects.filter(pk__in=counted.keys() - {worker.pk for worker in places}):
        places[worker] = ("", "")
    loads = [
        Load(
            worker,
            *place,
            counted.get(worker.pk, {}).get("clients", 0),
            counted.get(worker.pk, {}).get("women", 0),
            silent.get(worker.pk, 0),
        )
        for worker, place in places.items()
    ]
    return sorted(loads, key=lambda load: (-load.clients, load.worker.username))


def counties_of(loads: list[Load]) -> list[CountyLoad]:
    """The loads county by county, by code. One query for the names."""
    codes = sorted({load.county for load in loads})
    names = county_names(set(codes))
    counties = []
    for code in codes:
        own = [load for load in loads if load.county == code]
        counties.append(
            CountyLoad(
                name=names.get(code, code),
                workers=len(own),
                women_workers=sum(load.is_woman for load in own),
                clients=sum(load.clients for load in own),
                women=sum(load.women for load in own),
                silent=sum(load.silent for load in own),
                over=sum(load.is_over for load in own),
            )
        )
    return counties


def bars_of(loads: list[Load], counties: list[CountyLoad]) -> list[dict[str, object]]:
    """The chart: clients per worker by county, or within one county who has not heard of whom."""
    if counties:
        return [{"label": county.name, "value": round(county.ratio)} for county in counties]
    return [{"label": load.worker.name, "value": load.silent} for load in sorted(loads, key=lambda one: -one.silent)]


def supplies_in(manager: User, day: date) -> list[Supply]:
    """The vacancies of each district of the manager's region, by code."""
    pool = pools.of_actor(manager)
    supplies = {
        code: Supply(name, code)
        for code, name in pool.counties.items()
        if covers(manager.region.code, code) or covers(code, manager.region.code)
    }
    for card in pool.cards.values():
        supply = supplies.get(card.county)
        if supply is None or not card.is_published:
            continue
        if card.is_stale(day):
            supply.stale += 1
        elif card.is_open(day):
            supply.open += 1
            supply.places += card.places or 0
            supply.unknown += card.places is None
    return list(supplies.values())
