"""入所培训、出所就业: the classes inside, the posts kept for them, and who comes out to which."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people import ledger
from people.doors import desk
from people.models import Action, Purpose, Role
from placement.inside_training import inside_classes


@require_safe
@desk(Role.SOCIAL_WORKER, Role.MANAGER)
def listing(request: HttpRequest) -> HttpResponse:
    """One's own people by name; the others of a class are a number."""
    user, today = request.user, timezone.localdate()
    ledger.record(user, Action.VIEW, "caseload", user.region.code, Purpose.CASE_WORK)
    context = {
        "today": today,
        "classes": inside_classes(user, today),
        "is_manager": user.role == Role.MANAGER,
    }
    return render(request, "placement/desk/inside_training.html", context)
