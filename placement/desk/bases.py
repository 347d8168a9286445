"""安置基地: who is there and on which contracts, which agreements end, and which district lacks one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people import ledger
from people.doors import desk
from people.models import Action, Purpose, Role
from placement.bases import FEW, report


@require_safe
@desk(Role.SOCIAL_WORKER, Role.MANAGER)
def listing(request: HttpRequest) -> HttpResponse:
    """The bases and points of the city, and its districts against the rule."""
    user, today = request.user, timezone.localdate()
    found = report(user, today)
    ledger.record(user, Action.VIEW, "caseload", user.region.code, Purpose.STATISTICS)
    return render(request, "placement/desk/bases.html", {"report": found, "today": today, "few": FEW})
