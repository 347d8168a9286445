"""没有进展: who is stuck, since when, why, and one next step each; and 暂缓求职, written down in its place."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.door import open_case
from clients.may import may_change
from clients.models import Client
from people import ledger
from people.doors import desk
from people.errors import Refused
from people.models import Action, Purpose, Role
from placement import stalled
from placement.models import SearchPause
from placement.stalled import STALLED_DAYS, Stalled
from placement.why_stalled import Reason, Why, reasons

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
PAGE = 20
# The one next step for each reason: what the button says, and the address by name.
DEEDS: dict[Why, tuple[str, str]] = {
    Why.UNREACHED: ("上门走访", "clients:help"),
    Why.NO_WISH: ("问意愿", "clients:wishes"),
    Why.NO_CONSENT: ("请本人同意", "placement:referral"),
    Why.NOT_SENT: ("发送推荐", "placement:referral"),
    Why.WITH_FIRM: ("催企业答复", "placement:referral"),
    Why.NO_RESULT: ("问结果", "placement:referral"),
    Why.LAPSED: ("换一家推荐", "placement:matches"),
    Why.NOT_TAKEN: ("另找岗位", "placement:matches"),
    Why.KEPT: ("从收藏里推荐", "placement:matches"),
    Why.NO_MATCH: ("看差一步的岗位", "placement:near_misses"),
    Why.NOT_REFERRED: ("看推荐岗位", "placement:matches"),
}


class PauseForm(forms.Form):
    """Why nobody looks for work for her at present, and until when."""

    reason = forms.ChoiceField(label="为什么暂缓", choices=SearchPause.Reason.choices, widget=forms.RadioSelect)
    until = forms.DateField(label="到哪天", help_text="最多半年；到期自动回到名单里")
    note = forms.CharField(label="说明", required=False, max_length=120)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: ``why`` in words, the deed proposed and where it is done."""

    row: Stalled
    why: str
    deed: str
    href: str


def lines_of(user, rows: list[Stalled], day) -> list[Line]:
    """The rows with reasons and next steps, in the same order."""
    found = reasons(user, rows, day)
    return [_line(row, found[row.client.pk]) for row in rows]


def _line(row: Stalled, reason: Reason) -> Line:
    deed, name = DEEDS[reason.why]
    about = reason.referral if name == "placement:referral" else row.client
    return Line(row, reason.text, deed, reverse(name, args=[about.pk]))


@require_safe
@desk(*STAFF)
def listing(request):
    """One's own clients, or those of the region, for whom nothing has moved; then who is paused."""
    user, today = request.user, timezone.localdate()
    page = Paginator(stalled.of(user, today), PAGE).get_page(request.GET.get("page"))
    ledger.record(user, Action.VIEW, "caseload", user.region.code, Purpose.CASE_WORK)
    context = {
        "today": today,
        "page": page,
        "lines": lines_of(user, list(page), today),
        "paused": stalled.paused(user, today),
        "days": STALLED_DAYS,
    }
    return render(request, "placement/desk/stalled.html", context | _columns(request))


def _columns(request) -> dict[str, object]:
    """A manager also reads whose client each is."""
    is_manager = request.user.role == Role.MANAGER
    return {"is_manager": is_manager, "columns": 5 if is_manager else 4}


def _row(request, client: Client) -> HttpResponse:
    """The line again, when somebody thinks better of a pause; empty where the client is on the list no more."""
    today = timezone.localdate()
    rows = [row for row in stalled.of(request.user, today) if row.client.pk == client.pk]
    context = {"lines": lines_of(request.user, rows, today)} | _columns(request)
    return render(request, "placement/desk/_stalled_rows.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def pause(request, client_id):
    """The form of a pause: with htmx in place of the line, else a page of its own."""
    client = open_case(request, client_id)
    if request.htmx and "row" in request.GET:
        return _row(request, client)
    form = PauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = stalled.pause(request.user, client, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            if request.htmx:
                return render(
                    request, "placement/desk/_paused_row.html", {"client": client, "made": made, **_columns(request)}
                )
            messages.success(request, "已记下暂缓求职，到期会回到名单里。")
            return redirect("placement:stalled")
    context = {"client": client, "form": form, "may_change": may_change(request.user, client) and client.is_open}
    context |= _columns(request)
    template = "placement/desk/_pause_row.html" if request.htmx else "placement/desk/pause.html"
    return render(request, template, context, status=422 if form.is_bound else 200)


@require_POST
@desk(*STAFF)
def end(request, client_id, pause_id):
    """She looks for work again."""
    client = open_case(request, client_id)
    held = get_object_or_404(client.search_pauses, pk=pause_id)
    try:
        stalled.end_pause(request.user, held)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, "已结束暂缓，接着找岗位。")
    return redirect("placement:stalled")
