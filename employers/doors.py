"""Who may enter the portal, and for which firm. The desk stays shut for people of firms."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from employers.models import Contact, Verification

FIRM_KEY = "firm"
View = Callable[..., HttpResponseBase]
Respond = Callable[[HttpRequest], HttpResponseBase]


def portal(*roles: Contact.Role) -> Callable[[View], View]:
    """A page for people who act for a firm: sets ``request.contact`` and ``request.firm``.

    404 for staff who act for none and for contacts in another role than ``roles``; who waits for a firm, or has none,
    is led to the first page, which says what to do.
    """

    def door(view: View) -> View:
        @wraps(view)
        def enter(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            contact = step_in(request)
            if contact is None:
                return redirect("portal:home")
            if roles and contact.role not in roles:
                raise Http404
            return view(request, *args, **kwargs)

        return enter

    return door


def lobby(view: View) -> View:
    """A page for everybody of the portal, with a firm or without; ``request.contact`` may be None."""

    @wraps(view)
    def enter(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        step_in(request)
        return view(request, *args, **kwargs)

    return enter


def step_in(request) -> Contact | None:
    """The contact under which she acts: the one chosen in the session, else her first. Sets it on the request.

    Raises Http404 for staff who are no contacts.
    """
    request.contacts = list(Contact.objects.of(request.user))
    chosen = request.session.get(FIRM_KEY)
    request.contact = next((held for held in request.contacts if held.pk == chosen), next(iter(request.contacts), None))
    request.firm = request.contact.enterprise if request.contact else None
    if request.contact is None and request.user.current_memberships and not has_asked(request.user):
        raise Http404
    return request.contact


def is_of_a_firm(user) -> bool:
    """Whether she is of the portal: acts for a firm, has done so, or has asked to."""
    return has_asked(user) or Contact.objects.filter(user=user).exists()


def has_asked(user) -> bool:
    return Verification.objects.filter(user=user).exists()


class DeskIsShutMiddleware:
    """No page of the staff's desk answers people of firms, not even those open to everybody who is signed in."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        user, match = request.user, request.resolver_match
        if match is None or not match.route.startswith("desk/") or not user.is_authenticated:
            return
        if not user.current_memberships and is_of_a_firm(user):
            raise Http404
