"""材料 on the desk: the checklist of one dossier, papers that a firm brought along, and what became of its claims."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from employers import hand_in_dossier, prepare_dossier
from employers.checklist import DossierItem, ItemState, deadlines, items
from employers.desk.firms import keepers
from employers.desk.incentives import actor_of, claim_row, document_name
from employers.incentives.catalogue import CATALOGUE
from employers.models import Dossier
from employers.portal.dossier_forms import ClaimForm, PaidForm, PaperForm, RefusedForm, period_words
from people import ledger
from people.errors import Refused
from people.models import Action, Purpose

TONES = {
    ItemState.MISSING: "wait",
    ItemState.UPLOADED: "wait",
    ItemState.CHECKED: "good",
    ItemState.EXPIRED: "bad",
    ItemState.SENT_BACK: "bad",
    ItemState.WAIVED: "plain",
    ItemState.OURS: "plain",
}


@require_safe
@keepers
def one(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Where each paper stands, and what was claimed; the look is written down."""
    found = _dossier_or_404(request, uid)
    ledger.record(actor_of(request), Action.VIEW, prepare_dossier.KIND, found.pk, Purpose.MATCHING)
    return _page(request, found)


def _page(
    request: HttpRequest, found: Dossier, *, paper: PaperForm | None = None, claim: ClaimForm | None = None
) -> HttpResponse:
    today = timezone.localdate()
    lines = items(found, today)
    claims = [claim_row(one) for one in found.claims.all()]
    for row in claims:
        ids = f"claim_{row['claim'].pk}_%s"
        row["paid_form"] = PaidForm(auto_id=ids, initial={"amount": row["claim"].amount})
        row["refused_form"] = RefusedForm(auto_id=f"no_{ids}")
    bound = next((form for form in (paper, claim) if form is not None), None)
    context = {
        "dossier": found,
        "firm": found.enterprise,
        "incentive": CATALOGUE[found.incentive],
        "lines": [_line(number, line) for number, line in enumerate(lines)],
        "missing": sum(not line.state.is_there for line in lines),
        "deadlines": deadlines(found, today)[:5],
        "claims": claims,
        "claim_form": claim or ClaimForm(today),
        "errors": bound,
        "events": [
            (event, document_name(event.paper) if event.paper else "")
            for event in found.events.select_related("actor", "paper")[:20]
        ],
        "is_open": found.state == Dossier.State.OPEN,
    }
    return render(request, "employers/dossier.html", context, status=422 if bound else 200)


@require_POST
@keepers
def upload(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take in one paper, for the line of the checklist that ``place`` names."""
    found = _dossier_or_404(request, uid)
    numbered = dict(enumerate(items(found, timezone.localdate())))
    place = request.POST.get("place", "")
    line = numbered.get(int(place)) if place.isdecimal() and len(place) < 4 else None
    if line is None or line.document.ours:
        messages.error(request, "没有找到要上传的那一项，请从清单里选。")
        return redirect("employers:dossier", found.uid)
    form = PaperForm(line.document, int(place), request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        try:
            prepare_dossier.upload(
                actor_of(request), found, line.document.code, given["file"], issued_on=given.get("issued_on"),
                period=line.period, hire=line.hire,
            )  # fmt: skip
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"“{line.document.name}”已登记。")
            return redirect("employers:dossier", found.uid)
    return _page(request, found, paper=form)


@require_POST
@keepers
def hand_in(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The firm has handed it in."""
    found = _dossier_or_404(request, uid)
    form = ClaimForm(timezone.localdate(), request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            hand_in_dossier.hand_in(
                actor_of(request), found, period=given["period"], amount=given["amount"], on=given["on"]
            )
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已登记递交。")
            return redirect("employers:dossier", found.uid)
    return _page(request, found, claim=form)


@require_POST
@keepers
def settle(request: HttpRequest, uid: UUID, claim_uid: UUID, deed: str) -> HttpResponse:
    """What came of a claim: ``paid``, ``refuse`` or ``take_back``."""
    found = _dossier_or_404(request, uid)
    claim = get_object_or_404(found.claims.all(), uid=claim_uid)
    forms: dict[str, Any] = {"paid": PaidForm, "refuse": RefusedForm}
    if deed not in (*forms, "take_back"):
        raise Http404
    form = forms[deed](request.POST) if deed in forms else None
    if form is not None and not form.is_valid():
        messages.error(request, "没有保存：" + "".join(no for errors in form.errors.values() for no in errors))
        return redirect("employers:dossier", found.uid)
    given = form.cleaned_data if form is not None else {"on": timezone.localdate()}
    verb: Any = getattr(hand_in_dossier, deed)
    try:
        verb(actor_of(request), claim, **given)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, "已登记。")
    return redirect("employers:dossier", found.uid)


def _line(number: int, line: DossierItem) -> dict[str, Any]:
    return {
        "number": number,
        "item": line,
        "tone": TONES[line.state],
        "period": period_words(line.period) if line.period else "",
        "form": None if line.document.ours or line.state is ItemState.CHECKED else PaperForm(line.document, number),
    }


def _dossier_or_404(request: HttpRequest, uid: UUID) -> Dossier:
    rows = Dossier.objects.kept_by(actor_of(request)).select_related("enterprise__region", "hire__enterprise")
    return get_object_or_404(rows, uid=uid)
