"""How an address of the API stands in the site: no sign-in page, no cookie, nothing kept, every no in one shape."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from people.api.bearer import PER_MINUTE, is_of_the_city, too_large
from people.api.errors import ApiError, database_away, log, not_found, shaped

View = Callable[..., HttpResponseBase]
SAYS = {"ensure_ascii": False}


def addresses(patterns: Iterable[Any], *, of_the_city: bool = False) -> list[URLPattern]:
    """The same addresses, each behind the door of machines. ``of_the_city``: whoever holds no key of the city's own
    systems gets the answer of an address that is not there, whatever the method."""
    opened = []
    for pattern in patterns:
        assert isinstance(pattern, URLPattern)
        opened.append(path(str(pattern.pattern), machine(pattern.callback, of_the_city), name=pattern.name))
    return opened


def machine(view: View, of_the_city: bool = False) -> View:
    """A view for machines."""

    @csrf_exempt
    @wraps(view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            if of_the_city and not is_of_the_city(request):
                response: HttpResponseBase = answer(not_found())
            else:
                response = view(request, *args, **kwargs)
        except (OperationalError, InterfaceError) as error:
            # Outside the API's own handlers: its description and the city's addresses look at the key before.
            log.error("api: %s", type(error).__name__, exc_info=error)
            response = answer(database_away())
        if response.status_code == 405:
            allow = response.headers["Allow"]
            response = answer(ApiError(405, "method", f"这个地址只接受 {allow}。", headers={"Allow": allow}))
        response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = "Authorization"
        if spent := getattr(request, "spent", None):
            left, reset = spent
            response.headers["RateLimit"] = f"limit={PER_MINUTE}, remaining={left}, reset={reset}"
        return response

    enter.login_required = False  # type: ignore[attr-defined]
    return enter


def answer(error: ApiError) -> HttpResponse:
    """A no, from where no API object is at hand."""
    return JsonResponse(shaped(error), status=error.status, headers=error.headers, json_dumps_params=SAYS)


def nowhere(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Every address under the API's own that is none."""
    return answer(not_found())


def too_much() -> HttpResponse:
    """For the guard that stops a request before anybody reads it."""
    return answer(too_large())
