"""推荐与答复: how soon a firm answers, and what one has proposed to it oneself."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from employers.models import Enterprise
from people.doors import desk
from people.models import Role
from placement.answer_statistics import statistics_of
from placement.models import Referral
from placement.models.referral import State

PAGE = 25
TONES = {
    State.SENT: "wait",
    State.SEEN: "wait",
    State.INTERVIEW: "good",
    State.OFFER: "good",
    State.STARTED: "good",
    State.LAPSED: "bad",
}


@require_safe
@desk(Role.SOCIAL_WORKER, Role.MANAGER)
def of_firm(request, firm_id):
    """A firm of the city: its answers to everybody, counted; referrals of one's own clients by their codes."""
    firm = get_object_or_404(Enterprise.objects.visible_to(request.user), pk=firm_id)
    mine = (
        Referral.objects.visible_to(request.user)
        .filter(vacancy__enterprise=firm, sent_at__isnull=False)
        .select_related("vacancy")
        .order_by("-sent_at", "-pk")
    )
    page = Paginator(mine, PAGE).get_page(request.GET.get("page"))
    context = {
        "firm": firm,
        "told": statistics_of(firm),
        "page": page,
        "rows": [(row, TONES.get(row.state, "plain")) for row in page],
        "accepts": firm.accepts_referrals(timezone.localdate()),
    }
    return render(request, "placement/desk/firm_referrals.html", context)
