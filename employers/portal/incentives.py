"""扶持政策: what a firm may have for whom it employs, in plain words, before and after there is anybody."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from employers.doors import portal
from employers.incentive_words import numbers, standing
from employers.incentives.catalogue import CATALOGUE, INCENTIVES
from employers.incentives.incentive import Family, Incentive
from employers.models import Hire
from employers.public.incentives import page


def incentive_or_404(code: str) -> Incentive:
    found = CATALOGUE.get(code)
    if found is None:
        raise Http404
    return found


@require_safe
@portal()
def listing(request: HttpRequest) -> HttpResponse:
    """Every incentive by family, those that have ended last; apart what is for another kind of body."""
    today, firm = timezone.localdate(), request.firm
    rows, others = [], []
    for one in INCENTIVES:
        ours = one.suits(individual=firm.is_individual)
        (rows if ours else others).append(_row(one, firm.region.code, today))
    context = {
        "families": [
            (family, sorted(some, key=lambda row: row["standing"].ended))
            for family in Family
            if (some := [row for row in rows if row["incentive"].family is family])
        ],
        "others": others,
        "has_hires": Hire.objects.of_firm(request.contact).exists(),
        "year": today.year,
        "place": firm.region.short_name,
    }
    return render(request, "employers/portal/incentives.html", context)


def _row(incentive: Incentive, region: str, today: date) -> dict[str, Any]:
    return {
        "incentive": incentive,
        "standing": standing(incentive, today),
        "numbers": numbers(incentive, region, today),
        "papers": sum(not paper.ours for paper in incentive.documents),
    }


@require_safe
@portal()
def incentive(request: HttpRequest, code: str) -> HttpResponse:
    """One incentive: for whom, how much, on which papers, by when, and where that is written."""
    found, today = incentive_or_404(code), timezone.localdate()
    context = {"incentive": found, "page": page(code, request.firm.region.code, today), "today": today}
    return render(request, "employers/portal/incentive.html", context)
