"""扶持: what firms leave on the table, papers to be looked at, papers that run out, claims; and one firm of these."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from employers.desk.firms import keepers
from employers.incentives.catalogue import CATALOGUE, INCENTIVES
from employers.incentives.incentive import Document
from employers.models import Claim, Contact, Dossier, DossierPaper, Enterprise, Hire
from employers.money_left import hire_money, money_of, summed, this_year, with_papers
from employers.portal.dossier_forms import period_words
from people.models import User

PER_PAGE, FIRMS_PER_PAGE = 25, 15
AHEAD = timedelta(days=60)
VIEWS = {"": "企业", "papers": "待核对材料", "soon": "快到期、要更换", "claims": "申报与到账"}
DOCUMENTS: dict[str, Document] = {
    document.code: document for incentive in INCENTIVES for document in incentive.documents
}  # fmt: skip
CLAIM_TONES = {
    Claim.State.HANDED_IN: "wait",
    Claim.State.PAID: "good",
    Claim.State.REFUSED: "bad",
    Claim.State.TAKEN_BACK: "plain",
}


@require_safe
@keepers
def listing(request: HttpRequest) -> HttpResponse:
    """Four lists of the county, by ``view`` of VIEWS."""
    view = request.GET.get("view", "")
    view = view if view in VIEWS else ""
    today = timezone.localdate()
    waiting = DossierPaper.objects.kept_by(actor_of(request)).to_look_at().count()
    listed = {"": _firms, "papers": _papers, "soon": _soon, "claims": _claims}[view]
    base = reverse("employers:incentives")
    tabs = [
        {"label": label, "href": f"{base}?view={code}" if code else base, "current": code == view,
         "count": waiting if code == "papers" else None}
        for code, label in VIEWS.items()
    ]  # fmt: skip
    context = {"view": view, "tabs": tabs, "year": today.year, **listed(request, today)}
    return render(request, "employers/incentives.html", context)


@require_safe
@keepers
def firm(request: HttpRequest, firm_id: int) -> HttpResponse:
    """One firm: its hires with what they could bring, its dossiers and claims. Entered here for who has no account."""
    found = get_object_or_404(with_papers(Enterprise.objects.kept_by(actor_of(request))), pk=firm_id)
    today = timezone.localdate()
    now = this_year(found.hires.all(), today)
    rows = [(hire, hire_money(hire, today)) for hire in now]
    dossiers = Dossier.objects.filter(enterprise=found).select_related("hire").prefetch_related("claims")
    claims = Claim.objects.filter(dossier__enterprise=found).select_related("dossier__hire")
    context = {
        "firm": found,
        "rows": rows,
        "total": summed([money for _, money in rows]),
        "dossiers": [(dossier, CATALOGUE[dossier.incentive]) for dossier in dossiers],
        "claims": [claim_row(claim) for claim in claims],
        "earlier": len(found.hires.all()) - len(now),
        "online": Contact.objects.active().filter(enterprise=found).exists(),
        "year": today.year,
    }
    return render(request, "employers/firm_incentives.html", context)


def claim_row(claim: Claim) -> dict[str, Any]:
    return {
        "claim": claim,
        "incentive": CATALOGUE[claim.dossier.incentive],
        "period": period_words(claim.period),
        "tone": CLAIM_TONES[Claim.State(claim.state)],
    }


# The four lists -------------------------------------------------------------------------------------------------------


def _firms(request: HttpRequest, today: date) -> dict[str, Any]:
    """Those with people at work, the largest first; what they could bring is worked out for the page alone."""
    at_work = Hire.objects.filter(enterprise=OuterRef("pk"), left_on=None)
    mine = Enterprise.objects.kept_by(actor_of(request)).filter(Exists(at_work))
    ordered = mine.annotate(at_work=Count("hires", filter=Q(hires__left_on=None))).order_by("-at_work", "name", "pk")
    page = Paginator(with_papers(ordered), FIRMS_PER_PAGE).get_page(request.GET.get("page"))
    rows = [(one, money_of(one, today)) for one in page]
    return {"page": page, "rows": rows, "total": summed([money for _, money in rows])}


def _papers(request: HttpRequest, today: date) -> dict[str, Any]:
    """Who waits longest first."""
    return {
        "page": _with_names(
            request, DossierPaper.objects.kept_by(actor_of(request)).to_look_at().order_by("uploaded_at", "pk")
        )
    }


def _soon(request: HttpRequest, today: date) -> dict[str, Any]:
    """Papers of people at work, and of firms, that have run out, run out soon, or are to be replaced."""
    states = DossierPaper.State
    ends = Q(state__in=(states.UPLOADED, states.CHECKED), expires_on__lte=today + AHEAD)
    rows = DossierPaper.objects.kept_by(actor_of(request)).filter(ends | Q(state=states.SENT_BACK))
    rows = rows.filter(Q(hire=None) | Q(hire__left_on=None)).order_by("expires_on", "pk")
    return {"page": _with_names(request, rows), "ahead": AHEAD.days}


def _claims(request: HttpRequest, today: date) -> dict[str, Any]:
    """The latest first, with what the year brought."""
    mine = Claim.objects.filter(dossier__in=Dossier.objects.kept_by(actor_of(request)))
    rows = mine.select_related("dossier__enterprise", "dossier__hire")
    page = Paginator(rows.order_by("-handed_in_on", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    state, year = Claim.State, Q(handed_in_on__year=today.year)
    sums = mine.aggregate(
        waiting=Sum("amount", filter=Q(state=state.HANDED_IN)),
        paid=Sum("paid", filter=Q(state=state.PAID, settled_on__year=today.year)),
        refused=Sum("amount", filter=Q(state=state.REFUSED) & year),
        waiting_count=Count("pk", filter=Q(state=state.HANDED_IN)),
        paid_count=Count("pk", filter=Q(state=state.PAID, settled_on__year=today.year)),
        refused_count=Count("pk", filter=Q(state=state.REFUSED) & year),
    )
    told = {name: value if value is not None else Decimal(0) for name, value in sums.items()}
    return {"page": page, "rows": [claim_row(claim) for claim in page], "sums": told}


def _with_names(request: HttpRequest, rows: QuerySet[DossierPaper]) -> Page[DossierPaper]:
    """``document_name`` beside each paper."""
    rows = rows.select_related("enterprise", "hire")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for paper in page:
        paper.document_name = document_name(paper)  # type: ignore[attr-defined]
    return page


def document_name(paper: DossierPaper) -> str:
    document = DOCUMENTS.get(paper.document)
    return document.name if document else paper.document


def actor_of(request: HttpRequest) -> User:
    user: Any = request.user
    return user
