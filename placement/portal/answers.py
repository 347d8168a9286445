"""答复: one answer, the same answer to several, and taking one's own back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from employers.doors import portal
from employers.models import Vacancy
from people.errors import Refused
from placement import answer, disclose
from placement.disclose import CandidateView
from placement.portal.deeds import DEEDS, TOGETHER, AnswerForm, Deed

VERBS = {
    "invite": answer.invite,
    "reschedule": answer.reschedule,
    "offer": answer.offer,
    "start": answer.start,
    "decline": answer.decline,
}
ANSWERED_BY_FIRM = ("interview", "offer", "started", "employer_declined")
COLLEAGUE = "同事刚刚答复了，下面是最新情况。"
OTHER_PLANS = "这位候选人刚刚有了其他安排，不用再答复。"
MOVED_ON = "这位候选人的情况刚刚有变化，下面是最新的。"


@require_http_methods(["GET", "HEAD", "POST"])
@portal()
def one(request: HttpRequest, uid: UUID, deed: str) -> HttpResponse:
    """Answer one candidate; ``deed`` is a name of ``DEEDS``."""
    if deed not in DEEDS:
        raise Http404
    view = _glance(request, uid)
    if deed not in view.deeds:
        # Whatever she had typed is of no use any more; what happened meanwhile is said on the candidate's page.
        messages.info(request, _what_happened(view))
        return redirect("candidates:candidate", uid)
    form = DEEDS[deed].form(request.POST or None, view, _vacancy(view.vacancy_id))
    if form.is_valid():
        try:
            VERBS[deed](request.contact, uid, **form.cleaned_data)
        except Refused as no:
            now = _glance(request, uid)
            if form.cleaned_data["seen_turn"] not in (None, now.turn):
                messages.info(request, _what_happened(now))
                return redirect("candidates:candidate", uid)
            form.add_error(None, str(no))
        except ObjectDoesNotExist:
            # Between the look and the press the sending was taken back.
            messages.info(request, OTHER_PLANS)
            return redirect("candidates:candidates")
        else:
            return redirect("candidates:candidates") if deed == "decline" else redirect("candidates:candidate", uid)
    return _form(request, DEEDS[deed], form, [view])


@require_http_methods(["GET", "HEAD", "POST"])
@portal()
def together(request: HttpRequest, deed: str) -> HttpResponse:
    """The same answer to everybody who was picked and still waits; ``deed`` is one of ``TOGETHER``."""
    if deed not in TOGETHER:
        raise Http404
    picked = set((request.POST or request.GET).getlist("pick"))
    chosen = [view for view in disclose.candidates_of(request.contact).waiting if str(view.uid) in picked]
    if not chosen:
        messages.info(request, COLLEAGUE if picked else "请先勾选候选人。")
        return redirect("candidates:candidates")
    form = DEEDS[deed].form(request.POST or None, None, _vacancy(chosen[0].vacancy_id))
    if form.is_valid():
        details = {name: value for name, value in form.cleaned_data.items() if name != "seen_turn"}
        try:
            done = answer.answer_many(request.contact, [view.uid for view in chosen], deed, **details)
        except ObjectDoesNotExist:
            messages.info(request, "其中一位候选人刚刚有了其他安排，请重新勾选。")
            return redirect("candidates:candidates")
        refused = [one for one in done if one.refused]
        if len(refused) == len(done):
            form.add_error(None, str(refused[0].refused))
        else:
            _report(request, done, len(picked) - len(chosen))
            return redirect("candidates:candidates")
    return _form(request, DEEDS[deed], form, chosen)


@require_POST
@portal()
def undo(request: HttpRequest) -> HttpResponse:
    """Take back one's own last answer to each candidate in ``pick``, within its ten minutes."""
    picked = [_uid(text) for text in request.POST.getlist("pick")]
    # All of them or none: a strange one is found before anything is taken back.
    for uid in picked:
        _glance(request, uid)
    back = 0
    for uid in picked:
        try:
            answer.undo(request.contact, uid)
        except ObjectDoesNotExist:
            messages.info(request, OTHER_PLANS)
        except Refused as no:
            messages.error(request, str(no))
        else:
            back += 1
    if back:
        messages.success(request, "已撤销，可以重新答复。" if back == 1 else f"已撤销 {back} 位的答复。")
    return redirect("candidates:candidate", picked[0]) if len(picked) == 1 else redirect("candidates:candidates")


def _form(request: HttpRequest, deed: Deed, form: AnswerForm, chosen: list[CandidateView]) -> HttpResponse:
    context: dict[str, Any] = {"deed": deed, "form": form, "chosen": chosen}
    return render(request, "placement/portal/answer.html", context, status=422 if form.errors else 200)


def _report(request: HttpRequest, done: list[answer.Answered], gone: int) -> None:
    """Who could not be answered; those who were stand in the bar that takes it back."""
    for one in done:
        if one.refused:
            messages.error(request, f"候选人 {one.code}：{one.refused}")
    if gone > 0:
        messages.info(request, f"另有 {gone} 位同事刚刚答复了，或者已有其他安排。")


def _what_happened(view: CandidateView) -> str:
    if view.state in ANSWERED_BY_FIRM:
        return COLLEAGUE
    return OTHER_PLANS if view.is_over else MOVED_ON


def _glance(request: HttpRequest, uid: UUID) -> CandidateView:
    try:
        return disclose.glance(request.contact, uid)
    except ObjectDoesNotExist:
        raise Http404 from None


def _vacancy(pk: int) -> Vacancy:
    return Vacancy.objects.select_related("enterprise").get(pk=pk)


def _uid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
