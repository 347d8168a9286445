"""安置 of one client, and one job: its facts, what was asked, its history; beginning, correcting and ending it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.door import open_case
from people.doors import desk
from people.errors import Refused
from people.models import Purpose, Role
from placement import place
from placement.adopt_registered import adopt, registered_of
from placement.desk.placement_forms import EndForm, HeardForm, PlacementForm, acts_for
from placement.follow_up import ENOUGH_ATTEMPTS
from placement.models import FollowUp, Placement, PlacementEvent
from placement.retention import LASTING, Spell, spell

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
Name = PlacementEvent.Name
ICONS = {
    Name.STARTED: ("briefcase", "good"),
    Name.CORRECTED: ("pencil", "plain"),
    Name.WORKING: ("phone", "good"),
    Name.UNREACHABLE: ("phone-missed", "wait"),
    Name.GIVEN_UP: ("phone-off", "wait"),
    Name.ANSWER_BACK: ("undo-2", "plain"),
    Name.LEFT: ("log-out", "bad"),
    Name.LEFT_BACK: ("undo-2", "plain"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One follow-up on the line of a job. ``now``: the one to be asked; ``mark``: what it came to."""

    follow_up: FollowUp
    now: bool
    tone: str
    mark: str
    words: str


@dataclass(frozen=True, slots=True)
class Past:
    """One line of the history."""

    event: PlacementEvent
    title: str
    icon: str
    tone: str


@require_safe
@desk(*STAFF)
def of_client(request, client_id):
    """All jobs of one client, the present one first."""
    client = open_case(request, client_id, Purpose.FOLLOW_UP)
    today = timezone.localdate()
    placements = list(client.placements.select_related("enterprise").prefetch_related("follow_ups"))
    jobs = [(one, steps_of(one, list(one.follow_ups.all()), today), lasting_words(one, today)) for one in placements]
    context = {
        "client": client,
        "jobs": jobs,
        "current": next((one for one in placements if one.ended_on is None), None),
        "lasting": sum(seen_of(one, today).days >= LASTING for one in placements),
        "may": acts_for(request.user, client),
    }
    return render(request, "placement/desk/client_placements.html", context)


@require_safe
@desk(*STAFF)
def page(request, placement_id):
    """One job."""
    placement = placement_or_404(request, placement_id)
    today = timezone.localdate()
    follow_ups = list(placement.follow_ups.select_related("worker"))
    steps = steps_of(placement, follow_ups, today)
    events = [_past(event) for event in placement.events.select_related("recorded_by")]
    may = acts_for(request.user, placement.client)
    context = {
        "placement": placement,
        "client": placement.client,
        "steps": steps,
        "ask": next((step for step in steps if step.now), None),
        "lasting": lasting_words(placement, today),
        "heard": HeardForm(placement=placement),
        "enough": ENOUGH_ATTEMPTS,
        "days": placement.days(today),
        "registered": registered_of(placement, today),
        "events": events[::-1],
        "has_start": any(one.event.name == Name.STARTED for one in events),
        "may": may,
        "may_back": may and placement.ended_on and not placement.client.placements.current().exists(),
    }
    return render(request, "placement/desk/placement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Role.SOCIAL_WORKER)
def new(request, client_id):
    """A job that nobody was referred to."""
    client = open_case(request, client_id, Purpose.FOLLOW_UP)
    form = PlacementForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = place.place(request.user, client, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已登记上岗。满 30、90、180、365 天会提醒您回访。")
            return redirect("placement:placement", made.pk)
    context = {"client": client, "form": form, "current": client.placements.current().first()}
    return render(request, "placement/desk/placement_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Role.SOCIAL_WORKER)
def edit(request, placement_id):
    """Put facts right."""
    placement = placement_or_404(request, placement_id)
    # A form over a copy: validating writes the new facts into its instance.
    form = PlacementForm(request.user, request.POST or None, instance=_copy(placement))
    if request.method == "POST" and form.is_valid():
        try:
            place.correct(request.user, placement, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已保存。")
            return redirect("placement:placement", placement.pk)
    context = {"client": placement.client, "placement": placement, "form": form}
    return render(request, "placement/desk/placement_form.html", context, status=422 if form.is_bound else 200)


@require_POST
@desk(Role.SOCIAL_WORKER)
def take_over(request, placement_id):
    """What the firm registered stands here from now on, as far as it was ticked."""
    placement = placement_or_404(request, placement_id)
    try:
        adopt(request.user, placement, request.POST.getlist("take"), today=timezone.localdate())
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, "已采用企业登记的内容，经过里记了原来是什么。")
    return redirect("placement:placement", placement.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(Role.SOCIAL_WORKER)
def end(request, placement_id):
    """She has left."""
    placement = placement_or_404(request, placement_id)
    told = {"ended_on": placement.hire.left_on} if placement.hire else None
    form = EndForm(request.POST or None, placement=placement, initial=told)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            place.end(request.user, placement, given["ended_on"], given["reason"], given["note"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已登记离岗。可以接着给本人推荐岗位。")
            return redirect("placement:placement", placement.pk)
    context = {"client": placement.client, "placement": placement, "form": form}
    return render(request, "placement/desk/placement_end.html", context, status=422 if form.is_bound else 200)


@require_POST
@desk(Role.SOCIAL_WORKER)
def end_back(request, placement_id):
    """The end was written down by mistake."""
    placement = placement_or_404(request, placement_id)
    try:
        place.take_end_back(request.user, placement)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, "已撤回离岗登记，这份工作继续。")
    return redirect("placement:placement", placement.pk)


def placement_or_404(request, placement_id: int) -> Placement:
    """The job with its client, in scope; the look is written down."""
    found = (
        Placement.objects.visible_to(request.user)
        .select_related("enterprise", "base", "referral", "recorded_by", "hire")
        .filter(pk=placement_id)
        .first()
    )
    if found is None:
        raise Http404
    found.client = open_case(request, found.client_id, Purpose.FOLLOW_UP)
    return found


# What is shown --------------------------------------------------------------------------------------------------------


def seen_of(placement: Placement, today: date) -> Spell:
    """The job as it was seen: one query, none where the follow-ups are at hand."""
    said = [
        one.settled_on
        for one in placement.follow_ups.all()
        if one.outcome == FollowUp.Outcome.WORKING and one.settled_on
    ]
    return spell(placement.started_on, placement.ended_on, max(said, default=None), as_of=today)


def lasting_words(placement: Placement, today: date) -> tuple[str, str]:
    """Whether she was still there after ninety days, and the tone."""
    seen = seen_of(placement, today)
    if seen.days > LASTING or (not seen.left and seen.days >= LASTING):
        return f"做满 {LASTING} 天", "good"
    if seen.left:
        return f"做了 {seen.days} 天", "plain"
    if seen.age < LASTING:
        return f"第 {seen.age} 天", "plain"
    return f"{LASTING} 天后没问到", "wait"


def steps_of(placement: Placement, follow_ups: Sequence[FollowUp], today: date) -> list[Step]:
    """The follow-ups in order; the one to be asked is the latest whose day has come."""
    come = [one for one in follow_ups if one.settled_on is None and one.due_on <= today]
    asked = come[-1].pk if come and placement.ended_on is None else None
    return [_step(one, one.pk == asked, today) for one in sorted(follow_ups, key=lambda one: one.day)]


def _step(one: FollowUp, now: bool, today: date) -> Step:
    outcome = FollowUp.Outcome
    if one.outcome == outcome.WORKING:
        return Step(one, now, "good", "check", "还在岗")
    if one.outcome == outcome.LEFT:
        return Step(one, now, "bad", "log-out", "已离岗")
    if one.outcome == outcome.NOT_NEEDED:
        return Step(one, now, "plain", "minus", "不用再问")
    if one.settled_on:
        return Step(one, now, "wait", "phone-off", "没有问到")
    if one.outcome == outcome.UNREACHABLE:
        return Step(one, now, "wait", "phone-missed", f"联系不上 {one.attempts} 次")
    return Step(
        one, now, "wait" if one.due_on <= today else "plain", "", "到期要问" if one.due_on <= today else "还没到"
    )


def _past(event: PlacementEvent) -> Past:
    icon, tone = ICONS[Name(event.name)]
    title = event.get_name_display()
    return Past(event, f"{title}（满 {event.day} 天）" if event.day else title, icon, tone)


def _copy(placement: Placement) -> Placement:
    values: dict[str, Any] = {field.attname: getattr(placement, field.attname) for field in placement._meta.fields}
    twin = Placement(**values)
    twin._state.adding = False
    return twin
