"""事实核对: what contradicts, ran out or has grown old among one's clients; what a check found; and who reads what."""

from typing import NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from clients.door import KIND
from clients.models import Client, FactCheck
from people import ledger
from people.doors import desk
from people.errors import Refused
from people.models import Action, Purpose, Role
from placement.facts import grown_old, sample
from placement.facts.contradictions import contradictions
from placement.facts.kinds import BY_CODE, KINDS, read_by_rules, unread_facts
from welfare.rules.fact import FACTS

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
PAGE = 25
# What the way in which the household's facts are read needs, whatever the rules ask.
READ_BEFORE_RULES = frozenset({"region_code", "members_complete", "person_id"})
SHOWS = {"contradictions": "互相矛盾", "expired": "已过有效期", "old": "很久没核对"}


class Tab(NamedTuple):
    """One of the lists, with how long it is."""

    label: str
    href: str
    current: bool
    count: int


@require_safe
@desk(*STAFF)
def listing(request):
    """The queue: what does not go together first, then what ran out, then what is old, kind by kind."""
    user, today = request.user, timezone.localdate()
    torn = contradictions(user, today)
    counted = grown_old.counts(user, today)
    sums = {
        "contradictions": len(torn),
        "expired": sum(expired for expired, _ in counted.values()),
        "old": sum(old for _, old in counted.values()),
    }
    show = request.GET.get("show", "")
    if show not in SHOWS:
        show = next((name for name in SHOWS if sums[name]), "contradictions")
    kinds = [kind for kind in KINDS if show != "contradictions" and counted[kind.code][show == "old"]]
    chosen = BY_CODE.get(request.GET.get("kind", "")) or next(iter(kinds), KINDS[0])
    context = {
        "show": show,
        "tabs": [Tab(label, f"?show={name}", name == show, sums[name]) for name, label in SHOWS.items()],
        "kinds": [
            Tab(kind.label, f"?show={show}&kind={kind.code}", kind == chosen, counted[kind.code][show == "old"])
            for kind in kinds
        ],
        "kind": chosen,
        "to_answer": _to_answer(user),
        "today": today,
    }
    context |= _torn(request, torn) if show == "contradictions" else _rotten(request, chosen, show, today)
    shown = {one.client.pk for one in context["lines"]} | {one.check.client_id for one in context["to_answer"]}
    ledger.record_each(user, Action.VIEW, KIND, sorted(shown), _purpose(user))
    return render(request, "placement/desk/facts.html", context)


def _purpose(user) -> Purpose:
    return Purpose.CASE_WORK if user.role == Role.SOCIAL_WORKER else Purpose.SUPERVISION


class _Torn:
    """A contradiction with the client whom it is about."""

    def __init__(self, found, client) -> None:
        self.found, self.client = found, client


def _torn(request, torn):
    page = Paginator(torn, PAGE).get_page(request.GET.get("page"))
    clients = Client.objects.visible_to(request.user).select_related("caseworker")
    by_pk = clients.in_bulk([one.client_id for one in page])
    return {"page": page, "lines": [_Torn(one, by_pk[one.client_id]) for one in page]}


def _rotten(request, kind, show, today):
    rows = (grown_old.expired if show == "expired" else grown_old.old)(kind, request.user, today)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return {"page": page, "lines": list(grown_old.lines(kind, page.object_list, ran_out=show == "expired"))}


def _to_answer(user):
    """What a check found, for the worker who keeps it; a manager sees it in the sample."""
    if user.role != Role.SOCIAL_WORKER:
        return []
    checks = list(sample.to_answer(user).select_related("client", "sample"))
    return list(sample.drawn(checks))


@require_POST
@desk(*STAFF)
def confirm(request, table, row_id):
    """仍然属实: its age counts from today."""
    try:
        grown_old.confirm(request.user, table, row_id)
    except Client.DoesNotExist:
        raise Http404 from None
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, "已确认仍然属实。")
    return _back(request)


@require_POST
@desk(Role.SOCIAL_WORKER)
def answer(request, check_id):
    """How the keeper has dealt with what a check found."""
    try:
        sample.answer(request.user, check_id, request.POST.get("words", "")[:300])
    except FactCheck.DoesNotExist:
        raise Http404 from None
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, "已回复抽查结果。")
    return redirect("placement:facts")


def _back(request):
    """To the list as it stood: its own words for show and kind, nothing else."""
    show, kind = request.POST.get("show", ""), request.POST.get("kind", "")
    response = redirect("placement:facts")
    if show in SHOWS and kind in BY_CODE:
        response["Location"] += f"?show={show}&kind={kind}"
    return response


@require_safe
@desk(*STAFF)
def catalogue(request):
    """事实目录: every kind of fact with who reads it, and the questions that nobody reads."""
    read = read_by_rules()
    unread = [FACTS[code] for code in unread_facts() if code not in READ_BEFORE_RULES and not FACTS[code].restricted]
    asked = [(fact, read[fact.code]) for fact in FACTS.values() if fact.code in read and not fact.restricted]
    context = {"kinds": KINDS, "unread": unread, "asked": asked}
    return render(request, "placement/desk/fact_catalogue.html", context)
