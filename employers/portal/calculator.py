"""计算器: what one incentive would bring, before anybody is hired. Nothing that is typed here is stored.

It stands open to who still waits for her firm, too: she may have come from the public calculator, and of the firm only
its place is read.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from employers import carried
from employers.calculator_form import CalculatorForm
from employers.doors import lobby
from employers.incentives.incentive import Incentive
from employers.models import Verification
from employers.portal.incentives import incentive_or_404
from employers.public.calculator import answer, form_of
from people.models import Region


@require_http_methods(["GET", "HEAD", "POST"])
@lobby
def calculate(request: HttpRequest, code: str) -> HttpResponse:
    """The form and its answer; with htmx the answer alone. ``?carried`` fills in what she worked out on the public
    site."""
    found = incentive_or_404(code)
    region = _place(request)
    if region is None:
        return redirect("portal:home")
    form = _carried(request, found, region) if "carried" in request.GET else None
    form = form or CalculatorForm(found, region.code, timezone.localdate(), request.POST or None)
    context = {"incentive": found, "form": form, "place": region.short_name}
    if form.is_valid():
        context |= {"answer": answer(form)}
    template = "_calculated.html" if request.htmx else "calculate.html"
    status = 422 if form.errors and not request.htmx else 200
    return render(request, f"employers/portal/{template}", context, status=status)


def _place(request: HttpRequest) -> Region | None:
    """The firm's; for who waits, the one that she stated last."""
    if request.firm:
        return request.firm.region
    stated = Verification.objects.filter(user=request.user).select_related("region").order_by("-at", "-pk").first()
    return stated.region if stated else None


def _carried(request: HttpRequest, incentive: Incentive, region: Region) -> CalculatorForm | None:
    """What she brought along, for her own place; None when she is sending the form, or brought nothing of this."""
    brought = carried.of(request.user)
    if request.method == "POST" or brought is None or brought["code"] != incentive.code:
        return None
    return form_of(brought, timezone.localdate(), region.code)


@require_POST
@lobby
def put_away(request: HttpRequest) -> HttpResponse:
    """She needs what she brought along no more."""
    carried.put_away(request.user)
    return redirect("portal:home")
