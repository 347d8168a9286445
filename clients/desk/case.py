"""One client: 概况, the edit of who she is, who looked, the look-up with a purpose, closing."""

from itertools import groupby

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients import agenda, close_case, door, may
from clients.desk import duties, pairings
from clients.desk.fact_forms import GROUPS
from clients.desk.help import usuals_of, with_details
from clients.desk.plan import card_context as plan_card
from clients.desk.services import card_context
from clients.models import Client, HandOver, LookUp, RehabMeasure
from people import ledger
from people.doors import desk
from people.errors import Refused
from people.models import Role

LAST_EVENTS = 5
EVENTS_A_PAGE = 30
REASONS = 20
STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)


@require_safe
@desk(*STAFF)
def overview(request, client_id):
    """概况. A client of the region who is not on the caseload leads to the question for the purpose."""
    try:
        client = door.open_case(request, client_id)
    except Http404:
        door.require_in_reach(request, client_id)
        return redirect("clients:look_up", client_id)
    client = _with_facts(request, client)
    context = {
        "client": client,
        "today": timezone.localdate(),
        "tasks": agenda.tasks(client, timezone.localdate()),
        "gaps": agenda.gaps(client),
        "events": with_details(client.help_events.all(), request.user)[:LAST_EVENTS],
        "usuals": usuals_of(request.user),
        "group": GROUPS["measure"],
        "facts": client.measures.all(),
        "has_measures": client.category == Client.Category.REHABILITATION or bool(client.measures.all()),
        "may_change": may.may_change(request.user, client) and client.is_open,
        "may_reopen": may.may_reopen(request.user, client) and not client.is_open,
    }
    context |= duties.card_context(client) | pairings.card_context(client)
    return render(request, "clients/desk/overview.html", context | card_context(client) | plan_card(client))


def _with_facts(request, client: Client) -> Client:
    """The opened client again with what the page reads, in a fixed number of queries."""
    return (
        Client.objects.visible_to(request.user)
        .select_related("residence_region__parent", "registered_region__parent", "caseworker", "wish", "recorded_by")
        .prefetch_related(
            "duties",
            "transfers",
            Prefetch("hand_overs", HandOver.objects.visible_to(request.user).select_related("receiver")),
            Prefetch("measures", RehabMeasure.objects.visible_to(request.user).select_related("recorded_by")),
            "certificates",
            "limits",
            "fixed_times",
            "work_experiences",
            "skills",
            "bar_facts",
        )
        .get(pk=client.pk)
    )


@require_safe
@desk(*STAFF)
def who_looked(request, client_id):
    """查阅记录: who saw or changed this case or its household, and why; one line per person, day and deed."""
    client = door.open_case(request, client_id)
    page = Paginator(ledger.of(door.KIND, client.pk, door.HOUSEHOLD), EVENTS_A_PAGE).get_page(request.GET.get("page"))
    reasons = client.look_ups.select_related("recorded_by")[:REASONS]
    context = {"client": client, "page": page, "lines": list(_gathered(page)), "reasons": reasons}
    return render(request, "clients/desk/who_looked.html", context)


def _gathered(events):
    """Neighbouring events of one person, day, deed and purpose as (latest, earliest, count)."""

    def same(event):
        return (timezone.localdate(event.at), event.actor_id, event.action, event.purpose)

    for _, run in groupby(events, key=same):
        several = list(run)
        yield several[0], several[-1], len(several)


class PurposeForm(forms.Form):
    aim = forms.ChoiceField(label="查阅目的", choices=LookUp.Aim.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="具体说明",
        min_length=4,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 200, "placeholder": "例如：李敏休假，代接来电"}),
        error_messages={"min_length": "请写明具体事由，至少 4 个字。"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def look_up(request, client_id):
    """临时查询: first the purpose, then the reduced view for half an hour. Each step is in the ledger."""
    door.require_in_reach(request, client_id)
    if Client.objects.visible_to(request.user).filter(pk=client_id).exists():
        return redirect("clients:overview", client_id)
    form = PurposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        door.state_purpose(request.user, client_id, LookUp.Aim(form.cleaned_data["aim"]), form.cleaned_data["reason"])
        return redirect("clients:look_up", client_id)
    glimpse = None if request.method == "POST" else door.look_up(request, client_id)
    status = 422 if form.is_bound else 200
    return render(request, "clients/desk/look_up.html", {"glimpse": glimpse, "form": form}, status=status)


class CloseForm(forms.Form):
    how = forms.ChoiceField(label="结案原因", choices=Client.ClosedHow.choices, widget=forms.RadioSelect)
    on = forms.DateField(label="结案日期", initial=timezone.localdate)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def close(request, client_id):
    """结案, with reason and day."""
    client = door.open_case(request, client_id)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            close_case.close(request.user, client, form.cleaned_data["how"], form.cleaned_data["on"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"{client.number} 已结案。档案仍可查阅。")
            return redirect("clients:overview", client.pk)
    return render(
        request, "clients/desk/close.html", {"client": client, "form": form}, status=422 if form.is_bound else 200
    )


@require_POST
@desk(Role.MANAGER)
def reopen(request, client_id):
    """Undo a closing."""
    client = door.open_case(request, client_id)
    try:
        close_case.reopen(request.user, client)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, f"{client.number} 已重新开案。")
    return redirect("clients:overview", client.pk)
