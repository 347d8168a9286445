"""用工 of one firm on the desk: what its payroll says, written down for a firm without an account."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from employers import keep_hires, prepare_dossier
from employers.desk.firms import keepers
from employers.desk.incentives import actor_of
from employers.hire_cards import LIMIT, Card, cards_of
from employers.incentive_words import Told, told
from employers.incentives.asked import Asked, asked
from employers.incentives.case import Status
from employers.keep_hires import KIND
from employers.models import Enterprise, Hire
from employers.money_left import hire_money
from employers.portal.hire_form import HireForm, LeaveForm, SpellForm
from law.truth import Truth
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose


@require_safe
@keepers
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One hire: what the payroll says, and what each incentive brings; the look is written down."""
    found = hire_or_404(request, uid)
    ledger.record(actor_of(request), Action.VIEW, KIND, found.pk, Purpose.MATCHING)
    return _page(request, found)


def _page(request: HttpRequest, found: Hire, **forms: Any) -> HttpResponse:
    today = timezone.localdate()
    cards = [_card(card) for card in cards_of(found, today)]
    open_ones = [row for row in cards if row[0].result.truth is not Truth.NO]
    begun = [row for row in open_ones if row[0].result.truth is Truth.YES or row[0].dossier is not None]
    context = {
        "hire": found,
        "firm": found.enterprise,
        "cards": begun,
        "maybe": [row for row in open_ones if row not in begun],
        "others": [(row[0], _against(row[0])) for row in cards if row[0].result.truth is Truth.NO],
        "money": hire_money(found, today),
        "spells": found.insured_spells.all(),
        "statuses": [status.label for status in Status if found.statuses.get(status.value)],
        "spell_form": forms.get("insure") or SpellForm(),
        "leave_form": forms.get("leave") or LeaveForm(auto_id="leave_%s", initial={"on": today}),
        "year": today.year,
    }
    return render(request, "employers/hire.html", context, status=422 if forms else 200)


def _card(card: Card) -> tuple[Card, Told, Decimal | None, tuple[Asked, ...]]:
    """What it brings, and what is still to be found out before the answer or the sum is settled."""
    return card, told(card.result), card.result.components.get(LIMIT), asked(card.result.missing, (card.incentive,))


def _against(card: Card) -> list[str]:
    """Which conditions do not hold, in words."""
    found = [reason for reason in card.result.reasons if reason.truth is Truth.NO]
    return [f"{reason.text}：{reason.detail}" if reason.detail else f"{reason.text}：不满足" for reason in found]


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def new(request: HttpRequest, firm_id: int) -> HttpResponse:
    """Write down somebody who works there, as the firm says."""
    firm = get_object_or_404(Enterprise.objects.kept_by(actor_of(request)), pk=firm_id)
    form = HireForm(firm, request.POST or None, instance=Hire(enterprise=firm))
    if form.is_valid():
        try:
            made = keep_hires.record(actor_of(request), firm, **form.facts)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            if since := form.cleaned_data.get("insured_since"):
                _insure(request, made, since, None)
            messages.success(request, "已登记。")
            return redirect("employers:hire", made.uid)
    return _form(request, form, firm)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Put it right, as the firm says."""
    found = hire_or_404(request, uid)
    form = HireForm(found.enterprise, request.POST or None, instance=found)
    if form.is_valid():
        try:
            keep_hires.correct(actor_of(request), found, **form.facts)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已保存。")
            return redirect("employers:hire", found.uid)
    return _form(request, form, found.enterprise, found)


def _form(request: HttpRequest, form: HireForm, firm: Enterprise, found: Hire | None = None) -> HttpResponse:
    context = {"form": form, "firm": firm, "hire": found}
    return render(request, "employers/hire_form.html", context, status=422 if form.is_bound else 200)


@require_POST
@keepers
def act(request: HttpRequest, uid: UUID, deed: str) -> HttpResponse:
    """One deed of the page: ``insure`` months, ``leave``, or ``prepare`` the dossier of an incentive."""
    found = hire_or_404(request, uid)
    if deed == "prepare":
        return _prepare(request, found)
    forms: dict[str, Any] = {"insure": SpellForm, "leave": LeaveForm}
    if deed not in forms:
        raise Http404
    form = forms[deed](request.POST, **({"auto_id": "leave_%s"} if deed == "leave" else {}))
    if not form.is_valid():
        return _page(request, found, **{deed: form})
    given = form.cleaned_data
    if deed == "insure":
        _insure(request, found, given["first"], given["last"])
    else:
        _said(request, "已登记离岗，参保算到那个月。", keep_hires.leave, found, given["on"])
    return redirect("employers:hire", found.uid)


def _prepare(request: HttpRequest, found: Hire) -> HttpResponse:
    try:
        dossier = prepare_dossier.open_dossier(actor_of(request), found, request.POST.get("incentive", ""))
    except Refused as no:
        messages.error(request, str(no))
        return redirect("employers:hire", found.uid)
    return redirect("employers:dossier", dossier.uid)


def _insure(request: HttpRequest, found: Hire, first: Any, last: Any) -> None:
    _said(request, "参保月份已登记。", keep_hires.insure, found, first, last)


def _said(request: HttpRequest, done: str, verb: Any, *args: Any) -> None:
    try:
        verb(actor_of(request), *args)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, done)


def hire_or_404(request: HttpRequest, uid: UUID) -> Hire:
    rows = Hire.objects.kept_by(actor_of(request)).select_related("enterprise__region", "vacancy")
    return get_object_or_404(rows.prefetch_related("insured_spells", "dossiers__claims"), uid=uid)
