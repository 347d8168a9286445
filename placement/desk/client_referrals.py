"""推荐 of one client: where each of hers stands, running ones first."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clients.door import open_case
from people.doors import desk
from people.models import Purpose, Role
from placement.desk.referral import acts_for
from placement.desk.referral_rows import rows_of


@require_safe
@desk(Role.SOCIAL_WORKER, Role.MANAGER)
def of_client(request, client_id):
    """All her referrals. What she was not taken for, and why, stands below what runs."""
    client = open_case(request, client_id, Purpose.REFERRAL)
    found = rows_of(client, timezone.now())
    context = {
        "client": client,
        "running": [row for row in found if not row.is_over],
        "over": [row for row in found if row.is_over],
        "may": acts_for(request.user, client) and client.is_open,
        "read_only": not acts_for(request.user, client),
    }
    return render(request, "placement/desk/client_referrals.html", context)
