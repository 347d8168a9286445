"""材料: what an incentive needs on paper, in the order of the office, with what is there and what is still wanted."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from employers import pack_dossier, prepare_dossier
from employers.checklist import DossierItem, ItemState, deadlines, items, period_at_hand
from employers.doors import portal
from employers.dossier_cover import cover_of
from employers.dossier_ledger import ledger_of, result_of, statement_of
from employers.incentive_words import told
from employers.incentives.catalogue import CATALOGUE
from employers.incentives.incentive import Holder
from employers.models import By, Claim, Contact, Dossier, DossierPaper
from employers.portal.dossier_forms import ClaimForm, DropForm, PaidForm, PaperForm, RefusedForm, period_words, periods
from people.errors import Refused
from people.file_types import PDF, SUFFIX
from people.models import User

PER_PAGE = 20
OF_A_CHECKLIST = (
    "enterprise__dossier_papers",
    "enterprise__hires__insured_spells",
    "enterprise__hires__dossiers__claims",
    "hire__insured_spells",
    "hire__dossiers__claims",
)
TONES = {
    ItemState.MISSING: "wait",
    ItemState.UPLOADED: "good",
    ItemState.CHECKED: "good",
    ItemState.EXPIRED: "bad",
    ItemState.SENT_BACK: "bad",
    ItemState.WAIVED: "plain",
    ItemState.OURS: "plain",
}
CLAIM_TONES = {
    Claim.State.HANDED_IN: "wait",
    Claim.State.PAID: "good",
    Claim.State.REFUSED: "bad",
    Claim.State.TAKEN_BACK: "plain",
}
STEPS = {"waive": "已记下这份不用交。", "require": "已改回要交。"}


def dossiers_of(request: HttpRequest) -> QuerySet[Dossier]:
    rows = Dossier.objects.of_firm(request.contact).filter(enterprise=request.firm)
    return rows.select_related("enterprise__region", "hire__enterprise")


def dossier_or_404(request: HttpRequest, uid: UUID) -> Dossier:
    return get_object_or_404(dossiers_of(request), uid=uid)


@require_safe
@portal()
def listing(request: HttpRequest) -> HttpResponse:
    """Every dossier of the firm, the latest first. What their checklists read is fetched once for all of the page."""
    today = timezone.localdate()
    rows = dossiers_of(request).prefetch_related("claims", *OF_A_CHECKLIST)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "employers/portal/dossiers.html", {"page": page, "rows": [_line(one, today) for one in page]}
    )


def _line(dossier: Dossier, today: date) -> dict[str, Any]:
    lines = items(dossier, today)
    claim = next(iter(dossier.claims.all()), None)
    return {
        "dossier": dossier,
        "incentive": CATALOGUE[dossier.incentive],
        "missing": sum(not line.state.is_there for line in lines),
        "due": min((line.due_on for line in lines if line.due_on), default=None),
        "dropped": dossier.state == Dossier.State.DROPPED,
        "claim": claim,
        "tone": CLAIM_TONES[Claim.State(claim.state)] if claim else "",
    }


@require_safe
@portal()
def dossier(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The checklist of one dossier; ``?period=`` says for which span papers of a period are asked."""
    return dossier_page(request, dossier_or_404(request, uid))


def dossier_page(request: HttpRequest, found: Dossier, **forms: Any) -> HttpResponse:
    """The page; ``forms`` are those that came back with errors: ``paper`` (by number of its line), ``claim``,
    ``settle`` (with ``settled``, its claim), ``drop``."""
    today, period = timezone.localdate(), _period(request, found)
    lines, result = items(found, today, period), result_of(found, today)
    wrong: dict[int, PaperForm] = forms.get("paper", {})
    claims = found.claims.all()
    context = {
        "dossier": found,
        "incentive": CATALOGUE[found.incentive],
        "lines": [_item(number, line, wrong.get(number)) for number, line in enumerate(lines, start=1)],
        "there": sum(line.state.is_there for line in lines),
        "total": len(lines),
        "missing": sum(not line.state.is_there for line in lines),
        "period": period,
        "periods": periods(today),
        "has_periods": found.year is None and any(line.document.holder is Holder.PERIOD for line in lines),
        "has_photos": any(line.is_photo and line.state is ItemState.UPLOADED for line in lines),
        "deadlines": deadlines(found, today),
        "told": told(result),
        "claims": [_claim(claim, forms) for claim in claims],
        "claim": forms.get("claim") or ClaimForm(today, initial={"amount": result.amount, "period": period}),
        "drop": forms.get("drop") or DropForm(auto_id="drop_%s"),
        "events": _history(found),
        "is_open": found.state == Dossier.State.OPEN,
    }
    return render(request, "employers/portal/dossier.html", context, status=422 if forms else 200)


def _history(found: Dossier) -> list[dict[str, Any]]:
    """What happened, and by whom: colleagues by name, of ours only that it was one of us."""
    colleagues = set(Contact.objects.filter(enterprise=found.enterprise).values_list("user", flat=True))
    rows = found.events.select_related("actor")[:20]
    return [{"event": row, "by": _by(row.actor, colleagues)} for row in rows]


def _by(actor: User | None, colleagues: set[int]) -> str:
    if actor is None:
        return By.SYSTEM.label
    return actor.name if actor.pk in colleagues else By.STAFF.label


def _period(request: HttpRequest, found: Dossier) -> str:
    asked = request.POST.get("period_shown") or request.GET.get("period", "")
    if asked in dict(periods(timezone.localdate())):
        return asked
    return period_at_hand(timezone.localdate(), hire=found.hire, year=found.year)


def _item(number: int, line: DossierItem, wrong: PaperForm | None) -> dict[str, Any]:
    return {
        "number": number,
        "item": line,
        "tone": TONES[line.state],
        "there": line.state.is_there,
        "period": period_words(line.period) if line.period else "",
        "form": None if line.document.ours else wrong or PaperForm(line.document, number),
        "wrong": wrong is not None,
        "may_waive": line.document.waived and not line.state.is_there,
    }


def _claim(claim: Claim, forms: dict[str, Any]) -> dict[str, Any]:
    ids = f"claim_{claim.pk}_%s"
    back = forms.get("settle") if forms.get("settled") == claim.pk else None
    return {
        "claim": claim,
        "tone": CLAIM_TONES[Claim.State(claim.state)],
        "period": period_words(claim.period),
        "paid": back if isinstance(back, PaidForm) else PaidForm(auto_id=ids, initial={"amount": claim.amount}),
        "refused": back if isinstance(back, RefusedForm) else RefusedForm(auto_id=ids),
    }


@require_POST
@portal()
def upload(request: HttpRequest, uid: UUID, document: str) -> HttpResponse:
    """Take in one paper. A refused one leaves everything as it was, and its line says why and what to do."""
    found = dossier_or_404(request, uid)
    whose = request.POST.get("hire", "")
    lines = list(enumerate(items(found, timezone.localdate(), _period(request, found)), start=1))
    places = [
        (number, line)
        for number, line in lines
        if line.document.code == document and whose in ("", str(line.hire.pk if line.hire else ""))
    ]
    if not places or places[0][1].document.ours:
        raise Http404
    number, line = places[0]
    form = PaperForm(line.document, number, request.POST, request.FILES)
    if form.is_valid():
        try:
            prepare_dossier.upload(
                request.contact,
                found,
                document,
                form.cleaned_data["file"],
                issued_on=form.cleaned_data.get("issued_on"),
                period=line.period,
                hire=line.hire,
            )
        except Refused as no:
            form.add_error("file", str(no))
        else:
            messages.success(request, f"“{line.document.name}”已上传。")
            return redirect(f"{reverse('portal:dossier', args=[found.uid])}{_shown(request)}#paper-{number}")
    return dossier_page(request, found, paper={number: form})


def _shown(request: HttpRequest) -> str:
    asked = request.POST.get("period_shown", "")
    return f"?period={asked}" if asked in dict(periods(timezone.localdate())) else ""


@require_safe
@portal()
def paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One paper as it was handed in; a PDF is only given out to be kept."""
    rows = DossierPaper.objects.of_firm(request.contact).filter(enterprise=request.firm)
    found = get_object_or_404(rows, uid=uid)
    response = HttpResponse(prepare_dossier.read(found), content_type=found.media_type)
    how = "attachment" if found.media_type == PDF else "inline"
    response["Content-Disposition"] = f'{how}; filename="paper-{found.pk}.{SUFFIX[found.media_type]}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@portal()
def waive(request: HttpRequest, uid: UUID, document: str, deed: str) -> HttpResponse:
    """``deed`` waive: the office does not ask for it; require: it does."""
    if deed not in STEPS:
        raise Http404
    found = dossier_or_404(request, uid)
    try:
        (prepare_dossier.waive if deed == "waive" else prepare_dossier.require)(request.contact, found, document)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, STEPS[deed])
    return redirect("portal:dossier", found.uid)


@require_safe
@portal()
def sheet(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Cover, statement and ledger to be printed."""
    found, today = dossier_or_404(request, uid), timezone.localdate()
    cover, ledger = cover_of(found, today, _period(request, found)), ledger_of(found, today)
    context = {
        "dossier": found,
        "cover": cover,
        "lines": [(line, period_words(line.about)) for line in cover.lines],
        "statement": statement_of(found, today),
        "ledger": ledger,
        "has_open": any(month.limit is None or month.insured is None for month in ledger.months),
    }
    return render(request, "employers/portal/dossier_sheet.html", context)


@require_POST
@portal()
def pack(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The whole dossier as one archive; what is missing is said instead."""
    found = dossier_or_404(request, uid)
    try:
        data = pack_dossier.packed(request.contact, found, period=_period(request, found))
    except Refused as no:
        messages.error(request, str(no))
        return redirect("portal:dossier", found.uid)
    response = HttpResponse(data, content_type=pack_dossier.CONTENT_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, pack_dossier.file_name(found))
    response["Cache-Control"] = "private, no-store"
    return response
