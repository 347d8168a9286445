"""用工: who works here, since when, what that brings and which papers are wanted. Every card looks alike."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from employers import keep_hires, prepare_dossier
from employers.doors import portal
from employers.hire_cards import cards_of
from employers.hire_cases import OF_A_HIRE
from employers.incentives.case import Status
from employers.models import Hire
from employers.portal.hire_card_rows import card_rows, summed
from employers.portal.hire_form import HireForm, LeaveForm, SpellForm
from employers.portal.incentives import incentive_or_404
from people.errors import Refused

PER_PAGE = 20
VIEWS = {"": "在岗", "left": "已离岗"}


def hires_of(request: HttpRequest) -> QuerySet[Hire]:
    rows = Hire.objects.of_firm(request.contact).filter(enterprise=request.firm)
    return rows.prefetch_related(*OF_A_HIRE)


def hire_or_404(request: HttpRequest, uid: UUID) -> Hire:
    return get_object_or_404(hires_of(request), uid=uid)


@require_safe
@portal()
def listing(request: HttpRequest) -> HttpResponse:
    """Who is at work, the latest first; ``?view=left`` who has left."""
    today = timezone.localdate()
    chosen = request.GET.get("view", "")
    chosen = chosen if chosen in VIEWS else ""
    mine = hires_of(request)
    counts = {"": mine.filter(left_on=None).count(), "left": mine.exclude(left_on=None).count()}
    page = Paginator(mine.filter(left_on__isnull=chosen == ""), PER_PAGE).get_page(request.GET.get("page"))
    cards = {hire.pk: cards_of(hire, today) for hire in page}
    context = {
        "page": page,
        "rows": [{"hire": hire, **summed(cards.get(hire.pk, []))} for hire in page],
        "tabs": [
            {
                "label": label,
                "href": reverse("portal:hires") + (f"?view={view}" if view else ""),
                "current": view == chosen,
                "count": counts[view],
            }
            for view, label in VIEWS.items()
        ],
        "any": any(counts.values()),
        "year": today.year,
    }
    return render(request, "employers/portal/hires.html", context)


@require_safe
@portal()
def hire(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One hire: a card for each incentive that applies or may apply, the others folded with the reason."""
    return _page(request, hire_or_404(request, uid), LeaveForm(initial={"on": timezone.localdate()}))


def _page(request: HttpRequest, found: Hire, leaving: LeaveForm) -> HttpResponse:
    today = timezone.localdate()
    held = cards_of(found, today)
    cards = card_rows(held)
    context = {
        "hire": found,
        "sum": summed(held),
        "cards": [card for card in cards if card["applies"] and card["begun"]],
        "maybe": [card for card in cards if card["applies"] and not card["begun"]],
        "others": [card for card in cards if not card["applies"]],
        "spells": found.insured_spells.all(),
        "papers": [
            {"label": status.label, "word": "有" if found.statuses[status] else "没有"}
            for status in Status
            if status in found.statuses
        ],
        "leaving": leaving,
        "year": today.year,
    }
    return render(request, "employers/portal/hire.html", context, status=422 if leaving.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@portal()
def new(request: HttpRequest) -> HttpResponse:
    """Write down somebody who works here."""
    form = HireForm(request.firm, request.POST or None, instance=Hire(enterprise=request.firm))
    if form.is_valid():
        try:
            made = keep_hires.record(request.contact, request.firm, **form.facts)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            _insured_since(request, made, form.cleaned_data["insured_since"])
            messages.success(request, "已登记，下面是能享受和可能享受的扶持。")
            return redirect("portal:hire", made.uid)
    return _form(request, form)


def _insured_since(request: HttpRequest, made: Hire, since: date | None) -> None:
    """The person is written down in any case; what is wrong about the months is said, and can be mended there."""
    if since is None:
        return
    try:
        keep_hires.insure(request.contact, made, since)
    except Refused as no:
        messages.error(request, f"参保月份没有存上：{no}")


@require_http_methods(["GET", "HEAD", "POST"])
@portal()
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Change what is written down; insured months have a page of their own."""
    found = hire_or_404(request, uid)
    form = HireForm(request.firm, request.POST or None, instance=found)
    if form.is_valid():
        try:
            keep_hires.correct(request.contact, found, **form.facts)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已保存，金额和材料按新的情况重新算过。")
            return redirect("portal:hire", found.uid)
    return _form(request, form, found)


def _form(request: HttpRequest, form: HireForm, found: Hire | None = None) -> HttpResponse:
    context = {"form": form, "hire": found}
    return render(request, "employers/portal/hire_form.html", context, status=422 if form.errors else 200)


@require_POST
@portal()
def leave(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Her last day; with ``deed`` back it was a mistake, with ``forget`` she was entered by mistake."""
    found = hire_or_404(request, uid)
    if request.POST.get("deed") == "forget":
        return _forget(request, found)
    form = LeaveForm(request.POST)
    back = request.POST.get("deed") == "back"
    if back or form.is_valid():
        try:
            if back:
                keep_hires.come_back(request.contact, found)
            else:
                keep_hires.leave(request.contact, found, form.cleaned_data["on"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已恢复为在岗，请核对参保月份。" if back else "已登记离岗，已准备的材料都还在。")
            return redirect("portal:hire", found.uid)
    return _page(request, found, form)


def _forget(request: HttpRequest, found: Hire) -> HttpResponse:
    try:
        keep_hires.forget(request.contact, found)
    except Refused as no:
        messages.error(request, str(no))
        return redirect("portal:hire", found.uid)
    messages.success(request, "已删除这条用工。")
    return redirect("portal:hires")


@require_http_methods(["GET", "HEAD", "POST"])
@portal()
def insured(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The months for which she was insured. POST ``deed``: add, end (with ``last``), or the number of one to forget."""
    found = hire_or_404(request, uid)
    deed = request.POST.get("deed", "")
    form = SpellForm(request.POST if deed == "add" else None)
    try:
        if deed.isdecimal():
            keep_hires.forget_spell(request.contact, found, int(deed))
        elif deed == "add" and form.is_valid():
            given = form.cleaned_data
            keep_hires.insure(request.contact, found, given["first"], given["last"])
        else:
            return _insured_page(request, found, form)
    except Refused as no:
        form.add_error(None, str(no)) if form.is_bound else messages.error(request, str(no))
        return _insured_page(request, found, form)
    messages.success(request, "参保月份已更新，金额重新算过。")
    return redirect("portal:hire_insured", found.uid)


def _insured_page(request: HttpRequest, found: Hire, form: SpellForm) -> HttpResponse:
    context: dict[str, Any] = {"hire": found, "form": form, "spells": found.insured_spells.all()}
    return render(request, "employers/portal/hire_insured.html", context, status=422 if form.errors else 200)


@require_POST
@portal()
def prepare(request: HttpRequest, uid: UUID, code: str) -> HttpResponse:
    """Open the dossier of one incentive for her, or go to the one that is open."""
    found, wanted = hire_or_404(request, uid), incentive_or_404(code)
    try:
        dossier = prepare_dossier.open_dossier(request.contact, found, wanted.code)
    except Refused as no:
        messages.error(request, str(no))
        return redirect("portal:hire", found.uid)
    return redirect("portal:dossier", dossier.uid)
