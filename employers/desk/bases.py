"""安置基地和安置点: one with its agreements; entering, correcting and closing it."""

from typing import ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from employers import keep_bases
from employers.agreement_standing import standings
from employers.desk.firms import RegionChoice, keepers
from employers.may import kept_code
from employers.models import BaseAgreement, Enterprise, PlacementBase
from people.errors import Refused
from people.models import Level, Region
from ui.widgets import Measured


class BaseForm(forms.ModelForm):
    """What it is called, where it is and who runs it."""

    region = RegionChoice(Region.objects.none(), label="所在旗区、街道", empty_label="请选择")

    class Meta:
        model = PlacementBase
        fields = keep_bases.FIELDS

    def __init__(self, actor, *args, **options) -> None:
        super().__init__(*args, **options)
        near = Region.objects.current().within(kept_code(actor.region.code)).filter(level__lte=Level.STREET)
        self.fields["region"].queryset = near.select_related("parent").order_by("code")
        self.fields["kind"].widget = forms.RadioSelect(choices=PlacementBase.Kind.choices)
        firms = self.fields["enterprise"]
        firms.queryset = Enterprise.objects.visible_to(actor).order_by("name", "pk")
        firms.empty_label = "没有，或者不在名单里"
        self.fields["managing_body"].help_text = "例如：街道办、企业、就业服务中心"
        self.fields["until"].help_text = "还在用就空着；填的是最后一天。"
        self.fields["capacity"].help_text = "同时最多能有几个人在这里干；不清楚就空着。"
        self.fields["capacity"].widget = Measured("人", {"min": 1})
        self.fields["work"].choices = [("", "不清楚"), *PlacementBase.Work.choices]


class AgreementForm(forms.ModelForm):
    """What was agreed, with whom, until when."""

    class Meta:
        model = BaseAgreement
        fields = keep_bases.AGREEMENT_FIELDS
        widgets: ClassVar = {"about": forms.RadioSelect}
        help_texts: ClassVar = {
            "with_whom": "例如：镇政府、企业、村委会。",
            "until": "没有期限的空着。",
        }

    def __init__(self, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["about"].choices = BaseAgreement.About.choices


@require_safe
@keepers
def one(request: HttpRequest, base_id: int) -> HttpResponse:
    """One base and what was agreed about it. Who works there is known a floor higher."""
    today = timezone.localdate()
    found = PlacementBase.objects.visible_to(request.user).select_related("region__parent", "enterprise")
    base = get_object_or_404(found, pk=base_id)
    context = {
        "base": base,
        "is_open": base.is_open(today),
        "may_keep": base.may_be_kept_by(request.user),
        "agreements": standings(base.agreements.all(), today),
    }
    return render(request, "employers/base.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def new(request: HttpRequest) -> HttpResponse:
    """Enter one."""
    form = BaseForm(request.user, request.POST or None)
    if form.is_valid():
        try:
            made = keep_bases.open_base(request.user, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已登记。登记上岗时可以选它；签了协议的在这里登记。")
            return redirect("employers:base", made.pk)
    return _form(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def edit(request: HttpRequest, base_id: int) -> HttpResponse:
    """Correct or close one."""
    base = _kept(request, base_id)
    form = BaseForm(request.user, request.POST or None, instance=base)
    if form.is_valid():
        try:
            keep_bases.correct_base(request.user, base_id, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已保存。")
            return redirect("employers:base", base_id)
    return _form(request, form, base)


def _form(request: HttpRequest, form: BaseForm, base: PlacementBase | None = None) -> HttpResponse:
    return render(request, "employers/base_form.html", {"form": form, "base": base}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def agree(request: HttpRequest, base_id: int) -> HttpResponse:
    """Write down an agreement."""
    base = _kept(request, base_id)
    form = AgreementForm(request.POST or None)
    if form.is_valid():
        try:
            keep_bases.add_agreement(request.user, base_id, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "协议已登记。")
            return redirect("employers:base", base_id)
    return _agreement(request, form, base)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def correct_agreement(request: HttpRequest, base_id: int, agreement_id: int) -> HttpResponse:
    """Put one right; an extension is a new one."""
    base = _kept(request, base_id)
    agreement = get_object_or_404(base.agreements, pk=agreement_id)
    form = AgreementForm(request.POST or None, instance=agreement)
    if form.is_valid():
        try:
            keep_bases.correct_agreement(request.user, base_id, agreement_id, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已保存。")
            return redirect("employers:base", base_id)
    return _agreement(request, form, base, agreement)


def _kept(request: HttpRequest, base_id: int) -> PlacementBase:
    return get_object_or_404(PlacementBase.objects.kept_by(request.user), pk=base_id)


def _agreement(
    request: HttpRequest, form: AgreementForm, base: PlacementBase, agreement: BaseAgreement | None = None
) -> HttpResponse:
    context = {"form": form, "base": base, "agreement": agreement}
    return render(request, "employers/agreement_form.html", context, status=422 if form.errors else 200)
