"""应享未享: the queue of those who are entitled and have it not, each with why, what next, by when and who."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clients.may import may_record_household
from people import ledger
from people.doors import desk
from people.models import Action, Purpose, User
from ui.facets import UNKNOWN, Facet, active, chosen_from, shown, sift
from welfare import gaps, said
from welfare.apply import may_apply
from welfare.desk.entitled import KIND, WHO
from welfare.desk.facets import places
from welfare.gaps import GapRow
from welfare.models import Application, Determination, TakeUpGap
from welfare.restricted import visible_entitlements

PAGE = 15
NOBODY = "nobody"
Why = TakeUpGap.Why


@dataclass(frozen=True, slots=True)
class Line:
    """One gap as the queue shows it; ``missing`` is what a person wrote down, else what the rules still ask for."""

    gap: TakeUpGap
    amount: str
    missing: str
    application: Application | None
    may_work: bool
    may_apply: bool

    @property
    def client(self) -> Any:
        return self.gap.client

    @property
    def is_overdue(self) -> bool:
        return self.gap.closed_on is None and self.gap.due_on is not None and self.gap.due_on < timezone.localdate()


@require_safe
@desk(*WHO)
def queue(request):
    """The queue of the acting person: her region's, or her own clients'. A changed facet swaps the panel and rows."""
    user, today = request.user, timezone.localdate()
    rows = gaps.rows(user, today, closed=True)
    facets = facets_of_queue(user, today, rows)
    chosen = chosen_from(request.GET, facets)
    sifted = sift(rows, chosen, facets)
    panels = shown(sifted, chosen, facets)
    page = Paginator(sifted.kept, PAGE).get_page(request.GET.get("page"))
    partial = request.htmx and not request.htmx.boosted
    if not partial:
        ledger.record(user, Action.VIEW, KIND, "take_up", Purpose.WELFARE)
    context = {
        "facets": panels,
        "filters": active(panels),
        "page": page,
        "lines": lines_of(user, page),
        "families": gaps.families(sifted.kept),
        "anything": bool(rows),
        "today": today,
    }
    return render(request, "welfare/desk/_take_up.html" if partial else "welfare/desk/take_up.html", context)


def lines_of(user: User, rows: Iterable[GapRow]) -> list[Line]:
    """The rows with names, amounts and next steps, in the same order. Three queries."""
    order = [row.pk for row in rows]
    found = {
        gap.pk: gap
        for gap in TakeUpGap.objects.households(user)
        .filter(pk__in=order)
        .select_related("client__residence_region__parent", "client__registered_region", "client__caseworker")
        .select_related("assigned_to")
    }
    clients = {gap.client_id for gap in found.values()}
    answers = _by_pair(Determination.objects.households(user).current().filter(client__in=clients).defer("words"))
    running = _by_pair(Application.objects.households(user).running().filter(client__in=clients))
    return [line(user, found[pk], answers, running) for pk in order if pk in found]


def line_of(user: User, gap: TakeUpGap) -> Line:
    """As ``lines_of``, for one gap that a door has let through. Two queries."""
    answers = _by_pair(gap.client.determinations.current().filter(entitlement=gap.entitlement).defer("words"))
    running = _by_pair(gap.client.applications.running().filter(entitlement=gap.entitlement))
    return line(user, gap, answers, running)


def line(user: User, gap: TakeUpGap, answers: dict, running: dict) -> Line:
    answer = answers.get((gap.client_id, gap.entitlement))
    application = None if gap.closed_on else running.get((gap.client_id, gap.entitlement))
    is_open = gap.closed_on is None
    return Line(
        gap,
        said.amount_of(answer) if answer else "",
        gap.missing_paper or "、".join(said.missing_of(answer.missing) if answer else ()),
        application,
        is_open and may_record_household(user, gap.client),
        is_open and application is None and may_apply(user, gap.client),
    )


def _by_pair(rows: Iterable[Any]) -> dict[tuple[int, str], Any]:
    return {(row.client_id, row.entitlement): row for row in rows}


def facets_of_queue(user: User, today: date, rows: list[GapRow]) -> tuple[Facet, ...]:
    """What the queue can be narrowed by. One query: names of places."""
    names = {one.code: one.name for one in visible_entitlements(user)}

    def whose(row: GapRow) -> tuple[str, ...]:
        return ("mine",) if row.handler == user.pk else (NOBODY,) if row.handler is None else ("others",)

    def due(row: GapRow) -> tuple[str, ...]:
        if row.is_overdue(today):
            return ("overdue",)
        if row.is_due_soon(today):
            return ("soon",)
        return (NOBODY,) if row.due_on is None else ("later",)

    return (
        Facet("state", "状态", lambda row: ("open" if row.is_open else "closed",), STATES, single=True, default="open"),
        Facet("whose", "经办人", whose, {"mine": "我经办的", NOBODY: "还没有人", "others": "其他人"}),
        Facet("due", "期限", due, {"overdue": "已逾期", "soon": "7 天内到期", "later": "以后到期", NOBODY: "没有期限"}),
        Facet("entitlement", "救助项目", lambda row: (row.entitlement,), names, most=9),
        places(user, (row.place for row in rows), lambda row: row.place),
        Facet("why", "没有享受的原因", lambda row: (row.why or UNKNOWN,), {**dict(Why.choices), UNKNOWN: "还没有问"}),
        Facet("applied", "申请", lambda row: ("yes" if row.applied else "no",), {"no": "还没有申请", "yes": "申请中"}),
    )


STATES = {"open": "待办", "closed": "一年内办结的"}
