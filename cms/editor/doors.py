"""Who may enter the editors' admin: whoever acts as editor or reviewer, by the door that all staff come through."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponseBase

from people.models import Role

Respond = Callable[[HttpRequest], HttpResponseBase]
EDITORS = (Role.EDITOR, Role.REVIEWER)


class EditorDoorMiddleware:
    """404 below ``/editor/`` for anybody signed in who acts in another role."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        match, user = request.resolver_match, request.user
        if match is None or not match.route.startswith("editor/") or not user.is_authenticated:
            return
        if user.role not in EDITORS:
            raise Http404
