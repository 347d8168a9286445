"""推荐: every referral of the caseload or of the region, what is due first, whose turn it is, what is late."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clients.models import Client
from people import ledger
from people.doors import desk
from people.models import Action, Purpose, Role, User
from placement.desk.referral_rows import DONE, IN_PROGRESS, LATE, OURS, Row, rows
from placement.models.referral import State
from ui.facets import Facet, Shown, active, chosen_from, shown, sift

WHO = (Role.SOCIAL_WORKER, Role.MANAGER)
PAGE = 25
VIEWS = {IN_PROGRESS: "进行中", OURS: "要我做的", LATE: "逾期", DONE: "已结束"}
ABOUT = {
    IN_PROGRESS: "还没有结果的推荐",
    OURS: "下一步在社工手里",
    LATE: "过了答复期、面试时间或者上岗日期，还没有登记结果",
    DONE: "一年之内结束的，已上岗的也在这里",
}
EMPTY = {
    IN_PROGRESS: "没有进行中的推荐",
    OURS: "没有等着社工办的推荐",
    LATE: "没有逾期的推荐",
    DONE: "还没有结束的推荐",
}
DUE, NEW = "due", "new"
SORTS = ((DUE, "要办的、期限近的在前"), (NEW, "新推荐的在前"))


@dataclass(frozen=True, slots=True)
class Line:
    """One referral as the list shows it."""

    row: Row
    client: Client


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the lists, as ``c-tabs`` takes it."""

    label: str
    href: str
    current: bool
    count: int


@require_safe
@desk(*WHO)
def listing(request):
    """The lists of the acting person; a changed filter or a word swaps lists and rows."""
    user, words = request.user, request.GET.get("q", "").strip()
    found = rows(user, timezone.now())
    named = [row for row in found if not words or matches(row, words)]
    facets = facets_of(user, named)
    chosen = chosen_from(request.GET, facets)
    sifted = sift(named, chosen, facets)
    lists, *panels = shown(sifted, chosen, facets)
    view = next(iter(chosen["view"]))
    sort = NEW if request.GET.get("sort") == NEW else DUE
    kept = sorted(sifted.kept, key=lambda row: (-row.since.timestamp(), -row.pk)) if sort == NEW else sifted.kept
    page = Paginator(kept, PAGE).get_page(request.GET.get("page"))
    partial = request.htmx and not request.htmx.boosted
    if not partial:
        ledger.record(user, Action.VIEW, "caseload", user.region.code, Purpose.REFERRAL)
    context = {
        "tabs": tabs(request.GET, lists),
        "view": view,
        "about": ABOUT.get(view, ""),
        "empty": EMPTY.get(view, EMPTY[IN_PROGRESS]),
        "facets": panels,
        "filters": active(panels),
        "words": words,
        "sort": sort,
        "sorts": SORTS,
        "page": page,
        "lines": lines_of(user, page),
        "anything": bool(found),
        "of_others": user.role == Role.MANAGER,
    }
    return render(request, "placement/desk/_referrals.html" if partial else "placement/desk/referrals.html", context)


def matches(row: Row, words: str) -> bool:
    """By firm, by vacancy, or by the code name that the firm reads out on the telephone. Never by a person's name,
    which has no place in an address."""
    asked = words.casefold()
    return any(asked in said.casefold() for said in (row.firm, row.title, row.code))


def facets_of(user: User, found: Sequence[Row]) -> tuple[Facet, ...]:
    """The list first, then what it can be narrowed by."""
    firms = {str(row.firm_id): row.firm for row in found}
    panels = [
        Facet("view", "", lambda row: row.views, VIEWS, single=True, default=IN_PROGRESS),
        Facet("state", "进度", lambda row: (row.state,), dict(State.choices), most=11),
        Facet("firm", "企业", lambda row: (str(row.firm_id),), firms, by_count=True),
    ]
    if user.role == Role.MANAGER:
        workers = User.objects.filter(pk__in={row.caseworker_id for row in found}).values_list("pk", "name")
        names = {str(pk): name for pk, name in workers}
        panels.append(Facet("caseworker", "社工", lambda row: (str(row.caseworker_id),), names))
    return tuple(panels)


def tabs(query: QueryDict, lists: Shown) -> list[Tab]:
    """One tab per list, each keeping the filters of the address."""
    found = []
    for option in lists.options:
        address = query.copy()
        address.pop("page", None)
        address["view"] = option.value
        found.append(Tab(option.label, f"?{address.urlencode()}", option.selected, option.count))
    return found


def lines_of(user: User, page: Iterable[Row]) -> list[Line]:
    """The rows with whose they are, in the same order. One query."""
    order = list(page)
    clients = (
        Client.objects.visible_to(user)
        .select_related("residence_region", "caseworker")
        .in_bulk({row.client_id for row in order})
    )
    return [Line(row, clients[row.client_id]) for row in order if row.client_id in clients]
