"""岗位: what the firm posts, from the first draft to what became of it."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from employers import post_vacancy, publish
from employers.adverts.for_firms import for_firm, tells
from employers.adverts.read import read
from employers.doors import portal
from employers.fit_to_publish import below_minimum, faults
from employers.models import By, Contact, Result, State, Vacancy, VacancyEvent
from employers.portal.vacancy_form import PortalVacancyForm, firm_occupations, heard_for_firm, pasted_into
from employers.public.vacancies import why_not_shown
from employers.vacancy_facts import said_in
from people.errors import Refused
from ui.widgets import Measured

PER_PAGE = 20
SOON = 7
"""Days before it is taken down from which a vacancy asks to be confirmed."""
TONES = {
    State.DRAFT: "plain",
    State.SUBMITTED: "wait",
    State.PUBLISHED: "good",
    State.PAUSED: "wait",
    State.FILLED: "plain",
    State.EXPIRED: "plain",
}
# What one opens the page for: what is being written or waits, what is offered, what has ended.
VIEWS = {
    "": ("全部", tuple(State)),
    "open": ("在招", (State.PUBLISHED, State.PAUSED)),
    "draft": ("草稿和待审核", (State.DRAFT, State.SUBMITTED)),
    "over": ("已结束", (State.FILLED, State.EXPIRED)),
}
DONE = {
    "submit": "已提交，工作人员审核后发布，结果会在“消息”里告诉您。",
    "take_back": "已撤回，改好后再提交。",
    "refresh": "已确认还在招，30 天内有效。",
    "pause": "已暂停，不再推荐求职者；要招人时点“重新发布”。",
    "reopen": "已重新发布。",
    "withdraw": "草稿已作废，在“已结束”里还能看到。",
}
_RANK = Case(*(When(state=state, then=Value(rank)) for rank, state in enumerate(State)), output_field=IntegerField())
MENDED_IN = (State.DRAFT, State.PAUSED)
# The steps after which an older request to mend no longer stands.
_TURNS = ("submit", "return", "publish", "pause", "reopen")


def _mine(contact: Contact) -> QuerySet[Vacancy]:
    return Vacancy.objects.kept_by(contact).select_related("enterprise", "region__parent")


def _one(request: HttpRequest, vacancy_id: int) -> Vacancy:
    found = _mine(request.contact).filter(pk=vacancy_id).first()
    if found is None:
        raise Http404
    return found


@require_safe
@portal()
def listing(request: HttpRequest) -> HttpResponse:
    """The firm's vacancies: what is being written first, then what is offered, the soonest to go down first."""
    chosen = request.GET.get("view", "")
    _, states = VIEWS.get(chosen, VIEWS[""])
    counted = dict(_mine(request.contact).order_by().values_list("state").annotate(many=Count("pk")))
    shown = vacancy_rows(request.contact).filter(state__in=states)
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    tabs = [
        {
            "label": label,
            "href": reverse("portal:vacancies") + (f"?view={name}" if name else ""),
            "current": name == (chosen if chosen in VIEWS else ""),
            "count": sum(counted.get(state, 0) for state in some),
        }
        for name, (label, some) in VIEWS.items()
    ]
    today = timezone.localdate()
    context = {
        "page": page,
        "rows": [vacancy_row(found, today) for found in page],
        "tabs": tabs,
        "any": bool(counted),
        "unasked": _mine(request.contact).unasked().count(),
    }
    return render(request, "employers/portal/vacancies.html", context)


@require_POST
@portal()
def say_public(request: HttpRequest) -> HttpResponse:
    """Put all posts of which nobody knows whether the firm wants it on the public site, or none of them."""
    wanted = request.POST.get("is_public")
    if wanted in ("yes", "no"):
        many = post_vacancy.say_public(request.contact, wanted == "yes")
        said = (
            "已在网站上公开，审核通过的马上能看到。" if wanted == "yes" else "不在网站上公开，只由工作人员推荐求职者。"
        )
        messages.success(request, f"{many} 个岗位{said}" if many else "没有要说明的岗位了。")
    return redirect("portal:vacancies")


def vacancy_rows(contact: Contact) -> QuerySet[Vacancy]:
    """The vacancies of her firm in the order of the list, each with ``last_cause``: why staff last asked to mend it."""
    turns = VacancyEvent.objects.filter(vacancy=OuterRef("pk"), name__in=_TURNS).order_by("-at", "-pk")
    rows = _mine(contact).annotate(rank=_RANK, last_cause=Subquery(turns.values("cause")[:1]))
    return rows.order_by("rank", "refreshed_at", "-recorded_at", "-pk")


def vacancy_row(found: Any, today: date) -> dict[str, Any]:
    """What the list shows of one of ``vacancy_rows``; ``next`` is what to do: a step of one press, "look" for what is
    answered on its page, or "copy"."""
    left = found.days_left(today)
    mend = bool(found.last_cause) and found.state in MENDED_IN
    following = {
        State.DRAFT: "look",
        State.PUBLISHED: "refresh",
        State.PAUSED: "look" if mend else "reopen",
        State.FILLED: "copy",
        State.EXPIRED: "reopen" if found.published_at else "copy",
    }
    return {
        "vacancy": found,
        "tone": TONES[State(found.state)],
        "left": left,
        "soon": left is not None and left <= SOON,
        "mend": mend,
        "next": following.get(State(found.state), ""),
    }


class CloseForm(forms.Form):
    result = forms.ChoiceField(label="结果怎样", choices=Result.choices, widget=forms.RadioSelect)
    here = forms.IntegerField(
        label="来自本平台", required=False, min_value=0, max_value=999, widget=Measured("人", {"min": 0})
    )
    elsewhere = forms.IntegerField(
        label="来自其他途径", required=False, min_value=0, max_value=999, widget=Measured("人", {"min": 0})
    )
    words = forms.CharField(label="补充一句", required=False, max_length=200)


@require_safe
@portal()
def vacancy(request: HttpRequest, vacancy_id: int) -> HttpResponse:
    """One vacancy as those see it who recommend people, what to change in it, and what to do next."""
    return _page(request, _one(request, vacancy_id), CloseForm())


def _page(request: HttpRequest, found: Vacancy, form: CloseForm) -> HttpResponse:
    today = timezone.localdate()
    events = list(found.events.select_related("actor")[:30])
    last = next((event for event in events if event.name in _TURNS), None)
    left = found.days_left(today)
    context = {
        "vacancy": found,
        "tone": TONES[State(found.state)],
        "left": left,
        "soon": left is not None and left <= SOON,
        "told": for_firm(found.title, found.text),
        "hidden": why_not_shown(found, today),
        "faults": faults(found, today) if found.state == State.DRAFT else (),
        "mend": last if last and last.cause and found.state in MENDED_IN else None,
        "steps": found.possible_moves(By.FIRM),
        "mended": bool(events) and events[0] != last,
        "events": events,
        "form": form,
    }
    return render(request, "employers/portal/vacancy.html", context, status=422 if form.errors else 200)


@require_POST
@portal()
def step(request: HttpRequest, vacancy_id: int, name: str) -> HttpResponse:
    """Take one step of ``DONE``; back to its page, or with htmx its row of the list anew."""
    if name not in DONE:
        raise Http404
    found = _one(request, vacancy_id)
    try:
        if name == "withdraw" and found.state != State.DRAFT:
            raise Refused("已经发布过的岗位，要说明结果才能结束。", "请点“结束招聘”。")
        told = {"reason": request.POST.get("reason", "").strip()[:200]} if name == "pause" else {}
        publish.STEPS[name](request.contact, vacancy_id, **told)  # type: ignore[operator]
    except Refused as no:
        said, tell = str(no), messages.error
    else:
        said, tell = DONE[name], messages.success
    if request.htmx:
        row = vacancy_row(vacancy_rows(request.contact).get(pk=vacancy_id), timezone.localdate())
        return render(request, "employers/portal/_vacancy_row.html", {"row": row, "said": said})
    tell(request, said)
    return redirect("portal:vacancy", vacancy_id)


@require_POST
@portal()
def close(request: HttpRequest, vacancy_id: int) -> HttpResponse:
    """End the search and say what came of it."""
    found = _one(request, vacancy_id)
    form = CloseForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        counts = {"here": given["here"], "elsewhere": given["elsewhere"]}
        try:
            publish.close(request.contact, vacancy_id, Result(given["result"]), words=given["words"], **counts)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已结束招聘，谢谢您告诉我们结果。再招人时可以重新发布或复制。")
            return redirect("portal:vacancy", vacancy_id)
    return _page(request, found, form)


@require_POST
@portal()
def copy(request: HttpRequest, vacancy_id: int) -> HttpResponse:
    """A new draft with the same facts, opened to be changed."""
    made = post_vacancy.copy(request.contact, _one(request, vacancy_id).pk)
    messages.success(request, "已复制成新的草稿，请改好不同的地方。")
    return redirect("portal:vacancy_edit", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@portal()
def new(request: HttpRequest) -> HttpResponse:
    """Write a new one. Whatever is saved is a draft first; its page shows it as others will see it."""
    blank = Vacancy(enterprise=request.firm)
    if "fill" in request.POST:
        return _form(request, _filled(request, blank))
    given = {"region": request.firm.region_id, "address": request.firm.address}
    form = PortalVacancyForm(
        request.firm, request.POST or None, instance=blank, initial=given, draft="draft" in request.POST
    )
    if form.is_valid():
        try:
            made = post_vacancy.record(request.contact, request.firm.pk, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "草稿已存好。" if "draft" in request.POST else "已存好，请看一遍再提交。")
            return redirect("portal:vacancy", made.pk)
    return _form(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@portal()
def edit(request: HttpRequest, vacancy_id: int) -> HttpResponse:
    """Change one; its state stays."""
    found = _one(request, vacancy_id)
    if "fill" in request.POST:
        return _form(request, _filled(request, found), found)
    draft = "draft" in request.POST and found.state == State.DRAFT
    form = PortalVacancyForm(request.firm, request.POST or None, instance=found, draft=draft)
    if form.is_valid():
        try:
            saved = post_vacancy.edit(request.contact, vacancy_id, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            looked_at = saved.review_since is not None and saved.state != State.SUBMITTED
            messages.success(request, "已保存，改动马上生效，工作人员会再看一遍。" if looked_at else "已保存。")
            return redirect("portal:vacancy", vacancy_id)
    return _form(request, form, found)


def _filled(request: HttpRequest, found: Vacancy) -> PortalVacancyForm:
    """The form with what the text says wherever nothing was typed: the pasted one, or the one in the form."""
    if request.POST.get("advert", "").strip():
        initial, words = pasted_into(request.POST)
        messages.success(request, words)
    else:
        initial = heard_for_firm(request.POST)
    return PortalVacancyForm(request.firm, instance=found, initial=initial)


def _form(request: HttpRequest, form: PortalVacancyForm, found: Vacancy | None = None) -> HttpResponse:
    title, text = str(form["title"].value() or ""), str(form["text"].value() or "")
    context = {
        "form": form,
        "vacancy": found,
        "told": for_firm(title, text),
        "earlier": () if found else _mine(request.contact).order_by("-recorded_at", "-pk")[:5],
    }
    return render(request, "employers/portal/vacancy_form.html", context, status=422 if form.errors else 200)


@require_POST
@portal()
def check(request: HttpRequest) -> HttpResponse:
    """The fragment under the text: what to change in it, and what it says beside the fields. Nothing is stored."""
    title, text = request.POST.get("title", "")[:60], request.POST.get("text", "")[:4000]
    form = PortalVacancyForm(request.firm, request.POST, draft=True)
    form.is_valid()
    given = form.cleaned_data
    post = Vacancy(part_time=given.get("part_time", False), wage_min=given.get("wage_min"))
    if given.get("region"):
        post.region = given["region"]
    said = said_in(read({"title": title, "description": text}))
    missing = [(name, words) for field, name, words in said if given.get(field) in (None, "", [])]
    context = {
        "told": for_firm(title, text),
        "wage": below_minimum(post, timezone.localdate()),
        "heard": [(name, words) for name, words in missing if not tells("".join(words))],
        "live": True,
    }
    return render(request, "employers/portal/_vacancy_check.html", context)


@require_POST
@portal()
def occupations(request: HttpRequest) -> HttpResponse:
    """The occupation field anew, with what the title suggests."""
    title, chosen = request.POST.get("title", "")[:60], request.POST.get("occupation", "")[:12]
    form = PortalVacancyForm(request.firm, initial={"title": title, "occupation": chosen})
    form.fields["occupation"].widget.choices = firm_occupations(title, chosen)
    return render(request, "employers/_occupation.html", {"form": form})
