"""请假外出: the report before she goes, its answer, the day she is back; and the list of who is away."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients import clocks as case_clocks
from clients import door, may, take_leave
from clients.desk.clock_forms import AbsenceForm, AnswerForm, DayForm, LeaveForm
from clients.models import Leave
from law.case_clocks import days_away
from law.case_clocks import leave_needed as needed
from people import ledger
from people.doors import desk
from people.errors import Refused
from people.models import Action, Purpose, Role

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
PAGE = 20


@require_safe
@desk(*STAFF)
def leaves(request):
    """Who waits for an answer, who is away, who should be back; of the caseload, or of a manager's region."""
    today = timezone.localdate()
    mine = Leave.objects.visible_to(request.user).filter(client__status="open")
    rows = mine.select_related("client__residence_region__parent", "client__caseworker", "decided_by")
    waiting = list(rows.filter(granted=None).order_by("since", "pk"))
    away = list(rows.filter(Q(granted=True) | Q(asked_on=None), returned_on=None, since__lte=today).order_by("until"))
    past = rows.exclude(pk__in=[row.pk for row in (*waiting, *away)])
    ledger.record(request.user, Action.VIEW, "caseload", request.user.region.code, Purpose.CASE_WORK)
    context = {
        "today": today,
        "waiting": waiting,
        "away": away,
        "late": [row for row in away if row.until < today],
        "page": Paginator(past, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "clients/desk/leaves.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def leave_new(request, client_id):
    """A written report; with ``?absence`` days away of which nobody was told. ``?to=`` says where."""
    client = door.open_case(request, client_id)
    absence = "absence" in request.GET
    initial = {"destination": request.GET.get("to", "")[:120], "why": request.GET.get("why", "")}
    form = (AbsenceForm if absence else LeaveForm)(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        verb = take_leave.enter_absence if absence else take_leave.ask
        try:
            leave = verb(request.user, client, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已登记外出。" if absence else "已登记书面报告，等答复。")
            return redirect("clients:leave", client.pk, leave.pk)
    context = {"client": client, "form": form, "absence": absence, "may_change": _may(request, client)}
    return render(request, "clients/desk/leave_new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def leave(request, client_id, leave_id):
    """One report with its answer."""
    client, one = _leave_of(request, client_id, leave_id)
    decides = may.may_answer_leave(request.user, client)
    form = AnswerForm(request.POST or None, decides=decides)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            take_leave.answer(request.user, one, granted=said["granted"] == "yes", on=said["on"], note=said["note"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已登记答复。")
            return redirect("clients:leave", client.pk, one.pk)
    is_away, has_begun = take_leave.is_away(one), one.since <= timezone.localdate()
    context = {
        "client": client,
        "leave": one,
        "form": form if one.granted is None else None,
        "back_form": DayForm(label="返回日期") if is_away and has_begun else None,
        "waits_to_begin": is_away and not has_begun,
        "days": days_away(one.since, one.until),
        "needed": needed(days_away(one.since, one.until), None, one.since),
        "may_change": _may(request, client),
        "may_withdraw": _may(request, client) and (one.granted is None or one.asked_on is None),
    }
    return render(request, "clients/desk/leave.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def leave_back(request, client_id, leave_id):
    """She is back. From a line of a list (htmx) the line alone answers."""
    client, one = _leave_of(request, client_id, leave_id)
    form = DayForm(request.POST or None, label="返回日期")
    if request.method == "POST" and form.is_valid():
        try:
            take_leave.come_back(request.user, one, form.cleaned_data["on"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            done = "已记返回。"
            if request.htmx:
                return render(request, "clients/desk/_clock_done.html", {"client": client, "done": done})
            messages.success(request, done)
            return redirect("clients:leave", client.pk, one.pk)
    if request.htmx and form.is_bound:
        refused = "".join(str(said) for errors in form.errors.values() for said in errors)
        context = {"client": client, "refused": refused, "href": request.path}
        return render(request, "clients/desk/_clock_done.html", context, status=422)
    found = case_clocks.of_client(client, timezone.localdate())
    clock = next((due.clock for due in found.due if due.kind == "leave_return" and due.record == one.pk), None)
    context = {"client": client, "form": form, "title": "记返回", "clock": clock, "may_change": _may(request, client)}
    return render(request, "clients/desk/clock_form.html", context, status=422 if form.is_bound else 200)


@require_POST
@desk(*STAFF)
def leave_withdraw(request, client_id, leave_id):
    """Take back what nobody has answered."""
    client, one = _leave_of(request, client_id, leave_id)
    try:
        take_leave.withdraw(request.user, one)
    except Refused as no:
        messages.error(request, str(no))
        return redirect("clients:leave", client.pk, one.pk)
    messages.success(request, "已撤回。")
    return redirect("clients:clocks", client.pk)


@require_safe
@desk(*STAFF)
def leave_sheet(request, client_id, leave_id):
    """外出报告单: to be signed by her, and by the street; it names no measure."""
    client, one = _leave_of(request, client_id, leave_id)
    context = {"client": client, "leave": one, "days": days_away(one.since, one.until)}
    return render(request, "clients/desk/leave_sheet.html", context)


def _leave_of(request, client_id: int, leave_id: int):
    client = door.open_case(request, client_id)
    one = get_object_or_404(client.leaves.select_related("decided_by", "recorded_by"), pk=leave_id)
    one.client = client
    return client, one


def _may(request, client) -> bool:
    return may.may_change(request.user, client) and client.is_open
