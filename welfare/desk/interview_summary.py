"""The end of an interview: what to apply for, which papers are missing, what is not possible and until when."""

from collections.abc import Container, Iterable

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from clients import door
from law.outcome import Outcome
from people.doors import desk
from people.errors import Refused
from welfare.apply import may_apply, start_all
from welfare.desk.household import WHO, frame
from welfare.desk.lookout import Lookout, look
from welfare.desk.results import Result, asks, results
from welfare.needed_papers import choices, is_there
from welfare.notice import Kind, merged, notices


@require_safe
@desk(*WHO)
def summary(request, client_id):
    """Everything on one page, entitlements to apply for first; ticking them starts each from the same facts."""
    client = door.open_household(request, client_id)
    seen = look(request.user, client)
    found = results(seen)
    written = notices(
        seen.gathered.household,
        seen.entitlements,
        seen.book,
        people=seen.names,
        receiving=seen.receiving,
        running=seen.running,
    )
    gaps = [one for one in found if one.is_gap]
    context = {
        "gaps": gaps,
        "bring": _papers(seen, gaps),
        "held": sorted({paper.kind for paper in seen.papers}),
        "running": [one for one in found if one.application or one.benefit],
        "open": [
            one for one in found if one.outcome is Outcome.UNDETERMINED and not one.benefit and not one.application
        ],
        "papers": merged(written)[1],
        "not_now": [one for one in written if one.kind is Kind.NOT_NOW],
        "asks": asks(seen, seen.questions),
        "may_apply": may_apply(request.user, client) and client.is_open,
        **frame(request, client),
    }
    return render(request, "welfare/desk/interview_summary.html", context)


def _papers(seen: Lookout, gaps: Iterable[Result]) -> list[str]:
    """Papers that the applications ask for and nobody handed in yet: each once, one that serves for two alike."""
    held = [paper.kind for paper in seen.papers]
    needed = dict.fromkeys(document for one in gaps for document in one.documents)
    lacking = [choices(one) for one in needed if not is_there(one, held)]
    names = dict.fromkeys(part for choice in lacking if len(choice) == 1 for part in choice[0])
    either = ["或者".join("和".join(parts) for parts in choice) for choice in lacking if not _is_named(choice, names)]
    return [*names, *dict.fromkeys(either)]


def _is_named(choice: list[list[str]], names: Container[str]) -> bool:
    return any(all(part in names for part in parts) for parts in choice)


@require_POST
@desk(*WHO)
def start(request, client_id):
    """One application for each entitlement ticked, all or none."""
    client = door.open_household(request, client_id)
    codes = request.POST.getlist("code")
    if not codes:
        messages.error(request, "请先勾选要申请的项目。")
        return redirect("welfare:interview_summary", client.pk)
    try:
        started = start_all(request.user, client, codes)
    except Refused as no:
        messages.error(request, str(no))
        return redirect("welfare:interview_summary", client.pk)
    if len(started) == 1:
        messages.success(request, "已发起 1 份申请。材料交齐后请登记受理，法定时限从受理起算。")
        return redirect("welfare:application", started[0].pk)
    messages.success(request, f"已发起 {len(started)} 份申请，材料共用。材料交齐后请逐份登记受理，法定时限从受理起算。")
    return redirect(f"{reverse('welfare:household', args=(client.pk,))}#applications")
