"""扶持证明 of one job: her consent for this firm, which papers it is told of, and what she hands over herself."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from clients import consent_words, give_consent
from clients.desk.shown_link import shown_link
from clients.give_consent import LONGEST, USUAL
from clients.models import Consent, ConsentPurpose
from clients.models.consent import FIELDS_FOR
from employers.incentives.case import Status
from people.doors import desk, poll
from people.errors import Refused
from people.models import Role
from placement.desk.placement import STAFF, placement_or_404
from placement.desk.placement_forms import acts_for
from placement.desk.referral import people_of
from placement.disclose_hire import CROSSING, standing_for_support, tell_statuses
from placement.her_papers import her_papers
from placement.models import Placement

PURPOSE = ConsentPurpose.INCENTIVE


class AskForm(forms.Form):
    """Until when she is asked for it. What is told is always the same: her name, and which papers there are."""

    until = forms.DateField(label="同意到哪天", help_text="最长一年。过了这天不再告诉新的。")

    def __init__(self, data: Any = None) -> None:
        today = timezone.localdate()
        super().__init__(data, initial={"until": today + USUAL})
        self.fields["until"].widget.attrs |= {"min": today.isoformat(), "max": (today + LONGEST).isoformat()}


class TellForm(forms.Form):
    """Which papers she has, as the worker saw them."""

    statuses = forms.TypedMultipleChoiceField(
        label="本人有哪几样证明",
        coerce=Status,
        widget=forms.CheckboxSelectMultiple,
        help_text="看过原件、和本人说好再选。只告诉有没有，不说为什么。",
    )
    unemployed_since = forms.DateField(
        label="失业登记日期", required=False, help_text="证件上写的那天。选了“登记失业半年以上”必须填。"
    )

    def __init__(self, data: Any = None, *, placement: Placement) -> None:
        super().__init__(data)
        known = placement.hire.statuses if placement.hire else {}
        choice: Any = self.fields["statuses"]
        choice.choices = [(status.value, status.label) for status in CROSSING if not known.get(status.value)]
        self.fields["unemployed_since"].widget.attrs["max"] = placement.started_on.isoformat()


@require_safe
@desk(*STAFF)
def page(request: HttpRequest, placement_id: int) -> HttpResponse:
    """All of it on one page."""
    return _page(request, _opened(request, placement_id))


@require_POST
@desk(Role.SOCIAL_WORKER)
def ask(request: HttpRequest, placement_id: int) -> HttpResponse:
    """Ask for her consent, on her phone or on paper."""
    placement = _opened(request, placement_id)
    form, firm = AskForm(request.POST), placement.hire.enterprise
    if form.is_valid():
        people = [one for one in people_of(firm) if one.phone]
        try:
            asked, _ = give_consent.ask(
                request.user, placement.client, firm.credit_code, firm.name, PURPOSE, FIELDS_FOR[PURPOSE],
                form.cleaned_data["until"], contact=f"{people[0].name}，{people[0].phone}" if people else "",
            )  # fmt: skip
        except Refused as no:
            form.add_error(None, str(no))
        else:
            if request.POST.get("way") == Consent.Way.PAPER:
                return redirect("clients:consent_sheet", placement.client.pk, asked.uid)
            messages.success(request, "请本人用手机扫码答复。")
            return redirect("placement:placement_support", placement.pk)
    return _page(request, placement, ask_form=form)


@poll
@require_safe
@desk(Role.SOCIAL_WORKER)
def waits(request: HttpRequest, placement_id: int) -> HttpResponse:
    """Whether she has answered: nothing while she has not, else the page is to be loaded anew."""
    rows = Placement.objects.visible_to(request.user).filter(pk=placement_id, hire__isnull=False)
    placement = rows.select_related("client", "hire__enterprise").first()
    if placement is None:
        raise Http404
    if _asked(placement) is not None:
        return HttpResponse(status=204)
    return HttpResponse(headers={"HX-Refresh": "true"})


@require_POST
@desk(Role.SOCIAL_WORKER)
def tell(request: HttpRequest, placement_id: int) -> HttpResponse:
    """Let the firm know which papers there are."""
    placement = _opened(request, placement_id)
    form = TellForm(request.POST, placement=placement)
    if form.is_valid():
        given = form.cleaned_data
        try:
            tell_statuses(request.user, placement, given["statuses"], unemployed_since=given["unemployed_since"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, "已登记到企业的用工资料。请把下面的清单交给本人。")
            return redirect("placement:placement_support", placement.pk)
    return _page(request, placement, tell_form=form)


@require_safe
@desk(*STAFF)
def sheet(request: HttpRequest, placement_id: int) -> HttpResponse:
    """The list for her, on one sheet."""
    placement = _opened(request, placement_id)
    noted = _noted(placement)
    context = {"placement": placement, "client": placement.client, "papers": her_papers(noted)}
    return render(request, "placement/desk/support_sheet.html", context)


# Shared ---------------------------------------------------------------------------------------------------------------


def _opened(request: HttpRequest, placement_id: int) -> Placement:
    """The job, of which the firm keeps a record; 404 where it does not."""
    placement: Placement = placement_or_404(request, placement_id)
    if placement.hire is None:
        raise Http404
    return placement


def _noted(placement: Placement) -> list[Status]:
    """What the firm's record says that she has."""
    known = placement.hire.statuses if placement.hire else {}
    return [status for status in Status if known.get(status.value)]


def _asked(placement: Placement) -> Consent | None:
    mine = placement.client.consents.asked().filter(purpose=PURPOSE)
    found: Consent | None = mine.with_firm(placement.hire.enterprise.credit_code).first() if placement.hire else None
    return found


def _page(
    request: HttpRequest,
    placement: Placement,
    *,
    ask_form: AskForm | None = None,
    tell_form: TellForm | None = None,
) -> HttpResponse:
    client, today = placement.client, timezone.localdate()
    consent, asked, noted = standing_for_support(placement, today), _asked(placement), _noted(placement)
    link = asked.links.running(timezone.now()).first() if asked else None
    firms = client.consents.with_firm(placement.hire.enterprise.credit_code).filter(purpose=PURPOSE)
    context = {
        "client": client,
        "placement": placement,
        "firm": placement.hire.enterprise,
        "consent": consent,
        "asked": asked,
        "last": firms.order_by("-asked_at", "-pk").first() if not (consent or asked) else None,
        "shown": shown_link(request, link) if link else None,
        "reads": consent_words.read(asked.words) if asked else (),
        "noted": noted,
        "papers": her_papers(noted),
        "receipts": client.disclosures.filter(consent__in=firms).select_related("viewer")[:10],
        "ask_form": ask_form or AskForm(),
        "tell_form": tell_form or TellForm(placement=placement),
        "may": acts_for(request.user, client),
    }
    bound = ask_form is not None or tell_form is not None
    return render(request, "placement/desk/support.html", context, status=422 if bound else 200)
