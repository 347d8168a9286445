"""记一次联系, and the list of what was done."""

import json

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from clients import correct_help, door, help_usual, may, record_help
from clients.desk.help_form import SPOKEN, HelpForm, initial_from, initial_of, initial_of_event
from clients.models import Client, HelpCorrection, HelpEvent, HelpRemark, Paper
from people.doors import desk
from people.errors import Refused
from people.models import Role, User

PAGE = 20
# Usual contacts that stand over the form; the others come up as they are used.
OFFERED = 4
STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def help_events(request, client_id):
    """Every contact, latest first, with the form for a new one; for htmx the form alone, and then what it wrote.

    ``?usual=`` and ``?goal=`` fill the form in. ``back`` says which page one came from.
    """
    client = door.open_case(request, client_id)
    form = HelpForm(
        request.POST or None, request.FILES or None, client=client, worker=request.user,
        initial=initial_from(request.GET), auto_id=f"help{client_id}_%s",
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            event = record_help.record_help(request.user, client, **form.told())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return _recorded(request, client, event)
    status = 422 if form.is_bound else 200
    context = {
        "client": client,
        "form": form,
        "usuals": usuals_of(request.user),
        "chosen": request.GET.get("usual", ""),
        "back": request.POST.get("back") or request.GET.get("back", ""),
        "may_change": may.may_change(request.user, client) and client.is_open,
    }
    if request.htmx:
        return render(request, "clients/desk/_help_form.html", context | {"inline": True}, status=status)
    rows = with_details(client.help_events.all(), request.user)
    context["page"] = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "clients/desk/help.html", context, status=status)


def _recorded(request, client: Client, event: HelpEvent):
    overview = reverse("clients:overview", args=[client.pk])
    if request.htmx and request.htmx.current_url_abs_path != overview:
        return render(request, "clients/desk/_help_done.html", {"client": client, "event": event})
    messages.success(request, "已记下这次联系。")
    if request.htmx:
        # What is due and what was done lately stand on that page as well.
        return HttpResponseClientRefresh()
    return redirect("clients:plan" if request.POST.get("back") == "plan" else "clients:overview", client.pk)


def with_details(events, user: User):
    """The events of one client with what a timeline shows of each, in a fixed number of queries."""
    return events.select_related("worker", "recorded_by", "goal", "pairing__cadre").prefetch_related(
        Prefetch("papers", Paper.objects.of_contacts_shown_to(user).order_by("recorded_at", "pk"), to_attr="photos"),
        Prefetch("corrections", HelpCorrection.objects.visible_to(user).select_related("recorded_by")),
        Prefetch("remarks", HelpRemark.objects.visible_to(user).select_related("recorded_by")),
    )


def usuals_of(worker: User) -> list[tuple[help_usual.Usual, str]]:
    """The usual contacts to offer, with what each fills in as JSON."""
    return [(one, json.dumps(initial_of(one), ensure_ascii=False)) for one in help_usual.of_worker(worker)[:OFFERED]]


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def help_edit(request, client_id, event_id):
    """Correct an event that one has written oneself."""
    client = door.open_case(request, client_id)
    event = client.help_events.filter(pk=event_id, recorded_by=request.user).first()
    if event is None:
        raise Http404
    form = HelpForm(
        request.POST or None, request.FILES or None, client=client, worker=request.user, event=event,
        initial=initial_of_event(event),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            correct_help.correct_help(request.user, event, **form.told())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已改好这次联系，改之前的内容留在记录下面。")
            return redirect("clients:help", client.pk)
    context = {"client": client, "form": form, "event": event}
    return render(request, "clients/desk/help_edit.html", context, status=422 if form.is_bound else 200)


class RemarkForm(forms.Form):
    text = forms.CharField(
        label="补充",
        max_length=500,
        help_text="可以用键盘上的话筒说",
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500, **SPOKEN}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def help_remark(request, client_id, event_id):
    """Add what one knows besides to an event, one's own or a colleague's."""
    client = door.open_case(request, client_id)
    event = get_object_or_404(with_details(client.help_events.all(), request.user), pk=event_id)
    form = RemarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            correct_help.add_remark(request.user, event, form.cleaned_data["text"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已补充。")
            return redirect("clients:help", client.pk)
    context = {"client": client, "form": form, "event": event}
    return render(request, "clients/desk/help_remark.html", context, status=422 if form.is_bound else 200)
