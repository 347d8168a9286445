"""资格名单: one entitlement, every household: who is entitled, who has it, who lacks one paper; also as Excel."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clients.door import HOUSEHOLD
from jobs.write_workbook import CONTENT_TYPE, table
from people import ledger
from people.doors import desk
from people.models import Action, Purpose, Role, User
from ui.facets import active, chosen_from, shown, sift
from welfare import said
from welfare.changes import changes
from welfare.desk.facets import facets_of_list
from welfare.models import Determination, TakeUpGap
from welfare.models.determination import OutcomeChoice
from welfare.restricted import visible_entitlements
from welfare.rules.entitlement import Entitlement
from welfare.standings import APPLYING, RECEIVING, Standing, current, standings

WHO = (Role.WELFARE_OFFICER, Role.SOCIAL_WORKER, Role.MANAGER)
KIND = "household_list"
PAGE = 20
SORTS = {
    "number": lambda row: row.number,
    "street": lambda row: (row.place, row.number),
    "amount": lambda row: (row.amount is not None, row.amount or 0, row.number),
    "on": lambda row: (row.on, row.number),
}
SORT_LABELS = (("number", "编号"), ("street", "居住地"), ("-amount", "金额从高到低"), ("-on", "最近测算"))
RECEIVING_WORDS = {RECEIVING: "正在享受", APPLYING: "办理中"}


@dataclass(frozen=True, slots=True)
class Line:
    """One household as the list shows it."""

    standing: Standing
    determination: Determination
    members: int
    amount: str
    why: str
    missing: list[str]
    next_action: str
    gap_id: int | None

    @property
    def client(self) -> Any:
        return self.determination.client

    @property
    def receiving(self) -> str:
        return RECEIVING_WORDS.get(self.standing.receiving, "")


@require_safe
@desk(*WHO)
def of_entitlement(request, code):
    """One page of the list; a changed facet swaps the panel and the rows."""
    entitlement = visible_or_404(request.user, code)
    sifted, panels = _sifted(request, entitlement)
    page = Paginator(in_order(sifted.kept, request.GET.get("sort", "")), PAGE).get_page(request.GET.get("page"))
    filters = active(panels)
    partial = request.htmx and not request.htmx.boosted
    if not partial:
        ledger.record(request.user, Action.VIEW, KIND, in_the_ledger(request.user, entitlement), Purpose.WELFARE)
    context = {
        "entitlement": entitlement,
        "others": visible_entitlements(request.user),
        "facets": panels,
        "filters": filters,
        "page": page,
        "lines": lines_of(request.user, entitlement, page),
        "anybody": bool(sifted.all["outcome"]),
        "sort": request.GET.get("sort", "number"),
        "sorts": SORT_LABELS,
        "query": request.GET.urlencode(),
    }
    return render(request, "welfare/desk/_entitled.html" if partial else "welfare/desk/entitled.html", context)


@require_safe
@desk(*WHO)
def excel(request, code):
    """The rows that the same address lists, as .xlsx. The ledger has who took them away, household by household."""
    entitlement = visible_or_404(request.user, code)
    sifted, _ = _sifted(request, entitlement)
    rows = in_order(sifted.kept, request.GET.get("sort", ""))
    lines = lines_of(request.user, entitlement, rows)
    ledger.record(request.user, Action.EXPORT, KIND, in_the_ledger(request.user, entitlement), Purpose.WELFARE)
    ledger.record_each(request.user, Action.EXPORT, HOUSEHOLD, [row.client for row in rows], Purpose.WELFARE)
    today = timezone.localdate()
    cells = (_cells(line, entitlement) for line in lines)
    title = f"资格名单 {today.year}年{today.month}月{today.day}日"
    book = table(title, HEADINGS, cells, frozen="C2", wide=("为什么", "还缺的材料", "下一步"))
    answer = HttpResponse(book, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="qualified-{today:%Y%m%d}.xlsx"'
    return answer


def in_the_ledger(user: User, entitlement: Entitlement) -> str:
    """What the ledger calls the list. Of a social worker only that it was one: an auditor who read which would learn
    from the households exported with it whom a restricted entitlement is about."""
    return "entitled" if user.role == Role.SOCIAL_WORKER else entitlement.code


def visible_or_404(user: User, code: str) -> Entitlement:
    """The entitlement of this code, if ``user`` may know of it."""
    for one in visible_entitlements(user):
        if one.code == code:
            return one
    raise Http404


def _sifted(request, entitlement: Entitlement):
    changed = {one.pk for one in changes(request.user, entitlement=entitlement.code)}
    rows = standings(request.user, entitlement.code, timezone.localdate(), changed)
    facets = facets_of_list(request.user, rows)
    chosen = chosen_from(request.GET, facets)
    sifted = sift(rows, chosen, facets)
    return sifted, shown(sifted, chosen, facets)


def in_order(rows: Sequence[Standing], sort: str) -> list[Standing]:
    """By a name of ``SORTS``, descending with a dash before it; by number otherwise. Who has no amount stands last."""
    name = sort.removeprefix("-")
    if name not in SORTS:
        return list(rows)
    if name == "amount":
        known = [row for row in rows if row.amount is not None]
        return sorted(known, key=SORTS[name], reverse=sort != name) + [row for row in rows if row.amount is None]
    return sorted(rows, key=SORTS[name], reverse=sort != name)


def lines_of(user: User, entitlement: Entitlement, rows: Iterable[Standing]) -> list[Line]:
    """The rows with names, reasons and next steps, in the same order. Two queries."""
    wanted = {row.pk: row for row in rows}
    found = current(user).filter(entitlement=entitlement.code)
    if len(wanted) <= PAGE:
        # A whole list is read as a whole: no database takes any number of ids.
        found = found.filter(pk__in=wanted)
    found = found.select_related("client__residence_region__parent", "client__caseworker").annotate(
        relatives=Count("client__household_members")
    )
    gaps = TakeUpGap.objects.households(user).open().filter(entitlement=entitlement.code)
    gap_of = {gap.client_id: gap for gap in gaps}
    by_id = {one.pk: one for one in found}
    return [_line(row, by_id[pk], gap_of.get(row.client)) for pk, row in wanted.items() if pk in by_id]


def _line(row: Standing, one: Determination, gap: TakeUpGap | None) -> Line:
    missing = said.missing_of(one.missing)
    if gap and gap.next_action:
        next_action = gap.next_action
    elif row.outcome == OutcomeChoice.UNDETERMINED and missing:
        next_action = f"先要：{missing[0]}"
    else:
        next_action = ""
    return Line(
        row,
        one,
        one.relatives + 1,
        said.amount_of(one),
        said.why(one),
        missing,
        next_action,
        gap.pk if gap else None,
    )


HEADINGS = (
    "编号", "姓名", "居住地", "家庭人数", "救助项目", "结果", "金额", "单位", "为什么", "还缺的材料",
    "是否享受", "佐证等级", "责任社工", "下一步", "测算日期",
)  # fmt: skip


def _cells(line: Line, entitlement: Entitlement) -> tuple:
    one, row = line.determination, line.standing
    sure = one.amount_low if one.amount_low == one.amount_high and line.amount else None
    return (
        row.number,
        one.client.name,
        one.client.residence_region.short_name,
        line.members,
        entitlement.name,
        one.get_outcome_display(),
        sure if sure is not None else line.amount,
        entitlement.unit if line.amount else "",
        line.why,
        "；".join(line.missing),
        line.receiving or "未享受",
        one.get_grade_display(),
        one.client.caseworker.name,
        line.next_action,
        row.on,
    )
