"""同意书: what one client let firms know, what still waits for her answer, and her own page."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients import consent_words, door, give_consent, may
from clients.desk.papers import ACCEPT
from clients.desk.shown_link import shown_link
from clients.models import Client, Consent, ConsentField, PersonalLink
from clients.models.consent import LEAST
from people.doors import desk
from people.errors import Refused
from people.file_types import LARGEST
from people.models import Purpose, Role

STAFF = (Role.SOCIAL_WORKER, Role.MANAGER)


@require_safe
@desk(*STAFF)
def consents(request: HttpRequest, client_id: int) -> HttpResponse:
    """By what can be done: those that wait for an answer, those that stand, those that are over."""
    client = door.open_case(request, client_id, Purpose.REFERRAL)
    today, now = timezone.localdate(), timezone.now()
    rows = list(client.consents.select_related("paper", "recorded_by"))
    may_change = may.may_change(request.user, client)
    running = list(client.personal_links.running(now)) if may_change else []
    own = next((link for link in running if link.purpose == PersonalLink.Purpose.OWN), None)
    links = {link.consent_id: shown_link(request, link) for link in running if link.consent_id}
    context = {
        "client": client,
        "asked": [(one, links.get(one.pk)) for one in rows if one.state == Consent.State.ASKED],
        "standing": [one for one in rows if one.holds_on(today)],
        "ended": [one for one in rows if one.state != Consent.State.ASKED and not one.holds_on(today)],
        "receipts": client.disclosures.select_related("consent", "viewer")[:20],
        "own": shown_link(request, own) if own else None,
        "may_change": may_change,
        "own_case": may.may_see_restricted(request.user, client),
    }
    return render(request, "clients/desk/consents.html", context)


DEEDS: dict[str, tuple[Any, str]] = {
    "link": (give_consent.renew_link, "新链接已经做好，旧的打不开了。"),
    "recall": (give_consent.recall, "不再征求，链接已经作废。"),
    "withdraw": (
        lambda actor, consent: give_consent.withdraw(actor, consent, Consent.Way.WORD),
        "已经撤回，企业马上看不到了。",
    ),
}


@require_POST
@desk(*STAFF)
def act(request: HttpRequest, client_id: int, uid: UUID, deed: str) -> HttpResponse:
    """One deed on one consent: another link, no longer asked, withdrawn on the client's word."""
    _, consent = _opened(request, client_id, uid)
    if deed not in DEEDS:
        raise Http404
    verb, done = DEEDS[deed]
    _say(request, verb, done, request.user, consent)
    return redirect("clients:consents", client_id)


@require_POST
@desk(*STAFF)
def own_link(request: HttpRequest, client_id: int) -> HttpResponse:
    """A link to the client's own page."""
    client = door.open_case(request, client_id, Purpose.REFERRAL)
    _say(request, give_consent.make_own_link, "本人页面的链接已经做好，30 天内有效。", request.user, client)
    return redirect("clients:consents", client_id)


class SignedForm(forms.Form):
    """A scan of the signed sheet, and what she ticked on it."""

    fields_ticked = forms.MultipleChoiceField(
        label="本人在纸上勾选的", required=False, widget=forms.CheckboxSelectMultiple
    )
    file = forms.FileField(
        label="签字的同意书",
        help_text=f"PDF 或者照片（JPG、PNG、WebP），最大 {LARGEST // 1024 // 1024} MB；只有责任社工能再打开",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, consent: Consent, **options: Any) -> None:
        super().__init__(*args, **options)
        self.least = LEAST[consent.purpose]
        more = [ConsentField(code) for code in consent.fields if code not in self.least]
        if more:
            choice: Any = self.fields["fields_ticked"]
            choice.choices = [(field.value, field.label) for field in more]
        else:
            del self.fields["fields_ticked"]


@require_http_methods(["GET", "HEAD", "POST"])
@desk(*STAFF)
def paper(request: HttpRequest, client_id: int, uid: UUID) -> HttpResponse:
    """The signed sheet comes back: the consent stands from now on."""
    client, consent = _opened(request, client_id, uid)
    if consent.state != Consent.State.ASKED:
        return redirect("clients:consents", client_id)
    sent = request.method == "POST"
    form = SignedForm(request.POST if sent else None, request.FILES if sent else None, consent=consent)
    if form.is_valid():
        ticked = {*form.least, *form.cleaned_data.get("fields_ticked", ())}
        try:
            give_consent.sign(request.user, consent, ticked, form.cleaned_data["file"])
        except Refused as no:
            form.add_error("file", str(no))
        else:
            messages.success(request, "同意书已经登记，即日起有效。")
            return redirect("clients:consents", client_id)
    context = {
        "client": client,
        "consent": consent,
        "form": form,
        "least": [ConsentField(code).label for code in consent.fields if code in form.least],
    }
    return render(request, "clients/desk/consent_paper.html", context, status=422 if form.is_bound else 200)


@require_safe
@desk(*STAFF)
def sheet(request: HttpRequest, client_id: int, uid: UUID) -> HttpResponse:
    """The same words on one sheet of paper, to be ticked and signed."""
    client, consent = _opened(request, client_id, uid)
    least = LEAST[consent.purpose]
    context = {
        "client": client,
        "consent": consent,
        "lines": consent_words.read(consent.words),
        "least": [ConsentField(code).label for code in consent.fields if code in least],
        "more": [ConsentField(code).label for code in consent.fields if code not in least],
    }
    return render(request, "clients/desk/consent_sheet.html", context)


def _opened(request: HttpRequest, client_id: int, uid: UUID) -> tuple[Client, Consent]:
    client = door.open_case(request, client_id, Purpose.REFERRAL)
    return client, get_object_or_404(client.consents.all(), uid=uid)


def _say(request: HttpRequest, verb: Any, done: str, *args: Any) -> None:
    try:
        verb(*args)
    except Refused as no:
        messages.error(request, str(no))
    else:
        messages.success(request, done)
