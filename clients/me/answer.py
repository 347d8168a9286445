"""答复: one firm, one question, yes or no; and what comes of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clients import consent_words, give_consent
from clients.me.door import opened, over
from clients.models import ConsentField, PersonalLink
from clients.models.consent import LEAST
from people.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@opened(PersonalLink.Purpose.CONSENT)
def answer(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """What is asked, what may be told, and two buttons. Nothing is ticked for her.

    A phone holds one open link. What comes from a page that was left open when the link of another firm, or of
    somebody else of the house, was opened is no answer to that one.
    """
    if request.method == "POST" and request.POST.get("asked") != link.uid.hex:
        return over(request)
    consent = link.consent
    if consent is None or link.used_at:
        return redirect("me:done")
    refusal = None
    # A form sent without one of the two buttons says nothing.
    if request.method == "POST" and request.POST.get("say") in ("yes", "no"):
        try:
            give_consent.answer(link, request.POST["say"] == "yes", request.POST.getlist("fields"))
        except Refused as no:
            refusal = no
        else:
            return redirect("me:done")
    least = LEAST[consent.purpose]
    context = {
        "consent": consent,
        "asked": link.uid.hex,
        "lines": consent_words.read(consent.words),
        "least": [ConsentField(code).label for code in consent.fields if code in least],
        "more": [ConsentField(code) for code in consent.fields if code not in least],
        "stands": give_consent.standing_for(consent.client, consent.credit_code, consent.purpose),
        "refusal": refusal,
    }
    return render(request, "clients/me/answer.html", context)


@require_safe
@opened(PersonalLink.Purpose.CONSENT)
def done(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    """The receipt of her answer; a consent can be taken back right here."""
    consent = link.consent
    if consent is None or not link.used_at:
        return redirect("me:answer")
    stands = give_consent.standing_for(consent.client, consent.credit_code, consent.purpose)
    context = {
        "consent": consent,
        "stands": stands,
        "holds": consent.holds_on(timezone.localdate()),
        "worker": consent.client.caseworker.name,
    }
    return render(request, "clients/me/done.html", context)
