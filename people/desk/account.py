"""我的账号: who I am here, how I sign in, what I looked at."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from people import act_as as switching
from people.desk.qualifications import standing
from people.errors import Refused
from people.ids import id_in
from people.models import AccessEvent
from people.sign_in import second_factor_of

RECENT = 15


@require_safe
def me(request):
    """The signed-in person's own page; open to whoever is signed in, with or without a membership."""
    events = AccessEvent.objects.filter(actor=request.user).order_by("-at", "-pk")[:RECENT]
    context = {
        "events": events,
        "second_factor": second_factor_of(request.user),
        "person": request.user,
        "qualifications": standing(request.user, timezone.localdate()) if request.user.acting else None,
    }
    return render(request, "people/me.html", context)


@require_POST
def act_as(request):
    """Switch the membership, then begin at that role's first page."""
    try:
        held = switching.act_as(request, id_in(request.POST.get("membership", "")))
    except Refused as no:
        messages.error(request, str(no))
        return redirect("people:me")
    messages.success(request, f"现在以“{held}”的身份工作。")
    return redirect(settings.LOGIN_REDIRECT_URL)
