"""到期回访: whom to ask today, longest due first, answered by one tap in the line."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.door import KIND, open_case
from people import ledger
from people.doors import desk
from people.errors import Refused
from people.models import Action, Purpose, Role
from placement import follow_up as verbs
from placement.desk.placement_forms import EndForm, HeardForm, acts_for
from placement.models import FollowUp
from placement.to_ask import ToAsk, When, filled, waiting

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
PAGE = 25
VIEWS = {When.DUE: "到期要问", When.LATER: "约好再问", When.AHEAD: "两周内到期"}
EMPTY = {
    When.DUE: ("到期的都问过了", "上岗满 30、90、180、365 天的那天，会出现在这里。"),
    When.LATER: ("没有约好再问的", "联系不上的，过三个工作日回到“到期要问”。"),
    When.AHEAD: ("两周内没有到期的", "往后的在“安置”里看。"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the lists, as ``c-tabs`` takes it."""

    label: str
    href: str
    current: bool
    count: int


@require_safe
@desk(*STAFF)
def listing(request):
    """One's own clients' jobs, or those of the region, that wait for an answer."""
    user, today = request.user, timezone.localdate()
    mine = FollowUp.objects.visible_to(user)
    rows = waiting(mine, today)
    view = When(request.GET["view"]) if request.GET.get("view") in set(When) else When.DUE
    page = Paginator([row for row in rows if row.when == view], PAGE).get_page(request.GET.get("page"))
    lines = filled(mine, page)
    # Names and telephone numbers of each stand here: that is a look at each.
    ledger.record_each(user, Action.VIEW, KIND, [line.client.pk for line in lines], Purpose.FOLLOW_UP)
    here = reverse("placement:follow_ups")
    counts = {one: sum(row.when == one for row in rows) for one in When}
    context = {
        "tabs": [Tab(VIEWS[one], f"{here}?view={one}", one == view, counts[one]) for one in When],
        "page": page,
        "lines": lines,
        "empty": EMPTY[view],
        "is_manager": user.role == Role.MANAGER,
        "may": user.role == Role.SOCIAL_WORKER,
        "today": today,
    }
    return render(request, "placement/desk/follow_ups.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def one(request, follow_up_id):
    """``how`` it was answered: with htmx in the place of the line, else back to the job.

    By GET the line again, or with ``how=left`` or ``how=heard`` as a form.
    """
    line = _line_or_404(request, follow_up_id)
    how = request.POST.get("how", "") if request.method == "POST" else request.GET.get("how", "")
    if request.method != "POST":
        return _show(request, line, how)
    if how not in HOW:
        raise Http404
    form = None
    if how == "left":
        form = EndForm(request.POST, placement=line.placement)
    elif "on" in request.POST:
        form = HeardForm(request.POST, placement=line.placement)
    if form is not None and not form.is_valid():
        return _show(request, line, "left" if how == "left" else "heard", form, 422)
    try:
        said = HOW[how](request, line, form.cleaned_data if form else {})
    except Refused as no:
        if form is None:
            return _refused(request, line, str(no))
        form.add_error(None, str(no))
        return _show(request, line, "left" if how == "left" else "heard", form, 422)
    if not request.htmx:
        messages.success(request, said)
        return redirect("placement:placement", line.placement.pk)
    line.follow_up.refresh_from_db()
    context = {"line": line, "said": said, "may_take_back": how != "left", "columns": _columns(request)}
    return render(request, "placement/desk/_asked_row.html", context)


@require_POST
@desk(*STAFF)
def take_back(request, follow_up_id):
    """The tap was a mistake."""
    line = _line_or_404(request, follow_up_id)
    try:
        verbs.take_back(request.user, line.follow_up)
    except Refused as no:
        return _refused(request, line, str(no))
    if request.htmx:
        return _show(request, _line_or_404(request, follow_up_id), "")
    messages.success(request, "已撤回，这次回访重新等待答复。")
    return redirect("placement:placement", line.placement.pk)


def _working(request, line: ToAsk, given) -> str:
    on = given.get("on") or timezone.localdate()
    others = verbs.working(request.user, line.follow_up, on, given.get("note", ""))
    also = f"，前面没问到的 {others} 次也算答复了" if others else ""
    return f"已记：满 {line.follow_up.day} 天还在岗{also}。"


def _unreachable(request, line: ToAsk, given) -> str:
    on = given.get("on") or timezone.localdate()
    asked = verbs.unreachable(request.user, line.follow_up, on, given.get("note", ""))
    again = asked.again_on
    return f"已记：联系不上（第 {asked.attempts} 次）。{again.month}月{again.day}日再联系。"


def _left(request, line: ToAsk, given) -> str:
    verbs.left(
        request.user, line.follow_up, timezone.localdate(), ended_on=given["ended_on"], reason=given["reason"],
        note=given["note"],
    )  # fmt: skip
    return "已登记离岗。可以接着给本人推荐岗位。"


def _give_up(request, line: ToAsk, given) -> str:
    verbs.give_up(request.user, line.follow_up)
    return "这次不再追问；以后联系上了，会一起算答复。"


HOW = {"working": _working, "unreachable": _unreachable, "left": _left, "give_up": _give_up}


def _line_or_404(request, follow_up_id: int) -> ToAsk:
    """The follow-up with its job, in scope; the look is written down."""
    mine = FollowUp.objects.visible_to(request.user)
    follow_up = mine.select_related("placement__enterprise").filter(pk=follow_up_id).first()
    if follow_up is None:
        raise Http404
    placement = follow_up.placement
    placement.client = open_case(request, placement.client_id, Purpose.FOLLOW_UP)
    rows = waiting(mine.filter(placement=placement), timezone.localdate())
    found = next((row for row in rows if row.follow_up == follow_up.pk), None)
    return ToAsk(found, placement, follow_up)


def _columns(request) -> int:
    return 5 if request.user.role == Role.MANAGER else 4


def _show(request, line: ToAsk, how: str, form=None, status: int = 200):
    if not request.htmx:
        # Without JavaScript the forms stand on the page of the job.
        if form is not None and form.errors:
            messages.error(request, f"没有保存。{' '.join(told for field in form.errors.values() for told in field)}")
        return redirect("placement:placement", line.placement.pk)
    is_manager = request.user.role == Role.MANAGER
    context = {
        "line": line,
        "columns": _columns(request),
        "is_manager": is_manager,
        "may": acts_for(request.user, line.client),
    }
    if how == "left":
        context["form"] = form or EndForm(placement=line.placement)
        return render(request, "placement/desk/_ask_left_row.html", context, status=status)
    if how == "heard":
        context["form"] = form or HeardForm(placement=line.placement)
        return render(request, "placement/desk/_ask_heard_row.html", context, status=status)
    return render(request, "placement/desk/_ask_row.html", context, status=status)


def _refused(request, line: ToAsk, told: str):
    if not request.htmx:
        messages.error(request, told)
        return redirect("placement:placement", line.placement.pk)
    context = {"line": line, "said": told, "tone": "wait", "may_take_back": False, "columns": _columns(request)}
    return render(request, "placement/desk/_asked_row.html", context)
