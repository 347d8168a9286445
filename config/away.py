"""The page for what nobody foresaw: calm where a machine is away or full, and saying no more than is true."""

import sqlite3
import sys
from collections.abc import Iterator

from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token

from people.vault.files import NO_ROOM

DISK_FULL_OF_POSTGRESQL = "53100"
COME_BACK_SECONDS = 60


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database is away or the disk is full, 400 for a value that no column can hold, 500 for every other
    fault.

    Forms refuse such a value first and say which field it is. This is for what gets past them, as a word of an address
    does: PostgreSQL refuses a NUL and whatever is too long or too large, SQLite keeps anything.

    Touches no database and no session, which may be what is missing.
    """
    error = sys.exc_info()[1]
    if isinstance(error, DataError):
        return HttpResponse(loader.render_to_string("400.html"), status=400)
    full = is_full(error)
    if full or isinstance(error, OperationalError | InterfaceError):
        page = loader.render_to_string("503.html", {"full": full, "sent": request.method not in ("GET", "HEAD")})
        return HttpResponse(page, status=503, headers={"Retry-After": str(COME_BACK_SECONDS)})
    return HttpResponseServerError(loader.render_to_string("500.html"))


def is_full(error: BaseException | None) -> bool:
    """Whether there was no room to write, for a file of ours or for the database."""
    return any(
        (isinstance(one, OSError) and one.errno in NO_ROOM)
        or getattr(one, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        or getattr(one, "sqlstate", None) == DISK_FULL_OF_POSTGRESQL
        for one in _with_causes(error)
    )


def _with_causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
