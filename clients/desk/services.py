"""就业服务: what was done besides a referral, one short form, and the result when it is known."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clients import door, may, record_service
from clients.models import Client, EmploymentService
from people.doors import desk
from people.errors import Refused
from people.models import Role

PAGE = 20
# What the card on 概况 shows before the page of its own.
LATEST = 3
STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
FIELDS = ("kind", "on", "provider", "with_client", "note", "result", "result_on", "result_note")


class ResultForm(forms.Form):
    """What came of a service that was recorded without a result."""

    result = forms.ChoiceField(
        label="结果", choices=EmploymentService.Result.choices[1:], widget=forms.RadioSelect, required=True
    )
    result_on = forms.DateField(label="哪天知道的", required=False, initial=timezone.localdate)
    result_note = forms.CharField(label="结果说明", required=False, max_length=300)


class ServiceForm(forms.Form):
    """One short form: what, when, by whom. What came of it may stay open."""

    kind = forms.ChoiceField(label="做了什么", choices=EmploymentService.Kind.choices, widget=forms.RadioSelect)
    on = forms.DateField(label="日期", initial=timezone.localdate)
    provider = forms.CharField(
        label="谁提供的",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": "例如：东胜区就业服务中心"}),
    )
    with_client = forms.BooleanField(
        label="本人在场", required=False, initial=True, help_text="在场的同时算一次联系，不用再记。"
    )
    note = forms.CharField(
        label="情况", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500})
    )
    result = forms.ChoiceField(
        label="结果",
        choices=EmploymentService.Result.choices,
        widget=forms.RadioSelect,
        required=False,
        initial=EmploymentService.Result.UNKNOWN,
    )
    result_on = forms.DateField(label="哪天知道的", required=False, help_text="空着就是今天")
    result_note = forms.CharField(label="结果说明", required=False, max_length=300)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("result"):
            for name in ("result_on", "result_note"):
                if cleaned.get(name):
                    self.add_error(name, "先选“办成了”或“没办成”，再填这一项。")
        return cleaned


def card_context(client: Client) -> dict[str, object]:
    """What the card on 概况 shows. One query."""
    services = list(client.employment_services.all())
    return {
        "services": services[:LATEST],
        "services_count": len(services),
        "stay_in_touch_by": record_service.stay_in_touch_by(services),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def services(request, client_id):
    """Every service, latest first, beside the form for a new one."""
    client = door.open_case(request, client_id)
    form = ServiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_service.record_service(request.user, client, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已记下这次就业服务。")
            return redirect("clients:services", client.pk)
    context = card_context(client) | {
        "client": client,
        "form": form,
        "page": Paginator(client.employment_services.select_related("recorded_by"), PAGE).get_page(
            request.GET.get("page")
        ),
        "may_change": may.may_change(request.user, client) and client.is_open,
    }
    return render(request, "clients/desk/services.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def service_edit(request, client_id, service_id):
    """Correct a service that one has written oneself."""
    client = door.open_case(request, client_id)
    service = client.employment_services.filter(pk=service_id, recorded_by=request.user).first()
    if service is None:
        raise Http404
    form = ServiceForm(request.POST or None, initial={name: getattr(service, name) for name in FIELDS})
    if request.method == "POST" and form.is_valid():
        for name, value in form.cleaned_data.items():
            setattr(service, name, value)
        try:
            record_service.correct_service(request.user, service)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已改好这次就业服务。")
            return redirect("clients:services", client.pk)
    return _form_page(request, client, service, form, "改这次就业服务")


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def service_result(request, client_id, service_id):
    """What came of a service, once it is known."""
    client = door.open_case(request, client_id)
    service = get_object_or_404(client.employment_services, pk=service_id)
    form = ResultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_service.record_result(request.user, service, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已记下结果。")
            return redirect("clients:services", client.pk)
    return _form_page(request, client, service, form, "填结果")


def _form_page(request, client: Client, service: EmploymentService, form: forms.Form, title: str):
    context = {"client": client, "service": service, "form": form, "title": title}
    return render(request, "clients/desk/service_form.html", context, status=422 if form.is_bound else 200)
