"""标准: the numbers of a place on a day, what is missing, what waits for a second person, and what a new one does."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jobs.models import Job
from law.dated import Dated
from people.doors import desk
from people.errors import Refused
from people.models import Level, Region
from people.scope import covers
from welfare import propose_standard
from welfare.impact import impact_of
from welfare.models import Determination, ImpactPreview, StandardRow
from welfare.models.standard import value_words
from welfare.preview_change import ask_preview
from welfare.restricted import visible_entitlements
from welfare.rules.standards import STANDARDS, AnyStandard, Book, Mode, Row
from welfare.rules.standards import Level as Number
from welfare.standards import book

PER_PAGE = 30
State = StandardRow.State


@dataclass(frozen=True, slots=True)
class Held:
    """One standard as it stands in one place on one day; None where no number is known."""

    standard: AnyStandard
    town: Dated[Number] | None
    country: Dated[Number] | None
    read_by: tuple[str, ...]
    waiting: int
    due: bool
    families: int

    @property
    def is_missing(self) -> bool:
        return self.town is None and self.country is None

    @property
    def town_words(self) -> str:
        return words(self.standard, self.town)

    @property
    def country_words(self) -> str:
        return words(self.standard, self.country)

    @property
    def shown(self) -> Dated[Number] | None:
        return self.town or self.country


SHOWN: dict[str, Callable[[Held], bool]] = {
    "": lambda row: not row.is_missing,
    "missing": lambda row: row.is_missing,
    "due": lambda row: row.due,
    "all": lambda row: True,
}


def words(standard: AnyStandard, dated: Dated[Number] | None) -> str:
    """A number with its unit, a choice by its term; "" when there is none."""
    return "" if dated is None else value_words(standard, dated.value)


def held(user, region: str, day: date, numbers: Book, *, count_families: bool = True) -> Iterator[Held]:
    """Every standard that a rule shown to ``user`` reads, in the order of the catalogue.

    Counting the families that wait for a number reads all open answers; without it ``families`` is 0.
    """
    waiting: dict[str, int] = {}
    for code in proposals(user).values_list("code", flat=True):
        waiting[code] = waiting.get(code, 0) + 1
    families = _families_waiting(user) if count_families else {}
    readers: dict[str, list[str]] = {}
    for entitlement in visible_entitlements(user):
        for code in entitlement.reads & STANDARDS.keys():
            readers.setdefault(code, []).append(entitlement.name)
    for code, standard in STANDARDS.items():
        if code in readers:
            town, country = (numbers.find(standard, region, urban, day) for urban in (True, False))
            due = any(one is not None and one.is_due_for_review(day) for one in (town, country))
            yield Held(standard, town, country, tuple(readers[code]), waiting.get(code, 0), due, families.get(code, 0))


def _families_waiting(user) -> dict[str, int]:
    """By code of a missing standard, how many households cannot be judged for want of it."""
    names = [entitlement.code for entitlement in visible_entitlements(user)]
    rows = Determination.objects.households(user).current().filter(outcome="undetermined", entitlement__in=names)
    waiting: dict[str, set[int]] = {}
    for client_id, missing in rows.values_list("client_id", "missing"):
        for key in missing:
            kind, _, code = key.rpartition(":")
            if kind == "standard":
                waiting.setdefault(code, set()).add(client_id)
    return {code: len(families) for code, families in waiting.items()}


def proposals(user):
    """Rows that wait for a decision and concern the acting region."""
    return _kept(user).filter(state=State.PROPOSED)


class BoardForm(forms.Form):
    """Which place, which day, which of them."""

    region = forms.ModelChoiceField(Region.objects.none(), label="地区", required=False, empty_label=None)
    day = forms.DateField(label="日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    show = forms.ChoiceField(
        label="显示",
        required=False,
        choices=[("", "有标准的"), ("missing", "还缺的"), ("due", "到了复核日期的"), ("all", "全部")],
    )

    def __init__(self, user, *args, **options) -> None:
        super().__init__(*args, **options)
        self.fields["region"].queryset = _places(user)
        self.fields["region"].label_from_instance = lambda region: region.short_name


def _places(user):
    """The acting region, what lies above it, and the counties within."""
    code = user.region.code
    above = [code[:length] for length in (2, 4, 6) if length < len(code)]
    current = Region.objects.current()
    within = current.within(code).filter(level__lte=Level.COUNTY)
    return (current.filter(code__in=[*above, code]) | within).select_related("parent").order_by("code")


@require_safe
@desk(*propose_standard.KEEPERS)
def listing(request: HttpRequest) -> HttpResponse:
    """The numbers of one place on one day, the missing ones among them; and what waits for approval."""
    asked = BoardForm(request.user, request.GET or None)
    chosen = asked.cleaned_data if asked.is_valid() else {}
    region, day = chosen.get("region") or request.user.region, chosen.get("day") or timezone.localdate()
    rows = list(held(request.user, region.code, day, book()))
    show = chosen.get("show", "")
    wanted = [row for row in rows if SHOWN[show](row)]
    if show == "missing":
        # First what most families wait for.
        wanted.sort(key=lambda row: -row.families)
    context = {
        "form": BoardForm(request.user, initial={"region": region, "day": day, "show": show}),
        "region": region,
        "day": day,
        "page": Paginator(wanted, PER_PAGE).get_page(request.GET.get("page")),
        "missing": sum(row.is_missing for row in rows),
        "due": sum(row.due for row in rows),
        "known": sum(not row.is_missing for row in rows),
        "waiting": proposals(request.user).order_by("proposed_at"),
        "may_keep": propose_standard.may_keep(request.user, region.code),
        "show": show,
    }
    return render(request, "welfare/desk/standards.html", context)


@dataclass(frozen=True, slots=True)
class Past:
    """One row of a standard's history in a place."""

    row: Row
    place: str
    words: str
    holds: bool
    due: bool


@require_safe
@desk(*propose_standard.KEEPERS)
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Every number of one standard that was ever known for the acting region and the places above and below it."""
    shown = {
        one.standard.code: one for one in held(request.user, request.user.region.code, timezone.localdate(), book())
    }
    one = shown.get(code)
    if one is None:
        return render(request, "welfare/desk/standard_unknown.html", status=404)
    today, own = timezone.localdate(), request.user.region.code
    rows = [row for row in book().rows(one.standard) if covers(row.region, own) or covers(own, row.region)]
    names = dict(Region.objects.filter(code__in={row.region for row in rows}).values_list("code", "name"))
    past = [
        Past(
            row,
            names.get(row.region, "全国" if not row.region else row.region),
            value_words(one.standard, row.value),
            row.valid_from <= today and (row.valid_to is None or today <= row.valid_to),
            row.review_by <= today,
        )
        for row in sorted(rows, key=lambda row: row.valid_from, reverse=True)
    ]
    context = {"held": one, "rows": past, "waiting": proposals(request.user).filter(code=code), "today": today}
    context["may_keep"] = propose_standard.may_keep(request.user, own)
    return render(request, "welfare/desk/standard_history.html", context)


class StandardForm(forms.Form):
    """One number as an official notice gives it."""

    KINDS = (("", "城乡统一"), ("town", "城镇"), ("country", "农村"))

    region = forms.ModelChoiceField(Region.objects.none(), label="适用地区", empty_label="请选择")
    urban = forms.ChoiceField(label="城镇还是农村", required=False, choices=KINDS)
    value = forms.CharField(label="数值", max_length=40)
    valid_from = forms.DateField(label="执行日期", widget=forms.DateInput(attrs={"type": "date"}))
    valid_to = forms.DateField(
        label="停止日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="文件没有写停止日期的，空着。",
    )
    review_by = forms.DateField(
        label="复核日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="到这一天提醒核对有没有新标准；空着为执行一年以后。",
    )
    source_title = forms.CharField(label="文件名称", max_length=120)
    source_number = forms.CharField(label="文号", max_length=60, required=False)
    source_article = forms.CharField(label="条款", max_length=40, required=False)

    def __init__(self, user, standard: AnyStandard, *args, **options) -> None:
        super().__init__(*args, **options)
        self.standard = standard
        self.fields["region"].queryset = _places(user)
        self.fields["region"].label_from_instance = lambda region: region.short_name
        if isinstance(standard, Mode):
            self.fields["value"] = forms.ChoiceField(label="方式", choices=list(standard.options.items()))
        else:
            unit = getattr(standard, "unit", "")
            self.fields["value"].help_text = f"单位：{unit}。" if unit else "写小数：30% 填 0.3。"
            self.fields["value"].widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean_value(self) -> str:
        try:
            return propose_standard.plain_value(self.standard.code, self.cleaned_data["value"])
        except Refused as no:
            raise forms.ValidationError(str(no)) from None

    def clean(self):
        given = super().clean()
        start, end = given.get("valid_from"), given.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", "停止日期早于执行日期，请核对。")
        return given

    def proposal(self) -> propose_standard.Proposal:
        given = {name: value for name, value in self.cleaned_data.items() if name != "region"}
        return propose_standard.Proposal(
            code=self.standard.code, **given | {"urban": {"town": True, "country": False}.get(given["urban"])}
        )


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*propose_standard.KEEPERS)
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Propose a number. What it changes is computed at once, before anybody approves it."""
    standard = STANDARDS.get(code)
    if standard is None:
        return render(request, "welfare/desk/standard_unknown.html", status=404)
    form = StandardForm(request.user, standard, request.POST or None, initial={"region": _usual_place(request.user)})
    if form.is_valid():
        try:
            row = propose_standard.propose(request.user, form.cleaned_data["region"], form.proposal())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            ask_preview(request.user, row, timezone.localdate())
            messages.success(request, "已提出。正在试算影响，看过以后请另一位同事审核。")
            return redirect("welfare:standard", row.pk)
    today = timezone.localdate()
    town, country = (book().find(standard, request.user.region.code, urban, today) for urban in (True, False))
    now = [(kind, words(standard, dated)) for kind, dated in (("城镇", town), ("农村", country)) if dated]
    context = {"form": form, "standard": standard, "now": now}
    return render(request, "welfare/desk/standard_form.html", context, status=422 if form.errors else 200)


def _usual_place(user):
    """Standards are set by cities: an officer of a county most often enters her city's."""
    return _places(user).filter(code=user.region.code[:4]).first() or user.region


@require_safe
@desk(*propose_standard.KEEPERS)
def standard(request: HttpRequest, row_id: int) -> HttpResponse:
    """One proposed or decided number, what it would change in the acting region, and the buttons of a decision."""
    row = get_object_or_404(_kept(request.user), pk=row_id)
    preview = ImpactPreview.objects.filter(row=row).first()
    job = preview and Job.objects.filter(kind="welfare.preview", key=f"{row.pk}:{preview.as_of}").first()
    context = {
        "row": row,
        "preview": preview,
        "job": job,
        "may_decide": row.state == State.PROPOSED
        and row.proposed_by_id != request.user.pk
        and propose_standard.may_decide(request.user, row.region.code),
        "is_mine": row.proposed_by_id == request.user.pk,
    }
    if preview and preview.finished_at:
        impact = impact_of(request.user, preview)
        context["impact"] = impact
        context["page"] = Paginator(impact.changes, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "welfare/desk/standard.html", context)


def _kept(user):
    """Rows of the acting region, of what lies within and of what lies above it."""
    codes = [user.region.code[:length] for length in (2, 4, 6, 9, 12) if length <= len(user.region.code)]
    rows = StandardRow.objects.filter(region__code__startswith=user.region.code)
    rows |= StandardRow.objects.filter(region__code__in=codes)
    return rows.select_related("region__parent", "proposed_by", "decided_by")


@require_POST
@desk(*propose_standard.KEEPERS)
def decide(request: HttpRequest, row_id: int, deed: str) -> HttpResponse:
    """Approve, return, take back, or ask for the preview that nobody has asked for."""
    row = get_object_or_404(_kept(request.user), pk=row_id)
    note = request.POST.get("note", "")
    try:
        if deed == "approve":
            propose_standard.approve(request.user, row.pk, note)
            messages.success(request, "已生效。今晚筛查时按新标准测算；需要马上看结果的，请在“救助”页点“重新筛查”。")
        elif deed == "refuse":
            propose_standard.refuse(request.user, row.pk, note)
            messages.success(request, "已退回提出人。")
        elif deed == "withdraw":
            propose_standard.withdraw(request.user, row.pk)
            messages.success(request, "已撤回。")
        elif deed == "preview":
            ask_preview(request.user, row, timezone.localdate())
            messages.success(request, "正在试算影响。")
        else:
            raise Http404
    except Refused as no:
        messages.error(request, str(no))
    return redirect("welfare:standard", row.pk)
