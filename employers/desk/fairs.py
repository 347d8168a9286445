"""推介会: the fairs of the city, one with the firms on its list, entering, correcting, opening and cancelling it."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from employers import hold_fair
from employers.desk.fair_forms import CancelForm, FairForm, HoldForm
from employers.desk.fair_lines import lines_of
from employers.desk.firms import keepers
from employers.models import Fair, FairState
from employers.models.fair import Stage
from people.errors import Refused

PER_PAGE = 25
# Moves that are a button alone; what the screen says afterwards.
STEPS = {
    "open": (hold_fair.open_registration, "已公布，企业可以报名了。"),
    "take_back": (hold_fair.take_back, "已撤回，可以改到场和意向书。"),
}


@require_safe
@keepers
def listing(request: HttpRequest) -> HttpResponse:
    """What is to come, the next first, and what was, the last first."""
    now = timezone.now()
    fairs = _visible(request).with_counts()
    # One that is over and not written up still asks for something: it stands above.
    asks = fairs.filter(state__in=(FairState.PLANNED, FairState.OPEN)).order_by("starts_at", "pk")
    gone = fairs.filter(state__in=(FairState.HELD, FairState.CANCELLED)).order_by("-starts_at", "-pk")
    page = Paginator(gone, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "ahead": [(fair, fair.stage(now, _left(fair))) for fair in asks],
        "page": page,
        "rows": [(fair, fair.stage(now)) for fair in page],
    }
    return render(request, "employers/fairs.html", context)


@require_safe
@keepers
def one(request: HttpRequest, fair_id: int) -> HttpResponse:
    """One fair. The firms on its list, with people and telephones, are for the county that holds it."""
    fair = get_object_or_404(_visible(request).with_counts(), pk=fair_id)
    return show(request, fair)


def show(
    request: HttpRequest,
    fair: Fair,
    *,
    typed: Mapping[int, tuple[bool, str]] | None = None,
    hold_form: HoldForm | None = None,
    wrong: str = "",
) -> HttpResponse:
    """The page of a fair that was read ``with_counts``; with what was just typed where it was refused."""
    now, may_keep = timezone.now(), fair.may_be_kept_by(request.user)
    stage, moves = fair.stage(now, _left(fair)), fair.possible_moves(now) if may_keep else []
    context = {
        "fair": fair,
        "stage": stage,
        "may_keep": may_keep,
        "moves": moves,
        "may_tick": may_keep and fair.starts_at <= now and stage != Stage.CANCELLED,
        "left": _left(fair),
        "hold_form": hold_form or HoldForm(),
        "wrong": wrong,
        "lines": lines_of(request.user, fair, typed) if may_keep else [],
        "withdrawn": list(fair.guests.exclude(withdrawn_at=None)) if may_keep else [],
        "events": list(fair.events.select_related("actor", "guest")[:50]) if may_keep else [],
    }
    refused = wrong or (hold_form is not None and hold_form.errors)
    return render(request, "employers/fair.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def new(request: HttpRequest) -> HttpResponse:
    """Plan one, or enter one that has been held."""
    form = FairForm(request.user, request.POST or None)
    if form.is_valid():
        try:
            made = hold_fair.plan(request.user, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已登记，还没有公布。核对以后点“公布并开放报名”。")
            return redirect("employers:fair", made.pk)
    return _form(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def edit(request: HttpRequest, fair_id: int) -> HttpResponse:
    """Correct one; firms on its list are told when time or place change."""
    fair = get_object_or_404(Fair.objects.kept_by(request.user), pk=fair_id)
    form = FairForm(request.user, request.POST or None, instance=fair)
    if form.is_valid():
        try:
            hold_fair.change(request.user, fair_id, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已保存。")
            return redirect("employers:fair", fair_id)
    return _form(request, form, fair)


@require_POST
@keepers
def step(request: HttpRequest, fair_id: int, name: str) -> HttpResponse:
    """Open it, or take back that it was held."""
    if name not in STEPS:
        raise Http404
    verb, said = STEPS[name]
    try:
        verb(request.user, fair_id)
    except Fair.DoesNotExist:
        raise Http404 from None
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, said)
    return redirect("employers:fair", fair_id)


@require_POST
@keepers
def hold(request: HttpRequest, fair_id: int) -> HttpResponse:
    """It has been held; how it went."""
    form = HoldForm(request.POST)
    if form.is_valid():
        try:
            hold_fair.hold(request.user, fair_id, **form.cleaned_data)
        except Fair.DoesNotExist:
            raise Http404 from None
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已登记为已举办，月报会计入这一场。")
            return redirect("employers:fair", fair_id)
    fair = get_object_or_404(Fair.objects.kept_by(request.user).select_related("region").with_counts(), pk=fair_id)
    return show(request, fair, hold_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def cancel(request: HttpRequest, fair_id: int) -> HttpResponse:
    """It is not held, for a reason that firms read."""
    fair = get_object_or_404(Fair.objects.kept_by(request.user).with_counts(), pk=fair_id)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        try:
            hold_fair.cancel(request.user, fair_id, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已取消。留了邮箱的企业会收到邮件，其他企业请打电话。")
            return redirect("employers:fair", fair_id)
    context = {"fair": fair, "form": form}
    return render(request, "employers/fair_cancel.html", context, status=422 if form.errors else 200)


def _visible(request: HttpRequest) -> QuerySet[Fair]:
    return Fair.objects.visible_to(request.user).select_related("region__parent")


def _left(fair: Fair) -> int | None:
    """Of a fair that was read ``with_counts``."""
    return None if fair.seats is None else max(0, fair.seats - fair.firms)


def _form(request: HttpRequest, form: FairForm, fair: Fair | None = None) -> HttpResponse:
    return render(request, "employers/fair_form.html", {"form": form, "fair": fair}, status=422 if form.errors else 200)
