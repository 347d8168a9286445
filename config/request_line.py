"""Each request under a number of its own, and one line about it in the log."""

import re
import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from config import metrics

Respond = Callable[[HttpRequest], HttpResponseBase]

HEADER = "X-Request-ID"
# As proxies and tracers draw them: 32 hexadecimal digits, or a UUID. Whatever else somebody sends is not repeated.
DRAWN = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NOWHERE = "-"

log = structlog.get_logger("config.requests")


class RequestLineMiddleware:
    """Binds ``request_id`` to every line that is logged on the way, and to the jobs that are asked for; says it in the
    answer; writes one line at the end and counts the request.

    The line names the address by its name, never by its path: a path may hold half a key to somebody's page, or a
    number of a case. It names the acting role, never the person.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        number = number_of(request)
        asked = _Asked()
        with structlog.contextvars.bound_contextvars(request_id=number):
            began = time.perf_counter()
            with connection.execute_wrapper(asked):
                response = self.get_response(request)
            seconds = time.perf_counter() - began
            response[HEADER] = number
            self._tell(request, response.status_code, seconds, asked.queries)
        return response

    @staticmethod
    def _tell(request: HttpRequest, status: int, seconds: float, queries: int) -> None:
        route, method = route_of(request), method_of(request)
        metrics.count_request(route, method, status, seconds)
        role = role_of(request)
        acting = {"role": role} if role else {}
        log.info(
            "request", method=method, route=route, status=status, ms=round(seconds * 1000), queries=queries, **acting
        )


def number_of(request: HttpRequest) -> str:
    """The number that a proxy in front has drawn, else a new one."""
    given = request.headers.get(HEADER, "").lower()
    # One of digits alone could be somebody's.
    return given if DRAWN.fullmatch(given) and re.search("[a-f]", given) else uuid.uuid4().hex


def route_of(request: HttpRequest) -> str:
    """The name of the address, or its pattern where it has none; ``-`` where nothing was found."""
    match = request.resolver_match
    return (match.view_name or match.route) if match is not None else NOWHERE


def method_of(request: HttpRequest) -> str:
    """The method; OTHER for one that somebody made up."""
    known = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    return request.method if request.method in known else "OTHER"


def role_of(request: HttpRequest) -> str:
    """The role in which somebody acted, "contact" for one of a firm, "" for a visitor. Asks the database nothing."""
    if getattr(request, "contact", None) is not None:
        return "contact"
    user = request.__dict__.get("_cached_user")
    looked_up = getattr(user, "__dict__", {})
    return user.role or "" if user is not None and {"acting", "current_memberships"} & set(looked_up) else ""


class _Asked:
    """How many questions to the database a request took."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Callable[..., Any], *args: Any) -> Any:
        self.queries += 1
        return execute(*args)
