"""The door of the client's own pages: a link that was opened on this phone, for half an hour.

Neither a name nor a number is in the session: only the random number of the link. A phone on which somebody of staff is
signed in gets no further than the door, so that nobody answers in a client's stead by mistake.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from clients import personal_links
from clients.models import PersonalLink

KEY = "personal_link"
STAYS = timedelta(minutes=30)
View = Callable[..., HttpResponse]


def opened(*purposes: PersonalLink.Purpose) -> Callable[[View], View]:
    """A page for whoever has opened a link of one of ``purposes`` on this phone; the view gets it as second argument.

    Everybody else gets the one page that says that a link does not work (any more).
    """

    def door(view: View) -> View:
        @never_cache
        @login_not_required
        @wraps(view)
        def enter(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            link = here(request)
            if link is None or link.purpose not in purposes:
                return over(request)
            return view(request, link, *args, **kwargs)

        return enter

    return door


def remember(request: HttpRequest, link: PersonalLink) -> None:
    """Let this phone in; the key of its session changes, so that nobody can have laid one out before."""
    request.session.cycle_key()
    request.session[KEY] = [link.uid.hex, (timezone.now() + STAYS).timestamp()]


def here(request: HttpRequest) -> PersonalLink | None:
    """The link that is open on this phone, or None."""
    uid, until = request.session.get(KEY) or ("", 0.0)
    if not uid or until < timezone.now().timestamp() or is_staff(request):
        return None
    return personal_links.held(UUID(hex=uid))


def leave(request: HttpRequest) -> None:
    """Shut the link on this phone; it can be opened again as long as it works."""
    request.session.pop(KEY, None)


def is_staff(request: HttpRequest) -> bool:
    """Whether somebody is signed in here: then it is not the client's own phone."""
    return request.user.is_authenticated


def over(request: HttpRequest) -> HttpResponse:
    """One answer for links that are forged, old, used, taken back or locked."""
    return render(request, "clients/me/over.html", {"staff": is_staff(request)}, status=410)
