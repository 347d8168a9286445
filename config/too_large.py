"""How much one request may send. Decided from its first lines, before anybody reads the rest."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from people.api.door import too_much

Respond = Callable[[HttpRequest], HttpResponseBase]


class TooLargeMiddleware:
    """Answers 413 to a body of more than ``DATA_UPLOAD_MAX_MEMORY_SIZE`` bytes, files included.

    Django limits form fields but not files, and reads them for anybody, signed in or not. A body that does not say
    how long it is counts as empty for Django, so nothing slips past.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        stated = request.META.get("CONTENT_LENGTH") or "0"
        if stated.isascii() and stated.isdigit() and (len(stated) > 12 or int(stated) > self._most):
            if request.path.startswith("/api/"):
                return too_much()
            return render(request, "413.html", {"megabytes": self._most // 1024 // 1024}, status=413)
        return self.get_response(request)

    @property
    def _most(self) -> int:
        return settings.DATA_UPLOAD_MAX_MEMORY_SIZE
