"""The address that a client was given. Opening it changes nothing and tells nothing; an answer and a press do."""

from allauth.core import ratelimit
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from clients import personal_links
from clients.me import door
from clients.models import PersonalLink

PLACE = {PersonalLink.Purpose.CONSENT: "me:answer", PersonalLink.Purpose.OWN: "me:own"}


class QuestionForm(forms.Form):
    """The last characters of a number of hers."""

    last = forms.CharField(
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "请填最后四位。"},
    )

    def __init__(self, *args, number: str, **options) -> None:
        super().__init__(*args, **options)
        self.fields["last"].label = f"您的{number}，最后四位是"


@never_cache
@sensitive_post_parameters("last")
@sensitive_variables("form")
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def link(request: HttpRequest, token: str) -> HttpResponse:
    """One question, the same for every purpose. Always 200 while the link works: anything else would be logged with
    its address, and the address is half a key."""
    held = door.here(request)
    if held is not None and held.uid == personal_links.uid_of(token):
        return redirect(PLACE[PersonalLink.Purpose(held.purpose)])
    found = personal_links.find(token)
    if found is None or door.is_staff(request):
        return door.over(request)
    form = QuestionForm(request.POST or None, number=personal_links.question(found))
    if form.is_valid():
        if not ratelimit.consume(request, action="me_open"):
            return render(request, "429.html", status=429)
        if personal_links.open_with(found, form.cleaned_data["last"]):
            door.remember(request, found)
            return redirect(PLACE[PersonalLink.Purpose(found.purpose)])
        if found.is_locked:
            return door.over(request)
        left = personal_links.tries_left(found)
        form.add_error("last", f"不对，请再看看。还可以试 {left} 次。")
    return render(request, "clients/me/link.html", {"form": form})


@never_cache
@require_POST
@login_not_required
def leave(request: HttpRequest) -> HttpResponse:
    """Shut the pages on this phone."""
    door.leave(request)
    return render(request, "clients/me/left.html")
