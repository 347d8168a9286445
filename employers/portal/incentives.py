"""扶持政策: what a firm may have for whom it employs, in plain words, before and after there is anybody."""

from collections import Counter
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from employers.doors import portal
from employers.incentive_words import numbers, others, standing
from employers.incentives.case import Case
from employers.incentives.case import Hire as Person
from employers.incentives.catalogue import CATALOGUE, INCENTIVES
from employers.incentives.evaluate import evaluate
from employers.incentives.incentive import Deadline, Family, Incentive
from employers.incentives.months import Month, months_between
from employers.models import Hire
from law.findings import Finding


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
    held = standing(found, today)
    # What has ended is told as it was on its last day.
    day = held.until if held.ended and held.until else today
    context = {
        "incentive": found,
        "standing": held,
        **_conditions(found, request.firm.region.code, day),
        "numbers": numbers(found, request.firm.region.code, day),
        "deadlines": () if held.ended else _example_of_days(found, today),
        "others": others(found),
        "versions": tuple(reversed(found.versions.values)),
        "today": today,
    }
    return render(request, "employers/portal/incentive.html", context)


def _conditions(incentive: Incentive, region: str, day: date) -> dict[str, Any]:
    """What is asked, as the sums ask it of somebody of whom nothing is known; where most of it stands, said once."""
    blank = Case(id="", incentive=incentive.code, on=day, region=region, hires=(Person(key="1"),))
    # What hangs on a number of the place alone is told with the numbers, and is no condition.
    found = [one for one in evaluate(blank).reasons if not _is_of_the_place(one)]
    sources = Counter(one.article for one in found if one.article)
    most = sources.most_common(1)[0][0] if sources else None
    return {
        "source": most,
        "conditions": [(one, one.article if one.article != most else None) for one in found],
    }


def _is_of_the_place(found: Finding) -> bool:
    return bool(found.missing) and all(path.startswith("parameters.") for path in found.missing)


def _example_of_days(incentive: Incentive, today: date) -> tuple[Deadline, ...]:
    """The days of somebody whose contract begins today, for two years, insured at once."""
    until = Month.of(today).plus(24).first_day
    insured = months_between(today, until)
    person = Person(key="1", contract_from=today, contract_until=until, insured=insured)
    return tuple(one for one in incentive.deadlines(person, today) if one.on >= today)
