"""Who may enter a page. Sign-in itself is required everywhere by LoginRequiredMiddleware."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponseBase

from people.models import Role

View = Callable[..., HttpResponseBase]


def desk(*roles: Role) -> Callable[[View], View]:
    """A staff page for those who act in one of ``roles``; 404 for anyone else, so that nobody learns what is there.

    Without roles: for anyone who holds a current membership.
    """

    def door(view: View) -> View:
        @wraps(view)
        def enter(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            role = getattr(request.user, "role", None)
            if role is None or (roles and role not in roles):
                raise Http404
            return view(request, *args, **kwargs)

        enter.roles = roles  # type: ignore[attr-defined]
        return enter

    return door


def poll(view: View) -> View:
    """A fragment that the page fetches by itself: it does not count as the person being there.

    Outermost decorator. An open tab must not keep a session alive over lunch.
    """
    view.is_poll = True  # type: ignore[attr-defined]
    return view
