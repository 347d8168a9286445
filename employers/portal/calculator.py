"""计算器: what one incentive would bring, before anybody is registered. Nothing that is typed here is stored."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from employers.doors import portal
from employers.incentive_sums import rows, tables
from employers.incentive_words import cited_once, told, why
from employers.incentives.asked import asked
from employers.incentives.case import Case
from employers.incentives.evaluate import choose, evaluate
from employers.incentives.incentive import Incentive
from employers.portal.calculator_form import CalculatorForm
from employers.portal.incentives import incentive_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@portal()
def calculate(request: HttpRequest, code: str) -> HttpResponse:
    """The form and its answer; with htmx the answer alone. Of the firm only its place is read."""
    found = incentive_or_404(code)
    form = CalculatorForm(found, request.firm.region.code, timezone.localdate(), request.POST or None)
    context = {"incentive": found, "form": form, "place": request.firm.region.short_name}
    if form.is_valid():
        context |= {"answer": answer(found, form.case(), form.beside)}
    template = "_calculated.html" if request.htmx else "calculate.html"
    status = 422 if form.errors and not request.htmx else 200
    return render(request, f"employers/portal/{template}", context, status=status)


def answer(incentive: Incentive, case: Case, beside: list[Incentive]) -> dict[str, Any]:
    """Everything that came out, as the page shows it: the sum, its parts, why, what is open, and the other choice."""
    result = evaluate(case)
    found = {
        "told": told(result),
        **cited_once(why(result.reasons)),
        "rows": rows(incentive.code, result.components),
        "tables": tables(incentive.code, result.components),
        "remarks": result.components.get("remarks", ()),
        "missing": asked(result.missing, (incentive, *beside)),
    }
    if beside:
        choice = choose(case, (incentive.code, *(one.code for one in beside)))
        found["choice"] = [
            {"incentive": one, "told": told(choice.results[one.code]), "better": choice.better == one.code}
            for one in (incentive, *beside)
        ]
        found["undecided"] = choice.better is None
    return found
