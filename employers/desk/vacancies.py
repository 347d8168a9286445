"""岗位: one vacancy, its form, the buttons that move it, and the list of those one keeps."""

import django_filters
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from employers import keep_fresh, post_vacancy, publish
from employers.adverts.demands import KIND_LABELS, LAWFUL_LABELS, DemandKind, Lawful
from employers.adverts.for_firms import tells
from employers.adverts.occupation import post_kinds
from employers.adverts.read import read
from employers.desk.vacancy_form import VacancyForm
from employers.models import Enterprise, State, Vacancy
from employers.models.vacancy_event import ICONS
from employers.models.vacancy_moves import MOVES
from employers.public.vacancies import why_not_shown
from employers.vacancy_facts import heard_into, occupation_choices, said_in
from lexicon.features import PostKind
from people.doors import desk
from people.errors import Refused
from people.models import Role
from ui.widgets import Cards

PER_PAGE = 25
keepers = desk(Role.SOCIAL_WORKER, Role.MANAGER)
readers = desk(Role.SOCIAL_WORKER, Role.MANAGER, Role.WELFARE_OFFICER)

TONES = {
    State.DRAFT: "plain",
    State.SUBMITTED: "wait",
    State.PUBLISHED: "good",
    State.PAUSED: "wait",
    State.FILLED: "plain",
    State.EXPIRED: "bad",
}
LAWFUL_TONES = {Lawful.UNLAWFUL: "bad", Lawful.NARROWING: "wait", Lawful.LAWFUL: "plain"}
# The step that is most often next, then the others.
CALL_FOR = frozenset({"publish", "refresh", "reopen"})
DONE = {
    "publish": "已发布，可以匹配了。",
    "refresh": "已确认还在招，30 天内有效。",
    "pause": "已暂停，暂时不参加匹配。",
    "reopen": "已重新发布。",
    "fill": "已标为招满，不再参加匹配。",
    "withdraw": "已下架，记录还在，可以重新发布。",
}


def flags(demands: list[dict]) -> list[dict]:
    """Stored demands as the screen shows them: worst first, in the order of the text."""
    order = list(Lawful)
    shown = [
        {
            **demand,
            "label": KIND_LABELS[DemandKind(demand["kind"])],
            "verdict": LAWFUL_LABELS[Lawful(demand["lawful"])],
            "tone": LAWFUL_TONES[Lawful(demand["lawful"])],
        }
        for demand in demands
    ]
    return sorted(shown, key=lambda demand: order.index(Lawful(demand["lawful"])))


@require_safe
@readers
def vacancy(request: HttpRequest, vacancy_id: int) -> HttpResponse:
    """One vacancy: facts, text as advertised, legal flags; for its keepers also the buttons and the history."""
    found = get_object_or_404(
        Vacancy.objects.visible_to(request.user).select_related(
            "enterprise__region__parent", "region__parent", "recorded_by"
        ),
        pk=vacancy_id,
    )
    may_keep = found.may_be_kept_by(request.user)
    context = {
        "vacancy": found,
        "flags": flags(found.demands),
        "stale": found.is_stale(timezone.localdate()),
        "hidden": why_not_shown(found, timezone.localdate()),
        "tone": TONES[State(found.state)],
        "may_keep": may_keep,
        "to_review": may_keep and found.waits_for_review,
        "steps": steps(found) if may_keep else [],
        "events": found.events.select_related("actor")[:30] if may_keep else [],
    }
    return render(request, "employers/vacancy.html", context)


def steps(found: Vacancy) -> list[dict[str, str]]:
    """The buttons of the present state: name, label, tone, icon. What a firm submitted has a page of its own."""
    if found.state == State.SUBMITTED:
        return []
    return [
        {
            "name": name,
            "label": MOVES[name].label if name != "refresh" else "确认还在招",
            "tone": "go" if name in CALL_FOR else "plain",
            "icon": ICONS[name],
        }
        for name in found.possible_moves()
    ]


class KeptFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        field_name="title", lookup_expr="icontains", label="岗位名称", widget=forms.TextInput(attrs={"type": "search"})
    )
    firm = django_filters.CharFilter(
        field_name="enterprise__name",
        lookup_expr="icontains",
        label="企业名称",
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = django_filters.ChoiceFilter(
        choices=[*State.choices, ("ending", "快到期"), ("stale", "超过 30 天没确认")],
        method="by_state",
        label="状态",
        empty_label="全部",
        widget=Cards,
    )

    def by_state(self, rows, name, value):
        if value == "ending":
            return keep_fresh.ending(rows, timezone.localdate()).order_by("refreshed_at", "pk")
        return rows.stale(timezone.localdate()) if value == "stale" else rows.filter(state=value)


@require_safe
@keepers
def kept(request: HttpRequest) -> HttpResponse:
    """The vacancies that the actor keeps, in every state: where drafts are published and stale ones confirmed."""
    rows = Vacancy.objects.kept_by(request.user).select_related("enterprise__region", "region__parent")
    filters = KeptFilter(request.GET, queryset=rows.order_by("-recorded_at", "-pk"))
    page = Paginator(filters.qs, PER_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "filters": filters,
        "page": page,
        "rows": [_row(found, today) for found in page],
        "chosen": sum(bool(request.GET.get(name)) for name in filters.filters),
    }
    template = "employers/_vacancy_list.html" if request.htmx else "employers/vacancies.html"
    return render(request, template, context)


def _row(found: Vacancy, today) -> dict:
    unlawful = sum(demand["lawful"] == Lawful.UNLAWFUL for demand in found.demands)
    stale, left = found.is_stale(today), found.days_left(today)
    soon = left is not None and 0 <= left <= max(keep_fresh.LEADS)
    return {
        "vacancy": found,
        "tone": TONES[State(found.state)],
        "stale": stale,
        "left": left if soon else None,
        "unlawful": unlawful,
        "next": "refresh" if stale or soon else "publish" if found.state == State.DRAFT else "",
    }


@require_POST
@keepers
def step(request: HttpRequest, vacancy_id: int, name: str) -> HttpResponse:
    """Take one step; back to the page that asked, or with htmx the row of the list anew."""
    if name not in publish.STEPS:
        raise Http404
    try:
        publish.STEPS[name](request.user, vacancy_id)
    except Vacancy.DoesNotExist:
        raise Http404 from None
    except Refused as no:
        messages.error(request, str(no))
    else:
        if not request.htmx:
            messages.success(request, DONE[name])
    if request.htmx:
        rows = Vacancy.objects.kept_by(request.user).select_related("enterprise__region", "region__parent")
        row = _row(rows.get(pk=vacancy_id), timezone.localdate())
        return render(request, "employers/_vacancy_row.html", {"row": row, "with_messages": True})
    return redirect("employers:vacancy", vacancy_id)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def new(request: HttpRequest, firm_id: int) -> HttpResponse:
    """A new draft of this firm."""
    firm = get_object_or_404(Enterprise.objects.kept_by(request.user).select_related("region__parent"), pk=firm_id)
    blank = Vacancy(enterprise=firm)
    given = {"region": firm.region_id, "address": firm.address}
    if "fill" in request.POST:
        return _form(request, VacancyForm(request.user, instance=blank, initial=heard_into(request.POST)), firm)
    form = VacancyForm(request.user, request.POST or None, instance=blank, initial=given)
    if form.is_valid():
        try:
            made = post_vacancy.record(request.user, firm_id, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "岗位已存为草稿。核对后点“发布”。")
            _warn_of_telling_words(request, made)
            return redirect("employers:vacancy", made.pk)
    return _form(request, form, firm)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def edit(request: HttpRequest, vacancy_id: int) -> HttpResponse:
    """Correct a vacancy; its state stays."""
    found = get_object_or_404(
        Vacancy.objects.kept_by(request.user).select_related("enterprise__region__parent", "region"), pk=vacancy_id
    )
    if "fill" in request.POST:
        form = VacancyForm(request.user, instance=found, initial=heard_into(request.POST))
        return _form(request, form, found.enterprise, found)
    form = VacancyForm(request.user, request.POST or None, instance=found)
    if form.is_valid():
        try:
            saved = post_vacancy.edit(request.user, vacancy_id, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "岗位已保存。")
            _warn_of_telling_words(request, saved)
            return redirect("employers:vacancy", vacancy_id)
    return _form(request, form, found.enterprise, found)


def _warn_of_telling_words(request: HttpRequest, saved: Vacancy) -> None:
    """Its firm reads the vacancy in the portal, now or when it signs up one day. No more than a warning: the firm's own
    advertisement may ask for a past, or be for an occupation with such a word in its name."""
    if tells(f"{saved.title} {saved.text} {saved.address} {saved.wage_text}"):
        messages.warning(request, "这个岗位企业看得到，里面有不该让企业看到的词。不是企业自己的原话，请改掉。")


def _form(request: HttpRequest, form: VacancyForm, firm: Enterprise, found: Vacancy | None = None) -> HttpResponse:
    title, text = str(form["title"].value() or ""), str(form["text"].value() or "")
    context = {"form": form, "firm": firm, "vacancy": found, **_heard(firm, title, text)}
    return render(request, "employers/vacancy_form.html", context, status=422 if form.errors else 200)


def _heard(firm: Enterprise, title: str, text: str) -> dict:
    """What title and text say while they are being typed: legal flags, and facts that the form may have missed."""
    kinds = [PostKind(kind).label for kind in post_kinds(title, firm.name, firm.industry_name, text)]
    heard = [(name, words) for _, name, words in said_in(read({"title": title, "description": text}))]
    return {
        "flags": flags(post_vacancy.demands_of(title, text)),
        "heard": [*heard, *([("法定限制类别", kinds)] if kinds else [])],
    }


@require_POST
@keepers
def hear(request: HttpRequest, firm_id: int) -> HttpResponse:
    """The fragment beside the form: what the text says so far. Nothing is stored."""
    firm = get_object_or_404(Enterprise.objects.kept_by(request.user), pk=firm_id)
    context = _heard(firm, request.POST.get("title", "")[:200], request.POST.get("text", "")[:4000])
    return render(request, "employers/_heard.html", context)


@require_POST
@keepers
def occupations(request: HttpRequest) -> HttpResponse:
    """The occupation field anew, with what the title suggests."""
    title, chosen = request.POST.get("title", "")[:60], request.POST.get("occupation", "")[:12]
    form = VacancyForm(request.user, initial={"title": title, "occupation": chosen})
    form.fields["occupation"].widget.choices = occupation_choices(title, chosen)
    return render(request, "employers/_occupation.html", {"form": form})
