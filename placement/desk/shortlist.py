"""收藏: one button that keeps a vacancy for a client or lets it go."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from clients.door import open_case
from employers.models import Vacancy
from people.doors import desk
from people.errors import Refused
from people.models import Purpose, Role
from people.way_back import way_back
from placement import shortlist


@require_POST
@desk(Role.SOCIAL_WORKER, Role.MANAGER)
def toggle(request, client_id, vacancy_id):
    """Keep with ``keep=1``, else let go; answers with the button, or goes back to where it was pressed."""
    client = open_case(request, client_id, Purpose.MATCHING)
    keep = bool(request.POST.get("keep"))
    refusal = ""
    try:
        if keep:
            vacancy = get_object_or_404(Vacancy.objects.visible_to(request.user), pk=vacancy_id)
            shortlist.add(request.user, client, vacancy)
        else:
            # What was kept may have left everybody's sight since; it can still be let go.
            kept = client.shortlist.filter(vacancy_id=vacancy_id)
            vacancy = get_object_or_404(Vacancy, pk__in=kept.values("vacancy_id"))
            shortlist.remove(request.user, client, vacancy)
    except Refused as no:
        keep, refusal = not keep, str(no)
    back = request.POST.get("next", "")
    if request.htmx:
        context = {"client": client, "vacancy_id": vacancy_id, "kept": keep, "refusal": refusal, "back": back}
        return render(request, "placement/desk/_keep.html", context)
    if refusal:
        messages.error(request, refusal)
    elif keep:
        messages.success(request, f"已收藏“{vacancy.title}”。")
    else:
        messages.success(request, f"已取消收藏“{vacancy.title}”。")
    return redirect(way_back(back, reverse("placement:matches", args=[client.pk])))
