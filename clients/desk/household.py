"""家庭: the relatives, each in a small form of its own."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from clients import door
from clients.desk.fact_forms import GROUPS
from clients.desk.facts import group_context
from people.doors import desk
from people.models import Role


@require_safe
@desk(Role.SOCIAL_WORKER, Role.MANAGER)
def household(request, client_id):
    """Everybody who was recorded."""
    client = door.open_case(request, client_id)
    context = group_context(request, client, GROUPS["member"])
    return render(request, "clients/desk/household.html", context)
