"""首页: what there is to do next, for who acts for a firm and for who waits to; and the way between several firms."""

from collections.abc import Iterator
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from employers import carried, licences, verify
from employers.doors import FIRM_KEY, lobby
from employers.models import Contact, DossierPaper, Vacancy, Verification
from employers.portal.firm_form import AgainForm, StatedForm
from employers.portal.vacancies import MENDED_IN, vacancy_row, vacancy_rows
from employers.remind_dossiers import coming
from people.errors import Refused
from people.ids import id_in
from ui.templatetags.ui import day

SHOWN = 10
# So many days before a paper or a deadline falls due it is a next step.
NEAR = 30


@require_safe
@lobby
def home(request: HttpRequest) -> HttpResponse:
    """The firm and its next steps; before that, how far the verification is."""
    today = timezone.localdate()
    context = {"waiting": _waiting_of(request.user), "carried": carried.shown(request.user, today)}
    if request.contact is None:
        return render(request, "employers/portal/waiting.html", context)
    firm = request.firm
    context |= {
        "rows": [vacancy_row(vacancy, today) for vacancy in vacancy_rows(request.contact)[:SHOWN]],
        "open_count": Vacancy.objects.filter(enterprise=firm).open(today).count(),
        "steps": list(_steps(request.contact)),
    }
    return render(request, "employers/portal/home.html", context)


def _waiting_of(user) -> list[Verification]:
    """Her submissions that are open, or refused and not corrected yet; the latest first."""
    undone = (Verification.State.SUBMITTED, Verification.State.REFUSED)
    return list(
        Verification.objects.filter(user=user, state__in=undone, following=None)
        .select_related("region")
        .order_by("-at")
    )


class Step(NamedTuple):
    title: str
    why: str
    href: str
    icon: str


def _steps(contact: Contact) -> Iterator[Step]:
    """What to do next, the most pressing first; a member keeps neither the firm nor its contacts."""
    firm = contact.enterprise
    if not firm.accepts_referrals(timezone.localdate()):
        words = f"到{day(firm.referrals_paused_until)}为止，想早点要人可以马上恢复"
        yield Step("已暂停接收候选人", words, reverse("portal:receiving"), "pause")
    if mend := vacancy_rows(contact).filter(state__in=MENDED_IN, last_cause__gt="").count():
        yield Step(f"有 {mend} 个岗位需要修改", "改好再提交就能发布", reverse("portal:vacancies"), "pencil")
    sent_back = DossierPaper.objects.of_firm(contact).filter(enterprise=firm, state=DossierPaper.State.SENT_BACK)
    if many := sent_back.count():
        yield Step(f"有 {many} 份材料需要换", "看原因，换好再交，别的不用动", reverse("portal:dossiers"), "folder")
    if dues := coming([firm], timezone.localdate(), deadline_days=NEAR):
        soonest = [due for due in dues if due.on == dues[0].on]
        one = {due.dossier.uid for due in soonest}
        words = soonest[0].deadline.text if soonest[0].deadline else soonest[0].text
        where = reverse("portal:dossier", args=[one.pop()]) if len(one) == 1 else reverse("portal:dossiers")
        yield Step(f"{day(dues[0].on)}前有 {len(soonest)} 件材料的事要办", words, where, "calendar")
    if not contact.is_owner:
        return
    if asked := Verification.objects.for_owner_of(firm).count():
        words = f"有 {asked} 人申请成为本单位的联系人"
        yield Step(words, "请确认是不是本单位的人", reverse("portal:contacts"), "user-plus")
    if not (firm.address and firm.contact_phone and firm.size):
        yield Step("补全企业信息", "地址、电话齐全，求职者才找得到您", reverse("portal:firm_edit"), "building-2")
    if Contact.objects.active().filter(enterprise=firm).count() == 1:
        yield Step("邀请一位同事", "您不在时，招聘不会停下来", reverse("portal:invite"), "users")


@require_POST
@lobby
def switch(request: HttpRequest) -> HttpResponse:
    """Act for another of one's firms, for this session."""
    chosen = id_in(request.POST.get("firm", ""))
    held = next((contact for contact in request.contacts if contact.pk == chosen), None)
    if held is None:
        raise Http404
    request.session[FIRM_KEY] = held.pk
    messages.success(request, f"现在代表{held.enterprise.name}。")
    return redirect("portal:home")


@require_http_methods(["GET", "HEAD", "POST"])
@lobby
def firm_new(request: HttpRequest) -> HttpResponse:
    """Say that one acts for a further firm."""
    first = {"phone": request.contact.phone} if request.contact else None
    form = StatedForm(request.POST or None, request.FILES or None, initial=first)
    if form.is_valid():
        given = dict(form.cleaned_data)
        licence = given.pop("licence")
        try:
            verify.submit(request.user, **given, **licences.keep(licence)._asdict())
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "资料已提交，核对后会在“消息”里告诉您。")
            return redirect("portal:home")
    return render(request, "employers/portal/firm_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@lobby
def again(request: HttpRequest, verification_id: int) -> HttpResponse:
    """Correct what was refused, and hand it in anew."""
    refused = Verification.objects.filter(user=request.user, state=Verification.State.REFUSED, following=None)
    last = get_object_or_404(refused, pk=verification_id)
    form = AgainForm(request.POST or None, request.FILES or None, initial=last.stated() | {"region": last.region_id})
    if form.is_valid():
        given = dict(form.cleaned_data)
        licence = given.pop("licence")
        try:
            verify.submit_again(request.user, last.pk, **given, **(licences.keep(licence)._asdict() if licence else {}))
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已重新提交，核对后会在“消息”里告诉您。")
            return redirect("portal:home")
    context = {"form": form, "last": last}
    return render(request, "employers/portal/again.html", context, status=422 if form.errors else 200)
