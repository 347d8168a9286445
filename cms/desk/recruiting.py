"""招募: how the public site brings firms, for those who answer for it."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.recruiting import STEPS, recruiting
from people.doors import desk
from people.models import Role

SPANS = {"30": "近三十天", "90": "近九十天", "365": "近一年"}


@require_safe
@desk(Role.MANAGER, Role.EDITOR, Role.REVIEWER)
def page(request: HttpRequest) -> HttpResponse:
    """The funnel of a span of days, and the days themselves."""
    chosen = request.GET.get("days", "")
    span = chosen if chosen in SPANS else "30"
    today = timezone.localdate()
    context = {
        "found": recruiting(today - timedelta(days=int(span) - 1), today),
        "head": ["日期", *(label for _, label, _ in STEPS)],
        "span": span,
        "spans": list(SPANS.items()),
    }
    return render(request, "cms/desk/recruiting.html", context)
