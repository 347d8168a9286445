"""时限与计划: what is due in one case with day, article and how it was counted; reports, agreement, pauses, tests."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients import clocks as case_clocks
from clients import door, keep_day, may, pause_measure, report_in, sign_agreement
from clients.clocks import CaseClocks, MeasureClocks
from clients.desk.clock_forms import DayForm, ExpectForm, KeepForm, ReportForm
from clients.desk.clock_lines import line_of
from clients.models import Client, KeptDay
from people.doors import desk
from people.errors import Refused
from people.ids import id_in
from people.models import Role
from people.way_back import way_back

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
PLANNED_KINDS = KeptDay.Kind.values


@require_safe
@desk(*STAFF)
def clocks(request, client_id):
    """The page: what is to be done now, each measure with its calendar, leave, and what is still to be found out."""
    client, today = door.open_case(request, client_id), timezone.localdate()
    found = case_clocks.of_client(client, today)
    lines = [line_of(client, one, today) for one in found.due]
    is_bound = client.category == Client.Category.REHABILITATION or bool(client.measures.all() or client.leaves.all())
    context = {
        "client": client,
        "today": today,
        # Nothing of measures and leave is asked of somebody who is assisted for another reason.
        "is_bound": is_bound,
        "now": [line for line in lines if line.due.is_near(today)],
        "later": [line for line in lines if not line.due.is_near(today)],
        "case": found,
        "measures": [_shown(one, today) for one in found.measures],
        "missed": sum(one.missed for one in found.measures),
        "waiting": any(report.reported_on is None and report.dropped_on is None for report in client.report_ins.all()),
        "leaves": list(client.leaves.all())[:6],
        "may_change": may.may_change(request.user, client) and client.is_open,
    }
    return render(request, "clients/desk/clocks.html", context)


def _shown(one: MeasureClocks, today) -> dict[str, object]:
    """A measure as its card shows it: how far it is, and its two calendars."""
    end = one.end.due_on if one.end else None
    total = (end - one.measure.start).days if end else 0
    return {
        "clocks": one,
        "measure": one.measure,
        "end": one.end,
        "past": max(0, min(total, (today - one.measure.start).days)),
        "total": total,
        "pauses": one.measure.pauses.all(),
        "running_pause": next((pause for pause in one.measure.pauses.all() if pause.until is None), None),
        "calendars": [
            {"kind": series.kind, "series": series, "days": days, "late": [day for day in days if day.state == "late"]}
            for series, days in ((one.tests, one.test_days), (one.visits, one.visit_days))
            if days
        ],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def report_new(request, client_id):
    """She is to report: from which day, and because of what."""
    client = door.open_case(request, client_id)
    form = ExpectForm(request.POST or None)
    return _answer(
        request, client, form, "登记要报到",
        lambda said: report_in.expect(request.user, client, **said),
        "已登记，15 天内报到。", about="报到以后，措施从报到那天起算。",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def report(request, client_id, report_id):
    """She reported: the measure begins, or goes on at the new place."""
    client = door.open_case(request, client_id)
    waiting = get_object_or_404(client.report_ins.waiting(), pk=report_id)
    waiting.client = client
    form = ReportForm(request.POST or None, label="报到日期")
    return _answer(
        request, client, form, "记报到",
        lambda said: report_in.report(request.user, waiting, said["on"], said["excuse"]),
        "已记报到。", clock=_clock(client, "report_in", waiting.pk), drop_id=waiting.pk,
    )  # fmt: skip


@require_POST
@desk(*STAFF)
def report_drop(request, client_id, report_id):
    """The duty to report fell away."""
    client = door.open_case(request, client_id)
    waiting = get_object_or_404(client.report_ins, pk=report_id)
    return _deed(request, client, lambda: report_in.drop(request.user, waiting), "已取消这次报到。")


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def agreement(request, client_id, measure_id):
    """The agreement has been signed."""
    client = door.open_case(request, client_id)
    measure = get_object_or_404(client.measures, pk=measure_id)
    form = DayForm(request.POST or None, label="签订日期")
    return _answer(
        request, client, form, f"记签订{measure.get_kind_display()}协议",
        lambda said: sign_agreement.sign(request.user, measure, said["on"]),
        "已记签订。", clock=_clock(client, "agreement", measure.pk),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def pause(request, client_id, measure_id):
    """中止, or 恢复 where it stands still."""
    client = door.open_case(request, client_id)
    measure = get_object_or_404(client.measures, pk=measure_id)
    running = measure.pauses.filter(until=None).first()
    if running:
        form = DayForm(request.POST or None, label="恢复日期")
        return _answer(
            request, client, form, f"{measure.get_kind_display()}恢复",
            lambda said: pause_measure.resume(request.user, running, said["on"]),
            "已恢复，期满和日程已经顺延。", about="释放以后继续执行，中止的天数顺延（《戒毒条例》第二十四条）。",
        )  # fmt: skip
    form = DayForm(request.POST or None, label="中止日期")
    return _answer(
        request, client, form, f"{measure.get_kind_display()}中止",
        lambda said: pause_measure.pause(request.user, measure, said["on"]),
        "已记中止。", about="被拘留、逮捕的，中止执行，释放以后继续（《戒毒条例》第二十四条）。为什么，这里不记。",
    )  # fmt: skip


@require_POST
@desk(*STAFF)
def pause_withdraw(request, client_id, measure_id, pause_id):
    """A pause was entered by mistake."""
    client = door.open_case(request, client_id)
    measure = get_object_or_404(client.measures, pk=measure_id)
    paused = get_object_or_404(measure.pauses, pk=pause_id)
    return _deed(request, client, lambda: pause_measure.withdraw(request.user, paused), "已撤回这次中止。")


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def planned_day(request, client_id, measure_id, kind, number):
    """What became of one planned day."""
    client, measure = _measure_of(request, client_id, measure_id, kind)
    found = {clock.number: clock for clock in case_clocks.calendar_of(measure, kind, timezone.localdate()).clocks}
    if number not in found:
        raise Http404
    kept = measure.kept_days.filter(kind=kind, number=number).select_related("recorded_by").first()
    form = KeepForm(request.POST or None)
    return _answer(
        request, client, form, found[number].words,
        lambda said: keep_day.keep(request.user, measure, kind, number, **said),
        f"已记{found[number].words}。", clock=found[number], kept=kept,
    )  # fmt: skip


@require_POST
@desk(*STAFF)
def planned_past(request, client_id, measure_id, kind):
    """Days that lie behind, ticked off as kept."""
    client, measure = _measure_of(request, client_id, measure_id, kind)
    numbers = [number for number in map(id_in, request.POST.getlist("number")) if number]
    return _deed(
        request, client, lambda: keep_day.keep_past(request.user, measure, kind, numbers), f"已补记 {len(numbers)} 次。"
    )


@require_POST
@desk(*STAFF)
def planned_forget(request, client_id, measure_id, kind, number):
    """What was written of a planned day was a mistake."""
    client, measure = _measure_of(request, client_id, measure_id, kind)
    kept = get_object_or_404(measure.kept_days, kind=kind, number=number)
    return _deed(request, client, lambda: keep_day.forget(request.user, kept), "已撤回，请重新记。")


def _measure_of(request, client_id: int, measure_id: int, kind: str):
    if kind not in PLANNED_KINDS:
        raise Http404
    client = door.open_case(request, client_id)
    measure = get_object_or_404(client.measures, pk=measure_id)
    measure.client = client
    return client, measure


def _clock(client: Client, kind: str, record: int):
    """The clock over one record, for the form that settles it; None where none waits."""
    found: CaseClocks = case_clocks.of_client(client, timezone.localdate())
    return next((one.clock for one in found.due if one.kind == kind and one.record == record), None)


def _answer(
    request, client: Client, form: forms.Form, title: str, verb: Callable[[dict], object], done: str, **more
) -> HttpResponse:
    """One small form: shown, refused with its reason, or done. From a line of a list (htmx) the line alone answers.
    ``?next=`` says which page one came from."""
    back = way_back(request.GET.get("next", ""), reverse("clients:clocks", args=[client.pk]))
    if request.method == "POST" and form.is_valid():
        try:
            verb(form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            if request.htmx:
                return render(request, "clients/desk/_clock_done.html", {"client": client, "done": done})
            messages.success(request, done)
            return redirect(back)
    may_change = may.may_change(request.user, client) and client.is_open
    context = {"client": client, "form": form, "title": title, "may_change": may_change, "back": back, **more}
    if request.htmx:
        refused = "".join(str(said) for errors in form.errors.values() for said in errors)
        context = {"client": client, "refused": refused, "href": request.path}
        return render(request, "clients/desk/_clock_done.html", context, status=422)
    return render(request, "clients/desk/clock_form.html", context, status=422 if form.is_bound else 200)


def _deed(request, client: Client, verb: Callable[[], object], done: str) -> HttpResponse:
    """Something without a form: done or refused, and back to the page."""
    try:
        verb()
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, done)
    return redirect("clients:clocks", client.pk)
