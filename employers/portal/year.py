"""年度账: what the year's limit is, what of it was used and what is left, by month; and the tax returns behind it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from employers import keep_firm_year, prepare_dossier
from employers.doors import portal
from employers.firm_year import YearView, year_of
from employers.hire_cards import Rivals, firm_cards, rivals
from employers.hire_cases import hires_of_year
from employers.incentive_words import Number, cited_once, numbers, told, why
from employers.incentives.asked import asked
from employers.incentives.case import Tax
from employers.incentives.catalogue import CATALOGUE
from employers.incentives.incentive import Incentive
from employers.incentives.months import Month
from employers.models import FirmYear, TaxReturn
from employers.portal.dossier_forms import period_words
from employers.portal.hire_card_rows import card_rows
from employers.portal.incentives import incentive_or_404
from employers.portal.year_forms import FactsForm, ReturnForm
from law.truth import Truth
from people.errors import Refused

YEARS_SHOWN = 3
OFFSET = "key_group_hire"
QUOTA = "parameters.quota"


def _require_year(year: int) -> None:
    if not keep_firm_year.EARLIEST <= year <= timezone.localdate().year:
        raise Http404


@require_safe
@portal()
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The account of one year, and what is asked for the firm as a whole."""
    return _page(request, year, _blank(year))


def _blank(year: int) -> ReturnForm:
    """For value added tax of the last quarter that is over, as most will enter next."""
    last = Month.of(timezone.localdate()).plus(-3)
    quarter = (last.month + 2) // 3 if last.year == year else 4
    return ReturnForm(initial={"tax": Tax.VAT.value, "span": f"-Q{quarter}"})


def _page(request: HttpRequest, year: int, form: ReturnForm) -> HttpResponse:
    _require_year(year)
    today = timezone.localdate()
    view = year_of(request.firm, year, today)
    # Of a past year the last day tells what it came to.
    seen = min(today, date(year, 12, 31))
    people = hires_of_year(request.firm, year, seen)
    missing = asked(view.result.missing, (CATALOGUE[OFFSET],))
    cards = [card for card in card_rows(firm_cards(request.firm, seen)) if card["applies"]]
    context = {
        "year": year,
        "view": view,
        "incentive": CATALOGUE[OFFSET],
        "told": told(view.result),
        **cited_once(why(view.result.reasons)),
        "asked": [(one, [people[n - 1] for n in one.hires]) for one in missing],
        "quota": _open_quota(request.firm.region.code, seen) if QUOTA in view.result.missing else None,
        "applies": bool(people) and view.result.truth is not Truth.NO,
        "chart": _chart(view),
        "returns": [{"row": row, "period": period_words(row.period)} for row in view.returns],
        "form": form,
        "rivals": [_pair(one) for one in rivals(request.firm, seen)],
        "cards": [card for card in cards if card["begun"]],
        "maybe": [card for card in cards if not card["begun"]],
        "is_over": today.year > year,
        "tabs": _tabs(year, today.year),
    }
    return render(request, "employers/portal/year.html", context, status=422 if form.errors else 200)


def _open_quota(region: str, on: date) -> Number | None:
    """What the country allows where the number of the place is not known."""
    return next((one for one in numbers(CATALOGUE[OFFSET], region, on) if f"parameters.{one.code}" == QUOTA), None)


def _pair(found: Rivals) -> list[dict[str, Any]]:
    return [
        {"incentive": one, "told": told(result), "better": found.better is one}
        for one, result in zip(found.incentives, found.results, strict=True)
    ]


def _chart(view: YearView) -> dict[str, Any] | None:
    """The limit, or while it is open the most and the least that it can be, and what was used, over the twelve months;
    what lies ahead or is not known is a gap."""
    months = view.months
    if all(one.limit is not None for one in months):
        limits = {"累计限额": [one.limit for one in months]}
    else:
        limits = {"累计限额最多": [one.ceiling for one in months], "累计限额最少": [one.floor for one in months]}
    lines = {"累计已抵减": [one.used for one in months], **limits}
    if not any(value is not None for values in lines.values() for value in values):
        return None
    ahead: list[float | None] = [None] * (12 - len(months))
    return {
        "labels": [f"{month}月" for month in range(1, 13)],
        "series": [
            {"label": label, "values": [*(None if one is None else float(one) for one in values), *ahead]}
            for label, values in lines.items()
        ],
    }


def _tabs(shown: int, this_year: int) -> list[dict[str, Any]]:
    years = sorted({*range(this_year - YEARS_SHOWN + 1, this_year + 1), shown}, reverse=True)
    return [
        {"label": f"{one} 年", "href": reverse("portal:firm_year", args=[one]), "current": one == shown}
        for one in years
    ]


@require_POST
@portal()
def enter(request: HttpRequest, year: int) -> HttpResponse:
    """One tax of one return; the same tax and period again is a correction."""
    _require_year(year)
    form = ReturnForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            keep_firm_year.enter_return(
                request.contact,
                request.firm,
                Tax(given["tax"]),
                f"{year}{given['span']}",
                given["payable"],
                given["offset"],
            )
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已登记，下面的账重新算过。")
            return redirect(f"{reverse('portal:firm_year', args=[year])}#returns")
    return _page(request, year, form)


@require_POST
@portal()
def remove(request: HttpRequest, year: int, return_id: int) -> HttpResponse:
    """Take out a return that was entered by mistake."""
    mine = TaxReturn.objects.of_firm(request.contact).filter(enterprise=request.firm)
    keep_firm_year.remove_return(request.contact, get_object_or_404(mine, pk=return_id))
    messages.success(request, "已删掉。")
    return redirect(f"{reverse('portal:firm_year', args=[year])}#returns")


@require_http_methods(["GET", "HEAD", "POST"])
@portal()
def facts(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """What one incentive reads of the firm in that year."""
    _require_year(year)
    found: Incentive = incentive_or_404(code)
    row = FirmYear.objects.filter(enterprise=request.firm, year=year).first()
    of_the_place = numbers(found, request.firm.region.code, min(timezone.localdate(), date(year, 12, 31)))
    form = FactsForm(found, year, row.facts if row else {}, of_the_place, request.POST or None)
    if form.is_valid():
        try:
            with transaction.atomic():
                keep_firm_year.keep_facts(request.contact, request.firm, year, **form.given())
                for number, value in form.numbers().items():
                    keep_firm_year.keep_parameter(request.contact, request.firm, year, found.code, number, value)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已保存，金额重新算过。")
            return redirect("portal:firm_year", year)
    context = {"form": form, "incentive": found, "year": year}
    return render(request, "employers/portal/year_facts.html", context, status=422 if form.errors else 200)


@require_POST
@portal()
def prepare(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Open the dossier of the firm's year, or go to the one that is open."""
    _require_year(year)
    try:
        made = prepare_dossier.open_dossier(request.contact, request.firm, incentive_or_404(code).code, year=year)
    except Refused as no:
        messages.error(request, str(no))
        return redirect("portal:firm_year", year)
    return redirect("portal:dossier", made.uid)
