"""找一户: the family that stands at the counter, found by what is on her card."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from clients.models import Client
from people import ledger
from people.doors import desk
from people.models import Action, Purpose, Role

PAGE = 25
LONGEST = 40


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Role.WELFARE_OFFICER)
def household_find(request):
    """Households of the officer's region by the full name, initials, ID number, telephone or number of the client.

    Never by a part of a name, and by POST alone: neither a name nor an ID number has a place in an address.
    """
    words = request.POST.get("q", "").strip()[:LONGEST]
    found = []
    if words:
        reach = Client.objects.households(request.user).called(words)
        found = list(reach.select_related("residence_region__parent", "caseworker").order_by("number")[:PAGE])
        ledger.record(request.user, Action.LOOK_UP, "household_list", "find", Purpose.WELFARE)
    return render(request, "welfare/desk/household_find.html", {"words": words, "found": found})
