"""候选人: who waits for the firm's answer, one candidate, and how soon the firm answers."""

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from employers.doors import portal
from people.errors import Refused
from people.ids import id_in
from placement import answer, disclose
from placement.portal.deeds import deeds_of

# From which share of candidates left without a word the advice is to answer more.
OFTEN_UNANSWERED = 0.15
QUICK, SLOW = 3, 6


@require_safe
@portal()
def listing(request: HttpRequest) -> HttpResponse:
    """Everybody before the firm, who waits longest for an answer first; ``vacancy`` narrows it to one post. Whose
    profile stands here gets a receipt of it."""
    chosen = id_in(request.GET.get("vacancy", ""))
    found = disclose.candidates_of(request.contact, chosen, opened=True)
    if chosen and chosen not in {one.vacancy_id for one in found.vacancies}:
        raise Http404
    return render(
        request, "placement/portal/candidates.html", {"found": found, "chosen": chosen, "now": timezone.now()}
    )


@require_safe
@portal()
def candidate(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One candidate; the first look says that the firm has seen her, and every look leaves a receipt."""
    try:
        if request.method == "GET":
            _say_seen(request, uid)
        view = disclose.candidate(request.contact, uid)
    except ObjectDoesNotExist:
        raise Http404 from None
    context = {"view": view, "deeds": deeds_of(view)}
    return render(request, "placement/portal/candidate.html", context)


def _say_seen(request: HttpRequest, uid: UUID) -> None:
    try:
        answer.see(request.contact, uid)
    except Refused:
        # Somebody was quicker in this moment: the page shows what is so now.
        return


@require_safe
@portal()
def statistics(request: HttpRequest) -> HttpResponse:
    """How soon and how often the firm answers, with a word of advice."""
    told = disclose.statistics_of(request.firm)
    return render(request, "placement/portal/statistics.html", {"told": told, "advice": _advice(told)})


def _advice(told: disclose.AnswerStatistics) -> str:
    share, median = told.unanswered_share, told.median_workdays
    if share is not None and share > OFTEN_UNANSWERED:
        return "有些求职者一直没有等到答复。不合适也请点一下“不合适”，十秒钟就好，他们可以早点去别处试试。"
    if median is None:
        return "收到候选人后，请在期限内答复。答复得快，求职者更愿意来。"
    if median <= QUICK:
        return "答复得很快，求职者不用久等，谢谢您。"
    if median >= SLOW:
        return "求职者往往同时在看几个岗位，三个工作日内约面试，来的人会更多。"
    return "答复得及时。再快一两天，求职者更不容易去别处。"
