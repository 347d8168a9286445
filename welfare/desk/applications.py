"""救助申请: what runs, what is due or overdue, what must be looked at again, what is settled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people import ledger
from people.doors import desk
from people.models import Action, Purpose, Role, User
from ui.facets import UNKNOWN, Facet, Shown, active, chosen_from, shown, sift
from welfare import applications
from welfare.applications import DONE, OVERDUE, REVIEW, RUNNING, SOON, Clock, Row
from welfare.desk.facets import places
from welfare.models import Application
from welfare.models.application import State
from welfare.restricted import visible_entitlements

WHO = (Role.WELFARE_OFFICER, Role.SOCIAL_WORKER, Role.MANAGER)
KIND = "household_list"
PAGE = 25
VIEWS = {RUNNING: "进行中", SOON: "即将到期", OVERDUE: "已逾期", REVIEW: "待复核", DONE: "已办结"}
ABOUT = {
    RUNNING: "还没有办完的申请，期限近的在前",
    SOON: f"{applications.SOON_WORKDAYS} 个工作日之内到期",
    OVERDUE: "过了法定期限还没有办",
    REVIEW: f"{applications.REVIEW_AHEAD.days} 天之内要复核或者到期的",
    DONE: "一年之内办完的，和正在享受的",
}
EMPTY = {
    RUNNING: "没有在办的申请",
    SOON: "没有快要到期的申请",
    OVERDUE: "没有超期的申请",
    REVIEW: "没有到复核期的家庭",
    DONE: "还没有办完的申请",
}
TONES = {State.GRANTED: "good", State.PAYING: "good", State.REFUSED: "bad", State.PREPARING: "wait"}


@dataclass(frozen=True, slots=True)
class Line:
    """One application as the list shows it."""

    application: Application
    clock: Clock | None

    @property
    def tone(self) -> str:
        """The colour of the state's dot."""
        return TONES.get(State(self.application.state), "plain")

    @property
    def row_tone(self) -> str:
        return "bad" if self.clock and self.clock.due_on < timezone.localdate() else ""


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
    """The lists of the acting person: her region's, or her own clients'. A changed filter swaps lists and rows."""
    user, today = request.user, timezone.localdate()
    rows = applications.rows(user, today)
    facets = facets_of(user, rows)
    chosen = chosen_from(request.GET, facets)
    sifted = sift(rows, chosen, facets)
    lists, *panels = shown(sifted, chosen, facets)
    view = next(iter(chosen["view"]))
    page = Paginator(sifted.kept, PAGE).get_page(request.GET.get("page"))
    partial = request.htmx and not request.htmx.boosted
    if not partial:
        ledger.record(user, Action.VIEW, KIND, "applications", Purpose.WELFARE)
    context = {
        "tabs": tabs(request.GET, lists),
        "view": view,
        "about": ABOUT.get(view, ""),
        "empty": EMPTY.get(view, EMPTY[RUNNING]),
        "facets": panels,
        "filters": active(panels),
        "page": page,
        "lines": lines_of(user, page),
        "anything": bool(rows),
    }
    return render(request, "welfare/desk/_applications.html" if partial else "welfare/desk/applications.html", context)


def facets_of(user: User, rows: Sequence[Row]) -> tuple[Facet, ...]:
    """The list first, then what it can be narrowed by. Two queries: names of places and of officers."""
    names = {one.code: one.name for one in visible_entitlements(user)}
    found = User.objects.filter(pk__in={row.officer for row in rows if row.officer}).order_by("name", "username")
    officers = {str(pk): name for pk, name in found.values_list("pk", "name")} | {UNKNOWN: "还没有人"}
    return (
        Facet("view", "", lambda row: row.views, VIEWS, single=True, default=RUNNING),
        Facet("entitlement", "救助项目", lambda row: (row.entitlement,), names, most=9),
        places(user, (row.place for row in rows), lambda row: row.place),
        Facet("officer", "经办人", lambda row: (str(row.officer) if row.officer else UNKNOWN,), officers),
        Facet("state", "进度", lambda row: (row.state,), dict(State.choices)),
    )


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
    found: dict[int, Any] = {
        one.pk: one
        for one in Application.objects.households(user)
        .filter(pk__in=[row.pk for row in order])
        .select_related("client__residence_region", "officer")
    }
    return [Line(found[row.pk], row.clock) for row in order if row.pk in found]
