"""安置基地和安置点: the list of the city, entering, correcting and closing one."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from employers import keep_bases
from employers.desk.firms import RegionChoice, keepers
from employers.may import kept_code
from employers.models import Enterprise, PlacementBase
from people.errors import Refused
from people.models import Level, Region


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


@require_safe
@keepers
def listing(request: HttpRequest) -> HttpResponse:
    """Those of the city, the closed ones last."""
    today = timezone.localdate()
    found = PlacementBase.objects.visible_to(request.user).select_related("region__parent", "enterprise")
    rows = [(base, base.is_open(today), base.may_be_kept_by(request.user)) for base in found]
    context = {"rows": sorted(rows, key=lambda row: not row[1])}
    return render(request, "employers/bases.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def new(request: HttpRequest) -> HttpResponse:
    """Enter one."""
    form = BaseForm(request.user, request.POST or None)
    if form.is_valid():
        try:
            keep_bases.open_base(request.user, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已登记。登记上岗时可以选它。")
            return redirect("employers:bases")
    return _form(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def edit(request: HttpRequest, base_id: int) -> HttpResponse:
    """Correct or close one."""
    base = get_object_or_404(PlacementBase.objects.kept_by(request.user), pk=base_id)
    form = BaseForm(request.user, request.POST or None, instance=base)
    if form.is_valid():
        try:
            keep_bases.correct_base(request.user, base_id, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已保存。")
            return redirect("employers:bases")
    return _form(request, form, base)


def _form(request: HttpRequest, form: BaseForm, base: PlacementBase | None = None) -> HttpResponse:
    return render(request, "employers/base_form.html", {"form": form, "base": base}, status=422 if form.errors else 200)
