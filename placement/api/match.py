"""POST /match: the best vacancies of each client that was sent, as ``manage.py match`` finds them in files.

For the city's own systems alone: the lines speak of measures. Nothing is read from the database, nothing is kept or
written to a log.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from law.dated import NotInForceError
from people.api.bearer import Bearer
from people.api.errors import ApiError
from people.api.rows import NO, Row, require_short, rows_of
from people.models import Scope
from placement.match_rows import match_rows

MOST_CLIENTS, MOST_VACANCIES, MOST_MATCHES = 50, 300, 50
router = Router(tags=["匹配"])


class Sent(Schema):
    """Clients and vacancies are lines of ``manage.py match``. ``as_of``: the day as of which is judged, else today."""

    clients: rows_of(MOST_CLIENTS)  # type: ignore[valid-type]
    vacancies: rows_of(MOST_VACANCIES)  # type: ignore[valid-type]
    top: Annotated[int, Field(ge=1, le=MOST_MATCHES, strict=True)] = 20
    as_of: date | None = None


class LeftOut(Schema):
    """A row that could not be read, and why."""

    field: str
    message: str


class Found(Schema):
    """One line per client that could be read; the rows that were left out; fields of clients that nobody knows."""

    results: list[Row]
    left_out: list[LeftOut]
    ignored: list[str]


@router.post(
    "/match",
    auth=Bearer(Scope.MATCH, cost=30),
    response={200: Found, **NO},
    url_name="match",
    operation_id="match",
    summary="匹配岗位",
)
def match(request: HttpRequest, sent: Sent) -> Any:
    """为每位求职者找出最合适的岗位，不保存。一次最多 50 名求职者、300 个岗位。"""
    clients, vacancies = _plain(sent.clients), _plain(sent.vacancies)
    require_short("clients", clients)
    require_short("vacancies", vacancies)
    try:
        found = match_rows(clients, vacancies, top=sent.top, as_of=sent.as_of or timezone.localdate())
    except NotInForceError:
        words = "那一天的规定平台里没有，请写近年的日期"
        raise ApiError(422, "invalid", "有 1 处不对。", items=[("as_of", words)]) from None
    left_out = [{"field": f"{one.of}[{one.index}].{one.field}", "message": one.said} for one in found.wrong]
    return {"results": found.lines, "left_out": left_out, "ignored": sorted(name[:40] for name in found.ignored)}


def _plain(value: Any) -> Any:
    """With floats for the decimals of the reader: what the command reads from a file."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return float(value) if isinstance(value, Decimal) else value
