"""人员配备: who is where, what the rule asks for, women for women, and whose certificate runs out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people import ledger
from people.doors import desk
from people.models import Action, Purpose, Role
from placement.staffing import report
from placement.staffing_rule import CLIENTS_PER_WORKER


@require_safe
@desk(Role.MANAGER)
def page(request: HttpRequest) -> HttpResponse:
    """The manager's region and below."""
    manager, today = request.user, timezone.localdate()
    found = report(manager, today)
    ledger.record(manager, Action.VIEW, "caseload", manager.region.code, Purpose.STAFFING)
    held = [{"label": label, "value": count} for label, count in found.by_kind.items()]
    context = {
        "region": manager.region,
        "today": today,
        "report": found,
        "limit": CLIENTS_PER_WORKER,
        "ratio": round(found.clients / len(found.workers), 1) if found.workers else None,
        "lacking": found.missing if found.rule else found.streets,
        "enough": [street for street in found.streets if found.rule and not street.missing],
        "held": held,
        "without": [worker for worker in found.workers if not worker.is_professional],
    }
    return render(request, "placement/desk/staffing.html", context)
