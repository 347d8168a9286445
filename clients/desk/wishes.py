"""技能与意愿: what somebody can do, wants and is able to; each group is edited in its place."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from clients import agenda, door, may, record_facts
from clients.desk.answer_forms import BarFactsForm, LimitsForm, WishForm
from clients.desk.fact_forms import GROUPS
from clients.models import Client, Limit
from clients.occupation_words import near_names, occupation_name
from lexicon.features import Shift, WorkFeature
from lexicon.industries import INDUSTRIES
from people.doors import desk
from people.errors import Refused
from people.models import Region, Role, User

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
SUGGESTIONS = 12
ORDER = ("work", "certificate", "skill", "fixed_time")


@dataclass(frozen=True)
class Answers:
    """A group that is answered as a whole: its title, its form and the page that shows it."""

    kind: str
    title: str
    form: Any
    page: str = "wishes"


ANSWERS = {
    answers.kind: answers
    for answers in (
        Answers("wish", "意愿", WishForm),
        Answers("limits", "身体条件", LimitsForm),
        Answers("bar_facts", "从业限制相关事项", BarFactsForm, "overview"),
    )
}


def readable_wish(client: Client) -> dict[str, object] | None:
    """The wish in words, None when nothing is recorded."""
    wish = getattr(client, "wish", None)
    if wish is None:
        return None
    names = dict(Region.objects.current().filter(code__in=wish.districts).values_list("code", "name"))
    return {
        "wish": wish,
        "occupations": [occupation_name(code) for code in wish.occupations],
        "districts": [names.get(code, code) for code in wish.districts],
        "shifts": [Shift(code).label for code in wish.shifts],
        "excluded": [INDUSTRIES[code].name for code in wish.excluded_industries if code in INDUSTRIES],
    }


def readable_limits(client: Client) -> dict[str, list[Limit]]:
    """The limits by answer, in the order of the vocabulary; what nobody asked is counted as unknown."""
    order = {feature.value: place for place, feature in enumerate(WorkFeature)}
    limits = sorted(client.limits.select_related("recorded_by"), key=lambda limit: order[limit.feature])
    return {answer: [limit for limit in limits if limit.answer == answer] for answer in Limit.Answer.values}


def answers_context(request, client: Client, kind: str) -> dict[str, object]:
    """What the card of one group of answers shows."""
    context = {
        "client": client,
        "answers": ANSWERS[kind],
        "may_change": may.may_change(request.user, client) and client.is_open,
    }
    if kind == "wish":
        context["readable"] = readable_wish(client)
    elif kind == "limits":
        context["limits"] = readable_limits(client)
    else:
        context["bar_facts"] = client.bar_facts.select_related("recorded_by")
    return context


@require_safe
@desk(*STAFF)
def wishes(request, client_id):
    """The page: wish and body first, then work, certificates, skills and fixed times."""
    client = door.open_case(request, client_id)
    may_change = may.may_change(request.user, client) and client.is_open
    groups = [(GROUPS[kind], getattr(client, GROUPS[kind].related).select_related("recorded_by")) for kind in ORDER]
    context = {
        "client": client,
        "gaps": agenda.gaps(client),
        "groups": groups,
        "wish_answers": ANSWERS["wish"],
        "limit_answers": ANSWERS["limits"],
        "readable": readable_wish(client),
        "limits": readable_limits(client),
        "may_change": may_change,
    }
    return render(request, "clients/desk/wishes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def answer(request, client_id, kind):
    """One group of answers: its form, or with ``?show`` its card again."""
    client = door.open_case(request, client_id)
    if kind not in ANSWERS:
        raise Http404
    if request.htmx and "show" in request.GET:
        return render(request, f"clients/desk/_{kind}.html", answers_context(request, client, kind))
    extra: dict[str, Any] = {"instance": getattr(client, "wish", None)} if kind == "wish" else {}
    form = ANSWERS[kind].form(request.POST or None, client=client, **extra)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request.user, client, kind, form)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            if request.htmx:
                client.refresh_from_db()
                context = answers_context(request, client, kind) | {"saved": f"{ANSWERS[kind].title}已保存。"}
                return render(request, f"clients/desk/_{kind}.html", context)
            messages.success(request, f"{ANSWERS[kind].title}已保存。")
            return redirect(f"clients:{ANSWERS[kind].page}", client.pk)
    context = answers_context(request, client, kind) | {"form": form}
    template = "clients/desk/_answer_form.html" if request.htmx else "clients/desk/answer_form.html"
    return render(request, template, context, status=422 if form.is_bound else 200)


def _save(actor: User, client: Client, kind: str, form) -> None:
    if kind == "wish":
        form.save(commit=False)
        record_facts.record(actor, client, form.instance)
    elif kind == "limits":
        record_facts.record_limits(actor, client, form.answers())
    else:
        record_facts.record_bar_facts(actor, client, form.answers())


@require_safe
@desk(*STAFF)
def occupations(request):
    """Names of occupations near what was typed, as options of a datalist."""
    typed = next((value for value in request.GET.values() if value.strip()), "")
    return render(request, "clients/desk/_occupations.html", {"names": near_names(typed, SUGGESTIONS) if typed else []})
