"""记一次联系, and the list of what was done."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clients import door, may, record_help
from clients.models import HelpEvent
from people.doors import desk
from people.errors import Refused
from people.models import Role

PAGE = 20
STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)


# An employment service has a form of its own, which moves the last contact along as well.
WAYS = [pair for pair in HelpEvent.Kind.choices if pair[0] != HelpEvent.Kind.SERVICE]


def now_for_input() -> str:
    """This minute, as ``datetime-local`` wants it."""
    return timezone.localtime().strftime("%Y-%m-%dT%H:%M")


class HelpForm(forms.Form):
    """One short form; what was said is the only thing that must be typed."""

    kind = forms.ChoiceField(label="方式", choices=WAYS, initial=HelpEvent.Kind.CALL, widget=forms.RadioSelect)
    at = forms.DateTimeField(
        label="时间", initial=now_for_input, widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M"), input_formats=None
    )
    note = forms.CharField(
        label="情况",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000, "placeholder": "聊了什么，本人怎么说，有什么变化"}),
    )
    next_on = forms.DateField(label="下次联系", required=False)
    next_what = forms.CharField(label="下次做什么", required=False, max_length=100)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def help_events(request, client_id):
    """Every contact, latest first, under the form for a new one."""
    client = door.open_case(request, client_id)
    form = HelpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_help.record_help(request.user, client, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已记下这次联系。")
            return redirect("clients:overview", client.pk)
    rows = client.help_events.select_related("worker")
    context = {
        "client": client,
        "form": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "may_change": may.may_change(request.user, client) and client.is_open,
    }
    return render(request, "clients/desk/help.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def help_edit(request, client_id, event_id):
    """Correct an event that one has written oneself."""
    client = door.open_case(request, client_id)
    event = client.help_events.filter(pk=event_id, recorded_by=request.user).first()
    if event is None:
        raise Http404
    initial = {name: getattr(event, name) for name in ("kind", "note", "next_on", "next_what")}
    initial["at"] = timezone.localtime(event.at).strftime("%Y-%m-%dT%H:%M")
    form = HelpForm(request.POST or None, initial=initial)
    if event.kind == HelpEvent.Kind.SERVICE:
        form.fields["kind"].choices = HelpEvent.Kind.choices
    if request.method == "POST" and form.is_valid():
        for name, value in form.cleaned_data.items():
            setattr(event, name, value)
        try:
            record_help.correct_help(request.user, event)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已改好这次联系。")
            return redirect("clients:help", client.pk)
    context = {"client": client, "form": form, "event": event}
    return render(request, "clients/desk/help_edit.html", context, status=422 if form.is_bound else 200)
