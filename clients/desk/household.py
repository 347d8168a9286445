"""家庭: the relatives, each in a small form of its own."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clients import door
from clients.desk.fact_forms import GROUPS
from clients.desk.facts import group_context
from people.doors import desk
from people.models import Role


@require_safe
@desk(Role.SOCIAL_WORKER, Role.MANAGER)
def household(request, client_id):
    """Everybody who was recorded, and how many of them live together as far as is known."""
    client = door.open_case(request, client_id)
    context = group_context(request, client, GROUPS["member"])
    members = list(client.household_members.select_related("recorded_by"))
    context["facts"] = members
    context["together"] = sum(member.lives_together is True for member in members)
    context["unsure"] = sum(member.lives_together is None for member in members)
    context["today"] = timezone.localdate()
    return render(request, "clients/desk/household.html", context)
