"""企业: the firms of the city, one firm, entering and correcting it."""

import django_filters
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from employers import register_enterprise
from employers.may import kept_code
from employers.models import Contact, Enterprise, State, Vacancy, Verification
from employers.models.enterprise import clean_credit_code
from employers.models.vacancy import fresh_since
from lexicon.industries import INDUSTRIES
from people.doors import desk
from people.errors import Refused
from people.models import Level, Region, Role

PER_PAGE = 25
keepers = desk(Role.SOCIAL_WORKER, Role.MANAGER)


class FirmFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="by_words", label="名称、代码或联系人", widget=forms.TextInput(attrs={"type": "search"})
    )
    county = django_filters.ModelChoiceFilter(
        queryset=Region.objects.none(), method="by_county", label="旗区", empty_label="全部"
    )
    verified = django_filters.ChoiceFilter(
        choices=[("yes", "已核实"), ("no", "未核实")], method="by_verified", label="核实", empty_label="全部"
    )
    hiring = django_filters.ChoiceFilter(
        choices=[("yes", "有在招岗位"), ("stale", "有岗位超过 30 天没确认")],
        method="by_hiring",
        label="招聘",
        empty_label="全部",
    )

    def __init__(self, *args, actor, **options) -> None:
        super().__init__(*args, **options)
        self.filters["county"].queryset = _city(actor).filter(level=Level.COUNTY)

    def by_words(self, rows, name, value):
        return rows.called(value)

    def by_county(self, rows, name, value):
        return rows.filter(region__code__startswith=value.code)

    def by_verified(self, rows, name, value):
        return rows.filter(verified_at__isnull=value == "no")

    def by_hiring(self, rows, name, value):
        return rows.filter(open_count__gt=0) if value == "yes" else rows.filter(stale_count__gt=0)


@require_safe
@keepers
def listing(request: HttpRequest) -> HttpResponse:
    """The firms of the city; a changed filter swaps the list alone."""
    filters = FirmFilter(request.GET, queryset=_with_counts(request.user), actor=request.user)
    page = Paginator(filters.qs, PER_PAGE).get_page(request.GET.get("page"))
    chosen = sum(bool(request.GET.get(name)) for name in filters.filters)
    template = "employers/_firm_list.html" if request.htmx else "employers/firms.html"
    waiting = Verification.objects.for_staff(request.user).count()
    context = {"filters": filters, "page": page, "chosen": chosen, "waiting": waiting}
    return render(request, template, context)


def _city(actor):
    return Region.objects.current().within(actor.region.code[:4]).order_by("code")


def _with_counts(actor):
    """Firms with how many of their vacancies are open and how many are stale, in one query."""
    since = fresh_since(timezone.localdate())
    published = Q(vacancies__state=State.PUBLISHED)
    return (
        Enterprise.objects.visible_to(actor)
        .select_related("region__parent")
        .annotate(
            open_count=Count("vacancies", filter=published & Q(vacancies__refreshed_at__gte=since)),
            stale_count=Count("vacancies", filter=published & Q(vacancies__refreshed_at__lt=since)),
        )
        .order_by("name", "pk")
    )


@require_safe
@keepers
def firm(request: HttpRequest, firm_id: int) -> HttpResponse:
    """One firm with its vacancies; those who do not keep it see the published ones."""
    found = get_object_or_404(
        Enterprise.objects.visible_to(request.user).select_related("region__parent", "verified_by", "recorded_by"),
        pk=firm_id,
    )
    vacancies = (
        Vacancy.objects.visible_to(request.user)
        .filter(enterprise=found)
        .select_related("region__parent")
        .order_by("state", "-refreshed_at", "-pk")
    )
    page = Paginator(vacancies, PER_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    rows = [(vacancy, vacancy.is_stale(today)) for vacancy in page]
    may_keep = found.may_be_kept_by(request.user)
    paused = not found.accepts_referrals(today)
    context = {"firm": found, "page": page, "rows": rows, "may_keep": may_keep, "paused": paused}
    if may_keep:
        context["contacts"] = Contact.objects.active().filter(enterprise=found).select_related("user")
        context["former"] = Contact.objects.former().filter(enterprise=found).select_related("user", "ended_by")
    return render(request, "employers/firm.html", context)


class RegionChoice(forms.ModelChoiceField):
    def label_from_instance(self, region: Region) -> str:
        return region.short_name


class FirmForm(forms.ModelForm):
    """A firm as its licence and its people give it. The code may be typed with spaces and in small letters."""

    region = RegionChoice(Region.objects.none(), label="所在旗区、街道", empty_label="请选择")
    industry = forms.CharField(
        label="行业",
        required=False,
        max_length=5,
        widget=forms.TextInput(attrs={"list": "industries", "autocomplete": "off"}),
        help_text="国民经济行业分类代码，输入汉字可查找。",
    )

    class Meta:
        model = Enterprise
        fields = ("credit_code", "name", "industry", "region", "address", "contact_name", "contact_phone", "note")

    field_order = Meta.fields

    def __init__(self, actor, *args, **options) -> None:
        super().__init__(*args, **options)
        upper = kept_code(actor.region.code)
        near = Region.objects.current().within(upper).filter(level__lte=Level.STREET)
        self.fields["region"].queryset = near.select_related("parent").order_by("code")
        self.fields["note"].widget = forms.Textarea(attrs={"rows": 3, "maxlength": 1000})
        self.fields["credit_code"].widget.attrs |= {"autocomplete": "off", "maxlength": 24, "spellcheck": "false"}
        self.fields["credit_code"].max_length = None
        self.fields["credit_code"].validators = []

    def clean_credit_code(self) -> str:
        return clean_credit_code(self.cleaned_data["credit_code"])

    def clean_industry(self) -> str:
        """GB/T 4754 without the section letter in front."""
        return self.cleaned_data["industry"].strip().upper().lstrip("ABCDEFGHIJKLMNOPQRST")


# Divisions and groups: enough to name a firm's trade; all 1,180 classes would double the page. Any class may be typed.
INDUSTRY_CHOICES = tuple((code, entry.name) for code, entry in INDUSTRIES.items() if entry.level in (2, 3))


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def new(request: HttpRequest) -> HttpResponse:
    """Register a firm."""
    form = FirmForm(request.user, request.POST or None)
    if form.is_valid():
        try:
            made = register_enterprise.register(request.user, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "企业已登记。请看过营业执照后点“核实”。")
            return redirect("employers:firm", made.pk)
    return _form(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def edit(request: HttpRequest, firm_id: int) -> HttpResponse:
    """Correct a firm."""
    found = get_object_or_404(Enterprise.objects.kept_by(request.user).select_related("region"), pk=firm_id)
    form = FirmForm(request.user, request.POST or None, instance=found)
    if form.is_valid():
        try:
            register_enterprise.correct(request.user, firm_id, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "企业信息已保存。")
            return redirect("employers:firm", firm_id)
    return _form(request, form, found)


def _form(request: HttpRequest, form: FirmForm, found: Enterprise | None = None) -> HttpResponse:
    context = {"form": form, "firm": found, "industries": INDUSTRY_CHOICES}
    return render(request, "employers/firm_form.html", context, status=422 if form.errors else 200)


@require_POST
@keepers
def verify(request: HttpRequest, firm_id: int) -> HttpResponse:
    """The licence has been seen."""
    try:
        register_enterprise.verify(request.user, firm_id)
    except Enterprise.DoesNotExist:
        raise Http404 from None
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, "已标为核实。")
    return redirect("employers:firm", firm_id)
