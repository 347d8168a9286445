"""出所衔接: who leaves soon, one plan for each, the vacancy that is meant for her, and the sheet for the day."""

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.door import open_case
from clients.may import may_change
from clients.models import Client
from employers.models import Vacancy
from people import ledger
from people.doors import desk
from people.errors import Refused
from people.ids import id_in
from people.models import Action, Purpose, Role
from placement import pool as pools
from placement import release
from placement.best_vacancies import for_client
from placement.first_day import STEPS, Step
from placement.models.release_plan import FirstDay
from placement.release import Leaving
from placement.search.card import Card
from placement.search.database import find

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
BEST, FOUND, LONGEST_QUERY = 5, 10, 60
# A firm is asked to keep a post a little longer than the day, which may move.
SPARE = timedelta(days=7)


class PlanForm(forms.Form):
    """What is learnt inside and what has been agreed for the day."""

    expected_on = forms.DateField(
        label="所里通知的出所日期", required=False, help_text="还没有通知就空着，先按法定期限算。"
    )
    skills = forms.CharField(
        label="在所学的技能",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"placeholder": "例如：焊工、面点"}),
    )
    course = forms.CharField(
        label="正在上的课程",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"placeholder": "例如：初级面点师培训"}),
    )
    course_until = forms.DateField(label="课程结束", required=False)
    note = forms.CharField(
        label="衔接说明",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500, "placeholder": "谁去接、先住哪里、家里怎么说"}),
    )


class HoldForm(forms.Form):
    vacancy = forms.IntegerField(
        min_value=1, error_messages={"required": "请选一个岗位。", "invalid": "请选一个岗位。"}
    )
    held_until = forms.DateField(label="和企业说好留到", required=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the first day as the page shows it."""

    step: Step
    due: date | None
    ready: date | None
    on_sheet: str


@dataclass(frozen=True, slots=True)
class Option:
    """One vacancy that may be kept; ``passes``: every hard constraint holds today."""

    card: Card
    passes: bool


def lines_of(one: Leaving) -> list[Line]:
    return [Line(step, step.due(one.on), one.ready(step.item), step.on_sheet(one.on)) for step in STEPS]


@require_safe
@desk(*STAFF)
def listing(request):
    """Everybody of one's own, or of the region, who leaves within six months; soonest first."""
    user, today = request.user, timezone.localdate()
    rows = release.leaving(user, today)
    ledger.record(user, Action.VIEW, "caseload", user.region.code, Purpose.CASE_WORK)
    context = {
        "today": today,
        "overdue": [one for one in rows if one.is_overdue(today)],
        "near": [one for one in rows if not one.is_out and not one.is_overdue(today)],
        "out": [one for one in rows if one.is_out],
        "total": len(FirstDay),
        "is_manager": user.role == Role.MANAGER,
    }
    return render(request, "placement/desk/pre_release.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def plan(request, client_id):
    """One plan: skills and course, the vacancy, the list of the first day."""
    client = open_case(request, client_id)
    one = _leaving_or_404(client)
    names = ("expected_on", "skills", "course", "course_until", "note")
    initial = {name: getattr(one.plan, name) for name in names} if one.plan else {}
    form = PlanForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            release.write_plan(request.user, one.measure, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "衔接计划已保存。")
            return redirect("placement:release_plan", client.pk)
    context = _plan_context(request, one) | {"form": form}
    return render(request, "placement/desk/release_plan.html", context, status=422 if form.is_bound else 200)


@require_POST
@desk(*STAFF)
def tick(request, client_id, item):
    """One line of the first day: ready with ``ready=1``, else not after all."""
    client = open_case(request, client_id)
    one = _leaving_or_404(client)
    if item not in FirstDay.values:
        raise Http404
    refused = ""
    try:
        release.tick(request.user, one.measure, FirstDay(item), bool(request.POST.get("ready")))
    except Refused as no:
        refused = str(no)
    if request.htmx:
        context = _plan_context(request, _leaving_or_404(client)) | {"refused": refused}
        return render(request, "placement/desk/_first_day.html", context, status=422 if refused else 200)
    if refused:
        messages.error(request, refused)
    return redirect("placement:release_plan", client.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def vacancy(request, client_id):
    """Choose the vacancy that is meant for her: from the shortlist, the best matches, or by words."""
    client = open_case(request, client_id, Purpose.MATCHING)
    one = _leaving_or_404(client)
    form = HoldForm(request.POST or None, initial={"held_until": one.on + SPARE})
    if request.method == "POST" and "let_go" in request.POST:
        return _let_go(request, client, one)
    if request.method == "POST" and form.is_valid():
        chosen = get_object_or_404(
            Vacancy.objects.visible_to(request.user), pk=id_in(str(form.cleaned_data["vacancy"])) or 0
        )
        try:
            release.hold_vacancy(request.user, one.measure, chosen, form.cleaned_data["held_until"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, f"已预留“{chosen.title}”。")
            return redirect("placement:release_plan", client.pk)
    words = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    context = _options(request.user, client, words) | {"client": client, "one": one, "form": form, "words": words}
    context["may_change"] = may_change(request.user, client) and client.is_open
    return render(request, "placement/desk/release_vacancy.html", context, status=422 if form.is_bound else 200)


def _let_go(request, client: Client, one: Leaving):
    try:
        release.let_go(request.user, one.measure)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, "不再预留这个岗位。")
    return redirect("placement:release_plan", client.pk)


@require_safe
@desk(*STAFF)
def sheet(request, client_id):
    """The list of the first day to take along; it names no measure and no site."""
    client = open_case(request, client_id)
    one = _leaving_or_404(client)
    return render(request, "placement/desk/release_sheet.html", {"client": client, "one": one, "lines": lines_of(one)})


def _leaving_or_404(client: Client) -> Leaving:
    one = release.of_client(client)
    if one is None:
        raise Http404
    return one


def _plan_context(request, one: Leaving) -> dict[str, object]:
    today = timezone.localdate()
    return {
        "client": one.client,
        "one": one,
        "today": today,
        "overdue": one.is_overdue(today),
        "statutory": one.measure.expected_end(),
        "lines": lines_of(one),
        "total": len(FirstDay),
        "warnings": one.warnings(today),
        "may_change": may_change(request.user, one.client) and one.client.is_open,
    }


def _options(user, client: Client, words: str) -> dict[str, list[Option]]:
    """Open vacancies in three groups, each vacancy once: kept for her, best for her, found by words."""
    today = timezone.localdate()
    pool = pools.of_actor(user)
    ranked = for_client(client, user, today).ranked
    passing = {found.card.id for found in ranked}
    seen: set[int] = set()

    def group(ids, most: int) -> list[Option]:
        fresh = [pool.cards[pk] for pk in ids if pk in pool.cards and pk not in seen and pool.cards[pk].is_open(today)]
        seen.update(card.id for card in fresh[:most])
        return [Option(card, card.id in passing) for card in fresh[:most]]

    return {
        "found": group(find(words) or [], FOUND) if words else [],
        "kept": group(client.shortlist.values_list("vacancy", flat=True), len(pool.cards)),
        "best": group([found.card.id for found in ranked], BEST),
    }
