"""计算器 for visitors: choose a place and an incentive, fill in what one knows, read and print what comes out.

Nothing that is typed is stored, and nothing needs a script. That somebody reckoned counts once for the day. Who
registers with the result takes it along in the form.
"""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone

from cms.count import count
from cms.models.funnel import DailyCount
from employers.calculator_form import CalculatorForm
from employers.incentive_words import Told, standing
from employers.incentives.catalogue import CATALOGUE
from employers.public import calculator, incentives, places
from employers.public.places import Place
from ui.templatetags.ui import money


def choosing(request: HttpRequest) -> dict[str, Any]:
    """Which place, which incentive; what has ended stands apart."""
    today = timezone.localdate()
    place = _place(request)
    rows = [row for _, some in incentives.listed(today) for row in some]
    return {
        "place": place,
        "choices": [(place.code, f"{place.name}（全部）" if place.below else place.name)]
        + [(stop.code, stop.name) for stop in place.below],
        "coverage": places.coverage(place.code, today),
        "families": [
            (family, running)
            for family, some in incentives.listed(today)
            if (running := [row for row in some if not row.standing.ended])
        ],
        "ended": [row for row in rows if row.standing.ended],
    }


def reckoning(request: HttpRequest, code: str) -> dict[str, Any]:
    """The form of one incentive, and with a valid one what came out. Raises Http404 where there is no such."""
    found = CATALOGUE.get(code)
    if found is None:
        raise Http404
    today = timezone.localdate()
    place = _place(request)
    form = CalculatorForm(found, place.code, today, request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {
        "incentive": found,
        "place": place,
        "place_name": place.name,
        "form": form,
        "standing": standing(found, today),
        "unknown": [number for number in form.numbers if number.value is None],
    }
    return context | (_answered(form, today) if form.is_valid() else {})


def _answered(form: CalculatorForm, today: date) -> dict[str, Any]:
    count(DailyCount.Step.CALCULATED)
    answer = calculator.answer(form)
    amount, unit = amount_of(answer.told)
    return {
        "answer": answer,
        "amount": amount,
        "unit": unit,
        "choice": [(one, *amount_of(one.told)) for one in answer.choice],
        "typed": calculator.typed_in(form),
        "calculation": calculator.written(calculator.calculation_of(form)),
        "today": today,
        "year": form.cleaned_data["year"],
    }


def amount_of(told: Told) -> tuple[str, str]:
    """The sum and its unit; between which two it lies while it is open; empty where nobody can say anything."""
    if told.amount is not None:
        return money(told.amount), "元"
    if told.floor is not None and told.ceiling is not None:
        return f"{money(told.floor)}—{money(told.ceiling)}", "元"
    return (money(told.floor), "元以上") if told.floor else ("", "")


def _place(request: HttpRequest) -> Place:
    """The one of the address; else the city in which the platform works, else the whole country."""
    asked = request.GET.get("region")
    chosen = places.place(asked[:12]) if asked is not None else None
    return chosen or places.place(places.home()) or _everywhere()


def _everywhere() -> Place:
    found = places.place("")
    assert found is not None
    return found
