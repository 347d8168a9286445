"""抽查: the manager draws, checks fact by fact, and sees whose records hold."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from clients.door import KIND
from clients.models import FactCheck, FactSample
from people import ledger
from people.doors import desk
from people.errors import Refused
from people.models import Action, Purpose, Role
from placement.facts import sample

manager = desk(Role.MANAGER)
RECENT = 24


@require_safe
@manager
def listing(request):
    """The samples of the region, latest first."""
    month = timezone.localdate().replace(day=1)
    samples = list(sample.samples_of(request.user).order_by("-month", "region__code")[:RECENT])
    context = {
        "samples": samples,
        "month": month,
        "size": sample.SIZE,
        "drawn": any(one.month == month and one.region_id == request.user.region.pk for one in samples),
    }
    return render(request, "placement/desk/fact_samples.html", context)


@require_POST
@manager
def draw(request):
    """Draw this month's sample of the manager's own region."""
    month = timezone.localdate().replace(day=1)
    try:
        made = sample.draw(request.user, request.user.region, month)
    except Refused as no:
        messages.error(request, str(no))
        return redirect("placement:fact_samples")
    count = FactCheck.objects.visible_to(request.user).filter(sample=made).count()
    messages.success(request, f"已从 {made.drawn_from} 条记录里抽出 {count} 条。")
    return redirect("placement:fact_sample", made.pk)


@require_safe
@manager
def one(request, sample_id):
    """One sample: what is still to be checked first, and the trace to the recorders."""
    found = get_object_or_404(sample.samples_of(request.user), pk=sample_id)
    checks = list(
        FactCheck.objects.visible_to(request.user)
        .filter(sample=found)
        .select_related("client__caseworker", "recorder", "checked_by")
    )
    ledger.record_each(
        request.user, Action.VIEW, KIND, sorted({check.client_id for check in checks}), Purpose.SUPERVISION
    )
    facts = sorted(sample.drawn(checks), key=lambda fact: (bool(fact.check.result), fact.check.pk))
    context = {
        "sample": found,
        "facts": facts,
        "hidden": found.size - len(checks),
        "hidden_waiting": found.size - found.done - sum(not check.result for check in checks),
        "trace": sample.by_recorder(checks),
        "results": [pair for pair in FactCheck.Result.choices if pair[0] not in ("", FactCheck.Result.MOVED)],
    }
    return render(request, "placement/desk/fact_sample.html", context)


@require_POST
@manager
def moved(request, sample_id):
    """Close the checks of those who live elsewhere now."""
    try:
        closed = sample.settle_moved(request.user, sample_id)
    except FactSample.DoesNotExist:
        raise Http404 from None
    messages.success(request, f"已把 {closed} 条记为服务对象已转出。")
    return redirect("placement:fact_sample", sample_id)


@require_POST
@manager
def settle(request, check_id):
    """What the check of one fact found."""
    try:
        check = sample.settle(
            request.user, check_id, request.POST.get("result", ""), request.POST.get("note", "")[:300]
        )
    except FactCheck.DoesNotExist:
        raise Http404 from None
    except Refused as no:
        messages.error(request, str(no))
        check = FactCheck.objects.visible_to(request.user).filter(pk=check_id, sample__isnull=False).first()
        if check is None:
            raise Http404 from None
    else:
        messages.success(request, f"已记下：{check.get_result_display()}。")
    return redirect("placement:fact_sample", check.sample_id)
