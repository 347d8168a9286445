"""What each request carries: the acting membership, the idle clock, the second factor, nothing left behind."""

import time
from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers, patch_vary_headers

Respond = Callable[[HttpRequest], HttpResponseBase]

ACTING_KEY = "acting"
SEEN_KEY = "seen"


class ActingMiddleware:
    """Sets ``user.acting`` to the membership chosen in the session, as long as it is still in force.

    Also slides the idle timeout: the session is written again only when a quarter of the time has gone, so that most
    requests write nothing. A session thus ends between three quarters and the whole of ``SESSION_IDLE`` after the
    last click.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        user = request.user
        if not user.is_authenticated:
            return
        chosen = request.session.get(ACTING_KEY)
        for held in user.current_memberships:
            if held.pk == chosen:
                user.acting = held
        if not getattr(view, "is_poll", False):
            self._slide(request)

    @staticmethod
    def _slide(request: HttpRequest) -> None:
        now = int(time.time())
        if now - request.session.get(SEEN_KEY, 0) >= settings.SESSION_COOKIE_AGE / 4:
            request.session[SEEN_KEY] = now


class NothingKeptMiddleware:
    """No browser and no proxy keeps a page of somebody signed in: on a shared computer, Back after signing out must
    show nothing. Also, a fragment fetched by htmx must never be taken for the page of the same address.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        patch_vary_headers(response, ["HX-Request"])
        return response


class SecondFactorMiddleware:
    """Leads staff to what must be settled before any work: a password of their own, then the second factor.

    The sign-in pages themselves stay open, or nobody could settle anything.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponseBase | None:
        user = request.user
        if not user.is_authenticated or not getattr(view, "login_required", True) or _is_entrance(request):
            return None
        if user.password_is_temporary:
            return redirect("account_change_password")
        if settings.SECOND_FACTOR_REQUIRED and user.current_memberships and not _has_second_factor(user):
            return redirect("mfa_activate_totp")
        return None


def _is_entrance(request: HttpRequest) -> bool:
    match = request.resolver_match
    return bool(match and match.url_name and match.url_name.startswith(("account_", "mfa_")))


def _has_second_factor(user) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
