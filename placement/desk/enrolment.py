"""One enrolment: where it stands, the days attended, its result and the vacancies that it opened."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from clients.door import open_case
from people.doors import desk
from people.errors import Refused
from people.models import Purpose, Role, User
from placement.best_vacancies import for_client
from placement.desk.client_training import row_of
from placement.desk.enrolment_forms import PASSED, DropForm, ResultForm
from placement.desk.referral import acts_for
from placement.enrol_in_course import drop, move_up
from placement.models import Enrolment, EnrolmentState
from placement.record_result import record_result, take_back
from placement.search.card import Card

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)
ICONS = {
    "enrol": ("clipboard-pen", "good"),
    "wait": ("clock", "wait"),
    "move_up": ("arrow-up", "good"),
    "pass": ("award", "good"),
    "fail": ("circle-x", "bad"),
    "take_back": ("undo-2", "plain"),
    "drop": ("log-out", "plain"),
    "cancel": ("calendar-x", "bad"),
}
WITH_RESULT = (EnrolmentState.COMPLETED, EnrolmentState.FAILED)


@dataclass(frozen=True, slots=True)
class Opened:
    """One vacancy that the certificate opened. ``score`` None: she cannot be proposed to it any more."""

    card: Card
    score: float | None
    referral_id: int | None


@require_safe
@desk(*STAFF)
def page(request: HttpRequest, enrolment_id: int) -> HttpResponse:
    return _page(request, _enrolment_or_404(request, enrolment_id))


@require_POST
@desk(*STAFF)
def move(request: HttpRequest, enrolment_id: int, deed: str) -> HttpResponse:
    """One of ``up``, ``drop``, ``result``, ``back``; a form that is wrong comes back with the page around it."""
    enrolment = _enrolment_or_404(request, enrolment_id)
    result = ResultForm(request.POST, enrolment=enrolment) if deed == "result" else None
    leaving = DropForm(request.POST) if deed == "drop" else None
    form = result or leaving
    if form is not None and not form.is_valid():
        return _page(request, enrolment, result=result, leaving=leaving)
    take = _deed(request.user, enrolment, deed, form)
    try:
        messages.success(request, take())
    except Refused as no:
        if form is None:
            messages.error(request, str(no))
        else:
            form.add_error(None, str(no))
            return _page(request, enrolment, result=result, leaving=leaving)
    return redirect("placement:enrolment", enrolment.pk)


def _deed(user: User, enrolment: Enrolment, deed: str, form) -> Callable[[], str]:
    """What is to be done, which returns what to say about it. Raises Http404 for what is no deed."""
    if deed == "drop":
        return partial(_drop, user, enrolment, **form.cleaned_data)
    if deed == "result":
        return partial(_result, user, enrolment, form.cleaned_data)
    if deed == "up":
        return partial(_up, user, enrolment)
    if deed == "back":
        return partial(_back, user, enrolment)
    raise Http404


def _drop(user: User, enrolment: Enrolment, reason: str, note: str) -> str:
    moved = drop(user, enrolment, reason, note)
    return "已退出，候补的一位补上了名额。" if moved else "已退出。"


def _result(user: User, enrolment: Enrolment, given: dict) -> str:
    certificate = {name: value for name, value in given.items() if name != "result"}
    told = record_result(user, enrolment, given["result"] == PASSED, **certificate)
    if told.certificate is None:
        return "结果已登记。"
    opened = f"新增 {len(told.opened)} 个可选岗位。" if told.opened else "暂时没有新增的岗位。"
    return f"结果已登记，{told.certificate.label}已记入证书，{opened}"


def _up(user: User, enrolment: Enrolment) -> str:
    move_up(user, enrolment)
    return "已补上名额。"


def _back(user: User, enrolment: Enrolment) -> str:
    stays = take_back(user, enrolment)
    return "结果已撤回。证书还在“技能与意愿”里，不对的请去更正。" if stays else "结果已撤回。"


def _enrolment_or_404(request: HttpRequest, enrolment_id: int) -> Enrolment:
    mine = Enrolment.objects.visible_to(request.user).select_related("cohort__course__base", "certificate")
    found = mine.filter(pk=enrolment_id).first()
    if found is None:
        raise Http404
    found.client = open_case(request, found.client_id, Purpose.MATCHING)
    return found


def _page(
    request: HttpRequest, enrolment: Enrolment, *, result: ResultForm | None = None, leaving: DropForm | None = None
) -> HttpResponse:
    client, today = enrolment.client, timezone.localdate()
    may = acts_for(request.user, client) and client.is_open
    has_result = enrolment.state in WITH_RESULT
    begun = today >= enrolment.cohort.starts_on
    wrong = result is not None or leaving is not None
    context = {
        "client": client,
        "enrolment": enrolment,
        "cohort": enrolment.cohort,
        "course": enrolment.cohort.course,
        "row": row_of(enrolment),
        "today": today,
        "days": list(enrolment.attendances.all())[::-1],
        "events": [(event, *ICONS[event.name]) for event in enrolment.events.select_related("recorded_by")][::-1],
        "opened": _opened(request.user, enrolment) if enrolment.opened else [],
        "result_form": result or ResultForm(enrolment=enrolment),
        "drop_form": leaving or DropForm(),
        "leaving_now": leaving is not None,
        "may": may,
        "may_result": may and begun and enrolment.state in (EnrolmentState.ENROLLED, EnrolmentState.FAILED),
        "may_drop": may and enrolment.is_live,
        "may_up": may and enrolment.state == EnrolmentState.WAITING and today <= enrolment.cohort.ends_on,
        "may_back": may and has_result,
        "result_due": today > enrolment.cohort.ends_on,
    }
    return render(request, "placement/desk/enrolment.html", context, status=422 if wrong else 200)


def _opened(user: User, enrolment: Enrolment) -> list[Opened]:
    """What the certificate opened on the day of the result, as it stands today."""
    client = enrolment.client
    matches = for_client(client, user, timezone.localdate())
    scores = {found.card.id: found.score for found in matches.ranked}
    running = dict(client.referrals.running().values_list("vacancy_id", "pk"))
    return [
        Opened(matches.pool.cards[pk], scores.get(pk), running.get(pk))
        for pk in enrolment.opened
        if pk in matches.pool.cards
    ]
